/** The HTML edition of the sample: one file that stands alone. */

import {createHash} from 'node:crypto'
import type {Element, Nodes} from 'hast'
import {fromHtml} from 'hast-util-from-html'
import {toString} from 'hast-util-to-string'
import {visit} from 'unist-util-visit'
import {describe, expect, test} from 'vitest'
import {drawCover} from '../../../src/compile/cover/index.ts'
import {openFaces} from '../../../src/compile/faces.ts'
import {compileHtml} from '../../../src/compile/html/index.ts'
import {readTokens} from '../../../src/compile/theme.ts'
import {listTexts, sample, squash, theme, world} from '../read-press.ts'

const cover = drawCover(sample, readTokens(theme), openFaces(world.faces))
const templates = world.templates('html')
const edition = compileHtml(sample, {cover, templates})
const html = new TextDecoder().decode(edition.bytes)
const tree = fromHtml(html)
const all = (test: (node: Element) => boolean): Element[] => {
  const found: Element[] = []
  visit(tree as Nodes, 'element', (node) => void (test(node) && found.push(node)))
  return found
}

describe('compileHtml', () => {
  test('the same digest gives the same bytes', () => {
    expect(
      Buffer.from(compileHtml(sample, {cover, templates}).bytes).equals(Buffer.from(edition.bytes))
    ).toBe(true)
    expect(edition.name).toBe('open-weights.html')
  })

  test('loads nothing, and runs nothing but what its policy names', () => {
    expect(all(({tagName}) => ['iframe', 'object', 'embed', 'link', 'base'].includes(tagName))).toEqual([])
    const scripts = all(({tagName}) => tagName === 'script')
    expect(scripts.map(({properties}) => properties['type'])).toEqual(['application/ld+json', 'module'])
    const [named] = all(({properties}) => String(properties['httpEquiv']) === 'Content-Security-Policy')
    const hashes = scripts.map((script) => createHash('sha256').update(toString(script)).digest('base64'))
    expect(String(named?.properties['content']).split('; ').at(-1)).toBe(
      `script-src ${hashes.map((hash) => `'sha256-${hash}'`).join(' ')}`
    )
    for (const {properties} of all(() => true)) {
      expect(Object.keys(properties).filter((name) => /^on/i.test(name))).toEqual([])
      if ('src' in properties)
        expect(String(properties['src'])).toMatch(/^data:image\/(?:png|jpeg|svg\+xml);base64,/)
      if ('href' in properties) expect(String(properties['href'])).toMatch(/^(?:#|https?:|mailto:)/)
    }

    expect(html).not.toMatch(/url\((?!["']?data:)|@import/)
    const policy = all(({properties}) => String(properties['httpEquiv']) === 'Content-Security-Policy')[0]
    expect(policy?.properties['content']).toContain("default-src 'none'")
  })

  test('tells machines what it is', () => {
    const [data] = all(({tagName}) => tagName === 'script')
    const json = toString(data ?? {type: 'text', value: ''})
    const book = JSON.parse(json) as {name: string; hasPart: {name: string; url: string}[]}
    expect(book.name).toBe(sample.meta.title)
    const ids = new Set(all(({properties}) => 'id' in properties).map(({properties}) => properties['id']))
    expect(book.hasPart.length).toBeGreaterThan(6)
    for (const {url} of book.hasPart) expect(ids).toContain(url.slice(1))
    expect(all(({properties}) => properties['property'] === 'og:title')[0]?.properties['content']).toBe(
      book.name
    )
  })

  test('says how long each article takes to read', () => {
    const times = all(({properties}) => [properties['className']].flat().includes('reading-time'))
    const chapters = sample.parts.flatMap((part) => part.chapters)
    expect(times).toHaveLength(chapters.filter(({kind}) => kind === 'article').length)
    for (const time of times) expect(toString(time)).toMatch(/[1-9]\d* /)
  })

  test('every heading is a link to its place, and every block of a text has an address', () => {
    const links = all(({properties}) => [properties['className']].flat().includes('here'))
    const headings = all(({tagName}) => /^h[2-6]$/.test(tagName))
    expect(links.length).toBeGreaterThan(headings.length / 2)
    const blocks = all(({properties}) => /^a-02-torrent\.\d+$/.test(String(properties['id'])))
    expect(blocks.length).toBeGreaterThan(8)
  })

  test('ids are unique, and every link in the book leads somewhere', () => {
    const ids = all(({properties}) => 'id' in properties).map(({properties}) => String(properties['id']))
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    const targets = all(({properties}) => String(properties['href'] ?? '').startsWith('#')).map(
      ({properties}) => String(properties['href']).slice(1)
    )
    expect(targets.length).toBeGreaterThan(40)
    expect(targets.filter((id) => !ids.includes(id))).toEqual([])
  })

  test('headings never jump a level, and there is one of the first', () => {
    const levels = all(({tagName}) => /^h[1-6]$/.test(tagName)).map(({tagName}) => Number(tagName[1]))
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    for (const [index, level] of levels.entries())
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1)
  })

  test('has a language, a main part, a way to skip to it, and contents', () => {
    expect(all(({tagName}) => tagName === 'html')[0]?.properties['lang']).toBe('zh-Hant')
    const main = all(({tagName}) => tagName === 'main')
    expect(main).toHaveLength(1)
    expect(
      all(({properties}) => properties['href'] === `#${String(main[0]?.properties['id'])}`)
    ).toHaveLength(1)
    expect(all(({properties}) => properties['role'] === 'doc-toc')).toHaveLength(1)
  })

  test('every text of the digest stands in it, in order', () => {
    const text = squash(toString(tree))
    let from = 0
    for (const part of listTexts(sample)) {
      const at = text.indexOf(squash(part), from)
      expect(at, part.slice(0, 40)).toBeGreaterThanOrEqual(0)
      from = at
    }
  })
})
