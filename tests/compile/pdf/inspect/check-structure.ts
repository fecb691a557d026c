/**
 * Check what a PDF says of itself: the conditions of PDF/UA-1 (ISO 14289-1, and the
 * Matterhorn Protocol's list of them) and of PDF/A-3a that can be decided by reading
 * the objects.
 */

import type {Check, Fault, Pdf, PdfElement} from './types.ts'
import {
  PDFDict,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFRef,
  PDFString,
  decodePDFRawStream,
  type PDFObject
} from '@cantoo/pdf-lib'
import {XMLParser, XMLValidator} from 'fast-xml-parser'
import {walkElements} from './read-pdf.ts'
import {dictAt, listOf, nameAt, numberAt, textAt} from './pdf-objects.ts'
import type {Block} from './list-blocks.ts'
import {checkTables} from './check-tables.ts'

const standard = new Set(
  'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form'.split(
    ' '
  )
)
/** What an element may stand in, and what may stand in it, by role. */
const parents: Readonly<Record<string, ReadonlyArray<string>>> = {
  TR: ['Table', 'THead', 'TBody', 'TFoot'],
  TH: ['TR'],
  TD: ['TR'],
  THead: ['Table'],
  TBody: ['Table'],
  TFoot: ['Table'],
  LI: ['L'],
  LBody: ['LI'],
  TOCI: ['TOC']
}
const children: Readonly<Record<string, ReadonlyArray<string>>> = {
  Table: ['TR', 'THead', 'TBody', 'TFoot', 'Caption'],
  THead: ['TR'],
  TBody: ['TR'],
  TFoot: ['TR'],
  TR: ['TH', 'TD'],
  L: ['LI', 'Caption', 'L'],
  LI: ['Lbl', 'LBody'],
  TOC: ['TOC', 'TOCI', 'Caption']
}

type Report = (check: Check, text: string, page?: number) => void

export function checkStructure(pdf: Pdf, blocks: ReadonlyArray<Block>): Fault[] {
  const faults: Fault[] = []
  const report: Report = (check, text, page) =>
    faults.push({check, page: page === undefined ? 0 : page + 1, text})
  const elements = pdf.root ? [...walkElements(pdf.root)] : []
  if (elements.length === 0) report('tree', 'no structure')
  checkCatalog(pdf, report)
  checkMetadata(pdf, report)
  checkMarks(pdf, elements, report)
  checkLinks(pdf, elements, report)
  checkElements(elements, report)
  checkTables(elements, blocks, report)
  checkFonts(pdf, report)
  return faults
}

function checkCatalog({document, pages}: Pdf, report: Report): void {
  const {catalog, context} = document
  if (!textAt(catalog, 'Lang')) report('catalog', 'no Lang')
  if (String(dictAt(catalog, 'MarkInfo')?.lookup(PDFName.of('Marked'))) !== 'true')
    report('catalog', 'not marked')
  if (String(dictAt(catalog, 'ViewerPreferences')?.lookup(PDFName.of('DisplayDocTitle'))) !== 'true')
    report('catalog', 'title not displayed')
  for (const key of ['Outlines', 'PageLabels', 'OutputIntents'])
    if (!catalog.has(PDFName.of(key))) report('catalog', `no ${key}`)
  if (!context.trailerInfo.ID) report('catalog', 'no ID')
  for (const {dict, index} of pages) {
    const hasLinks = listOf(dict.lookup(PDFName.of('Annots'))).length > 0
    if (hasLinks && nameAt(dict, 'Tabs') !== 'S') report('tabs', 'links without order', index)
  }
}

