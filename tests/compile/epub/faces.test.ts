/** Faces that a book carries: cut down, under names of their own, and every character there. */

import {EpubCheck} from '@likecoin/epubcheck-ts'
import {create, type Font} from 'fontkit'
import JSZip from 'jszip'
import {beforeAll, describe, expect, test} from 'vitest'
import type {Digest, FaceFile, GivenFace} from '../../../src/model.ts'
import {compileEpub} from '../../../src/compile/epub/index.ts'
import {renameFace} from '../../../src/compile/epub/rename-face.ts'
import {openSubsetter} from '../../../src/compile/epub/subset-face.ts'
import {openFaces} from '../../../src/compile/faces.ts'
import {shapeText, type TextKind} from '../../../src/compile/pdf/shape-text.ts'
import {everyBlock} from '../make-every-block.ts'
import {listTexts, sample, world} from '../read-press.ts'

const subset = openSubsetter(world.subsetter())
const faceOf = (family: string, weight = 400) => {
  const face = world.faces.find((face) => face.family === family && face.weight === weight)
  if (!face) throw new Error(`Expected face ${family} ${weight}`)
  return face
}
const pointsOf = (text: string) => [...text].map((char) => char.codePointAt(0) ?? 0)
const open = (bytes: Uint8Array) => create(Buffer.from(bytes)) as Font
/** Characters of a face, but for the one that ends every map. */
const charactersOf = (font: Font) =>
  font.characterSet.filter((point) => point !== 0xffff).sort((a, b) => a - b)

interface Names {
  readonly name: {readonly records: Readonly<Record<string, {readonly en?: string} | undefined>>}
  readonly directory: {readonly tables: Readonly<Record<string, {checkSum: number}>>}
}

const options = {cover: undefined, rasterize: world.rasterize, templates: world.templates('epub')}
const carrier = {faces: openFaces(world.faces), subsetter: world.subsetter()}

async function unpack(digest: Digest, more: object = {}) {
  const {bytes} = await compileEpub(digest, {...options, ...more})
  const zip = await JSZip.loadAsync(bytes)
  const text = async (name: string) => (await zip.file(`OEBPS/${name}`)?.async('string')) ?? ''
  const names = Object.keys(zip.files).filter((name) => name.endsWith('.ttf'))
  const faces = await Promise.all(
    names.map(async (name) => open((await zip.file(name)?.async('uint8array')) ?? new Uint8Array()))
  )
  return {bytes, css: await text('style.css'), faces, names, opf: await text('content.opf'), text}
}

describe('openSubsetter', () => {
  test.each<[string, string, TextKind]>([
    ['EB Garamond', 'Office fiefdom, AVAToWy. \u00c5\u00e9 fj', 'other'],
    ['Newsreader', 'efficient fluffy Te V\u00e4 1898', 'other'],
    ['Noto Serif TC', '\u300c\u958b\u6e90\uff0c\u300d\u2014\u2014\u2026\u2026\uff01', 'zh-Hant'],
    ['Noto Sans SC', '\u201c\u5f00\u6e90\uff0c\u201d\u2014\u2014\u2026\u2026\uff01', 'zh-Hans']
  ])('%s is set as the whole face sets it', (family, text, kind) => {
    const file = faceOf(family)
    const cut: FaceFile = {...file, read: () => bytes}
    const bytes = subset(file.read(), pointsOf(text))
    for (const isHalf of [false, true]) {
      const [whole, part] = [file, cut].map((face) => shapeText(text, face, kind, isHalf))
      expect(part?.advance).toBe(whole?.advance)
      expect(part?.glyphs.map(({id: _, ...glyph}) => glyph)).toEqual(
        whole?.glyphs.map(({id: _, ...glyph}) => glyph)
      )
    }

    // Joined and drawn together: else the test would hold for a face without features.
    const plain = pointsOf(text).reduce(
      (sum, point) => sum + shapeText(String.fromCodePoint(point), file, kind).advance,
      0
    )
    expect(shapeText(text, cut, kind, true).advance).toBeLessThan(plain)
  })

  test('has the characters that were asked for, the metrics of the whole and no hints', () => {
    const file = faceOf('IBM Plex Sans')
    const whole = open(file.read())
    const part = open(subset(file.read(), pointsOf('Llama')))
    expect(charactersOf(part)).toEqual(pointsOf('Lalm').sort((a, b) => a - b))
    for (const key of ['unitsPerEm', 'ascent', 'descent', 'lineGap', 'xHeight', 'capHeight'] as const)
      expect(part[key], key).toBe(whole[key])
    for (const point of pointsOf('Llama')) {
      const [a, b] = [part, whole].map((font) => font.glyphForCodePoint(point))
      expect(a?.advanceWidth).toBe(b?.advanceWidth)
      expect(a?.path.toSVG()).toBe(b?.path.toSVG())
    }

    const tables = Object.keys((part as unknown as Names).directory.tables)
    expect(tables).not.toEqual(expect.arrayContaining(['fpgm']))
    expect((whole as unknown as Names).directory.tables).toHaveProperty('fpgm')
  })

  test('gives the same bytes whatever it cut before', () => {
    const cut = () => Buffer.from(subset(faceOf('EB Garamond').read(), pointsOf('one')))
    const first = cut()
    subset(faceOf('Noto Sans TC').read(), pointsOf('\u7f8a'))
    expect(cut().equals(first)).toBe(true)
  })
})

