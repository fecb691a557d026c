/** Read what a browser prints: every piece of text, and where it stands on its page. */

import {getDocument} from 'pdfjs-dist/legacy/build/pdf.mjs'

/** A piece of text; points from the lower left of its page. */
export interface Piece {
  readonly page: number
  readonly text: string
  readonly left: number
  readonly right: number
  /** Its baseline. */
  readonly bottom: number
  readonly size: number
}

export interface Print {
  readonly pages: ReadonlyArray<{readonly width: number; readonly height: number}>
  readonly pieces: ReadonlyArray<Piece>
}

export async function readPrint(bytes: Uint8Array): Promise<Print> {
  const document = await getDocument({data: new Uint8Array(bytes), verbosity: 0}).promise
  const pages: {width: number; height: number}[] = []
  const pieces: Piece[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const {width, height} = page.getViewport({scale: 1})
    pages.push({width, height})
    const {items} = await page.getTextContent()
    for (const item of items) {
      if (!('str' in item) || !item.str.trim()) continue
      const [, , , size = 0, left = 0, bottom = 0] = item.transform as number[]
      pieces.push({page: number, text: item.str, left, right: left + item.width, bottom, size})
    }
  }

  await document.destroy()
  return {pages, pieces}
}

/** Pieces that stand on each other. */
export function findOverlaps(pieces: ReadonlyArray<Piece>): string[] {
  const found: string[] = []
  const sorted = pieces
    .filter(({text}) => !isMark(text))
    .toSorted((a, b) => a.page - b.page || b.bottom - a.bottom)
  for (const [index, one] of sorted.entries()) {
    for (const other of sorted.slice(index + 1, index + 60)) {
      const size = Math.min(one.size, other.size)
      if (other.page !== one.page || one.bottom - other.bottom > 0.8 * size) break
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left)
      // Punctuation that is squeezed claims half an em that it does not take.
      if (across > 0.75 * size) found.push(`page ${one.page}: \`${one.text}\` on \`${other.text}\``)
    }
  }

  return found
}

/** Dots of emphasis stand under their letters, and are none. */
function isMark(text: string): boolean {
  return /^[\u2022\u25cf\s]*$/.test(text)
}

/** What of a text counts: letters, figures and radicals, whatever form a face gives them. */
export function fold(text: string): string {
  return text.normalize('NFKC').replace(/[^\p{L}\p{N}\u2e80-\u2eff]/gu, '')
}

// Between the blocks of a page are at most figures of lists.
const skipped = 3

/**
 * Where a text goes on in a print, from `at` on; -1 where something else stands there.
 *
 * Where a face has one shape for two characters a print names either: for any
 * Han character a radical, and here and there a variant.
 */
export function findNext(print: string, text: string, at: number): number {
  for (let start = at; start <= at + skipped; start++) {
    if (!/^\d*$/.test(print.slice(at, start))) return -1
    if (isAlike(print.slice(start, start + text.length), text)) return start
  }

  return -1
}

function isAlike(printed: string, text: string): boolean {
  if (printed.length !== text.length) return false
  let variants = 0
  for (const [index, unit] of text.split('').entries()) {
    const other = printed[index] ?? ''
    if (other === unit) continue
    if (!/\p{Script=Han}/u.test(unit)) return false
    if (!/[\u2e80-\u2eff]/.test(other)) variants++
  }

  return variants <= Math.ceil(text.length / 25)
}
