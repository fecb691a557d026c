/**
 * Find the runs of tokens that two articles share, wherever they stand in either.
 *
 * Runs need not keep their order, as reprints exchange parts; within a run each token is
 * the same. A lone short run is a set phrase and left out.
 */

import type {Tokens} from './read-tokens.ts'
import {hashShingles} from './hash-shingles.ts'
import {weighKind} from './read-tokens.ts'

/** `size` tokens from `p` of the shorter article and from `q` of the longer one. */
export interface Run {
  readonly p: number
  readonly q: number
  readonly size: number
}

/** Shingles of an article by their hash. */
export interface ShingleTable {
  readonly tokens: Tokens
  readonly hashes: Uint32Array
  /** By hash: first position, or -1. */
  readonly heads: Int32Array
  /** By position: next position, or -1. */
  readonly next: Int32Array
}

/** Places looked at for one shingle: a refrain stands in more, but any of them says the same. */
const places = 8
/** Tokens that a place is judged by. */
const sight = 64
/** A run of this weight, twelve characters or eight words, stands by itself. */
const alone = 24
/** A shorter one needs another within so many tokens, on about the same line. */
const near = 40

/** Make the table that articles are compared with. */
export function createShingleTable(tokens: Tokens): ShingleTable {
  const hashes = hashShingles(tokens)
  const heads = new Int32Array(2 ** Math.ceil(Math.log2(hashes.length * 2 + 2))).fill(-1)
  const next = new Int32Array(hashes.length)
  // From behind, so that the first place comes first.
  for (let at = hashes.length - 1; at >= 0; at--) {
    if (hashes[at] === 0) continue
    const slot = (hashes[at] as number) & (heads.length - 1)
    next[at] = heads[slot] as number
    heads[slot] = at
  }

  return {tokens, hashes, heads, next}
}

/** Runs in the order of the shorter article, where they do not overlap. */
export function findRuns(tokens: Tokens, table: ShingleTable): Run[] {
  const hashes = hashShingles(tokens)
  const runs: Run[] = []
  let end = 0
  let expected = 0
  for (let at = 0; at < hashes.length;) {
    const place = hashes[at] === 0 ? -1 : findPlace(tokens, table, hashes, at, expected)
    if (place < 0) {
      at++
      continue
    }

    const back = measureBack(tokens, table.tokens, at - end, at, place, place >= expected ? expected : 0)
    const size = back + measureAhead(tokens, table.tokens, at, place, tokens.ids.length)
    runs.push({p: at - back, q: place - back, size})
    at = end = at - back + size
    expected = place - back + size
  }

  return runs.filter((run, index) => isKept(run, runs[index - 1], runs[index + 1], tokens))
}

/** Where a shingle goes on longest; among equals, nearest to where the last run ended. */
function findPlace(
  tokens: Tokens,
  table: ShingleTable,
  hashes: Uint32Array,
  at: number,
  expected: number
): number {
  const hash = hashes[at] as number
  let best = -1
  let bestSize = 0
  let left = places
  let place = table.heads[hash & (table.heads.length - 1)] as number
  for (; place >= 0 && left > 0; place = table.next[place] as number) {
    if (table.hashes[place] !== hash) continue
    left--
    const size = measureAhead(tokens, table.tokens, at, place, sight)
    const isNearer = Math.abs(place - expected) < Math.abs(best - expected)
    if (size > bestSize || (size === bestSize && size > 0 && isNearer)) {
      best = place
      bestSize = size
    }
  }

  return best
}

function measureAhead(one: Tokens, other: Tokens, p: number, q: number, limit: number): number {
  const most = Math.min(limit, one.ids.length - p, other.ids.length - q)
  let size = 0
  while (size < most && one.ids[p + size] === other.ids[q + size]) size++
  return size
}

function measureBack(one: Tokens, other: Tokens, limit: number, p: number, q: number, from: number): number {
  const most = Math.min(limit, q - from)
  let size = 0
  while (size < most && one.ids[p - size - 1] === other.ids[q - size - 1]) size++
  return size
}

function isKept(run: Run, before: Run | undefined, after: Run | undefined, {kinds}: Tokens): boolean {
  let weight = 0
  for (let at = run.p; at < run.p + run.size && weight < alone; at++) {
    weight += weighKind(kinds[at] as number)
  }

  return weight >= alone || isNear(before, run) || isNear(run, after)
}

function isNear(one: Run | undefined, other: Run | undefined): boolean {
  if (!one || !other) return false
  const gap = other.p - one.p - one.size
  const shift = other.q - other.p - (one.q - one.p)
  return gap <= near && Math.abs(shift) <= near
}
