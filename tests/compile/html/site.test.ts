/** The sample as a site: pages that lead to each other, a search that holds all texts, a feed. */

import {createHash} from 'node:crypto'
import type {Element} from 'hast'
import type {Chapter, Digest} from '../../../src/model.ts'
import {XMLParser} from 'fast-xml-parser'
import {fromHtml} from 'hast-util-from-html'
import {toString} from 'hast-util-to-string'
import {visit} from 'unist-util-visit'
import {describe, expect, test} from 'vitest'
import {drawCover} from '../../../src/compile/cover/index.ts'
import {openFaces} from '../../../src/compile/faces.ts'
import {compileSite} from '../../../src/compile/html/index.ts'
import {readTokens} from '../../../src/compile/theme.ts'
import {listTexts, sample, squash, theme, world} from '../read-press.ts'

const cover = drawCover(sample, readTokens(theme), openFaces(world.faces))
const address = 'https://press.example.org/open/'

function make(digest: Digest, {at}: {at: string | undefined} = {at: address}): Map<string, string> {
  const edition = compileSite(digest, {address: at, cover, templates: world.templates('html')})
  expect(edition.name).toBe('site/index.html')
  const files = new Map([['index.html', edition.bytes], ...(edition.beside ?? [])])
  return new Map([...files].map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]))
}

const site = make(sample)
const pages = [...site].filter(([name]) => name.endsWith('.html'))
const chapters = [...sample.front, ...sample.parts.flatMap((part) => part.chapters), ...sample.back]

function listElements(html: string): Element[] {
  const found: Element[] = []
  visit(fromHtml(html), 'element', (node) => void found.push(node))
  return found
}

describe('compileSite', () => {
  test('makes an index, a page for each chapter, a search, a feed, a style and the pictures', () => {
    const pictures = [...site.keys()].filter((name) => name.startsWith('picture-'))
    expect(pictures).toHaveLength(sample.assets.size)
    expect([...site.keys()].filter((name) => !pictures.includes(name)).sort()).toEqual(
      ['index.html', 'search.html', 'feed.xml', 'style.css', ...chapters.map(({id}) => `${id}.html`)].sort()
    )
  })

  test('the same digest gives the same bytes', () => {
    expect(make(sample)).toEqual(site)
  })

  test.each(pages)('%s: links lead somewhere, and only what its policy names runs', (name, html) => {
    const elements = listElements(html)
    const ids = elements.flatMap(({properties}) => (properties['id'] === undefined ? [] : [properties['id']]))
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    for (const {properties, tagName} of elements) {
      const href = properties['href'] ?? properties['src'] ?? properties['action']
      if (typeof href !== 'string' || /^(?:https?|mailto|data):/.test(href)) continue
      const [file = '', id] = href.split('#')
      const target = site.get(decodeURI(file === '' ? name : file))
      expect(target, `${tagName} ${href}`).toBeDefined()
      if (id !== undefined)
        expect(
          listElements(target ?? '').some(({properties}) => properties['id'] === decodeURIComponent(id)),
          href
        ).toBe(true)
    }

    const scripts = elements.filter(({tagName}) => tagName === 'script')
    const hashes = scripts.map((script) => createHash('sha256').update(toString(script)).digest('base64'))
    const policy = elements.find(
      ({properties}) => String(properties['httpEquiv']) === 'Content-Security-Policy'
    )
    for (const hash of hashes) expect(policy?.properties['content']).toContain(`'sha256-${hash}'`)
    expect(elements.filter(({tagName}) => tagName === 'h1')).toHaveLength(1)
    expect(elements.filter(({tagName}) => tagName === 'main')).toHaveLength(1)
    const canonical = elements.find(({properties}) => [properties['rel']].flat().includes('canonical'))
    expect(canonical?.properties['href']).toBe(name === 'index.html' ? address : address + name)
  })

  test('every text of the digest stands on a page, in order', () => {
    const text = squash(chapters.map(({id}) => toString(fromHtml(site.get(`${id}.html`) ?? ''))).join(''))
    let from = 0
    for (const part of listTexts(sample)) {
      const at = text.indexOf(squash(part), from)
      expect(at, part.slice(0, 40)).toBeGreaterThanOrEqual(0)
      from = at
    }
  })

  test('the search holds every text, at an address that is there, and folds scripts', () => {
    const data = listElements(site.get('search.html') ?? '').find(
      ({properties}) => properties['id'] === 'texts'
    )
    const {chapters, folds} = JSON.parse(data ? toString(data) : '') as {
      chapters: Array<{href: string; blocks: Array<[string, string]>}>
      folds: string[]
    }
    const all = squash(chapters.flatMap(({blocks}) => blocks.map(([, text]) => text)).join(''))
    for (const part of listTexts(sample)) expect(all).toContain(squash(part))
    for (const {blocks, href} of chapters) {
      const ids = new Set(listElements(site.get(href) ?? '').map(({properties}) => properties['id']))
      for (const [id] of blocks) expect(ids).toContain(id)
    }

    expect(folds).toContain('\u958b\u5f00')
  })

  test('the feed names every article, and the index leads to it', () => {
    const feed = new XMLParser({
      ignoreAttributes: false,
      isArray: (name) => name === 'entry' || name === 'link'
    }).parse(site.get('feed.xml') ?? '') as {
      feed: {
        id: string
        updated: string
        entry: Array<{id: string; published?: string; link: Array<{'@_href': string}>}>
      }
    }
    const {entry, id, updated} = feed.feed
    expect(id).toBe(sample.meta.identifier)
    expect(updated).toBe(`${sample.meta.modified}T00:00:00Z`)
    expect(entry.map(({link}) => link[0]?.['@_href']).sort()).toEqual(
      sample.parts
        .flatMap((part) => part.chapters.filter(({kind}) => kind === 'article'))
        .map(({id}) => `${address}${id}.html`)
        .sort()
    )
    expect(new Set(entry.map(({id}) => id)).size).toBe(entry.length)
    const dates = entry.map(({published}) => published ?? '')
    expect([...dates].sort().reverse()).toEqual(dates)
  })

  test('without an address links stay relative, and none is canonical', () => {
    const site = make(sample, {at: undefined})
    expect(site.get('index.html')?.includes('canonical')).toBe(false)
    expect(site.get('feed.xml')?.includes('href="a-01-launch.html"')).toBe(true)
  })

  test('names that some disk takes for one are told apart', () => {
    const [first] = sample.parts[0]?.chapters ?? []
    const rename = (id: string): Chapter => {
      const copy = structuredClone(first as Chapter)
      visit(copy.tree, 'element', function ({properties}) {
        for (const key of ['id', 'href'])
          if (typeof properties[key] === 'string')
            properties[key] = properties[key].replace(String(first?.id), id)
      })
      return {...copy, id}
    }
    const ids = ['index', 'search', 'A', 'a', '\u7f8a', '\u7f8a'.repeat(80)]
    const digest = {...sample, front: [], back: [], parts: [{id: 'part-1', chapters: ids.map(rename)}]}
    expect([...make(digest).keys()].filter((name) => /html$/.test(name))).toEqual([
      'index.html',
      'index-2.html',
      'search-2.html',
      'A.html',
      'a-2.html',
      '\u7f8a.html',
      'chapter-6.html',
      'search.html'
    ])
  })
})
