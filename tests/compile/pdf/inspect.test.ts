/**
 * The checks themselves: what is sound is broken in one place, and the check that is
 * there for it has to see that, and no more often than it is there.
 */

import {
  PDFArray,
  PDFContext,
  PDFDict,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFString,
  decodePDFRawStream
} from '@cantoo/pdf-lib'
import {beforeAll, describe, expect, test} from 'vitest'
import type {Digest} from '../../../src/model.ts'
import {compilePdf} from '../../../src/compile/pdf/index.ts'
import {everyBlock} from '../make-every-block.ts'
import {theme, world} from '../read-press.ts'
import {generateBook} from './book/generate-book.ts'
import {checkLines} from './inspect/check-lines.ts'
import {checkNotes, checkPages} from './inspect/check-pages.ts'
import {checkReaders} from './inspect/check-readers.ts'
import type {Block, Line} from './inspect/list-blocks.ts'
import type {Match, TextKind} from './inspect/list-texts.ts'
import {checkBook} from './inspect/prove-pdf.ts'
import {readPdf, walkElements} from './inspect/read-pdf.ts'
import type {Check, Fault, Glyph, Pdf, PdfElement} from './inspect/types.ts'

const key = (name: string) => PDFName.of(name)

describe('the checks of objects', () => {
  let bytes: Uint8Array
  let sound: ReadonlyArray<Fault>
  beforeAll(async () => {
    bytes = await compile(everyBlock)
    sound = checkBook(everyBlock, await readPdf(bytes)).faults
  })

  test.each<readonly [name: string, sees: Check, breaks: (pdf: Pdf) => void]>([
    ['a book without a language', 'catalog', ({document}) => document.catalog.delete(key('Lang'))],
    ['metadata that do not parse', 'xmp', breakMetadata],
    ['links without an order', 'tabs', ({pages}) => pages.forEach(({dict}) => dict.delete(key('Tabs')))],
    [
      'a mark that two own',
      'mark',
      (pdf) => kidsOf(find(pdf, 'H2')).push(PDFNumber.of(markOf(find(pdf, 'H3'))))
    ],
    ['a mark that none owns', 'mark', (pdf) => find(pdf, 'H2').dict.delete(key('K'))],
    [
      'a page that is not in the parent tree',
      'mark',
      (pdf) => lastPage(pdf).dict.delete(key('StructParents'))
    ],
    ['paint that is neither tagged nor an artifact', 'stray', (pdf) => wrap(pdf, '', '0 0 m 9 9 l S')],
    ['a link of another page', 'link', moveLink],
    ['a link of no tag', 'link', (pdf) => find(pdf, 'Link').dict.delete(key('K'))],
    ['a role that is not standard', 'role', (pdf) => find(pdf, 'H2').dict.set(key('S'), key('Headline'))],
    ['a list of paragraphs', 'nesting', (pdf) => find(pdf, 'LI').dict.set(key('S'), key('P'))],
    ['a level that is left out', 'heading', (pdf) => find(pdf, 'H2').dict.set(key('S'), key('H3'))],
    ['a note without an id', 'note-id', (pdf) => find(pdf, 'Note').dict.delete(key('ID'))],
    [
      'notes of one id',
      'note-id',
      (pdf) => all(pdf, 'Note').forEach(({dict}) => dict.set(key('ID'), PDFString.of('n')))
    ],
    ['a picture without words', 'figure', (pdf) => find(pdf, 'Figure').dict.delete(key('Alt'))],
    [
      'a table without heads',
      'table',
      (pdf) => all(pdf, 'TH').forEach(({dict}) => dict.set(key('S'), key('TD')))
    ],
    ['a face that is not embedded', 'font', dropFace],
    [
      'a face without its characters',
      'font',
      ({document}) => fontsOf(document).forEach((font) => font.delete(key('ToUnicode')))
    ],
    ['text that is gone', 'text-missing', (pdf) => find(pdf, 'H2').dict.delete(key('K'))],
    ['text that stands elsewhere', 'text-order', (pdf) => moveUp(find(pdf, 'H3'))],
    ['headings that change places', 'text-role', (pdf) => swap(find(pdf, 'H2'), find(pdf, 'H3'))],
    ['text over text', 'overlap', (pdf) => wrap(pdf, 'q', 'Q q 1 0 0 1 0 3 cm', 'Q')],
    ['text beside the page', 'off-page', (pdf) => wrap(pdf, 'q 1 0 0 1 -200 0 cm', 'Q')],
    ['text in the foot', 'off-text', (pdf) => wrap(pdf, 'q 1 0 0 1 0 -400 cm', 'Q')]
  ])('see %s', async (_, sees, breaks) => {
    const pdf = await readPdf(bytes)
    breaks(pdf)
    const broken = await readPdf(await pdf.document.save({useObjectStreams: false}))
    const count = (faults: ReadonlyArray<Fault>) => faults.filter(({check}) => check === sees).length
    expect(count(checkBook(everyBlock, broken).faults)).toBeGreaterThan(count(sound))
  })

  test('see lines that end before the margin, and readers what is not drawn', async () => {
    const book = generateBook(1200, 3, {labels: world.labels('zh-Hant'), theme, isFlat: true})
    const pdf = await readPdf(await compile(book))
    expect(checkBook(book, pdf).faults.filter(({check}) => check === 'margin')).toEqual([])
    for (const page of pdf.pages) wrapPage(pdf, page.index, 'q 1 0 0 1 -0.7 0 cm 3 Tr', 'Q')
    const saved = await pdf.document.save({useObjectStreams: false})
    const broken = await readPdf(saved)
    const {counts, faults} = checkBook(book, broken)
    expect(faults.filter(({check}) => check === 'margin')).toHaveLength(counts['justified lines'] ?? 0)
    const read = await checkReaders(saved, broken)
    expect(read.faults.filter(({check}) => check === 'ink')).toHaveLength(read.glyphs)
  })
})

