/**
 * Index a long text by its runs of three characters, so that thousands of
 * passages are found in it without reading it thousands of times.
 */

/** An indexed text. */
export interface Grams {
  readonly text: string
  /** By hash: how many runs have it, and the last one of them. */
  readonly counts: Uint32Array
  readonly heads: Int32Array
  /** By place: the run before it that has the same hash, or -1. */
  readonly before: Int32Array
}

// Shorter runs stand everywhere in a text of letters; longer ones miss passages of which every fourth
// letter differs.
export const gramSize = 3
// With as many hashes as characters a chain is as long as its run is common.
const hashes = {least: 2 ** 10, most: 2 ** 20} as const

/** Index a text. */
export function indexGrams(text: string): Grams {
  let size: number = hashes.least
  while (size < text.length && size < hashes.most) size *= 2
  const counts = new Uint32Array(size)
  const heads = new Int32Array(size).fill(-1)
  const before = new Int32Array(Math.max(0, text.length - gramSize + 1))
  for (let at = 0; at < before.length; at++) {
    const hash = hashAt(text, at) & (size - 1)
    before[at] = heads[hash] as number
    heads[hash] = at
    counts[hash] = (counts[hash] as number) + 1
  }

  return {text, counts, heads, before}
}

/** Every place where a pattern stands, in order; of more than `most` only so many and one more. */
export function findAll(grams: Grams, pattern: string, most = Infinity): number[] {
  const {text} = grams
  const places: number[] = []
  if (pattern.length < gramSize) {
    if (pattern === '') return places
    for (let at = text.indexOf(pattern); at !== -1; at = text.indexOf(pattern, at + 1))
      if (places.push(at) > most) break
    return places
  }

  // The rarest run leads to the fewest places.
  let rarest = 0
  for (let at = 1; at + gramSize <= pattern.length; at++)
    if (countAt(grams, pattern, at) < countAt(grams, pattern, rarest)) rarest = at
  const {before, heads} = grams
  for (let at = heads[hashAt(pattern, rarest) & (heads.length - 1)] ?? -1; at !== -1; at = before[at] ?? -1)
    if (at >= rarest && text.startsWith(pattern, at - rarest) && places.push(at - rarest) > most) break
  return places.reverse()
}

function countAt({counts}: Grams, pattern: string, at: number): number {
  return counts[hashAt(pattern, at) & (counts.length - 1)] ?? 0
}

function hashAt(text: string, at: number): number {
  const code =
    Math.imul(text.charCodeAt(at), 0x9e37_79b1) ^
    Math.imul(text.charCodeAt(at + 1), 0x85eb_ca6b) ^
    Math.imul(text.charCodeAt(at + 2), 0xc2b2_ae35)
  return code ^ (code >>> 15)
}
