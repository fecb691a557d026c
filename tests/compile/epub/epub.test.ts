/** The EPUB edition of the sample, unpacked and checked. */

import {EpubCheck} from '@likecoin/epubcheck-ts'
import {XMLParser, XMLValidator} from 'fast-xml-parser'
import {fromHtml} from 'hast-util-from-html'
import {toString} from 'hast-util-to-string'
import JSZip from 'jszip'
import {beforeAll, describe, expect, test} from 'vitest'
import type {Edition} from '../../../src/model.ts'
import {drawCover} from '../../../src/compile/cover/index.ts'
import {compileEpub} from '../../../src/compile/epub/index.ts'
import {openFaces} from '../../../src/compile/faces.ts'
import {readTokens} from '../../../src/compile/theme.ts'
import {listTexts, sample, squash, theme, world} from '../read-press.ts'

const options = {
  cover: drawCover(sample, readTokens(theme), openFaces(world.faces)),
  rasterize: world.rasterize,
  templates: world.templates('epub')
}
let edition: Edition
const files = new Map<string, string>()
const names: string[] = []

beforeAll(async () => {
  edition = await compileEpub(sample, options)
  const zip = await JSZip.loadAsync(edition.bytes)
  for (const [name, entry] of Object.entries(zip.files)) {
    if (entry.dir) continue
    names.push(name)
    if (/\.(?:xhtml|opf|ncx|xml|css|svg)$/.test(name)) files.set(name, await entry.async('string'))
  }
})

describe('compileEpub', () => {
  test('the same digest gives the same bytes', async () => {
    const again = await compileEpub(sample, options)
    expect(Buffer.from(again.bytes).equals(Buffer.from(edition.bytes))).toBe(true)
    expect(edition.name).toBe('open-weights.epub')
  })

  test('EPUBCheck finds nothing', async () => {
    const {messages} = await EpubCheck.validate(edition.bytes)
    expect(messages.filter(({severity}) => ['fatal', 'error', 'warning'].includes(severity))).toEqual([])
  })

  test('its kind stands first and uncompressed', () => {
    const head = Buffer.from(edition.bytes.subarray(0, 60)).toString('latin1')
    expect(head.slice(30)).toMatch(/^mimetypeapplication\/epub\+zip/)
    expect(edition.bytes[8]).toBe(0)
  })

  test('what is in it is in order, and dated by the book', async () => {
    expect(names[0]).toBe('mimetype')
    expect(names.slice(1)).toEqual([...names.slice(1)].sort())
    const zip = await JSZip.loadAsync(edition.bytes)
    const dates = new Set(Object.values(zip.files).map(({date}) => date.toISOString().slice(0, 10)))
    expect([...dates]).toEqual([sample.meta.modified])
    expect(await zip.file('mimetype')?.async('string')).toBe('application/epub+zip')
  })

  test('every document is well-formed, in Unicode, and says its language', () => {
    for (const [name, text] of files) {
      if (name.endsWith('.css')) continue
      expect(XMLValidator.validate(text), name).toBe(true)
      // What XML itself needs may be a reference, no other character.
      expect(text.match(/&#x?(?!26;|3C;|22;)[\dA-Fa-f]+;/g) ?? [], name).toEqual([])
      if (name.endsWith('.xhtml')) expect(text, name).toMatch(/<html[^>]* lang="[^"]+" xml:lang="[^"]+"/)
    }
  })

  test('loads nothing from outside and runs nothing', () => {
    for (const [name, text] of files) {
      if (!name.endsWith('.xhtml')) continue
      expect(text, name).not.toMatch(
        /<(?:script|iframe|object|embed)\b|\son\w+=|\s(?:src|srcset)="(?:https?:|\/\/|file:|data:)/
      )
    }
  })

  test('the package says what the book is', () => {
    const opf = files.get('OEBPS/content.opf') ?? ''
    expect(opf).toContain(`>${sample.meta.identifier}<`)
    expect(opf).toContain('<dc:language>zh-Hant</dc:language>')
    expect(opf).toContain('properties="cover-image"')
    expect(opf).toContain('<meta name="cover" content="cover-image"/>')
    for (const name of [
      'accessMode',
      'accessModeSufficient',
      'accessibilityFeature',
      'accessibilityHazard',
      'accessibilitySummary'
    ]) {
      expect(opf).toContain(`schema:${name}`)
    }
  })

  test('contents are nested as the digest is', () => {
    const nav = fromHtml(files.get('OEBPS/toc.xhtml') ?? '')
    const text = squash(toString(nav))
    for (const part of sample.parts) {
      expect(text).toContain(squash(part.title ?? ''))
      for (const chapter of part.chapters) expect(text).toContain(squash(chapter.title))
    }

    const ncx = new XMLParser().parse(files.get('OEBPS/toc.ncx') ?? '') as {
      ncx: {navMap: {navPoint: unknown[]}}
    }
    expect(ncx.ncx.navMap.navPoint.length).toBe(
      sample.front.length + sample.parts.length + sample.back.length
    )
  })

  test('each call has its note in the same file, and each note leads back', () => {
    let calls = 0
    for (const [name, text] of files) {
      for (const [, id = ''] of text.matchAll(
        /epub:type="noteref"[^>]*|role="doc-noteref"[^>]*href="#([^"]+)"/g
      )) {
        if (id === '') continue
        calls++
        expect(text, name).toMatch(
          new RegExp(`<aside[^>]* id="${id}"[^>]*epub:type="footnote"[^>]*><p[^>]*><a role="doc-backlink"`)
        )
      }
    }

    expect(calls).toBeGreaterThan(15)
  })

  test('every text of the digest stands in it, in reading order', () => {
    const opf = files.get('OEBPS/content.opf') ?? ''
    const hrefs = new Map(
      [...opf.matchAll(/<item id="([^"]+)" href="([^"]+)"/g)].map(([, id = '', href = '']) => [id, href])
    )
    const spine = [...opf.matchAll(/<itemref idref="([^"]+)"/g)].map(
      ([, id = '']) => files.get(`OEBPS/${hrefs.get(id) ?? ''}`) ?? ''
    )
    const text = squash(spine.map((page) => toString(fromHtml(page))).join(''))
    let from = 0
    for (const part of listTexts(sample)) {
      const at = text.indexOf(squash(part), from)
      expect(at, part.slice(0, 40)).toBeGreaterThanOrEqual(0)
      from = at
    }
  })
})
