/**
 * Check a PDF: what it claims, and what can be seen of PDF/UA by reading its
 * objects.
 *
 * It reads no streams of content, so it does not see text outside of all
 * marks, codes without a character, contrast, or whether the order is right.
 */

import type {Checked, CheckRule, CheckTable, Spot} from './types.ts'
import {PDFDict, PDFName, PDFRawStream, decodePDFRawStream, type PDFObject} from '@cantoo/pdf-lib'
import {fromXml} from 'xast-util-from-xml'
import {applyRules} from './apply-rules.ts'
import {dictAt, listOf, nameAt, openPdf, textAt, valueAt, type Pdf, type Tag} from './open-pdf.ts'
import {walkXml} from './walk-tree.ts'

// What the reader holds of a file is some ten times its size.
const sizeLimit = 256_000_000
// A header may stand behind what a mail put before it, within the first kilobyte.
const headerRange = 1024
// Nor may more stand behind the mark of its end.
const endRange = 1024
// A packet of metadata has a few kilobytes; one that inflates beyond this is a trap.
const metadataLimit = 1_000_000

const pdfChecks: CheckTable<Pdf> = {
  untagged: {needs: [], run: checkTagged},
  'no-lang': {needs: [], run: ({document}) => when(!textAt(document.catalog, 'Lang'))},
  'title-hidden': {needs: [], run: checkTitle},
  'no-outline': {needs: [], run: ({document}) => when(!dictAt(document.catalog, 'Outlines'))},
  'no-page-labels': {needs: [], run: ({document}) => when(!dictAt(document.catalog, 'PageLabels'))},
  'no-xmp': {needs: [], run: checkMetadata},
  'no-claim': {needs: ['names'], run: checkClaim},
  'font-not-embedded': {needs: [], run: checkFonts},
  'font-without-unicode': {needs: [], run: checkUnicode},
  'mark-owned-twice': {needs: [], run: checkMarks},
  'link-untagged': {needs: [], run: checkLinks},
  'link-without-words': {needs: [], run: checkLinkWords},
  'note-id': {needs: [], run: checkNotes},
  'figure-without-alt': {needs: [], run: checkFigures},
  'header-without-scope': {needs: [], run: checkHeaders},
  'heading-order': {needs: [], run: checkHeadings},
  script: {needs: [], run: checkScripts}
}

export async function checkPdf(bytes: Uint8Array, rules: ReadonlyArray<CheckRule>): Promise<Checked> {
  const refuse = (id: string, reason: string, mend: string): Checked => ({refused: {id, reason, mend}})
  if (bytes.length > sizeLimit)
    return refuse('file-too-large', `Unexpected file of more than ${sizeLimit / 1e6} MB`, 'Split the file')
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, headerRange))
  if (!head.includes('%PDF-'))
    return refuse('not-a-pdf', 'Unexpected bytes, expected a PDF', 'Save the file again as PDF')
  const end = new TextDecoder('latin1').decode(bytes.subarray(-endRange))
  const pdf = end.includes('%%EOF') ? await openPdf(bytes) : undefined
  return pdf
    ? {findings: applyRules(pdf, rules, pdfChecks)}
    : refuse(
        'damaged-pdf',
        'Unexpected damage or encryption, expected a PDF that opens',
        'Save the file again, without a password'
      )
}

function* when(isFound: boolean): Iterable<Spot> {
  if (isFound) yield {}
}

function checkTagged({document, tags}: Pdf): Iterable<Spot> {
  const marked = String(valueAt(dictAt(document.catalog, 'MarkInfo'), 'Marked')) === 'true'
  return when(!marked || tags.length === 0)
}

function checkTitle({document}: Pdf): Iterable<Spot> {
  const shown = valueAt(dictAt(document.catalog, 'ViewerPreferences'), 'DisplayDocTitle')
  return when(String(shown) !== 'true' || !document.getTitle())
}

function readMetadata({document}: Pdf): ReturnType<typeof fromXml> | undefined {
  const stream = valueAt(document.catalog, 'Metadata')
  if (!(stream instanceof PDFRawStream) || stream.contents.length > metadataLimit) return
  try {
    const isPacked = stream.dict.has(PDFName.of('Filter'))
    const bytes = isPacked ? decodePDFRawStream(stream).decode() : stream.contents
    return fromXml(new TextDecoder().decode(bytes))
  } catch {
    // Not well-formed: that is what is asked.
    return
  }
}

function checkMetadata(pdf: Pdf): Iterable<Spot> {
  return when(readMetadata(pdf) === undefined)
}

/** Names are elements or attributes that the metadata has to have. */
function checkClaim(pdf: Pdf, {names = []}: {names?: ReadonlyArray<string>}): Iterable<Spot> {
  const tree = readMetadata(pdf)
  if (!tree) return []
  const known = new Set([...walkXml(tree)].flatMap((each) => [each.name, ...Object.keys(each.attributes)]))
  return when(!names.some((name) => known.has(name)))
}

