/** Look things up in the dictionaries of a PDF: a value of the kind that was asked for, or nothing. */

import {PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFString, type PDFObject} from '@cantoo/pdf-lib'

export function dictAt(dict: PDFDict | undefined, key: string): PDFDict | undefined {
  const value = dict?.lookup(PDFName.of(key))
  return value instanceof PDFDict ? value : undefined
}

export function nameAt(dict: PDFDict | undefined, key: string): string | undefined {
  const value = dict?.lookup(PDFName.of(key))
  return value instanceof PDFName ? value.decodeText() : undefined
}

export function textAt(dict: PDFDict | undefined, key: string): string | undefined {
  const value = dict?.lookup(PDFName.of(key))
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined
}

export function numberAt(dict: PDFDict | undefined, key: string): number | undefined {
  const value = dict?.lookup(PDFName.of(key))
  return value instanceof PDFNumber ? value.asNumber() : undefined
}

/** Members of an array, or the one thing that stands in its place. */
export function listOf(value: PDFObject | undefined): PDFObject[] {
  if (value instanceof PDFArray)
    return Array.from({length: value.size()}, (_, index) => value.lookup(index)).filter(
      (each) => each !== undefined
    )
  return value === undefined ? [] : [value]
}
