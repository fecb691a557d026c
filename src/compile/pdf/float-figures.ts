/**
 * Let figures float: where a figure does not fit on what is left of a page, the
 * text behind it goes before it, rather than leave the page half empty.
 */

import type {Box} from './types.ts'
import {measurePages, type PageOptions} from './break-pages.ts'

/** The boxes of one block. */
export interface Block {
  readonly boxes: ReadonlyArray<Box>
  /** A figure: may go behind plain paragraphs that follow it. */
  readonly floats: boolean
  /** A plain paragraph: a figure may pass it. */
  readonly yields: boolean
}

// How many paragraphs a figure may pass, and what each costs: as of a line left blank and a half.
const mostPassed = 3
const passCost = 2

/** Put each figure, from the first to the last, where the pages come out best. */
export function floatFigures(blocks: ReadonlyArray<Block>, options: PageOptions): ReadonlyArray<Block> {
  let order = [...blocks]
  for (const figure of blocks.filter((block) => block.floats)) {
    const from = order.indexOf(figure)
    let best = order
    let bestCost = measure(order, options)
    for (let passed = 1; passed <= mostPassed && order[from + passed]?.yields; passed++) {
      const candidate = order.toSpliced(from, 1)
      candidate.splice(from + passed, 0, figure)
      const cost = measure(candidate, options) + passed * passCost
      if (cost < bestCost) {
        best = candidate
        bestCost = cost
      }
    }

    order = best
  }

  return order
}

function measure(blocks: ReadonlyArray<Block>, options: PageOptions): number {
  return measurePages(
    blocks.flatMap((block) => block.boxes),
    options
  )
}
