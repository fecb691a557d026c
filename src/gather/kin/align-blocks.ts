/** Tell from the runs that two articles share which of their blocks stand for each other. */

import type {Run} from './find-runs.ts'
import type {Tokens} from './read-tokens.ts'
import {weigh} from './weigh-ranges.ts'

export interface Alignment {
  readonly aligned: ReadonlyArray<readonly [number, number]>
  readonly onlyP: ReadonlyArray<number>
  readonly onlyQ: ReadonlyArray<number>
}

/** Of the shorter one of two blocks so much has to stand in the other one. */
const alignedShare = 0.3
/** A block of which less stands in the other article is only in its own. */
const heldShare = 0.5

/** Align blocks. A block that says nothing, such as a line of asterisks, is nowhere. */
export function alignBlocks(p: Tokens, q: Tokens, runs: ReadonlyArray<Run>): Alignment {
  const pWeights = weighBlocks(p)
  const qWeights = weighBlocks(q)
  const shared = new Map<number, Map<number, number>>()
  const qRanges: Array<readonly [number, number]> = []
  const pRanges: Array<readonly [number, number]> = []
  for (const {p: pFrom, q: qFrom, size} of runs) {
    pRanges.push([pFrom, pFrom + size])
    qRanges.push([qFrom, qFrom + size])
    let pBlock = findBlock(p, pFrom)
    let qBlock = findBlock(q, qFrom)
    for (let at = 0; at < size;) {
      while ((p.ends[pBlock] as number) <= pFrom + at) pBlock++
      while ((q.ends[qBlock] as number) <= qFrom + at) qBlock++
      const end = Math.min(size, (p.ends[pBlock] as number) - pFrom, (q.ends[qBlock] as number) - qFrom)
      const row = shared.get(pBlock) ?? new Map<number, number>()
      shared.set(pBlock, row)
      row.set(qBlock, (row.get(qBlock) ?? 0) + weigh(p, pFrom + at, pFrom + end))
      at = end
    }
  }

  const aligned: Array<readonly [number, number]> = []
  for (const [pBlock, row] of [...shared].sort(([a], [b]) => a - b)) {
    for (const [qBlock, weight] of [...row].sort(([a], [b]) => a - b)) {
      const least = Math.min(pWeights[pBlock] as number, qWeights[qBlock] as number)
      if (weight >= alignedShare * least) aligned.push([pBlock, qBlock])
    }
  }

  return {
    aligned,
    onlyP: listOwn(p, pWeights, pRanges),
    onlyQ: listOwn(q, qWeights, qRanges)
  }
}

function weighBlocks(tokens: Tokens): number[] {
  return Array.from(tokens.ends, (end, block) => weigh(tokens, tokens.ends[block - 1] ?? 0, end))
}

/** Block that holds a token. */
function findBlock({ends}: Tokens, token: number): number {
  let from = 0
  let to = ends.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((ends[middle] as number) <= token) from = middle + 1
    else to = middle
  }

  return from
}

/** Blocks that ranges, which may overlap, hardly touch. */
function listOwn(
  tokens: Tokens,
  weights: ReadonlyArray<number>,
  ranges: Array<readonly [number, number]>
): number[] {
  const held = weights.map(() => 0)
  let end = 0
  let block = 0
  for (const [from, to] of ranges.sort(([a], [b]) => a - b)) {
    for (let at = Math.max(from, end); at < to;) {
      while ((tokens.ends[block] as number) <= at) block++
      const stop = Math.min(to, tokens.ends[block] as number)
      held[block] = (held[block] as number) + weigh(tokens, at, stop)
      at = stop
    }

    end = Math.max(end, to)
  }

  return weights.flatMap((weight, index) =>
    weight > 0 && (held[index] as number) < heldShare * weight ? [index] : []
  )
}
