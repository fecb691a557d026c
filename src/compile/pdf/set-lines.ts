/** Set the lines of a paragraph: items and breaks become pieces at their places. */

import type {Line, Piece} from './types.ts'
import type {Break} from './break-lines.ts'
import {box, glue, penalty, type Items} from './items.ts'

/** @param isRagged lines are not stretched to the measure, as in a heading. */
export function setLines(items: Items, breaks: ReadonlyArray<Break>, isRagged: boolean): ReadonlyArray<Line> {
  let from = 0
  return breaks.map(({at, ratio}) => {
    const line = setLine(items, from, at, isRagged ? Math.min(0, ratio) : ratio)
    from = at + 1
    return line
  })
}

function setLine(items: Items, from: number, to: number, ratio: number): Line {
  const {kind, width, stretch, shrink, atoms} = items
  const pieces: Piece[] = []
  const calls: string[] = []
  let x = 0
  let start = from
  while (start < to && kind[start] !== box) start++
  for (let index = start; index < to; index++) {
    const atom = atoms[index]
    if (kind[index] === box) {
      if (atom) {
        pieces.push({x, atom})
        if (atom.inline.call !== undefined) calls.push(atom.inline.call)
      }

      x += width[index] as number
    } else if (kind[index] === glue) {
      // A space is drawn, so that it is copied.
      if (atom) pieces.push({x, atom})
      x += (width[index] as number) + ratio * ((ratio > 0 ? stretch[index] : shrink[index]) as number)
    }
  }

  const last = atoms[to]
  // A hyphen; or the space at which the line was broken, which takes no room but is read aloud.
  if (last && (kind[to] === penalty || kind[to] === glue)) pieces.push({x, atom: last})
  return {pieces, calls, width: x + (kind[to] === penalty && last ? (width[to] as number) : 0)}
}
