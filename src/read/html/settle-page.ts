/**
 * Settle which boxes of a page are its article, from what speaks for and against each block.
 *
 * What stands in one box mostly belongs together, so each change between a box and what it stands
 * in has a price; the labels that cost least in all are found exactly, from the leaves up and back
 * (a Potts model on a tree; Felzenszwalb and Zabih 2011).
 */

import type {Block, Box, Page} from './list-blocks.ts'

export interface Settled {
  /** Whether each block is of the article. */
  readonly blocks: ReadonlyArray<boolean>
  /** Boxes that are of it. */
  readonly boxes: ReadonlySet<Box>
}

/** What it costs that a box is not what the one around it is: as much as a line of some certainty. */
const cut = 3

interface Cost {
  kept: number
  left: number
}

/** @param odds - log odds of being of the article, a block each. */
export function settlePage({blocks, top}: Page, odds: ReadonlyArray<number>): Settled {
  const costs = new Map<Box, Cost>()
  measure(top)
  const boxes = new Set<Box>()
  const labels = blocks.map(() => false)
  mark(top, false)
  return {blocks: labels, boxes}

  function costOf(part: Box | Block): Cost {
    return 'element' in part ? (costs.get(part) ?? {kept: 0, left: 0}) : weigh(part, odds[part.index] ?? 0)
  }

  function measure(box: Box): void {
    const cost = {kept: 0, left: 0}
    costs.set(box, cost)
    for (const part of box.parts) {
      if ('element' in part) measure(part)
      const {kept, left} = costOf(part)
      cost.kept += Math.min(kept, left + cut)
      cost.left += Math.min(left, kept + cut)
    }
  }

  function mark(part: Box | Block, isAround: boolean): void {
    const {kept, left} = costOf(part)
    const isKept = kept + (isAround ? 0 : cut) < left + (isAround ? cut : 0)
    if (!('element' in part)) {
      labels[part.index] = isKept
      return
    }

    if (isKept) boxes.add(part)
    for (const one of part.parts) mark(one, isKept)
  }
}

/** A long block speaks louder than a short one, but not in proportion: its words agree with each other. */
function weigh({length}: Block, odds: number): Cost {
  const weight = odds * Math.sqrt(Math.max(1, length))
  return {kept: Math.max(0, -weight), left: Math.max(0, weight)}
}
