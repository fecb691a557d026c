/**
 * Group the articles that tell the same story, and choose which copy stays.
 *
 * An article only goes where the very one that stays holds it: an excerpt that stands in
 * two different articles does not make them one, nor does a chain of small changes.
 */

import type {Comparison} from './compare-readings.ts'
import type {Candidate, KinPair} from './find-kin.ts'
import type {Reading} from './weigh-evidence.ts'
import {compareReadings} from './compare-readings.ts'
import {createVocabulary, readTokens} from './read-tokens.ts'
import {weigh} from './weigh-ranges.ts'

/** Which copy stays: none goes; the longest; the earliest by date; by source or id, first wins, then the longest. */
export type KinPolicy = 'keep' | 'longest' | 'earliest' | {readonly prefer: ReadonlyArray<string>}

export interface KinGroup {
  readonly stays: string
  readonly goes: ReadonlyArray<{
    readonly id: string
    /** Blocks that only the dropped copy has. */
    readonly only: ReadonlyArray<number>
  }>
}

interface Member {
  readonly candidate: Candidate
  readonly index: number
  readonly length: number
  /** Its copies and excerpts, and what it is an excerpt of. */
  readonly links: Map<string, KinPair>
}

/** Groups in the order of the candidates that stay. */
export function groupKin(
  pairs: ReadonlyArray<KinPair>,
  candidates: ReadonlyArray<Candidate>,
  policy: KinPolicy
): ReadonlyArray<KinGroup> {
  if (policy === 'keep') return []
  const members = listMembers(pairs, candidates)
  const compare = createOrder(policy)
  const left = new Set([...members.values()].sort(compare).map(({candidate}) => candidate.id))
  const groups: Array<KinGroup & {readonly index: number}> = []
  for (const id of left) {
    const member = members.get(id)
    if (!member) continue
    left.delete(id)
    const goes = listNear(member, members, left)
      .filter((other) => left.has(other.candidate.id))
      .flatMap((other) => {
        const only = listOnly(member, other)
        return only ? [{id: other.candidate.id, only}] : []
      })
    for (const {id} of goes) left.delete(id)
    if (goes.length > 0) groups.push({stays: id, goes, index: member.index})
  }

  return groups.sort((a, b) => a.index - b.index).map(({stays, goes}) => ({stays, goes}))
}

function listMembers(
  pairs: ReadonlyArray<KinPair>,
  candidates: ReadonlyArray<Candidate>
): Map<string, Member> {
  const members = new Map<string, Member>()
  const links = new Map<string, Map<string, KinPair>>()
  for (const pair of pairs) {
    if (pair.kind === 'overlap') continue
    for (const [one, other] of [
      [pair.a, pair.b],
      [pair.b, pair.a]
    ] as const) {
      const own = links.get(one) ?? new Map<string, KinPair>()
      links.set(one, own.set(other, pair))
    }
  }

  candidates.forEach((candidate, index) => {
    const own = links.get(candidate.id)
    if (!own) return
    members.set(candidate.id, {candidate, index, length: measure(candidate), links: own})
  })
  return members
}

/** Weight of what an article says; punctuation and white space do not make it longer. */
function measure({blocks}: Candidate): number {
  const tokens = readTokens(blocks, createVocabulary())
  return weigh(tokens, 0, tokens.ids.length)
}

function createOrder(policy: Exclude<KinPolicy, 'keep'>): (a: Member, b: Member) => number {
  const byLength = (a: Member, b: Member) => b.length - a.length || a.index - b.index
  if (policy === 'longest') return byLength
  if (policy === 'earliest') {
    return (a, b) => {
      const [one, other] = [a.candidate.date, b.candidate.date]
      if (one === other) return byLength(a, b)
      // Undated ones last: they may be older, but nothing says so.
      if (one === undefined || other === undefined) return one === undefined ? 1 : -1
      return one < other ? -1 : 1
    }
  }

  const rankOf = ({candidate: {id, source}}: Member) => {
    const rank = policy.prefer.findIndex((name) => name === id || name === source)
    return rank < 0 ? policy.prefer.length : rank
  }
  return (a, b) => rankOf(a) - rankOf(b) || byLength(a, b)
}

/**
 * Members that are linked to one, or to one of those: copies are paired with the first ones
 * only. Two articles with the same excerpt are no nearer for that.
 */
function listNear(member: Member, members: ReadonlyMap<string, Member>, left: ReadonlySet<string>): Member[] {
  const near = new Set<Member>()
  for (const [id, {kind}] of member.links) {
    const other = members.get(id)
    if (!other || !left.has(id)) continue
    near.add(other)
    for (const [further, link] of other.links) {
      const third = members.get(further)
      if (third && third !== member && (kind === 'same' || link.kind === 'same')) near.add(third)
    }
  }

  return [...near].sort((a, b) => a.index - b.index)
}

/** Blocks that only a copy has beside the one that stays; undefined where it is none. */
function listOnly(stays: Member, goes: Member): ReadonlyArray<number> | undefined {
  const pair = stays.links.get(goes.candidate.id)
  if (pair) return pair.a === goes.candidate.id ? pair.onlyA : pair.onlyB
  const vocabulary = createVocabulary()
  const read = ({candidate: {blocks}}: Member): Reading => ({
    tokens: readTokens(blocks, vocabulary),
    fingerprints: {hashes: new Uint32Array(), positions: new Uint32Array()},
    counts: new Uint16Array()
  })
  const isShorter = goes.length <= stays.length
  const comparison: Comparison | undefined = isShorter
    ? compareReadings(read(goes), read(stays), vocabulary)
    : compareReadings(read(stays), read(goes), vocabulary)
  if (!comparison || comparison.kind === 'overlap') return undefined
  return isShorter ? comparison.onlyP : comparison.onlyQ
}
