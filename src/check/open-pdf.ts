/**
 * Open a PDF and read its tags: the elements of the structure tree with the
 * marks and annotations that they own.
 */

import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFString,
  type PDFObject
} from '@cantoo/pdf-lib'

export interface Tag {
  /** Standard type, where the role map knows one. */
  readonly role: string
  readonly dict: PDFDict
  readonly marks: ReadonlyArray<{readonly page: PDFObject | undefined; readonly mcid: number}>
  readonly annotations: ReadonlyArray<PDFObject>
}

export interface Pdf {
  readonly document: PDFDocument
  readonly pages: ReadonlyArray<PDFDict>
  /** In reading order. */
  readonly tags: ReadonlyArray<Tag>
}

// A book of 2,000 pages has some 200,000; a tree that holds itself has no end.
const tagLimit = 5_000_000

export function valueAt(dict: PDFDict | undefined, key: string): PDFObject | undefined {
  return dict?.lookup(PDFName.of(key))
}

export function dictAt(dict: PDFDict | undefined, key: string): PDFDict | undefined {
  const value = valueAt(dict, key)
  return value instanceof PDFDict ? value : undefined
}

export function nameAt(dict: PDFDict | undefined, key: string): string | undefined {
  const value = valueAt(dict, key)
  return value instanceof PDFName ? value.decodeText() : undefined
}

export function textAt(dict: PDFDict | undefined, key: string): string | undefined {
  const value = valueAt(dict, key)
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined
}

/** Members of an array, or the one thing that stands in its place. */
export function listOf(value: PDFObject | undefined): PDFObject[] {
  if (!(value instanceof PDFArray)) return value === undefined ? [] : [value]
  return Array.from({length: value.size()}, (_, index) => value.lookup(index)).filter(
    (each) => each !== undefined
  )
}

/** @returns undefined where the bytes are no PDF that can be opened. */
export async function openPdf(bytes: Uint8Array): Promise<Pdf | undefined> {
  try {
    const document = await PDFDocument.load(bytes, {updateMetadata: false})
    const pages = document.getPages().map(({node}) => node)
    // The library makes something of nearly everything.
    return pages.length > 0 ? {document, pages, tags: readTags(document)} : undefined
  } catch {
    // Whatever the library throws about bytes of a stranger, it comes to this.
    return
  }
}

function readTags({catalog}: PDFDocument): Tag[] {
  const tree = dictAt(catalog, 'StructTreeRoot')
  const roles = dictAt(tree, 'RoleMap')
  const tags: Tag[] = []
  const seen = new Set<PDFDict>()
  const waiting = listOf(valueAt(tree, 'K'))
    .toReversed()
    .map((object) => ({object, page: undefined as PDFObject | undefined}))
  for (let next = waiting.pop(); next && tags.length < tagLimit; next = waiting.pop()) {
    const {object: dict} = next
    if (!(dict instanceof PDFDict) || seen.has(dict)) continue
    seen.add(dict)
    const page = valueAt(dict, 'Pg') ?? next.page
    const marks: Array<Tag['marks'][number]> = []
    const annotations: PDFObject[] = []
    const below: PDFDict[] = []
    for (const kid of listOf(valueAt(dict, 'K'))) {
      if (kid instanceof PDFNumber) marks.push({page, mcid: kid.asNumber()})
      if (!(kid instanceof PDFDict)) continue
      const mcid = valueAt(kid, 'MCID')
      const annotation = valueAt(kid, 'Obj')
      if (nameAt(kid, 'Type') === 'OBJR') annotations.push(...(annotation ? [annotation] : []))
      else if (mcid instanceof PDFNumber)
        marks.push({page: valueAt(kid, 'Pg') ?? page, mcid: mcid.asNumber()})
      else below.push(kid)
    }

    const name = nameAt(dict, 'S') ?? ''
    tags.push({role: nameAt(roles, name) ?? name, dict, marks, annotations})
    waiting.push(...below.toReversed().map((object) => ({object, page})))
  }

  return tags
}