function checkMetadata({document}: Pdf, report: Report): void {
  const stream = document.catalog.lookup(PDFName.of('Metadata'))
  if (!(stream instanceof PDFRawStream)) return report('xmp', 'no metadata')
  const xmp = Buffer.from(
    stream.dict.has(PDFName.of('Filter')) ? decodePDFRawStream(stream).decode() : stream.contents
  )
    .toString('utf8')
    .replace(/<\?xpacket[^>]*\?>/g, '')
  const valid = XMLValidator.validate(xmp)
  if (valid !== true) return report('xmp', valid.err.msg)
  const read = JSON.stringify(new XMLParser({ignoreAttributes: false}).parse(xmp))
  for (const [key, value] of [
    ['pdfuaid:part', '1'],
    ['pdfaid:part', '3'],
    ['pdfaid:conformance', 'A']
  ] as const) {
    if (!new RegExp(`"(?:@_)?${key}":"?${value}"?[,}]`).test(read)) report('xmp', `no ${key}`)
  }

  if (!read.includes('"dc:title"')) report('xmp', 'no dc:title')
}

/** Each mark is drawn once, owned once, and known to the parent tree. */
function checkMarks({pages, document}: Pdf, elements: ReadonlyArray<PdfElement>, report: Report): void {
  const owned = new Map<string, PdfElement>()
  for (const element of elements) {
    for (const kid of element.kids) {
      if (!('mcid' in kid)) continue
      const key = `${kid.page} ${kid.mcid}`
      if (owned.has(key)) report('mark', `mark ${kid.mcid} owned twice`, kid.page)
      owned.set(key, element)
    }
  }

  const parentTree = readNumbers(dictAt(dictAt(document.catalog, 'StructTreeRoot'), 'ParentTree'))
  for (const {index, dict, marks, strays} of pages) {
    if (strays.length > 0) report('stray', [...new Set(strays)].join(' '), index)
    const listed = listOf(parentTree.get(numberAt(dict, 'StructParents') ?? -1))
    const seen = new Set<number>()
    for (const mcid of marks) {
      if (seen.has(mcid)) report('mark', `mark ${mcid} drawn twice`, index)
      seen.add(mcid)
      const owner = owned.get(`${index} ${mcid}`)
      if (!owner) report('mark', `mark ${mcid} without owner`, index)
      else if (listed[mcid] !== owner.dict)
        report('mark', `mark ${mcid} of another in the parent tree`, index)
    }
  }

  for (const [key] of owned) {
    const [page = -1, mcid = -1] = key.split(' ').map(Number)
    if (!pages[page]?.marks.includes(mcid)) report('mark', `mark ${mcid} not drawn`, page)
  }
}

/** A number tree, flat. */
function readNumbers(tree: PDFDict | undefined): Map<number, PDFObject> {
  const numbers = new Map<number, PDFObject>()
  const pairs = listOf(tree?.lookup(PDFName.of('Nums')))
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    const value = pairs[at + 1]
    if (value) numbers.set(Number(String(pairs[at])), value)
  }
  for (const kid of listOf(tree?.lookup(PDFName.of('Kids'))))
    if (kid instanceof PDFDict) for (const [key, value] of readNumbers(kid)) numbers.set(key, value)
  return numbers
}

/** Each link says what it is, leads somewhere, and belongs to a tag on its own page. */
function checkLinks(pdf: Pdf, elements: ReadonlyArray<PdfElement>, report: Report): void {
  const holders = new Map<PDFDict, {element: PdfElement; page: number}[]>()
  for (const element of elements) {
    let isHeld = false
    for (const kid of element.kids) {
      if (!('annotation' in kid)) continue
      isHeld = true
      const held = holders.get(kid.annotation) ?? []
      held.push({element, page: kid.page})
      holders.set(kid.annotation, held)
    }

    if (element.role === 'Link' && !isHeld) report('link', 'Link without an annotation')
  }

  const {catalog} = pdf.document
  const names = readNames(dictAt(dictAt(catalog, 'Names'), 'Dests'))
  const parentTree = readNumbers(dictAt(dictAt(catalog, 'StructTreeRoot'), 'ParentTree'))
  for (const {dict, index} of pdf.pages) {
    for (const annotation of listOf(dict.lookup(PDFName.of('Annots')))) {
      if (!(annotation instanceof PDFDict) || nameAt(annotation, 'Subtype') !== 'Link') continue
      if (!textAt(annotation, 'Contents')) report('link', 'no Contents', index)
      if (((numberAt(annotation, 'F') ?? 0) & 6) !== 4) report('link', 'not printed, or hidden', index)
      const held = holders.get(annotation) ?? []
      if (held.length !== 1) report('link', `held by ${held.length} tags`, index)
      if (held.some(({page}) => page !== index)) report('link', 'tag says another page', index)
      if (held.some(({element}) => element.role !== 'Link')) report('link', 'held by no Link', index)
      if (parentTree.get(numberAt(annotation, 'StructParent') ?? -1) !== held[0]?.element.dict)
        report('link', 'of another in the parent tree', index)
      const name = textAt(annotation, 'Dest')
      const action = dictAt(annotation, 'A')
      const leads =
        name === undefined ? action !== undefined || annotation.has(PDFName.of('Dest')) : names.has(name)
      if (!leads) report('link', `leads nowhere: ${name}`, index)
    }
  }
}