describe('renameFace', () => {
  const bytes = renameFace(
    subset(faceOf('Source Sans 3').read(), pointsOf('a')),
    {family: 'Fascicle 7', weight: 400, italic: true},
    {copyright: '\u00a9 A Maker', license: 'Free', licenseUrl: 'https://example.org'}
  )

  test('leaves no name but the new one, and the notice', () => {
    const {name} = open(bytes) as unknown as Names
    expect(Object.fromEntries(Object.entries(name.records).map(([key, text]) => [key, text?.en]))).toEqual({
      copyright: '\u00a9 A Maker',
      fontFamily: 'Fascicle 7 400',
      fontSubfamily: 'Italic',
      uniqueSubfamily: 'Fascicle-7-400-Italic',
      fullName: 'Fascicle 7 400 Italic',
      postscriptName: 'Fascicle-7-400-Italic',
      license: 'Free',
      licenseURL: 'https://example.org'
    })
  })

  test('sums are right, which some readers check', () => {
    const sum = (from: Uint8Array) => {
      const view = new DataView(from.buffer, from.byteOffset, from.length)
      let total = 0
      for (let at = 0; at < from.length; at += 4) total = (total + view.getUint32(at)) >>> 0
      return total
    }
    expect(sum(bytes)).toBe(0xb1b0afba)
    const view = new DataView(bytes.buffer)
    for (let index = 0; index < view.getUint16(4); index++) {
      const at = 12 + index * 16
      const [start, length] = [view.getUint32(at + 8), view.getUint32(at + 12)]
      const table = bytes.slice(start, start + ((length + 3) & ~3))
      // The sum of `head` leaves out the one that stands in it.
      if (String.fromCharCode(...bytes.subarray(at, at + 4)) === 'head') table.fill(0, 8, 12)
      expect(sum(table)).toBe(view.getUint32(at + 4))
    }
  })
})

