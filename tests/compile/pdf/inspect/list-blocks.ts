/**
 * List the blocks of a PDF, each with its lines: a block is what an element of the
 * structure tree says it is, and its lines are told by where its glyphs stand.
 */

import type {Glyph, Pdf, PdfElement} from './types.ts'
import {closestElement, walkMarks} from './read-pdf.ts'

/** A line of one block, or of a page's artifacts. */
export interface Line {
  /** Index of its page. */
  readonly page: number
  readonly glyphs: ReadonlyArray<Glyph>
  /** Baseline and size of most of it. */
  readonly y: number
  readonly size: number
  readonly left: number
  /** Where the advance of its last glyph ends; blanks at the end do not count. */
  readonly right: number
  readonly text: string
}

export interface Block {
  readonly element: PdfElement
  readonly lines: ReadonlyArray<Line>
  /** Without blanks and soft hyphens. */
  readonly text: string
  /** Pages of the calls of notes in it, in order. */
  readonly calls: ReadonlyArray<number>
  /** Place of its first glyph among those of its page. */
  readonly at: readonly [page: number, index: number]
  readonly isNote: boolean
}

const inlineRoles = new Set(['Span', 'Link', 'Reference', 'Quote', 'Annot', 'Code', 'Em', 'Strong', 'Sub'])
// How far a baseline may move within a line, in ems: a raised figure, not the next line.
const maxRise = 0.75
// How much larger than what follows an initial is.
const leastInitial = 1.7
// How far back a glyph may stand from the end of the one before, in ems.
const maxBack = 2

/** In the order of the tree. */
export function listBlocks(pdf: Pdf): Block[] {
  if (!pdf.root) return []
  const drawn = pdf.pages.map(groupMarks)
  const blocks = new Map<PdfElement, Array<{page: number; glyphs: ReadonlyArray<Glyph>; index: number}>>()
  const calls = new Map<PdfElement, number[]>()
  for (const {element, mark} of walkMarks(pdf.root)) {
    const block = closestElement(element, ({role, parent}) => !isInline(role, parent))
    const found = drawn[mark.page]?.get(mark.mcid)
    if (!block || !found) continue
    const parts = blocks.get(block) ?? []
    parts.push({page: mark.page, ...found})
    blocks.set(block, parts)
    const reference = closestElement(element, ({role}) => role === 'Reference')
    if (reference) calls.set(reference, [...(calls.get(reference) ?? []), mark.page])
  }

  const callsOf = new Map<PdfElement, number[]>()
  for (const [reference, pages] of calls) {
    const block = closestElement(reference, ({role, parent}) => !isInline(role, parent))
    if (block) callsOf.set(block, [...(callsOf.get(block) ?? []), Math.min(...pages)])
  }

  return [...blocks].map(([element, parts]): Block => {
    const lines = groupLines(parts)
    const [first] = parts
    return {
      element,
      lines,
      text: squash(lines.map((line) => line.text).join('')),
      calls: callsOf.get(element) ?? [],
      at: [first?.page ?? 0, first?.index ?? 0],
      isNote: closestElement(element, ({role}) => role === 'Note') !== undefined
    }
  })
}

/** Lines of what no element owns: running titles, folios, repeated heads. */
export function listArtifacts({pages}: Pdf): Line[] {
  return pages.flatMap(({index, glyphs}) =>
    groupLines([{page: index, glyphs: glyphs.filter((glyph) => glyph.mcid === undefined)}])
  )
}

/** A text without blanks and soft hyphens. */
export function squash(text: string): string {
  return text.replace(/[\s\u00ad]/g, '')
}

// `Code` is a block where it is a block's child: nothing but text stands around inline code.
function isInline(role: string, parent: PdfElement | undefined): boolean {
  if (role === 'Code')
    return parent !== undefined && /^(?:P|LBody|T[DH]|H\d|Caption|Span|Link)$/.test(parent.role)
  return inlineRoles.has(role)
}

function groupMarks({glyphs}: {readonly glyphs: ReadonlyArray<Glyph>}) {
  const marks = new Map<number, {glyphs: Glyph[]; index: number}>()
  for (const [index, glyph] of glyphs.entries()) {
    if (glyph.mcid === undefined) continue
    const mark = marks.get(glyph.mcid) ?? {glyphs: [], index}
    mark.glyphs.push(glyph)
    marks.set(glyph.mcid, mark)
  }

  return marks
}

function groupLines(parts: ReadonlyArray<{page: number; glyphs: ReadonlyArray<Glyph>}>): Line[] {
  const lines: Line[] = []
  let run: Glyph[] = []
  let at = 0
  const flush = () => {
    if (run.length > 0) lines.push(toLine(run, at))
    run = []
  }

  for (const {page, glyphs} of parts) {
    for (const glyph of glyphs) {
      const before = run.at(-1)
      if (before && (page !== at || !isSameLine(before, glyph))) flush()
      at = page
      run.push(glyph)
    }
  }

  flush()
  return lines
}

function isSameLine(before: Glyph, after: Glyph): boolean {
  // An initial is let down into the lines below its own.
  if (before.size > leastInitial * after.size) return after.x > before.x
  const em = Math.max(before.size, after.size)
  return Math.abs(after.y - before.y) < maxRise * em && after.x > before.x + before.advance - maxBack * em
}

function toLine(glyphs: ReadonlyArray<Glyph>, page: number): Line {
  const solid = glyphs.filter((glyph) => !/^[\s\u00a0]*$/.test(glyph.text))
  const seen = solid.length > 0 ? solid : glyphs
  // What most of it has: a raised figure is smaller, an initial larger.
  const sizes = new Map<number, number>()
  for (const {size} of seen) sizes.set(size, (sizes.get(size) ?? 0) + 1)
  const [size = 0] = [...sizes].sort((a, b) => b[1] - a[1])[0] ?? []
  const main = seen.find((glyph) => glyph.size === size)
  return {
    page,
    glyphs,
    y: main?.y ?? 0,
    size,
    left: Math.min(...seen.map((glyph) => glyph.x)),
    right: Math.max(...seen.map((glyph) => glyph.x + glyph.advance)),
    text: glyphs.map((glyph) => glyph.text).join('')
  }
}
