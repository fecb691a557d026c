/**
 * Find the articles that are copies, excerpts or relatives of each other.
 *
 * The same story comes in two scripts, shortened, under another headline, with
 * advertisements between its paragraphs. Fingerprints of shingles say in about linear
 * time which pairs to look at, an alignment says what each of the two has and the other
 * one lacks, and only then it is judged: a frame with other figures in it is no copy.
 */

import type {Lang} from '../../model.ts'
import type {Comparison} from './compare-readings.ts'
import type {ShingleTable} from './find-runs.ts'
import type {KinKind} from './judge-kin.ts'
import type {Tokens, Vocabulary} from './read-tokens.ts'
import type {Reading} from './weigh-evidence.ts'
import {alignBlocks} from './align-blocks.ts'
import {compareReadings} from './compare-readings.ts'
import {createShingleTable} from './find-runs.ts'
import {hashShingles, hashWhole, winnow} from './hash-shingles.ts'
import {indexFingerprints, listPairs} from './index-fingerprints.ts'
import {createVocabulary, readTokens} from './read-tokens.ts'
import {weigh} from './weigh-ranges.ts'

/** What the finder needs of an article. Texts are block by block, in order, as cleaned. */
export interface Candidate {
  readonly id: string
  readonly lang: Lang
  readonly blocks: ReadonlyArray<string>
  readonly date?: string
  readonly source?: string
  readonly url?: string
}

/** Two articles; `a` comes first among the candidates. */
export interface KinPair {
  readonly a: string
  readonly b: string
  /** Share of each that stands in the other one, 0 to 1. */
  readonly coverageOfA: number
  readonly coverageOfB: number
  /** `excerpt`: the shorter one is (nearly) contained in the longer one; `overlap`: nothing to merge. */
  readonly kind: KinKind
  /** Index pairs of blocks that stand for each other. */
  readonly aligned: ReadonlyArray<readonly [number, number]>
  /** Indexes of blocks that only one has. */
  readonly onlyA: ReadonlyArray<number>
  readonly onlyB: ReadonlyArray<number>
}

/** Equal texts below this weight, forty characters, are notices such as "page not found". */
const equalWeight = 80

/**
 * Find kin, in the order of the candidates. Where many articles are alike, each is paired
 * with the first ones, not with all; `groupKin` brings them together.
 */
export function findKin(candidates: ReadonlyArray<Candidate>): ReadonlyArray<KinPair> {
  const vocabulary = createVocabulary()
  const tokens = candidates.map(({blocks}) => readTokens(blocks, vocabulary))
  const firsts = findFirsts(tokens)
  // Of equal texts one is compared, so that their number proves nothing and costs nothing.
  const distinct = tokens.flatMap((_, index) => (firsts[index] === index ? [index] : []))
  const pairs = [
    ...pairEqual(candidates, tokens, firsts),
    ...pairDistinct(candidates, tokens, distinct, vocabulary)
  ]
  const order = new Map(candidates.map(({id}, index) => [id, index]))
  const orderOf = (id: string) => order.get(id) ?? 0
  return pairs.sort((one, other) => orderOf(one.a) - orderOf(other.a) || orderOf(one.b) - orderOf(other.b))
}

/** For each article the first one with the same tokens. */
function findFirsts(tokens: ReadonlyArray<Tokens>): number[] {
  const firsts = new Map<string, number>()
  return tokens.map((item, index) => {
    const key = hashWhole(item)
    const first = firsts.get(key)
    if (first === undefined) firsts.set(key, index)
    return first ?? index
  })
}

function pairEqual(
  candidates: ReadonlyArray<Candidate>,
  tokens: ReadonlyArray<Tokens>,
  firsts: ReadonlyArray<number>
): KinPair[] {
  return firsts.flatMap((first, index) => {
    const one = tokens[first]
    const other = tokens[index]
    if (first === index || !one || !other) return []
    if (weigh(one, 0, one.ids.length) < equalWeight) return []
    const {aligned} = alignBlocks(one, other, [{p: 0, q: 0, size: one.ids.length}])
    const [a, b] = [candidates[first]?.id ?? '', candidates[index]?.id ?? '']
    return [{a, b, coverageOfA: 1, coverageOfB: 1, kind: 'same' as const, aligned, onlyA: [], onlyB: []}]
  })
}

function pairDistinct(
  candidates: ReadonlyArray<Candidate>,
  tokens: ReadonlyArray<Tokens>,
  distinct: ReadonlyArray<number>,
  vocabulary: Vocabulary
): KinPair[] {
  const index = indexFingerprints(distinct.map((at) => winnow(hashShingles(tokens[at] as Tokens))))
  const readings = distinct.map((at, number): Reading => ({
    tokens: tokens[at] as Tokens,
    fingerprints: index.articles[number] as Reading['fingerprints'],
    counts: index.counts[number] as Uint16Array
  }))
  const sizeOf = (number: number) => readings[number]?.tokens.ids.length ?? 0
  // By the longer one of each pair, so that its table is made once.
  const pairs = listPairs(index)
    .map(([a, b]) => (sizeOf(a) > sizeOf(b) ? {short: b, long: a} : {short: a, long: b}))
    .sort((one, other) => one.long - other.long || one.short - other.short)
  const found: KinPair[] = []
  let table: ShingleTable | undefined
  for (const {short, long} of pairs) {
    const p = readings[short] as Reading
    const q = readings[long] as Reading
    if (table?.tokens !== q.tokens) table = createShingleTable(q.tokens)
    const comparison = compareReadings(p, q, vocabulary, table)
    if (!comparison) continue
    const idOf = (number: number) => candidates[distinct[number] as number]?.id ?? ''
    found.push(toPair(comparison, idOf(short), idOf(long), short > long))
  }

  return found
}

/** A comparison as a pair, turned where the longer article comes first. */
function toPair(comparison: Comparison, p: string, q: string, isTurned: boolean): KinPair {
  const {kind, pShare, qShare, aligned, onlyP, onlyQ} = comparison
  if (!isTurned) {
    return {a: p, b: q, coverageOfA: pShare, coverageOfB: qShare, kind, aligned, onlyA: onlyP, onlyB: onlyQ}
  }

  const turned = aligned.map(([one, other]) => [other, one] as const)
  turned.sort(([a, b], [c, d]) => a - c || b - d)
  return {
    a: q,
    b: p,
    coverageOfA: qShare,
    coverageOfB: pShare,
    kind,
    aligned: turned,
    onlyA: onlyQ,
    onlyB: onlyP
  }
}
