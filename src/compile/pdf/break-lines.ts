/**
 * Break a paragraph into lines by total fit (Knuth and Plass, "Breaking
 * paragraphs into lines", 1981): of all ways to break it, the one whose lines
 * are least stretched and squeezed in all.
 *
 * Knows items and numbers only.
 */

import {box, glue, infinity, penalty, type Items} from './items.ts'

export interface Break {
  /** Index of the item at which the line ends. */
  readonly at: number
  /** Adjustment ratio of the line: above 0 stretched, below 0 squeezed. */
  readonly ratio: number
}

interface Active {
  readonly at: number
  readonly demerits: number
  readonly ratio: number
  readonly before: Active | undefined
  readonly width: number
  readonly stretch: number
  readonly shrink: number
}

// How far a line may be stretched: a good one, one that will do, one that had to be. What a tier cannot
// set the next one does.
const tiers = [1.5, 4, Infinity]
// Two hyphens in a row, in demerits: about a line stretched by two thirds.
const doubleHyphen = 3000

/** @param measure width of the lines, points. */
export function breakLines(items: Items, measure: number): ReadonlyArray<Break> {
  for (const maxRatio of tiers) {
    const breaks = fit(items, measure, maxRatio)
    if (breaks) return breaks
  }

  return []
}

/** @returns undefined where no way keeps every line within the ratio. */
export function fit(items: Items, measure: number, maxRatio: number): ReadonlyArray<Break> | undefined {
  const {count, kind, width, stretch, shrink, cost, flagged} = items
  const active: Active[] = [
    {at: -1, demerits: 0, ratio: 0, before: undefined, width: 0, stretch: 0, shrink: 0}
  ]
  let sumWidth = 0
  let sumStretch = 0
  let sumShrink = 0

  for (let index = 0; index < count; index++) {
    const isPenalty = kind[index] === penalty
    const price = cost[index] as number
    const canBreak = isPenalty
      ? price < infinity
      : kind[index] === glue && index > 0 && kind[index - 1] === box
    if (canBreak) {
      const isForced = isPenalty && price <= -infinity
      const extra = isPenalty ? (width[index] as number) : 0
      // What stays moves up in the same list.
      let kept = 0
      let best: Active | undefined
      let bestDemerits = Infinity
      let bestRatio = 0
      let squeezed: Active | undefined
      let squeezedRatio = -Infinity

      for (const node of active) {
        const natural = sumWidth - node.width + extra
        const room = measure - natural
        const give = room > 0 ? sumStretch - node.stretch : sumShrink - node.shrink
        const ratio = room === 0 ? 0 : give > 0 ? room / give : room > 0 ? Infinity : -Infinity
        if (ratio >= -1 - 1e-9 && !isForced) active[kept++] = node
        if (ratio < -1 - 1e-9) {
          if (ratio > squeezedRatio || !squeezed) {
            squeezed = node
            squeezedRatio = ratio
          }

          continue
        }

        if (ratio > maxRatio) continue
        const demerits =
          node.demerits +
          demeritsOf(ratio, price, isForced, flagged[index] === 1 && node.at >= 0 && flagged[node.at] === 1)
        if (demerits < bestDemerits) {
          best = node
          bestDemerits = demerits
          bestRatio = ratio
        }
      }

      if (!best && kept === 0) {
        // Nothing fits: only the last tier may let a line stand out into the margin.
        if (maxRatio !== Infinity || !squeezed) return
        best = squeezed
        bestDemerits = squeezed.demerits + 1e12
        bestRatio = -1
      }

      active.length = kept
      if (best) {
        const node = {
          at: index,
          demerits: bestDemerits,
          ratio: bestRatio,
          before: best,
          width: sumWidth,
          stretch: sumStretch,
          shrink: sumShrink
        }
        addBlank(node, items)
        active.push(node)
      }
    }

    if (!isPenalty) {
      sumWidth += width[index] as number
      sumStretch += stretch[index] as number
      sumShrink += shrink[index] as number
    }
  }

  return trail(active.filter((node) => node.at === count - 1))
}

// Badness and demerits as in TeX; a ratio without bound is dear, but not so that sums lose their small parts.
function demeritsOf(ratio: number, price: number, isForced: boolean, isDouble: boolean): number {
  const bounded = Math.min(Math.abs(ratio), 100)
  const badness = 100 * bounded ** 3
  const extra = isDouble ? doubleHyphen : 0
  if (isForced) return (1 + badness) ** 2 + extra
  return price >= 0 ? (1 + badness + price) ** 2 + extra : (1 + badness) ** 2 - price ** 2 + extra
}

/** Add to the sums of a break what stands before the first box: blank at the start of a line is not set. */
function addBlank(
  node: {readonly at: number; width: number; stretch: number; shrink: number},
  {cost, count, kind, shrink, stretch, width}: Items
): void {
  for (let index = node.at; index < count; index++) {
    if (kind[index] === box) break
    if (kind[index] === penalty) {
      if (cost[index] === -infinity && index > node.at) break
      continue
    }

    node.width += width[index] as number
    node.stretch += stretch[index] as number
    node.shrink += shrink[index] as number
  }
}

function trail(ends: ReadonlyArray<Active>): ReadonlyArray<Break> | undefined {
  let node = ends.reduce<Active | undefined>(
    (best, end) => (!best || end.demerits < best.demerits ? end : best),
    undefined
  )
  if (!node) return
  const breaks: Break[] = []
  for (; node?.before; node = node.before) breaks.push({at: node.at, ratio: node.ratio})
  return breaks.reverse()
}
