/**
 * Weigh what speaks for two articles being copies of one text, and what for their only
 * sharing a frame: what each has of its own in the same place, and the figures and names
 * that differ inside sentences that are otherwise the same.
 */

import type {Fingerprints} from './hash-shingles.ts'
import type {Run} from './find-runs.ts'
import type {Gap} from './list-gaps.ts'
import type {Tokens, Vocabulary} from './read-tokens.ts'
import type {Ends} from './weigh-ranges.ts'
import leven from 'leven'
import {isFilling} from './is-filling.ts'
import {listGaps} from './list-gaps.ts'
import {matchGap} from './match-gap.ts'
import {Kind, wordOf} from './read-tokens.ts'
import {isNumeral, isRegional} from './regional-words.ts'
import {countRanges, joinRanges, weigh, weighEnds, weighRanges} from './weigh-ranges.ts'

/** An article as it is compared. */
export interface Reading {
  readonly tokens: Tokens
  readonly fingerprints: Fingerprints
  /** For each fingerprint, how many articles hold it. */
  readonly counts: Uint16Array
}

/** How tokens of one sort agree. */
export interface Agreement {
  same: number
  other: number
  /** Their letters or digits. */
  letters: number
}

export interface Evidence {
  /** Everything that is the same, small matches among it. */
  readonly runs: ReadonlyArray<Run>
  /** Weights of tokens. */
  readonly pTotal: number
  readonly qTotal: number
  readonly pSame: number
  readonly qSame: number
  /** What is the same, in characters; a word is worth three. */
  readonly size: number
  /** What both have of their own in the same place, by the lesser of both: within sentences, and passages. */
  words: number
  passages: number
  /** The same where both articles begin or end. */
  readonly edges: {head: number; tail: number}
  /** All that each has before and behind the bulk of what is the same. */
  readonly pEnds: Ends
  readonly qEnds: Ends
  /** Letters that were edited, figures and names aside, and letters that stayed. */
  edited: number
  kept: number
  readonly figures: Agreement
  readonly names: Agreement
  /** Figures in Chinese, which set phrases hold, too. */
  readonly numerals: Agreement
  /** How often one expression stands for another. */
  readonly swaps: Map<string, number>
  /** Of what both have of their own: what is so in a text that many articles share, and what is known of. */
  fills: number
  known: number
  /** What is the same and stands in few other articles. */
  readonly rare: number
}

/** A headline, or the credits at the end: forty characters, and this share of a short article. */
const edgeWeight = 80
const edgeShare = 0.08
/** One-sided changes of so many tokens are edits; longer ones are passages cut or put in. */
const editSize = 12
/** Two-sided gaps of so many tokens are changes within a sentence, whatever they have in common. */
const fillSize = 8
/** So are those of so many tokens, where less than this share of their letters differs. */
const sentenceSize = 30
const slipShare = 0.4
/** What stands in so many articles at most is rare: the two, and one more copy. */
const few = 3

/** What may be each one's own where both begin or end, of the weight of the shorter one. */
export function edgeAllowance(total: number): number {
  return Math.min(edgeWeight, edgeShare * total)
}

/** Weigh two articles, the shorter one first, by the runs they share. */
export function weighEvidence(
  p: Reading,
  q: Reading,
  runs: ReadonlyArray<Run>,
  vocabulary: Vocabulary
): Evidence {
  const all = [...runs]
  const rests: Array<{gap: Gap; isPart: boolean}> = []
  for (const gap of listGaps(runs, p.tokens.ids.length, q.tokens.ids.length)) {
    const match = matchGap(gap, p.tokens, q.tokens, vocabulary)
    for (const run of match.runs) all.push(run)
    for (const rest of match.rests) rests.push({gap: rest, isPart: rest !== gap})
  }

  all.sort((a, b) => a.p - b.p)
  const evidence = startEvidence(p, q, all)
  for (const run of all) weighRun(run, p, q, vocabulary, evidence)
  for (const {gap, isPart} of rests) weighRest(gap, isPart, p, q, vocabulary, evidence)
  return evidence
}

function startEvidence(p: Reading, q: Reading, runs: ReadonlyArray<Run>): Evidence {
  const pRanges = runs.map(({p, size}) => [p, p + size] as const)
  const qRanges = joinRanges(runs.map(({q, size}) => [q, q + size] as const))
  const pSame = weighRanges(p.tokens, pRanges)
  return {
    runs,
    pTotal: weigh(p.tokens, 0, p.tokens.ids.length),
    qTotal: weigh(q.tokens, 0, q.tokens.ids.length),
    pSame,
    qSame: weighRanges(q.tokens, qRanges),
    size: countRanges(p.tokens, pRanges),
    words: 0,
    passages: 0,
    edges: {head: 0, tail: 0},
    pEnds: weighEnds(p.tokens, pRanges),
    qEnds: weighEnds(q.tokens, qRanges),
    edited: 0,
    kept: 0,
    figures: {same: 0, other: 0, letters: 0},
    names: {same: 0, other: 0, letters: 0},
    numerals: {same: 0, other: 0, letters: 0},
    swaps: new Map(),
    fills: 0,
    known: 0,
    rare: pSame * shareRare(p, runs)
  }
}

/** Of the fingerprints inside runs, the share that few articles hold. */
function shareRare({fingerprints, counts}: Reading, runs: ReadonlyArray<Run>): number {
  let all = 0
  let rare = 0
  let at = 0
  for (const {p, size} of runs) {
    for (; at < counts.length && (fingerprints.positions[at] as number) < p + size; at++) {
      if ((fingerprints.positions[at] as number) < p) continue
      all++
      if ((counts[at] as number) <= few) rare++
    }
  }

  return all === 0 ? 1 : rare / all
}

