/**
 * Judge by the evidence whether two articles are the same text, one an excerpt of the
 * other, or two texts with something in common.
 *
 * To merge two different articles loses one, to keep two copies costs some pages. So each
 * test can only say no, and one no is enough.
 */

import type {Agreement, Evidence} from './weigh-evidence.ts'
import {edgeAllowance} from './weigh-evidence.ts'

export type KinKind = 'same' | 'excerpt' | 'overlap'

/** So many characters have to be the same before an article is a copy; a word is worth three. */
const copySize = 120
/** A shorter one is, if nothing in it is its own; below, any two notices are alike. */
const briefSize = 60
const briefShare = 0.9
/** So much of one article has to stand in the other one; its advertisements and credits need not. */
const containedShare = 0.75
/** Of the longer article so much makes both the same, less an excerpt. */
const sameShare = 0.7
/** Words that both have of their own in the same places, as a share; edits of each twentieth character are half of it. */
const wordShare = 0.12
/** Passages that both have of their own in the same places, as a share: copies hardly have any. */
const passageShare = 0.03
/** A passage at the beginning of one and at the end of the other, each of this share of the shorter one, is a shift. */
const shiftShare = 0.1
/** Figures and names that may be corrected in a copy, as a share. */
const correctedShare = 0.15
/** An expression that stands so often for another is no edit. */
const swapCount = 3
/** So few such expressions are names; a text from another region has many. */
const swapKinds = 3
/** So many figures that agree outweigh them. */
const swapFigures = 4
/** Gaps that are fillings of a frame, as a share of those that could be. */
const fillShare = 0.5
/** What is rare and the same outweighs them: copies of an article that has a frame. */
const rareShare = 0.3
/** Less in common is not worth a word: a quotation, a set phrase. */
const overlapWeight = 120
const overlapShare = 0.15

/** Judge a pair; undefined where it is none. */
export function judgeKin(evidence: Evidence): KinKind | undefined {
  const pShare = evidence.pSame / evidence.pTotal
  const qShare = evidence.qSame / evidence.qTotal
  if (isCopy(evidence, Math.max(pShare, qShare)))
    return Math.min(pShare, qShare) >= sameShare ? 'same' : 'excerpt'
  const isOverlap = evidence.pSame >= overlapWeight && Math.max(pShare, qShare) >= overlapShare
  return isOverlap ? 'overlap' : undefined
}

function isCopy(evidence: Evidence, share: number): boolean {
  return (
    isEnough(evidence, share) &&
    share >= containedShare &&
    !hasOwn(evidence) &&
    !isShifted(evidence) &&
    !contradicts(evidence.figures, evidence) &&
    !contradicts(evidence.names, evidence) &&
    !contradicts(evidence.numerals, evidence) &&
    !isRenamed(evidence) &&
    !isFrame(evidence)
  )
}

function isEnough({size, words, passages, edges}: Evidence, share: number): boolean {
  const own = words + passages + edges.head + edges.tail
  return size >= copySize || (size >= briefSize && own === 0 && share >= briefShare)
}

/** Whether both say something else in the same places. */
function hasOwn({words, passages, edges, pSame, pTotal}: Evidence): boolean {
  const free = edgeAllowance(pTotal)
  const own = passages + Math.max(0, edges.head - free) + Math.max(0, edges.tail - free)
  return words > wordShare * (pSame + words) || own > passageShare * (pSame + own)
}

/** Whether one ends where the other one goes on, as the parts of a list do that is brought up to date. */
function isShifted({pEnds, qEnds, pTotal}: Evidence): boolean {
  const least = shiftShare * pTotal
  return Math.min(pEnds.head, qEnds.tail) > least || Math.min(qEnds.head, pEnds.tail) > least
}

/**
 * Whether figures or names differ more than edits explain. An edit of each twentieth
 * letter hits a figure of four digits in one of five cases; what is more than three
 * deviations above that is another content in the same frame.
 */
function contradicts({same, other, letters}: Agreement, {edited, kept}: Evidence): boolean {
  const all = same + other
  if (other === 0) return false
  const rate = edited / Math.max(1, edited + kept)
  const hit = all * (1 - (1 - rate) ** (letters / all))
  return other > hit + 3 * Math.sqrt(hit) + correctedShare * all
}

/** Whether few expressions stand for others again and again, and no figures say that it is the same nevertheless. */
function isRenamed({swaps, figures}: Evidence): boolean {
  const counts = [...swaps.values()]
  const often = counts.filter((count) => count >= swapCount)
  const all = counts.reduce((sum, count) => sum + count, 0)
  const repeated = often.reduce((sum, count) => sum + count, 0)
  return often.length > 0 && often.length <= swapKinds && repeated > all / 2 && figures.same < swapFigures
}

function isFrame({fills, known, rare}: Evidence): boolean {
  return fills > 0 && fills >= fillShare * known && fills > rareShare * rare
}
