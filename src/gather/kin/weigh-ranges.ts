/** Weigh tokens: those of a range, of many ranges, and those before and behind them. */

import type {Tokens} from './read-tokens.ts'
import {Kind, weighKind} from './read-tokens.ts'

/** Tokens `[from, to)`. */
export type Range = readonly [from: number, to: number]

/** What an article has of its own before and behind something. */
export interface Ends {
  readonly head: number
  readonly tail: number
}

/** Of what is the same, this share at either end may be phrases that happen to be. */
const bulkSlack = 0.05

/** Weight of tokens `[from, to)`. */
export function weigh({kinds}: Tokens, from: number, to: number): number {
  let weight = 0
  for (let at = from; at < to; at++) weight += weighKind(kinds[at] as number)
  return weight
}

/** Ranges in order, none overlapping: runs may, in the longer article. */
export function joinRanges(ranges: Range[]): Range[] {
  const joined: Range[] = []
  let end = 0
  for (const [from, to] of ranges.sort(([a], [b]) => a - b)) {
    if (to > end) joined.push([Math.max(from, end), to])
    end = Math.max(end, to)
  }

  return joined
}

/** Weight of ranges that do not overlap. */
export function weighRanges(tokens: Tokens, ranges: ReadonlyArray<Range>): number {
  return ranges.reduce((sum, [from, to]) => sum + weigh(tokens, from, to), 0)
}

/** How much ranges say, in characters; a word is worth three. */
export function countRanges({kinds}: Tokens, ranges: ReadonlyArray<Range>): number {
  let size = 0
  for (const [from, to] of ranges) {
    for (let at = from; at < to; at++) size += kinds[at] === Kind.Char ? 1 : 3
  }

  return size
}

/** What lies outside ranges, before and behind the bulk of them: a phrase that happens to be the same is no bulk. */
export function weighEnds(tokens: Tokens, ranges: ReadonlyArray<Range>): Ends {
  const slack = bulkSlack * weighRanges(tokens, ranges)
  const size = tokens.ids.length
  let [head, tail, met] = [0, 0, 0]
  let end = 0
  for (const [from, to] of ranges) {
    head += weigh(tokens, end, from)
    met += weigh(tokens, from, to)
    end = to
    if (met > slack) break
  }

  end = size
  met = 0
  for (const [from, to] of ranges.toReversed()) {
    tail += weigh(tokens, to, end)
    met += weigh(tokens, from, to)
    end = from
    if (met > slack) break
  }

  return {head, tail}
}