describe('the checks of lines', () => {
  test.each<readonly [text: string, lines: ReadonlyArray<string>, sees: ReadonlyArray<Check>]>([
    ['\u7532\u4e59\u3002\u4e19', ['\u7532\u4e59', '\u3002\u4e19'], ['line-start']],
    ['\u7532\u300c\u4e59\u300d', ['\u7532\u300c', '\u4e59\u300d'], ['line-end']],
    ['\u7532\u2014\u2014\u4e59', ['\u7532\u2014', '\u2014\u4e59'], ['split-dash']],
    ['a harbour', ['a har', 'bour'], ['split-word']],
    ['a harbour', ['a har\u00ad', 'bour'], []],
    ['a half-hour', ['a half-', 'hour'], []],
    ['a harbour', ['a', 'harbour'], ['lost-blank']],
    ['a harbour', ['a ', 'harbour'], []],
    ['\u7532 2023 \u5e74', ['\u7532 20', '23 \u5e74'], ['split-number']],
    ['see https://example.org/seeds', ['see https://exam', 'ple.org/seeds'], []],
    ['a\nharbour', ['a', 'harbour'], []]
  ])('%j as %j', (text, lines, sees) => {
    const match = toMatch(
      'p',
      text,
      lines.map((line, index) => toLine(line, 0, index))
    )
    expect(checkLines([match]).map(({check}) => check)).toEqual(sees)
  })

  test('see the call of a note that begins a line', () => {
    const lines = [toLine('\u7532\u4e59', 0, 0), toLine('1\u4e19', 0, 1, [6])]
    expect(checkLines([toMatch('p', '\u7532\u4e591\u4e19', lines)]).map(({check}) => check)).toEqual([
      'line-start'
    ])
  })
})

describe('the checks of pages', () => {
  const lines = (...pages: ReadonlyArray<number>) => pages.map((page, index) => toLine('\u7532', page, index))

  test('see a line of a paragraph that stands alone, and no pair', () => {
    const check = (...pages: ReadonlyArray<number>) =>
      checkPages([toMatch('p', '\u7532\u4e59\u4e19', lines(...pages))]).map(({check}) => check)
    expect(check(0, 1, 1)).toEqual(['orphan'])
    expect(check(0, 0, 1)).toEqual(['widow'])
    expect(check(0, 0, 1, 1)).toEqual([])
    // A column is left where the next line stands higher.
    const columns = [toLine('\u7532', 0, 30), toLine('\u4e59', 0, 0), toLine('\u4e19', 0, 1)]
    expect(checkPages([toMatch('p', '\u7532\u4e59\u4e19', columns)]).map(({check}) => check)).toEqual([
      'orphan'
    ])
  })

  test('see a heading without what it heads', () => {
    const check = (page: number) =>
      checkPages([
        toMatch('heading', '\u7532', lines(0)),
        toMatch('p', '\u4e59', [toLine('\u4e59', page, 2)])
      ])
    expect(check(0)).toEqual([])
    expect(check(1).map(({check}) => check)).toEqual(['stranded-heading'])
  })

  test('see a note that begins elsewhere, leaves a page out, or is not called', () => {
    const check = (...pages: ReadonlyArray<number>) => {
      const call = toMatch('p', '\u75321', lines(2), {calls: ['n1'], pages: [2]})
      const note = toMatch('p', '\u4e59', lines(...pages), {note: 'n1'})
      return checkNotes([call, note]).faults.map(({check}) => check)
    }

    expect(check(2)).toEqual([])
    expect(check(2, 3, 4)).toEqual([])
    expect(check(3)).toEqual(['note-page'])
    expect(check(2, 4)).toEqual(['note-gap'])
    expect(
      checkNotes([toMatch('p', '\u4e59', lines(2), {note: 'n1'})]).faults.map(({check}) => check)
    ).toEqual(['note-uncalled'])
  })
})

async function compile(digest: Digest): Promise<Uint8Array> {
  const {faces, rasterize} = world
  return (await compilePdf(digest, {faces, rasterize, cover: undefined})).edition.bytes
}

function all({root}: Pdf, role: string): PdfElement[] {
  return root ? [...walkElements(root)].filter((element) => element.role === role) : []
}

