/**
 * Prove a PDF: everything that this project promises of one, checked on its bytes
 * against the digest that it was made from.
 */

import type {Digest} from '../../../../src/model.ts'
import type {Fault, Pdf} from './types.ts'
import {readTokens, type PageGeometry} from '../../../../src/compile/theme.ts'
import {listBlocks} from './list-blocks.ts'
import {listTexts, matchTexts} from './list-texts.ts'
import {checkLines, checkMargin, type Edges} from './check-lines.ts'
import {checkNotes, checkPages, checkPlaces} from './check-pages.ts'
import {checkReaders} from './check-readers.ts'
import {checkStructure} from './check-structure.ts'
import {readPdf} from './read-pdf.ts'

export interface Proof {
  /** What was looked at: how many of each. */
  readonly counts: Readonly<Record<string, number>>
  readonly faults: ReadonlyArray<Fault>
}

/** @param pageOf label of the page on which an id stands, for a digest with an index. */
export async function provePdf(
  digest: Digest,
  bytes: Uint8Array,
  pageOf?: (id: string) => string | undefined
): Promise<Proof> {
  const pdf = await readPdf(bytes)
  const {counts, faults} = checkBook(digest, pdf, pageOf)
  const read = await checkReaders(bytes, pdf)
  return {counts: {...counts, 'glyphs drawn': read.glyphs}, faults: [...faults, ...read.faults]}
}

/** All that can be told without drawing a page. */
export function checkBook(digest: Digest, pdf: Pdf, pageOf?: (id: string) => string | undefined): Proof {
  const {pages, type} = readTokens(digest.theme)
  const page = pages[digest.pages]
  const body = page && type.body[page.type]
  if (!page || !body) throw new Error(`Expected pages \`${digest.pages}\``)
  const blocks = listBlocks(pdf)
  const texts = listTexts(digest, pageOf)
  const {matches, faults} = matchTexts(texts, blocks)
  const margin = checkMargin(matches, edgesOf(page, body.size))
  const noted = checkNotes(matches)
  return {
    counts: {
      pages: pdf.pages.length,
      texts: texts.length,
      lines: blocks.reduce((sum, block) => sum + block.lines.length, 0),
      'justified lines': margin.lines,
      notes: noted.notes
    },
    faults: [
      ...faults,
      ...checkLines(matches),
      ...margin.faults,
      ...checkPages(matches),
      ...noted.faults,
      ...checkPlaces(pdf, blocks, {top: page.top, bottom: page.height - page.bottom}),
      ...checkStructure(pdf, blocks)
    ]
  }
}

/** Where lines end; pages of an even index lie at the right, notes at the side outside. */
function edgesOf(
  {column, columns, gap, inner, notes, outer, side, sideGap, width}: PageGeometry,
  em: number
): Edges {
  return {
    columns(page) {
      const left = page % 2 === 0 ? inner : outer + side + sideGap
      return Array.from({length: columns}, (_, at) => left + ((at + 1) * column + at * gap) * em)
    },
    side: notes === 'side' ? (page) => (page % 2 === 0 ? width - outer : outer + side) : undefined
  }
}
