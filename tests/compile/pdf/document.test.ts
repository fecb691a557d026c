/** The finished PDF of the sample, read back from its bytes. */

import {inflateSync} from 'node:zlib'
import {beforeAll, describe, expect, test} from 'vitest'
import {XMLValidator} from 'fast-xml-parser'
import {toString} from 'hast-util-to-string'
import type {Digest} from '../../../src/model.ts'
import {compilePdf, type CompiledPdf} from '../../../src/compile/pdf/index.ts'
import {sample as digest, world} from '../read-press.ts'

const options = {faces: world.faces, rasterize: world.rasterize, cover: undefined}
let compiled: CompiledPdf
let file: PdfFile

beforeAll(async () => {
  compiled = await compilePdf(digest, options)
  file = readPdf(compiled.edition.bytes)
})

describe('compilePdf', () => {
  test('the same digest gives the same bytes', async () => {
    const again = await compilePdf(digest, options)
    expect(Buffer.from(again.edition.bytes).equals(Buffer.from(compiled.edition.bytes))).toBe(true)
  })

  test('is whole, and says what it is', () => {
    expect(file.text.startsWith('%PDF-1.7')).toBe(true)
    expect(file.text.trimEnd().endsWith('%%EOF')).toBe(true)
    const catalog = file.find('/Type /Catalog')
    for (const key of [
      '/Lang (zh-Hant)',
      '/MarkInfo',
      '/StructTreeRoot',
      '/Outlines',
      '/PageLabels',
      '/OutputIntents',
      '/ViewerPreferences'
    ]) {
      expect(catalog).toContain(key)
    }

    expect(compiled.edition.name).toBe('open-weights.pdf')
    expect(compiled.messages).toEqual([])
  })

  test('its XMP parses and claims both standards', () => {
    const xmp = file.streamOf('/Subtype /XML')
    expect(XMLValidator.validate(xmp.replace(/<\?xpacket[^>]*\?>/g, ''))).toBe(true)
    expect(xmp).toContain('<pdfuaid:part>1</pdfuaid:part>')
    expect(xmp).toContain('<pdfaid:part>3</pdfaid:part>')
    expect(xmp).toContain('<pdfaid:conformance>A</pdfaid:conformance>')
  })

  test('every mark is owned once, by an element of the tree', () => {
    for (const page of file.pages) {
      const drawn = [...page.content.matchAll(/<<\/?MCID (\d+)>> BDC|\/\w+ <<\/MCID (\d+)>> BDC/g)].map(
        (match) => Number(match[1] ?? match[2])
      )
      expect(drawn).toEqual(drawn.map((_, index) => index))
      expect(page.content.match(/\bB(?:DC|MC)\b/g)?.length ?? 0).toBe(
        page.content.match(/\bEMC\b/g)?.length ?? 0
      )
    }
  })

  test('each link stands in the tree, on its own page, and says where it leads', () => {
    const links = file.all('/Subtype /Link')
    expect(links.length).toBeGreaterThan(40)
    for (const link of links) {
      expect(link.body).toMatch(/\/Contents \S/)
      const holders = file.objects.filter(({body}) => body.includes(`/Obj ${link.id} 0 R`))
      expect(holders).toHaveLength(1)
      const page = new RegExp(`/Obj ${link.id} 0 R\\s*/Pg (\\d+) 0 R`).exec(holders[0]?.body ?? '')?.[1]
      expect(file.objects.find(({id}) => String(id) === page)?.body).toContain(`${link.id} 0 R`)
    }
  })

  test('notes have ids of their own', () => {
    const ids = file.all('/S /Note').map(({body}) => /\/ID \(([^)]*)\)/.exec(body)?.[1])
    expect(ids.length).toBeGreaterThan(15)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('pictures have words', () => {
    const figures = file.all('/S /Figure')
    expect(figures).toHaveLength(3)
    for (const figure of figures) expect(figure.body).toMatch(/\/Alt [(<]/)
  })

  test('every face is embedded, in part, with its characters', () => {
    const fonts = file.all('/Subtype /Type0')
    expect(fonts.length).toBeGreaterThan(5)
    for (const font of fonts) {
      expect(font.body).toMatch(/\/BaseFont \/[A-Z]{6}\+/)
      expect(font.body).toContain('/ToUnicode')
    }

    expect(file.all('/FontFile2')).toHaveLength(fonts.length)
  })

  test('the text copies out, all of it and in order', () => {
    const drawn = squash(file.pages.map((page) => page.text).join(''))
    for (const part of digest.parts) {
      for (const chapter of part.chapters) {
        const [section] = chapter.tree.children
        for (const child of section?.type === 'element' ? section.children : []) {
          if (child.type !== 'element' || child.tagName !== 'p') continue
          const text = squash(toString(child))
          // A paragraph may go over a page: its two ends then stand apart, notes and foot between them.
          expect(drawn).toContain(text.slice(0, 12))
          expect(drawn).toContain(text.slice(-12))
        }
      }
    }
  })

  test('says on which page a chapter begins', () => {
    const first = digest.parts[0]?.chapters[0]
    expect(compiled.pages.get(first?.id ?? '')).toBe('2')
    expect(compiled.pages.get('foreword')).toMatch(/^[ivx]+$/)
  })

  test('a character that no face has is reported, and a mark stands for it', async () => {
    const chapter = {...digest.parts[0]?.chapters[0]} as Digest['parts'][0]['chapters'][0]
    const tree = structuredClone(chapter.tree)
    const [section] = tree.children
    if (section?.type === 'element')
      section.children.push({
        type: 'element',
        tagName: 'p',
        properties: {},
        children: [{type: 'text', value: '\u{13000}'}]
      })
    const {messages} = await compilePdf(
      {...digest, parts: [{id: 'part-1', chapters: [{...chapter, tree}]}]},
      options
    )
    expect(messages.map((message) => message.reason)).toEqual([expect.stringContaining('U+13000')])
  })
})

interface PdfObject {
  readonly id: number
  readonly body: string
  readonly stream: Buffer | undefined
}

interface PdfFile {
  readonly text: string
  readonly objects: ReadonlyArray<PdfObject>
  readonly pages: ReadonlyArray<{readonly content: string; readonly text: string}>
  readonly all: (needle: string) => ReadonlyArray<PdfObject>
  readonly find: (needle: string) => string
  readonly streamOf: (needle: string) => string
}

/** A reader for what our writer writes: plain objects, flate streams, one content stream a page. */
function readPdf(bytes: Uint8Array): PdfFile {
  const buffer = Buffer.from(bytes)
  const text = buffer.toString('latin1')
  const objects: PdfObject[] = []
  for (const match of text.matchAll(/(?<=\n)(\d+) 0 obj\n/g)) {
    const from = match.index + match[0].length
    const end = text.indexOf('\nendobj', from)
    const streamAt = text.indexOf('stream\n', from)
    const hasStream = streamAt !== -1 && streamAt < end
    const body = text.slice(from, hasStream ? streamAt : end)
    const length = Number(/\/Length (\d+)/.exec(body)?.[1] ?? 0)
    const raw = hasStream ? buffer.subarray(streamAt + 7, streamAt + 7 + length) : undefined
    const stream =
      raw && (body.includes('/FlateDecode') && !body.includes('/Subtype /Image') ? inflateSync(raw) : raw)
    objects.push({id: Number(match[1]), body, stream})
  }

  const byId = new Map(objects.map((object) => [object.id, object]))
  const all = (needle: string) => objects.filter(({body}) => body.includes(needle))
  const cmaps = new Map<number, Map<string, string>>()
  for (const font of all('/ToUnicode')) {
    const cmap = byId.get(Number(/\/ToUnicode (\d+)/.exec(font.body)?.[1]))?.stream?.toString('latin1') ?? ''
    cmaps.set(
      font.id,
      new Map(
        [...cmap.matchAll(/^<(\w{4})> <(\w*)>$/gm)].map(([, code = '', value = '']) => [
          code,
          fromUtf16(value)
        ])
      )
    )
  }

  const pages = all('/Type /Page\n').map(({body}) => {
    const content = byId.get(Number(/\/Contents (\d+)/.exec(body)?.[1]))?.stream?.toString('latin1') ?? ''
    const resources = byId.get(Number(/\/Resources (\d+)/.exec(body)?.[1]))?.body ?? ''
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id]) => [name, cmaps.get(Number(id))])
    )
    const text = [...content.matchAll(/\/(F\d+) \S+ Tf [^[]*\[([^\]]*)\] TJ/g)]
      .map(([, name = '', array = '']) => decode(array, fonts.get(name)))
      .join('')
    return {content, text}
  })
  return {
    text,
    objects,
    pages,
    all,
    find: (needle) => all(needle)[0]?.body ?? '',
    streamOf: (needle) => all(needle)[0]?.stream?.toString('utf8') ?? ''
  }
}

function decode(array: string, cmap: ReadonlyMap<string, string> | undefined): string {
  const codes = [...array.matchAll(/<(\w*)>/g)].flatMap(([, run = '']) => run.match(/\w{4}/g) ?? [])
  return codes.map((code) => cmap?.get(code) ?? '').join('')
}

function fromUtf16(hex: string): string {
  return (hex.match(/\w{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('')
}

function squash(text: string): string {
  return text.replace(/[\s\u00ad]/g, '')
}