function dictsOf({document}: Pdf, type: string): PDFDict[] {
  return document.context
    .enumerateIndirectObjects()
    .map(([, object]) => object)
    .filter((object): object is PDFDict => object instanceof PDFDict && nameAt(object, 'Type') === type)
}

function* checkFonts(pdf: Pdf): Iterable<Spot> {
  for (const font of dictsOf(pdf, 'Font')) {
    const kind = nameAt(font, 'Subtype')
    // A composite font is embedded by the one below it; the glyphs of Type 3 are in the font itself.
    if (kind === 'Type0' || kind === 'Type3') continue
    const descriptor = dictAt(font, 'FontDescriptor')
    const keys = ['FontFile', 'FontFile2', 'FontFile3']
    if (!keys.some((key) => valueAt(descriptor, key))) yield {values: {font: fontName(font)}}
  }
}

function* checkUnicode(pdf: Pdf): Iterable<Spot> {
  for (const font of dictsOf(pdf, 'Font')) {
    const kind = nameAt(font, 'Subtype') ?? ''
    // Simple fonts may say it by the names of their glyphs.
    if ((kind === 'Type0' || kind === 'Type3') && !valueAt(font, 'ToUnicode'))
      yield {values: {font: fontName(font)}}
  }
}

function fontName(font: PDFDict): string {
  return (nameAt(font, 'BaseFont') ?? 'Type 3').replace(/^[A-Z]{6}\+/, '')
}

function* checkMarks({pages, tags}: Pdf): Iterable<Spot> {
  const owned = new Map<PDFObject | undefined, Set<number>>()
  for (const {marks} of tags) {
    for (const {mcid, page} of marks) {
      const known = owned.get(page) ?? new Set()
      if (known.has(mcid)) yield {page: numberOf(pages, page), values: {mcid}}
      owned.set(page, known.add(mcid))
    }
  }
}

function numberOf(pages: ReadonlyArray<PDFDict>, page: PDFObject | undefined): number | undefined {
  const index = pages.findIndex((each) => each === page)
  return index < 0 ? undefined : index + 1
}

function* linksOf({pages}: Pdf): Iterable<{link: PDFDict; page: number}> {
  for (const [index, page] of pages.entries())
    for (const link of listOf(valueAt(page, 'Annots')))
      if (link instanceof PDFDict && nameAt(link, 'Subtype') === 'Link') yield {link, page: index + 1}
}

function* checkLinks(pdf: Pdf): Iterable<Spot> {
  if (pdf.tags.length === 0) return
  const tagged = new Set(pdf.tags.flatMap(({annotations}) => annotations))
  for (const {link, page} of linksOf(pdf)) if (!tagged.has(link)) yield {page}
}

function* checkLinkWords(pdf: Pdf): Iterable<Spot> {
  for (const {link, page} of linksOf(pdf)) if (!textAt(link, 'Contents')) yield {page}
}

function spotOf({pages}: Pdf, {dict, marks}: Tag, values: Spot['values'] = {}): Spot {
  return {page: numberOf(pages, valueAt(dict, 'Pg') ?? marks[0]?.page), values}
}

function* checkNotes(pdf: Pdf): Iterable<Spot> {
  const known = new Set<string>()
  for (const tag of pdf.tags) {
    if (tag.role !== 'Note') continue
    const id = textAt(tag.dict, 'ID')
    if (id === undefined || known.has(id)) yield spotOf(pdf, tag, {id: id ?? 'none'})
    if (id !== undefined) known.add(id)
  }
}

function* checkFigures(pdf: Pdf): Iterable<Spot> {
  for (const tag of pdf.tags)
    if (tag.role === 'Figure' && !textAt(tag.dict, 'Alt') && !textAt(tag.dict, 'ActualText'))
      yield spotOf(pdf, tag)
}

function* checkHeaders(pdf: Pdf): Iterable<Spot> {
  for (const tag of pdf.tags) {
    const attributes = listOf(valueAt(tag.dict, 'A'))
    const isScoped = attributes.some((each) => each instanceof PDFDict && valueAt(each, 'Scope'))
    if (tag.role === 'TH' && !isScoped) yield spotOf(pdf, tag)
  }
}

function* checkHeadings(pdf: Pdf): Iterable<Spot> {
  let before = 0
  for (const tag of pdf.tags) {
    const level = Number(/^H([1-6])$/.exec(tag.role)?.[1] ?? 0)
    if (level === 0) continue
    if (level > before + 1)
      yield spotOf(pdf, tag, {heading: tag.role, before: before === 0 ? 'none' : `H${before}`})
    before = level
  }
}

function* checkScripts({document: {catalog, context}}: Pdf): Iterable<Spot> {
  if (valueAt(dictAt(catalog, 'Names'), 'JavaScript')) yield {values: {what: 'JavaScript'}}
  for (const [, object] of context.enumerateIndirectObjects()) {
    const kind = object instanceof PDFDict ? nameAt(object, 'S') : undefined
    if (kind === 'JavaScript' || kind === 'Launch') yield {values: {what: kind}}
  }
}
