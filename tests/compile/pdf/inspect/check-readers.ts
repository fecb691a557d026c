/**
 * Check a PDF by the eyes of others: two readers that have nothing in common extract
 * its text, and one of them draws it, for a face that is blank still extracts.
 */

import type {Fault, Glyph, Pdf, PdfPage} from './types.ts'
import {PDFiumLibrary} from '@hyzyla/pdfium'
import {getDocument} from 'pdfjs-dist/legacy/build/pdf.mjs'

// Two pixels a point: the thinnest stroke of a note is seen.
const scale = 2
// How much darker or lighter than its surroundings a pixel of ink is, of 255.
const contrast = 40
// What a glyph's box takes above and below its baseline, in ems.
const ascent = 0.9
const descent = 0.2
/** Blanks, and hyphens that a line makes. */
const bare = /[\s\u0000-\u001f\u00ad\ufffe]/g
/** PDFium takes each hyphen at the end of a line for such a one, and leaves it out. */
const joined = /[\s\u0000-\u001f\u00ad\ufffe\u2010-]/g
// Shown around the place where two texts part.
const shown = 12

interface Reading {
  readonly glyphs: number
  readonly faults: Fault[]
}

/** Read each page by PDFium and by PDF.js, and look at each glyph as PDFium draws it. */
export async function checkReaders(bytes: Uint8Array, pdf: Pdf): Promise<Reading> {
  const faults: Fault[] = []
  let glyphs = 0
  const library = await PDFiumLibrary.init()
  const drawn = await library.loadDocument(bytes)
  for (const page of pdf.pages) {
    const theirs = drawn.getPage(page.index)
    faults.push(...compare('pdfium', page, theirs.getText(), joined))
    const {data, width} = await theirs.render({scale, render: 'bitmap', colorSpace: 'Gray'})
    for (const glyph of page.glyphs) {
      if (isBlank(glyph)) continue
      glyphs++
      if (!hasInk(glyph, data, width))
        faults.push({check: 'ink', page: page.index + 1, text: `${glyph.text} of ${glyph.font.name}`})
    }
  }

  drawn.destroy()
  library.destroy()
  // PDF.js takes the bytes for its own.
  const document = await getDocument({data: bytes.slice(), verbosity: 0, disableFontFace: true}).promise
  for (const page of pdf.pages) {
    const content = await (
      await document.getPage(page.index + 1)
    ).getTextContent({disableNormalization: true})
    const text = content.items.map((item) => ('str' in item ? item.str : '')).join('')
    faults.push(...compare('pdf.js', page, text))
  }

  await document.destroy()
  return {glyphs, faults}
}

/** What a page says by its glyphs is what a reader extracts, in the order in which it is drawn. */
function compare(
  reader: 'pdfium' | 'pdf.js',
  {glyphs, index}: PdfPage,
  text: string,
  ignored = bare
): Fault[] {
  const expected = glyphs
    .map((glyph) => glyph.text)
    .join('')
    .replace(ignored, '')
  const actual = text.replace(ignored, '')
  if (actual === expected) return []
  let at = 0
  while (at < expected.length && expected[at] === actual[at]) at++
  const part = (value: string) => value.slice(Math.max(0, at - shown), at + shown)
  return [{check: `extract-${reader}`, page: index + 1, text: `${part(expected)} / ${part(actual)}`}]
}

function isBlank({text}: Glyph): boolean {
  return /^[\s\u00a0\u200b]*$/.test(text)
}

/** Pixels of more than one brightness in the glyph's box. */
function hasInk({x, y, size, advance}: Glyph, data: Uint8Array, width: number): boolean {
  const left = Math.max(0, Math.floor(x * scale))
  const right = Math.min(width - 1, Math.ceil((x + Math.max(advance, size / 4)) * scale))
  let darkest = 255
  let lightest = 0
  for (let row = Math.floor((y - ascent * size) * scale); row <= (y + descent * size) * scale; row++) {
    for (let column = left; column <= right; column++) {
      const value = data[row * width + column] ?? 255
      if (value < darkest) darkest = value
      if (value > lightest) lightest = value
    }

    if (lightest - darkest > contrast) return true
  }

  return false
}