describe('a book that carries its faces', () => {
  let book: Awaited<ReturnType<typeof unpack>>
  beforeAll(async () => {
    book = await unpack(sample, {carrier})
  })

  test('is the same twice', async () => {
    const again = await unpack(sample, {carrier: {...carrier, faces: openFaces(world.faces)}})
    expect(Buffer.from(again.bytes).equals(Buffer.from(book.bytes))).toBe(true)
  })

  test('EPUBCheck finds nothing', async () => {
    for (const {bytes} of [book, await unpack(everyBlock, {carrier})]) {
      const {messages} = await EpubCheck.validate(bytes)
      expect(messages.filter(({severity}) => ['fatal', 'error', 'warning'].includes(severity))).toEqual([])
    }
  })

  test('has every character of its texts that a face has, and few others', () => {
    const carried = new Set(book.faces.flatMap(charactersOf))
    const texts = new Set(pointsOf(listTexts(sample).join('')))
    const whole = world.faces.filter(({weight}) => weight === 400).map((face) => open(face.read()))
    const lacking = [...texts].filter(
      (point) =>
        point >= 0x20 && !carried.has(point) && whole.some((font) => font.hasGlyphForCodePoint(point))
    )
    expect(lacking.map((point) => String.fromCodePoint(point))).toEqual([])
    // Labels, titles, and the letters that are always there.
    expect([...carried].filter((point) => point > 0x7e && !texts.has(point)).length).toBeLessThan(60)
    expect(book.bytes.length).toBeLessThan(1_000_000)
  })

  test('names its faces, lists them and says whose they are', async () => {
    expect(book.names.length).toBeGreaterThan(5)
    const notice = await book.text('fonts/LICENSE.txt')
    for (const name of book.names) {
      const href = name.replace('OEBPS/', '')
      expect(book.opf).toContain(`href="${href}" media-type="font/ttf"`)
      expect(book.css).toContain(`src: url(${href}) format("truetype")`)
      expect(notice).toContain(href.replace('fonts/', ''))
    }

    expect(book.opf).toContain('<meta property="ibooks:specified-fonts">true</meta>')
    expect(book.opf).toContain('href="fonts/LICENSE.txt" media-type="text/plain"')
    expect(notice).toMatch(
      /made from Noto Serif TC\n(?:.+\n)*\(c\) 2017-2024 Adobe.*\n(?:.+\n)*.*SIL Open Font License/
    )
    for (const face of book.faces) {
      const {license, copyright, fontFamily, fullName} = (face as unknown as Names).name.records
      expect([license?.en, copyright?.en]).toEqual([expect.stringContaining('Open Font'), expect.any(String)])
      expect(`${fontFamily?.en} ${fullName?.en}`).toMatch(/^Fascicle \d \d00 Fascicle \d \d00(?: Italic)?$/)
    }
  })

  test('leaves punctuation to the Han face, and the choice to the reader', () => {
    expect(book.css).toMatch(/font-family: "Fascicle 2 in Chinese";\n(?:.+\n)*? {2}unicode-range: U\+20-7E/)
    expect(book.css).toMatch(
      /\nbody,\n\.adrift blockquote \{\n {2}font-family: "Fascicle 2 in Chinese", "Fascicle 1",/
    )
    expect(book.css).toMatch(/\n\[lang="en"\],\n[^{]*\{\n {2}font-family: "Fascicle 2", "Fascicle 1",/)
    expect(book.css).not.toContain('!important')
  })
})

describe('faces of the digest’s own', () => {
  const give = (family: string, given: GivenFace): FaceFile => ({...faceOf(family), given})
  const han: GivenFace = {use: 'text', scripts: ['zh-Hant', 'latin'], path: 'fonts/a.ttf'}

  test('a digest that names none has the styles and bytes of before', async () => {
    const [plain, same] = [await unpack(sample), await unpack(sample, {faces: world.faces})]
    expect(Buffer.from(same.bytes).equals(Buffer.from(plain.bytes))).toBe(true)
    expect(plain.css).not.toMatch(/font-family|@font-face/)
    expect(plain.opf).not.toContain('font')
  })

  test('are carried before those of the theme', async () => {
    const files = [give('Noto Sans TC', han), ...world.faces]
    const {css, text} = await unpack(sample, {carrier: {...carrier, faces: openFaces(files)}})
    expect(await text('fonts/LICENSE.txt')).toContain('Fascicle 1, made from Noto Sans TC')
    expect(css).toMatch(/\nbody,\n\.adrift blockquote \{\n {2}font-family: "Fascicle 1", "Fascicle \d+",/)
  })

  test('are named where the book carries none', async () => {
    const files = [
      give('EB Garamond', {use: 'text', scripts: ['latin']}),
      give('Noto Sans TC', han),
      give('Source Code Pro', {use: 'code', scripts: ['latin']})
    ]
    const {bytes, css, names} = await unpack(everyBlock, {faces: files})
    expect(names).toEqual([])
    expect(css).toContain(
      'body,\n.adrift blockquote {\n  font-family: "EB Garamond in Chinese", "Noto Sans TC", serif;'
    )
    expect(css).toContain('font-family: "EB Garamond", "Noto Sans TC", serif;')
    expect(css).toContain('pre,\ncode {\n  font-family: "Source Code Pro in Chinese", monospace;')
    expect(css).toMatch(/"EB Garamond in Chinese";\n(?:.+\n)*? {2}src: local\("EB Garamond"\)/)
    expect(css).not.toMatch(/url\(|\nh1:lang|\n\.notes h2,/)
    const {messages} = await EpubCheck.validate(bytes)
    expect(messages.filter(({severity}) => ['fatal', 'error', 'warning'].includes(severity))).toEqual([])
  })
})
