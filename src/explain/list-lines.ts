/**
 * Lay out a proof: the lines of a raw text, each with its runs of changed and
 * unchanged text, and what an editor is to be told beneath it.
 *
 * A reason is told in full where it is first met. On the lines right behind,
 * where it is met again, it is known; only the ids are new.
 */

import type {Change} from '../model.ts'
import type {Segment} from './segment-text.ts'

export interface Piece {
  readonly text: string
  /** What stands there now, where it is rewritten. */
  readonly after?: string
}

/** A run of a line that one change holds. */
export interface Run {
  /** What became of the whole run; undefined: it stands, but for what is rewritten in it. */
  readonly change?: Change
  /** Whether the change begins here, not on a line before. */
  readonly isFirst: boolean
  readonly pieces: Piece[]
}

/** Changes of one kind, for one reason, that are first met on a line. */
export interface Remark {
  readonly changes: ReadonlyArray<Change>
  /** Whether the line before has said why. */
  readonly isRepeated: boolean
  /** Number of the last line that the changes reach. */
  readonly end: number
}

export interface Line {
  readonly number: number
  readonly runs: ReadonlyArray<Run>
  readonly remarks: ReadonlyArray<Remark>
}

const lineEnding = /\r\n|\n|\r/
/** Shows that the end of a line was rewritten. */
const lineEndingMark = '\u21b5'

/** @param segments all of a text, in order. */
export function listLines(segments: ReadonlyArray<Segment>): Line[] {
  const runs = new Map<number, Run[]>()
  const met = new Map<number, Set<Change>>()
  const ends = new Map<Change, number>()
  let last: Change | undefined
  for (const segment of segments) {
    const holder = segment.kind === 'rewrite' ? undefined : segment.changes[0]
    const texts = segment.text.split(lineEnding)
    texts.forEach(function (text, index) {
      const number = segment.line + index
      const isEnd = index === texts.length - 1
      addPiece(runs, number, {holder, isFirst: holder !== last}, showPiece(segment, text, isEnd))
      // The end of a line belongs to it, and shows nothing on the next.
      if (text === '' && (index > 0 || /[^\r\n]/.test(segment.text))) return
      for (const change of segment.changes) {
        met.set(number, (met.get(number) ?? new Set()).add(change))
        ends.set(change, number)
      }

      last = holder
    })
  }

  return remark(runs, met, ends)
}

function showPiece({after}: Segment, text: string, isEnd: boolean): Piece {
  if (after === undefined) return {text}
  return isEnd ? {text, after} : {text: text + lineEndingMark, after: ''}
}

function addPiece(
  lines: Map<number, Run[]>,
  number: number,
  {holder, isFirst}: {holder: Change | undefined; isFirst: boolean},
  piece: Piece
): void {
  const runs = lines.get(number) ?? []
  lines.set(number, runs)
  if (piece.text === '' && !piece.after) return
  const open = runs.at(-1)
  if (open && open.change === holder) open.pieces.push(piece)
  else runs.push({...(holder && {change: holder}), isFirst, pieces: [piece]})
}

function remark(
  runs: ReadonlyMap<number, ReadonlyArray<Run>>,
  met: ReadonlyMap<number, ReadonlySet<Change>>,
  ends: ReadonlyMap<Change, number>
): Line[] {
  const told = new Set<Change>()
  let known: ReadonlySet<string> = new Set()
  const lines = [...runs].map(function ([number, runs]) {
    const all = [...(met.get(number) ?? [])]
    const fresh = all.filter((change) => !told.has(change))
    const remarks = [...new Set(fresh.map(keyOf))].map(function (key) {
      const changes = fresh.filter((change) => keyOf(change) === key)
      const end = Math.max(...changes.map((change) => ends.get(change) ?? number))
      return {changes, isRepeated: known.has(key), end}
    })
    for (const change of all) told.add(change)
    // A blank line parts nothing.
    if (runs.length > 0) known = new Set(all.map(keyOf))
    return {number, runs, remarks}
  })
  const last = lines.at(-1)
  // What ends the text begins no line.
  const isOver = lines.length > 1 && last?.runs.length === 0 && last.remarks.length === 0
  return isOver ? lines.slice(0, -1) : lines
}

function keyOf({kind, why}: Change): string {
  return `${kind} ${why}`
}
