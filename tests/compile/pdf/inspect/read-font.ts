/** Read a font of a PDF: whether it is embedded, how wide its codes are and what they stand for. */

import type {PdfFont} from './types.ts'
import {decodePDFRawStream, PDFArray, PDFDict, PDFName, PDFNumber, PDFRawStream} from '@cantoo/pdf-lib'
import {dictAt, listOf, nameAt, numberAt} from './pdf-objects.ts'

// Width of a code of which the font says nothing (ISO 32000-1, table 117).
const defaultWidth = 1000

export function readFont(dict: PDFDict): PdfFont {
  const descendant = listOf(dict.lookup(PDFName.of('DescendantFonts')))[0]
  const inner = descendant instanceof PDFDict ? descendant : dict
  const descriptor = dictAt(inner, 'FontDescriptor')
  const name = nameAt(dict, 'BaseFont') ?? ''
  const widths = readWidths(inner)
  const missing = numberAt(inner, 'DW') ?? defaultWidth
  const unicode = dict.lookup(PDFName.of('ToUnicode'))
  return {
    name: name.replace(/^[A-Z]{6}\+/, ''),
    isEmbedded: ['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor?.has(PDFName.of(key))),
    isSubset: /^[A-Z]{6}\+/.test(name),
    unicode: unicode instanceof PDFRawStream ? readCmap(decodePDFRawStream(unicode).decode()) : undefined,
    widthOf: (code) => widths.get(code) ?? missing,
    used: new Set()
  }
}

/** The array `W`: `first [w w w]`, or `first last w`. */
function readWidths(font: PDFDict): Map<number, number> {
  const widths = new Map<number, number>()
  const list = font.lookup(PDFName.of('W'))
  if (!(list instanceof PDFArray)) return widths
  const wordAt = (from: PDFArray, index: number) => {
    const value = from.lookup(index)
    return value instanceof PDFNumber ? value.asNumber() : 0
  }

  for (let index = 0; index < list.size();) {
    const first = wordAt(list, index)
    const second = list.lookup(index + 1)
    if (second instanceof PDFArray) {
      for (let at = 0; at < second.size(); at++) widths.set(first + at, wordAt(second, at))
      index += 2
    } else {
      for (let code = first; code <= wordAt(list, index + 1); code++)
        widths.set(code, wordAt(list, index + 2))
      index += 3
    }
  }

  return widths
}

/** The sections `bfchar` and `bfrange` of a ToUnicode map. */
function readCmap(bytes: Uint8Array): Map<number, string> {
  const text = Buffer.from(bytes).toString('latin1')
  const map = new Map<number, string>()
  const hex = (digits = '') => Number.parseInt(digits, 16)
  for (const [, section = ''] of text.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code, value = ''] of section.matchAll(/<(\w+)>\s*<(\w*)>/g))
      map.set(hex(code), fromUtf16(value))
  }

  for (const [, section = ''] of text.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, first, last, value, list] of section.matchAll(
      /<(\w+)>\s*<(\w+)>\s*(?:<(\w*)>|\[([^\]]*)\])/g
    )) {
      const values = [...(list ?? '').matchAll(/<(\w*)>/g)].map(([, each = '']) => fromUtf16(each))
      for (let code = hex(first); code <= hex(last); code++)
        map.set(
          code,
          value === undefined ? (values[code - hex(first)] ?? '') : shift(value, code - hex(first))
        )
    }
  }

  return map
}

function fromUtf16(digits: string): string {
  return Buffer.from(digits, 'hex').swap16().toString('utf16le')
}

/** A range counts up in the last code of its first value. */
function shift(digits: string, by: number): string {
  const last = (Number.parseInt(digits.slice(-4), 16) + by).toString(16).padStart(4, '0')
  return fromUtf16(digits.slice(0, -4) + last)
}