/** A name tree, its names. */
function readNames(tree: PDFDict | undefined): Set<string> {
  const pairs = listOf(tree?.lookup(PDFName.of('Names')))
  const names = new Set<string>()
  for (let at = 0; at < pairs.length; at += 2) {
    const name = pairs[at]
    if (name instanceof PDFString || name instanceof PDFHexString) names.add(name.decodeText())
  }

  for (const kid of listOf(tree?.lookup(PDFName.of('Kids'))))
    if (kid instanceof PDFDict) for (const name of readNames(kid)) names.add(name)
  return names
}

function checkElements(elements: ReadonlyArray<PdfElement>, report: Report): void {
  const notes = new Set<string>()
  let level = 0
  for (const {role, dict, parent, kids} of elements) {
    const above = parent?.role ?? ''
    if (!standard.has(role)) report('role', `no standard type: ${role}`)
    if (parents[role]?.includes(above) === false) report('nesting', `${role} in ${above}`)
    if (children[above]?.includes(role) === false) report('nesting', `${role} in ${above}`)
    // A cell may be blank; nothing else has a reason to be.
    if (kids.length === 0 && !/^T[DH]$/.test(role)) report('nesting', `${role} is empty`)
    if (children[role] && kids.some((kid) => 'mcid' in kid)) report('nesting', `text in ${role}`)
    const heading = Number(/^H([1-6])$/.exec(role)?.[1] ?? 0)
    if (heading > 0) {
      if (heading > level + 1) report('heading', `H${heading} after ${level === 0 ? 'none' : `H${level}`}`)
      level = heading
    }

    if (role === 'Note') {
      const id = textAt(dict, 'ID')
      if (id === undefined || notes.has(id)) report('note-id', String(id))
      notes.add(id ?? '')
    }

    if (role === 'Figure') {
      if (!textAt(dict, 'Alt') && !textAt(dict, 'ActualText')) report('figure', 'no Alt')
      const attributes = listOf(dict.lookup(PDFName.of('A')))
      if (!attributes.some((each) => each instanceof PDFDict && each.has(PDFName.of('BBox'))))
        report('figure', 'no BBox')
    }
  }
}

function checkFonts({fonts, document}: Pdf, report: Report): void {
  for (const {name, isEmbedded, isSubset, unicode, used} of fonts) {
    if (!isEmbedded) report('font', `${name} not embedded`)
    if (!isSubset) report('font', `${name} without its tag`)
    const silent = [...used].filter((code) => !unicode?.get(code))
    if (silent.length > 0) report('font', `${name}: ${silent.length} codes without ToUnicode`)
    const odd = [...used].filter((code) =>
      /[\0\ufeff\ufffe\ufffd\ue000-\uf8ff]/.test(unicode?.get(code) ?? '')
    )
    if (odd.length > 0) report('font', `${name}: ${odd.length} codes that stand for no character`)
  }

  // Whatever else uses a face is read by no page here, so it is looked for among all objects.
  for (const [ref, object] of document.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || nameAt(object, 'Type') !== 'FontDescriptor') continue
    if (!['FontFile', 'FontFile2', 'FontFile3'].some((key) => object.get(PDFName.of(key)) instanceof PDFRef))
      report('font', `${nameAt(object, 'FontName') ?? ref.tag} not embedded`)
  }
}