function weighRun(run: Run, p: Reading, q: Reading, vocabulary: Vocabulary, evidence: Evidence): void {
  for (let at = 0; at < run.size; at++) {
    const id = p.tokens.ids[run.p + at] as number
    const kind = p.tokens.kinds[run.p + at] as number
    const size = wordOf(vocabulary, id)?.length ?? 1
    if (kind === Kind.Figure || kind === Kind.Name) {
      const agreement = kind === Kind.Figure ? evidence.figures : evidence.names
      agreement.same++
      agreement.letters += size
    } else evidence.kept += size
    if (kind === Kind.Char && isNumeral(id)) {
      evidence.numerals.same++
      evidence.numerals.letters++
    }

    // A slip is what the two words are not the same by.
    if (id !== q.tokens.ids[run.q + at] && kind !== Kind.Figure) evidence.edited++
  }
}

/** @param isPart whether the rest of the gap is the same; a headline without that is another headline. */
function weighRest(
  gap: Gap,
  isPart: boolean,
  p: Reading,
  q: Reading,
  vocabulary: Vocabulary,
  evidence: Evidence
): void {
  const pSize = gap.pTo - gap.pFrom
  const qSize = gap.qTo - gap.qFrom
  const isTwoSided = pSize > 0 && qSize > 0
  const isInside = gap.isInLine && (gap.edge === undefined || isPart)
  const isSmall = Math.max(pSize, qSize) <= (isTwoSided ? sentenceSize : editSize)
  const measured = isInside && isSmall ? measureChange(gap, p.tokens, q.tokens, vocabulary) : undefined
  // A longer one is a sentence with slips in most of its words, or else another sentence.
  const isChange = Math.max(pSize, qSize) <= fillSize || !isTwoSided || (measured?.share ?? 1) < slipShare
  const change = isChange ? measured : undefined
  evidence.edited += change?.letters ?? 0
  if (!isTwoSided) return
  const own = Math.min(weigh(p.tokens, gap.pFrom, gap.pTo), weigh(q.tokens, gap.qFrom, gap.qTo))
  if (change) {
    weighFilling(gap, p.tokens, q.tokens, vocabulary, evidence)
    evidence.words += own * change.share
  } else if (gap.edge === undefined) evidence.passages += own
  else evidence.edges[gap.edge] += own
  const isHeadline = gap.edge !== undefined && own <= edgeAllowance(evidence.pTotal)
  const filling = isHeadline ? undefined : isFilling(gap, p, q)
  if (filling !== undefined) evidence.known += own
  if (filling) evidence.fills += own
}

/** Letters that differ, figures and names aside, and the share of all letters that do. */
function measureChange(
  gap: Gap,
  p: Tokens,
  q: Tokens,
  vocabulary: Vocabulary
): {readonly letters: number; readonly share: number} {
  const plain = (kind: number) => kind === Kind.Char || kind === Kind.Word
  const measure = (filter: (kind: number) => boolean) => {
    const one = readRange(p, gap.pFrom, gap.pTo, filter, vocabulary)
    const other = readRange(q, gap.qFrom, gap.qTo, filter, vocabulary)
    return {distance: leven(one, other), size: Math.max(one.length, other.length)}
  }
  const all = measure(() => true)
  return {letters: measure(plain).distance, share: all.distance / Math.max(1, all.size)}
}

/** Letters of a range, as far as they are of some kinds. */
function readRange(
  {ids, kinds}: Tokens,
  from: number,
  to: number,
  filter: (kind: number) => boolean,
  vocabulary: Vocabulary
): string {
  let text = ''
  for (let at = from; at < to; at++) {
    if (!filter(kinds[at] as number)) continue
    const id = ids[at] as number
    text += wordOf(vocabulary, id) ?? String.fromCodePoint(id)
  }

  return text
}

/** What stands for what inside a sentence. */
function weighFilling(gap: Gap, p: Tokens, q: Tokens, vocabulary: Vocabulary, evidence: Evidence): void {
  for (const kind of [Kind.Figure, Kind.Name]) {
    const pWords = listWords(p, gap.pFrom, gap.pTo, kind, vocabulary)
    const qWords = listWords(q, gap.qFrom, gap.qTo, kind, vocabulary)
    const agreement = kind === Kind.Figure ? evidence.figures : evidence.names
    const others = Math.min(pWords.length, qWords.length)
    agreement.other += others
    for (const word of pWords.slice(0, others)) agreement.letters += word.length
  }

  const isChars = ({kinds}: Tokens, from: number, to: number) =>
    kinds.subarray(from, to).every((kind) => kind === Kind.Char)
  if (!isChars(p, gap.pFrom, gap.pTo) || !isChars(q, gap.qFrom, gap.qTo)) return
  const isFigure = (range: Uint32Array) => range.every(isNumeral)
  const pRange = p.ids.subarray(gap.pFrom, gap.pTo)
  const qRange = q.ids.subarray(gap.qFrom, gap.qTo)
  if (isFigure(pRange) && isFigure(qRange)) {
    evidence.numerals.other++
    evidence.numerals.letters++
    return
  }

  const pChars = String.fromCodePoint(...pRange)
  const qChars = String.fromCodePoint(...qRange)
  if (pRange.length > 1 && qRange.length > 1 && !isRegional(pChars, qChars)) {
    const swap = `${pChars} ${qChars}`
    evidence.swaps.set(swap, (evidence.swaps.get(swap) ?? 0) + 1)
  }
}

function listWords(tokens: Tokens, from: number, to: number, kind: number, vocabulary: Vocabulary): string[] {
  const words: string[] = []
  for (let at = from; at < to; at++) {
    if (tokens.kinds[at] === kind) words.push(wordOf(vocabulary, tokens.ids[at] as number) ?? '')
  }

  return words
}
