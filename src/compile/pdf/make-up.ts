/**
 * Make up pages: stretch after stretch is broken into pages and put under what
 * stands on the page already, notes are placed, and each page is told what its
 * running head says.
 */

import type {Chapter} from '../../model.ts'
import type {StyleSheet} from './style-sheet.ts'
import type {NotePart, Placed} from './types.ts'
import {breakPages, measureNotes, placeNotes, type Galley} from './break-pages.ts'
import type {Stretch} from './set-chapter.ts'
import {halvePage, pageOptions} from './style-sheet.ts'

/** A page of the book. */
export interface Leaf {
  readonly body: ReadonlyArray<Placed>
  readonly notes: ReadonlyArray<Placed>
  /** Where the rule above the notes stands. */
  readonly noteRule: number | undefined
  /** Where columns stand side by side, from the top of the text. */
  readonly bands: ReadonlyArray<Band>
  /** The chapter that goes on at its top, or begins on it. */
  readonly chapter?: Chapter
  /** Id of that chapter, or of the part. */
  readonly id?: string
  readonly part?: string
  /** A chapter begins at its top. */
  readonly isOpening: boolean
  /** No head and no folio: a blank page, a title page. */
  readonly isBare: boolean
}

export interface Band {
  readonly top: number
  readonly height: number
}

/** What is set one after another: a chapter, or the title of a part. */
export interface Piece {
  /** Id of the chapter or part. */
  readonly id: string
  readonly stretches: ReadonlyArray<Stretch>
  readonly chapter?: Chapter
  readonly part?: string
  /** Begins a page, however much is left of the one before. */
  readonly beginsPage: boolean
  readonly isBare?: boolean
}

/** A page that is being filled. */
interface Sheet {
  body: Placed[]
  parts: NotePart[]
  tops: Map<NotePart, number>
  bands: Band[]
  /** How far down it is full. */
  y: number
  readonly piece: Piece
  readonly isOpening: boolean
}

// A chapter that may begin in mid-page needs this share of it, a wide block or what follows one so many lines.
const openingShare = 0.4
const fewLines = 5

export const blankLeaf: Leaf = {
  body: [],
  notes: [],
  noteRule: undefined,
  bands: [],
  isOpening: false,
  isBare: true
}

export function makeUp(pieces: ReadonlyArray<Piece>, sheet: StyleSheet): Leaf[] {
  const sheets: Sheet[] = []
  for (const piece of pieces) {
    let begins = true
    for (const stretch of piece.stretches) {
      addStretch(sheets, stretch, piece, begins, sheet)
      begins = false
    }
  }

  return sheets.map((page) => finish(page, sheet))
}

function addStretch(
  sheets: Sheet[],
  {boxes, isHalved = false, isWide}: Stretch,
  piece: Piece,
  begins: boolean,
  sheet: StyleSheet
): void {
  if (boxes.length === 0) return
  const options = {...pageOptions(sheet, isWide), ...(isHalved && {columns: 2 as const})}
  const open = (isOpening: boolean): Sheet => {
    const page = {body: [], parts: [], tops: new Map(), bands: [], y: 0, piece, isOpening}
    sheets.push(page)
    return page
  }

  const last = sheets.at(-1)
  const before = boxes[0]?.before ?? 0
  // What a chapter follows in mid-page is not under its rule at once.
  const gap = last && last.y > 0 ? (begins ? Math.max(before, sheet.pitch / 2) : before) : 0
  const top = last ? Math.ceil((last.y + gap) / sheet.pitch - 1e-6) * sheet.pitch : 0
  const room = last ? options.depth - top - measureNotes(last.parts, options) : 0
  const needed = begins ? sheet.depth * openingShare : needOf(boxes, isWide, sheet)
  const isFresh = !last || (begins && piece.beginsPage) || room < needed
  const page = isFresh ? open(begins) : last
  const start = isFresh ? 0 : top
  const galleys = breakPages(boxes, {...options, firstDepth: isFresh ? options.depth : room})
  for (const [index, columns] of galleys.entries()) {
    const galley = isHalved ? joinColumns(columns, sheet) : columns
    if (index === 0) addGalley(page, galley, start, isWide)
    else addGalley(open(false), galley, 0, isWide)
  }
}

/** Two columns side by side in the one that the page has. */
function joinColumns(galley: Galley, sheet: StyleSheet): Galley {
  const {step} = halvePage(sheet)
  const body = galley.body.map((placed): Placed => {
    const marks = placed.marks.map((mark) => ({...mark, x: mark.x + placed.column * step}))
    return {...placed, column: 0, marks}
  })
  return {...galley, body}
}

/** Room without which a stretch had better begin overleaf. */
function needOf(boxes: Stretch['boxes'], isWide: boolean, {depth, pitch}: StyleSheet): number {
  if (!isWide) return Math.min(fewLines, boxes.length) * pitch
  let height = 0
  for (const {after = 0, before, height: own} of boxes) height += before + own + after
  return height < depth / 2 ? height : depth / 3
}

function addGalley(page: Sheet, {body, height, parts, tops}: Galley, top: number, isWide: boolean): void {
  page.body.push(...body.map((placed) => ({...placed, y: placed.y + top})))
  page.parts.push(...parts)
  for (const [part, y] of tops) page.tops.set(part, y + top)
  if (!isWide) page.bands.push({top, height})
  page.y = top + height
}

function finish({bands, body, isOpening, parts, piece, tops}: Sheet, sheet: StyleSheet): Leaf {
  const {notes, rule} = placeNotes({parts, tops}, pageOptions(sheet))
  return {
    body,
    notes,
    noteRule: rule,
    bands,
    isOpening,
    id: piece.id,
    isBare: piece.isBare === true,
    ...(piece.chapter && {chapter: piece.chapter}),
    ...(piece.part !== undefined && {part: piece.part})
  }
}
