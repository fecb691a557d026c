/**
 * Read a PDF back: pages with their glyphs, fonts, and the structure tree.
 *
 * A library reads the objects; what they mean is read here, for the checks have
 * to see what a reader or a screen reader would meet, not what our writer meant.
 */

import type {Pdf, PdfElement, PdfFont, PdfMark, PdfReference} from './types.ts'
import {PDFDict, PDFDocument, PDFName, PDFNumber, type PDFObject} from '@cantoo/pdf-lib'
import {dictAt, listOf, nameAt} from './pdf-objects.ts'
import {readFont} from './read-font.ts'
import {readPage} from './read-page.ts'

export async function readPdf(bytes: Uint8Array): Promise<Pdf> {
  const document = await PDFDocument.load(bytes, {updateMetadata: false})
  const fonts = new Map<PDFDict, PdfFont>()
  const fontOf = (dict: PDFDict): PdfFont => {
    const font = fonts.get(dict) ?? readFont(dict)
    fonts.set(dict, font)
    return font
  }

  const pages = document.getPages().map((page, index) => readPage(page, index, fontOf))
  const pageOf = new Map(pages.map(({dict, index}) => [dict as PDFObject, index]))
  const tree = dictAt(document.catalog, 'StructTreeRoot')
  const top = listOf(tree?.lookup(PDFName.of('K'))).find((kid) => kid instanceof PDFDict)
  const roles = dictAt(tree, 'RoleMap')
  const root = top instanceof PDFDict ? readElement(top, undefined, undefined) : undefined
  return {document, pages, fonts: [...fonts.values()], root}

  function readElement(dict: PDFDict, parent: PdfElement | undefined, above: number | undefined): PdfElement {
    const page = pageOf.get(dict.lookup(PDFName.of('Pg')) as PDFObject) ?? above
    const kids: Array<PdfElement | PdfMark | PdfReference> = []
    const element = {role: roleOf(nameAt(dict, 'S') ?? ''), parent, dict, kids}
    for (const kid of listOf(dict.lookup(PDFName.of('K')))) {
      if (kid instanceof PDFNumber) kids.push({page: page ?? -1, mcid: kid.asNumber()})
      if (!(kid instanceof PDFDict)) continue
      const type = nameAt(kid, 'Type')
      const own = pageOf.get(kid.lookup(PDFName.of('Pg')) as PDFObject) ?? page ?? -1
      if (type === 'MCR') kids.push({page: own, mcid: kid.lookup(PDFName.of('MCID'), PDFNumber).asNumber()})
      else if (type === 'OBJR') kids.push({page: own, annotation: kid.lookup(PDFName.of('Obj'), PDFDict)})
      else kids.push(readElement(kid, element, page))
    }

    return element
  }

  function roleOf(name: string): string {
    return nameAt(roles, name) ?? name
  }
}

/** Every element of a tree, in its order. */
export function* walkElements(element: PdfElement): Generator<PdfElement> {
  yield element
  for (const kid of element.kids) if ('role' in kid) yield* walkElements(kid)
}

/** Every mark of a tree in its order, with the element that owns it. */
export function* walkMarks(element: PdfElement): Generator<{element: PdfElement; mark: PdfMark}> {
  for (const kid of element.kids) {
    if ('role' in kid) yield* walkMarks(kid)
    else if ('mcid' in kid) yield {element, mark: kid}
  }
}

/** The nearest element above, or itself, of which something holds. */
export function closestElement(
  element: PdfElement | undefined,
  holds: (element: PdfElement) => boolean
): PdfElement | undefined {
  for (let at = element; at; at = at.parent) if (holds(at)) return at
  return undefined
}
