/**
 * Locate a quotation in a text: as it is written, or by its letters only.
 *
 * Script, width, case, white space and the shape of punctuation never count
 * (see `foldCharacter`). A word or a number is found as a whole only.
 */

import type {Quote} from '../model.ts'
import search from 'approx-string-match'
import {foldText, type Folds} from './fold-text.ts'
import {findAll} from './index-grams.ts'
import type {Hay} from './read-haystack.ts'

export type Level = 'written' | 'letters'

/** A passage in a text: offsets in the original. */
export interface Match {
  readonly start: number
  readonly end: number
}

/** Words in a row of which some are the passage. */
export interface Piece {
  readonly before: Folds
  readonly exact: Folds
  readonly after: Folds
}

/** A quotation made ready for seeking. */
export interface Pattern {
  readonly head: Piece
  /** The last words of the passage, where it is quoted by its first and last. */
  readonly tail?: Piece
}

/** What was found; with `isUnsure` it may be another passage than the one that is meant. */
export interface Located {
  readonly matches: ReadonlyArray<Match>
  readonly isUnsure?: boolean
}

// Fewer Han characters come together by chance where a stop or a paragraph between them is not seen.
const leastLetters = 5
// One would do to know that there are several; a few more are shown.
const enough = 5
// A passage that is quoted by its ends is a few paragraphs at most; words that stand everywhere end one sentence.
const reach = {words: 2000, short: 300} as const
// Share of letters that differ in words that may be the quoted ones after an edit.
const lookalike = 1 / 3

const wordy = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}]/u
const digit = /\p{Nd}/u
const letter = /[\p{L}\p{N}]/u
const han = /\p{Script=Han}/gu
const pause = /[!,.:;?~\u00b7-]/
const lastMarks = /[^\p{L}\p{N}]+$/u

export function readPattern({exact, end, prefix = '', suffix = ''}: Quote): Pattern {
  const piece = (before: string, words: string, after: string): Piece => ({
    before: foldText(before),
    exact: foldText(words),
    after: foldText(after)
  })
  if (end === undefined) return {head: piece(prefix, exact, suffix)}
  return {head: piece(prefix, exact, ''), tail: piece('', end, suffix)}
}

/** How much a run of letters tells, in Han characters. */
function sizeOf(letters: string): number {
  const count = letters.match(han)?.length ?? 0
  return count + (letters.length - count) / 2
}

/** The folded text of a piece. */
export function textOf({before, exact, after}: Piece, level: Level): string {
  return before[level].text + exact[level].text + after[level].text
}

/** @param isMeant says of a passage of the text whether a note can be about it. */
export function locateQuote(
  hay: Hay,
  {head, tail}: Pattern,
  level: Level,
  isMeant: (match: Match) => boolean
): Located {
  const heads = findPiece(hay, head, level, isMeant)
  const [first] = heads
  if (!tail || !first) return {matches: heads}
  if (heads.length > 1) return {matches: heads, isUnsure: true}
  const size = sizeOf(textOf(tail, 'letters'))
  const limit = first.end + (size < leastLetters ? reach.short : reach.words)
  const ends = findPiece(
    hay,
    tail,
    level,
    (match) => match.start >= first.end && match.end <= limit && isMeant(match)
  )
  const matches = ends.map(({end}) => ({start: first.start, end}))
  const [next] = ends
  if (ends.length !== 1 || !next) return {matches, isUnsure: ends.length > 1}
  const between = foldText(hay.original.slice(first.end, next.start)).letters.text
  return {matches, isUnsure: [head, tail].some((piece) => resembles(between, textOf(piece, 'letters')))}
}

/** Whether a text holds words that may be the quoted ones after an edit. */
function resembles(text: string, words: string): boolean {
  if (sizeOf(words) < leastLetters) return false
  return search(text, words, Math.floor(words.length * lookalike)).length > 0
}

function findPiece(hay: Hay, piece: Piece, level: Level, isMeant: (match: Match) => boolean): Match[] {
  const text = textOf(piece, level)
  const matches: Match[] = []
  if (piece.exact[level].text === '' || (level === 'letters' && sizeOf(text) < leastLetters)) return matches
  const from = piece.before[level].text.length
  const to = from + piece.exact[level].text.length
  const {starts, ends} = hay[level]
  for (const place of findAll(hay.grams[level], text)) {
    if (!isWhole(hay.original, starts[place] as number, ends[place + text.length - 1] as number)) continue
    const last = ends[place + to - 1] as number
    const start = starts[place + from] as number
    const match = {start, end: level === 'written' ? last : takeMarks(hay, last, piece.exact)}
    if (isMeant(match) && matches.push(match) === enough) break
  }

  return matches
}

/** Whether a range of a text begins and ends no other word or number than its own. */
export function isWhole(text: string, start: number, end: number): boolean {
  const at = (offset: number) => text[offset] ?? ''
  const continues = (inner: number, outer: number, beyond: number) =>
    (wordy.test(at(inner)) && wordy.test(at(outer))) ||
    (digit.test(at(inner)) && /[.,]/.test(at(outer)) && digit.test(at(beyond)))
  return !continues(start, start - 1, start - 2) && !continues(end - 1, end, end + 1)
}

/**
 * Where a passage ends whose last letter ends at an offset: behind the marks
 * that the quotation has there, too, be they another comma or another stop.
 */
export function takeMarks(hay: Hay, offset: number, {written}: Folds): number {
  const marks = lastMarks.exec(written.text)?.[0] ?? ''
  if (marks === '') return offset
  const {text, starts, ends} = hay.written
  let at = firstFrom(starts, offset)
  let end = offset
  for (const mark of marks) {
    let to = at
    while (to < text.length && isMark(text[to]) && text[to] !== mark) to++
    if (!isMark(text[to])) {
      if (!isMark(text[at]) || pause.test(text[at] as string) !== pause.test(mark)) continue
      to = at
    }

    if (hay.original.slice(end, starts[to]).includes('\n')) break
    end = ends[to] as number
    at = to + 1
  }

  return end
}

function isMark(char: string | undefined): boolean {
  return char !== undefined && !letter.test(char)
}

/** Index of the first item that is not below a value. */
function firstFrom(items: ReadonlyArray<number>, value: number): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((items[middle] as number) < value) low = middle + 1
    else high = middle
  }

  return low
}
