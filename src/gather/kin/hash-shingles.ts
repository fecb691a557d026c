/**
 * Hash the shingles of an article: six Han characters in a row, or four words.
 *
 * Of all hashes a few are kept as fingerprints, by winnowing: the least one of each
 * window. So what two articles say alike for a line or so always leaves them a
 * fingerprint in common, wherever it stands in either of them.
 */

import type {Tokens} from './read-tokens.ts'
import {weighKind} from './read-tokens.ts'

/**
 * Weight of a shingle: six characters of two, four words of three. With five characters
 * set phrases meet, with eight an edit of each twentieth character leaves too few.
 */
const shingleWeight = 12
/** Neighbours of which one is kept: about two ninths of all. A run of a dozen characters is never missed. */
const windowSize = 8

/** Fingerprints of an article, in its order, each once. */
export interface Fingerprints {
  readonly hashes: Uint32Array
  /** First token of each. */
  readonly positions: Uint32Array
}

/** Hash of the shingle that begins at each token, zero where too little is left for one. */
export function hashShingles({ids, kinds}: Tokens): Uint32Array {
  const hashes = new Uint32Array(ids.length)
  for (let at = 0; at < ids.length; at++) {
    let hash = 0x81_1c_9d_c5
    let weight = 0
    let index = at
    for (; index < ids.length && weight < shingleWeight; index++) {
      hash = Math.imul(hash ^ (ids[index] as number), 0x01_00_01_93)
      hash ^= hash >>> 15
      weight += weighKind(kinds[index] as number)
    }

    if (weight < shingleWeight) break
    hashes[at] = finish(hash)
  }

  return hashes
}

/** First token behind the shingle that begins at a token. */
export function shingleEnd({ids, kinds}: Tokens, at: number): number {
  let index = at
  for (let weight = 0; index < ids.length && weight < shingleWeight; index++) {
    weight += weighKind(kinds[index] as number)
  }

  return index
}

/** Hash of a whole article; two independent halves, so that chance does not make two articles equal. */
export function hashWhole({ids}: Tokens): string {
  let one = 0x81_1c_9d_c5
  let other = 0x9e_37_79_b9
  for (const id of ids) {
    one = Math.imul(one ^ id, 0x01_00_01_93)
    one ^= one >>> 15
    other = Math.imul(other + id, 0x85_eb_ca_6b)
    other ^= other >>> 13
  }

  return `${ids.length} ${finish(one)} ${finish(other)}`
}

/** Choose fingerprints among hashes. */
export function winnow(hashes: Uint32Array): Fingerprints {
  const seen = new Set<number>()
  const kept: number[] = []
  const positions: number[] = []
  let last = hashes.length
  while (last > 0 && hashes[last - 1] === 0) last--
  let least = -1
  for (let end = 0; end < last; end++) {
    if (least <= end - windowSize) least = findLeast(hashes, end - windowSize + 1, end)
    else if (least < 0 || (hashes[end] as number) <= (hashes[least] as number)) least = end
    if (end < Math.min(windowSize, last) - 1) continue
    const hash = hashes[least] as number
    if (seen.has(hash)) continue
    seen.add(hash)
    kept.push(hash)
    positions.push(least)
  }

  return {hashes: Uint32Array.from(kept), positions: Uint32Array.from(positions)}
}

/** The last of the least ones, so that a run of equal hashes leaves few. */
function findLeast(hashes: Uint32Array, from: number, to: number): number {
  let least = from
  for (let at = from + 1; at <= to; at++) {
    if ((hashes[at] as number) <= (hashes[least] as number)) least = at
  }

  return least
}

/** Spread what was mixed; zero means that there is no shingle. */
function finish(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35)
  return (hash ^ (hash >>> 16)) >>> 0 || 1
}
