/**
 * Let figures float: where a figure does not fit on what is left of a page, the
 * text behind it goes before it, or it goes before the text above it, rather than
 * leave the page half empty.
 */

import type {Box} from './types.ts'
import {measurePages, startPages, type PageOptions} from './break-pages.ts'

/** The boxes of one block. */
export interface Block {
  readonly boxes: ReadonlyArray<Box>
  /** A figure: may pass plain paragraphs beside it. */
  readonly floats: boolean
  /** A plain paragraph: a figure may pass it. */
  readonly yields: boolean
}

// How many paragraphs a figure may pass, down and up, and what each costs: as of a line left blank and a half.
const mostDown = 3
const mostUp = 2
const passCost = 2
// Pages from the one before a figure's on which its place is felt.
const feltPages = 4

/** Put each figure, from the first to the last, where the pages come out best. */
export function floatFigures(blocks: ReadonlyArray<Block>, options: PageOptions): ReadonlyArray<Block> {
  if (!blocks.some(({floats}) => floats)) return blocks
  let order = blocks
  let starts = findStarts(order, options)
  for (const figure of blocks.filter(({floats}) => floats)) {
    const from = order.indexOf(figure)
    const [first, last] = findWindow(order, from, starts, options)
    const measure = (candidate: ReadonlyArray<Block>) =>
      measurePages(
        candidate.slice(first, last).flatMap(({boxes}) => boxes),
        options
      )
    let best = order
    let bestCost = measure(order)
    for (const {candidate, passed} of listPlaces(order, from, first)) {
      const cost = measure(candidate) + passed * passCost
      if (cost >= bestCost) continue
      best = candidate
      bestCost = cost
    }

    if (best !== order) starts = findStarts(best, options)
    order = best
  }

  return order
}

/** Every place that a figure may take, with how many paragraphs it passes. */
function listPlaces(
  order: ReadonlyArray<Block>,
  from: number,
  first: number
): {candidate: ReadonlyArray<Block>; passed: number}[] {
  const places: {candidate: ReadonlyArray<Block>; passed: number}[] = []
  const move = (by: number) =>
    places.push({
      candidate: order.toSpliced(from, 1).toSpliced(from + by, 0, order[from] as Block),
      passed: Math.abs(by)
    })
  for (let by = 1; by <= mostDown && order[from + by]?.yields; by++) move(by)
  for (let by = 1; by <= mostUp && from - by >= first && order[from - by]?.yields; by++) move(-by)
  return places
}

/** Indices of the blocks in which pages begin. */
function findStarts(order: ReadonlyArray<Block>, options: PageOptions): ReadonlyArray<number> {
  const blockOf = order.flatMap(({boxes}, index) => boxes.map(() => index))
  const boxes = order.flatMap((block) => block.boxes)
  return startPages(boxes, options).map((at) => blockOf[at] ?? 0)
}

/** Blocks among which a figure may move: from a page before its own, so far that all pages felt are among them. */
function findWindow(
  order: ReadonlyArray<Block>,
  from: number,
  starts: ReadonlyArray<number>,
  {depth, columns}: PageOptions
): readonly [first: number, last: number] {
  const before = starts.filter((start) => start <= from)
  const first = before.at(-2) ?? 0
  let height = 0
  let last = first
  while (last < order.length && (height < feltPages * depth * columns || last <= from + mostDown)) {
    for (const {after = 0, before, height: own} of order[last]?.boxes ?? []) height += before + own + after
    last++
  }

  return [first, last]
}
