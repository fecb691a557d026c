/** Tell whether what two articles have of their own in a place fills the slot of a frame. */

import type {Gap} from './list-gaps.ts'
import type {Reading} from './weigh-evidence.ts'
import {shingleEnd} from './hash-shingles.ts'

/** A text in so many articles is a frame, or much copied; one in fewer may be either's own. */
const many = 4
/** What so many articles say in a place is no one's own. */
const some = 3
/** Of the fingerprints of a place so many make it so. */
const shareOfSome = 1 / 3
/** Tokens of a place that a fingerprint has to hold: the first of them may be the same by chance. */
const spoken = 3
/** A neighbouring fingerprint is no further than this: winnowing leaves one in each dozen tokens. */
const beside = 24

/**
 * Whether a gap is the filling of a frame. Where a text stands in many articles, an edit
 * leaves what most of them say on one of two sides; the slot of a frame never does. Undefined
 * where the text around it is no one's but theirs, or no fingerprint tells.
 */
export function isFilling(gap: Gap, p: Reading, q: Reading): boolean | undefined {
  if (!isFramed(p, gap)) return undefined
  const pShared = isShared(p, gap.pFrom, gap.pTo)
  const qShared = isShared(q, gap.qFrom, gap.qTo)
  return pShared === undefined || qShared === undefined ? undefined : pShared === qShared
}

/** Whether what stands around a gap is in many articles. */
function isFramed({tokens, fingerprints: {positions}, counts}: Reading, gap: Gap): boolean {
  const after = findFirst(positions, gap.pTo)
  let before = findFirst(positions, gap.pFrom) - 1
  while (before >= 0 && shingleEnd(tokens, positions[before] as number) > gap.pFrom) before--
  const isCommon = (at: number) => (counts[at] ?? 0) >= many
  const hasBefore = before >= 0 && (positions[before] as number) > gap.pFrom - beside
  const hasAfter = after < positions.length && (positions[after] as number) < gap.pTo + beside
  return (hasBefore || hasAfter) && (!hasBefore || isCommon(before)) && (!hasAfter || isCommon(after))
}

/** Whether others have a passage, too; undefined where no fingerprint tells. */
function isShared(reading: Reading, from: number, to: number): boolean | undefined {
  const {tokens, fingerprints, counts} = reading
  let all = 0
  let shared = 0
  for (let at = findFirst(fingerprints.positions, from - 6); at < counts.length; at++) {
    const position = fingerprints.positions[at] as number
    if (position >= to) break
    const overlap = Math.min(shingleEnd(tokens, position), to) - Math.max(position, from)
    if (overlap < Math.min(to - from, spoken)) continue
    all++
    if ((counts[at] as number) >= some) shared++
  }

  return all === 0 ? undefined : shared >= shareOfSome * all
}

/** Index of the first position that is not before a token. */
function findFirst(positions: Uint32Array, token: number): number {
  let from = 0
  let to = positions.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((positions[middle] as number) < token) from = middle + 1
    else to = middle
  }

  return from
}