function find(pdf: Pdf, role: string): PdfElement {
  const [element] = all(pdf, role)
  if (!element) throw new Error(`Expected a ${role}`)
  return element
}

function kidsOf({dict}: PdfElement): PDFArray {
  return dict.lookup(key('K'), PDFArray)
}

function markOf({kids}: PdfElement): number {
  const mark = kids.find((kid) => 'mcid' in kid)
  return mark && 'mcid' in mark ? mark.mcid : 0
}

function referenceOf(pdf: Pdf): PDFDict {
  const kids = kidsOf(find(pdf, 'Link'))
  const all = Array.from({length: kids.size()}, (_, index) => kids.lookup(index))
  const reference = all.find((kid) => kid instanceof PDFDict && nameOf(kid) === 'OBJR')
  if (!(reference instanceof PDFDict)) throw new Error('Expected an OBJR')
  return reference
}

function moveLink(pdf: Pdf): void {
  const page = pdf.document.context.getObjectRef(lastPage(pdf).dict)
  if (page) referenceOf(pdf).set(key('Pg'), page)
}

function nameOf(dict: PDFDict): string {
  return dict.lookup(key('Type'), PDFName).decodeText()
}

function lastPage({pages}: Pdf): Pdf['pages'][number] {
  const page = pages.at(-1)
  if (!page) throw new Error('Expected a page')
  return page
}

/** What two elements hold changes places. */
function swap({dict: a}: PdfElement, {dict: b}: PdfElement): void {
  const kids = a.get(key('K'))
  const others = b.get(key('K'))
  if (!kids || !others) throw new Error('Expected elements with content')
  a.set(key('K'), others)
  b.set(key('K'), kids)
}

/** An element goes before all of its siblings. */
function moveUp({dict, parent}: PdfElement): void {
  const kids = parent && kidsOf(parent)
  const index = kids?.asArray().findIndex((_, index) => kids?.lookup(index) === dict) ?? -1
  const kid = kids?.get(index)
  if (!kids || !kid) throw new Error('Expected an element among its siblings')
  kids.remove(index)
  kids.insert(0, kid)
}

function breakMetadata({document}: Pdf): void {
  const stream = document.context.stream('<x:xmpmeta xmlns:x="adobe:ns:meta/">&</x:xmpmeta>', {
    Type: 'Metadata',
    Subtype: 'XML'
  })
  document.catalog.set(key('Metadata'), document.context.register(stream))
}

function fontsOf({context}: Pdf['document']): PDFDict[] {
  return context
    .enumerateIndirectObjects()
    .map(([, object]) => object)
    .filter((object): object is PDFDict => object instanceof PDFDict && object.has(key('DescendantFonts')))
}

function dropFace({document}: Pdf): void {
  for (const [, object] of document.context.enumerateIndirectObjects())
    if (object instanceof PDFDict) for (const name of ['FontFile2', 'FontFile3']) object.delete(key(name))
}

/** Put operators around those of the page that has the first heading; with `end`, once more after them. */
function wrap(pdf: Pdf, before: string, after: string, end?: string): void {
  const page = find(pdf, 'H2').kids.find((kid) => 'page' in kid)
  wrapPage(pdf, page && 'page' in page ? page.page : 0, before, after, end)
}

function wrapPage({document, pages}: Pdf, index: number, before: string, after: string, end?: string): void {
  const dict = pages[index]?.dict
  const stream = dict?.lookup(key('Contents'))
  if (!dict || !(stream instanceof PDFRawStream)) return
  const content = Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1')
  const again = end === undefined ? '' : `\n${content}\n${end}`
  const wrapped = document.context.flateStream(
    Buffer.from(`${before}\n${content}\n${after}${again}`, 'latin1')
  )
  dict.set(key('Contents'), document.context.register(wrapped))
}

/** A line of text of ten points, the `at`th of its page. */
function toLine(text: string, page: number, at: number, sizes: ReadonlyArray<number> = []): Line {
  const glyphs = [...text].map((char, index): Glyph => ({
    text: char,
    font: {name: '', isEmbedded: true, isSubset: true, unicode: undefined, widthOf: () => 0, used: new Set()},
    code: 0,
    x: index * 10,
    y: at * 18,
    size: sizes[index] ?? 10,
    advance: 10,
    mcid: 0
  }))
  return {page, glyphs, y: at * 18, size: 10, left: 0, right: glyphs.length * 10, text}
}

interface Noted {
  readonly calls?: ReadonlyArray<string>
  readonly pages?: ReadonlyArray<number>
  readonly note?: string
}

function toMatch(
  kind: TextKind,
  text: string,
  lines: ReadonlyArray<Line>,
  {calls = [], pages = [], note}: Noted = {}
): Match {
  const element = {role: 'P', parent: undefined, dict: PDFContext.create().obj({}), kids: []}
  const block: Block = {
    element,
    lines,
    text: lines.map((line) => line.text).join(''),
    calls: pages,
    at: [lines[0]?.page ?? 0, 0],
    isNote: note !== undefined
  }
  return {text: {kind, tag: 'p', chapter: 'a', text, calls, ...(note !== undefined && {note})}, block}
}
