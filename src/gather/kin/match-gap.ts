/**
 * Match what stands in a gap, token by token: the few characters between two edits are
 * too short for a shingle, but the same still.
 */

import leven from 'leven'
import type {Run} from './find-runs.ts'
import type {Gap} from './list-gaps.ts'
import type {Tokens, Vocabulary} from './read-tokens.ts'
import {Kind, wordOf} from './read-tokens.ts'
import {weigh} from './weigh-ranges.ts'

export interface Match {
  /** What is the same; a word with a slip in it is. */
  readonly runs: ReadonlyArray<Run>
  /** What is not, on both sides or on one. */
  readonly rests: ReadonlyArray<Gap>
}

/** Longer gaps are no edits of a sentence, and would take long: so many pairs of tokens are looked at. */
const most = 20_000
/** Of what stands in a gap so much has to be the same, or common characters meet by chance. */
const share = 0.4
/** Or this share of the lesser side, in runs of two or more. */
const heldShare = 0.8
/** A word shorter than this is another word with one letter changed. */
const shortWord = 4
/** A word of this size stays the same with two letters changed. */
const longWord = 8

/** Match a gap, or leave it whole where too little is the same. */
export function matchGap(gap: Gap, p: Tokens, q: Tokens, vocabulary: Vocabulary): Match {
  const whole = {runs: [], rests: [gap]}
  const pSize = gap.pTo - gap.pFrom
  const qSize = gap.qTo - gap.qFrom
  if (!gap.isInLine || pSize === 0 || qSize === 0 || pSize * qSize > most) return whole
  const runs = findCommon(gap, p, q, vocabulary)
  const weighAll = (list: ReadonlyArray<Run>) =>
    list.reduce((sum, run) => sum + weigh(p, run.p, run.p + run.size), 0)
  const [pAll, qAll] = [weigh(p, gap.pFrom, gap.pTo), weigh(q, gap.qFrom, gap.qTo)]
  const isEdited = weighAll(runs) >= share * Math.max(pAll, qAll)
  // A short line between two advertisements stands in the gap as it is.
  const lines = runs.filter((run) => run.size > 1)
  const isHeld = weighAll(lines) >= heldShare * Math.min(pAll, qAll)
  if (!isEdited && !isHeld) return whole
  const kept = isEdited ? runs : lines
  return {runs: kept, rests: listRests(gap, kept)}
}

/** Longest common subsequence, as runs. */
function findCommon(gap: Gap, p: Tokens, q: Tokens, vocabulary: Vocabulary): Run[] {
  const rows = gap.pTo - gap.pFrom
  const columns = gap.qTo - gap.qFrom
  const width = columns + 1
  // No subsequence is longer than the root of `most`, which a byte holds.
  const lengths = new Uint8Array((rows + 1) * width)
  const same = new Uint8Array(rows * columns)
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      const isSame = isAlike(p, gap.pFrom + row, q, gap.qFrom + column, vocabulary)
      same[row * columns + column] = Number(isSame)
      const down = lengths[(row + 1) * width + column] as number
      const right = lengths[row * width + column + 1] as number
      const diagonal = (lengths[(row + 1) * width + column + 1] as number) + 1
      lengths[row * width + column] = isSame ? Math.max(diagonal, down, right) : Math.max(down, right)
    }
  }

  const runs: Array<{p: number; q: number; size: number}> = []
  for (let row = 0, column = 0; row < rows && column < columns;) {
    const here = lengths[row * width + column] as number
    const diagonal = (lengths[(row + 1) * width + column + 1] as number) + 1
    if (same[row * columns + column] === 1 && here === diagonal) {
      const last = runs.at(-1)
      const at = {p: gap.pFrom + row, q: gap.qFrom + column}
      if (last && last.p + last.size === at.p && last.q + last.size === at.q) last.size++
      else runs.push({...at, size: 1})
      row++
      column++
    } else if (here === lengths[(row + 1) * width + column]) row++
    else column++
  }

  return runs
}

function listRests(gap: Gap, runs: ReadonlyArray<Run>): Gap[] {
  const rests: Gap[] = []
  let {pFrom, qFrom} = gap
  for (const run of [...runs, {p: gap.pTo, q: gap.qTo, size: 0}]) {
    if (run.p > pFrom || run.q > qFrom) {
      rests.push({pFrom, pTo: run.p, qFrom, qTo: run.q, edge: gap.edge, isInLine: true})
    }

    pFrom = run.p + run.size
    qFrom = run.q + run.size
  }

  return rests
}

function isAlike(p: Tokens, pAt: number, q: Tokens, qAt: number, vocabulary: Vocabulary): boolean {
  const one = p.ids[pAt] as number
  const other = q.ids[qAt] as number
  if (one === other) return true
  if (!isWord(p.kinds[pAt] as number) || !isWord(q.kinds[qAt] as number)) return false
  const word = wordOf(vocabulary, one) ?? ''
  const otherWord = wordOf(vocabulary, other) ?? ''
  const size = Math.min(word.length, otherWord.length)
  if (size < shortWord || hasDigit.test(word) || hasDigit.test(otherWord)) return false
  const slips = size < longWord ? 1 : 2
  return leven(word, otherWord, {maxDistance: slips + 1}) <= slips
}

// A model's number is all that tells it from another.
const hasDigit = /\p{Nd}/u

function isWord(kind: number): boolean {
  return kind === Kind.Word || kind === Kind.Name
}
