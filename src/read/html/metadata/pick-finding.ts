/**
 * Pick one of several sayings: what several kinds of markup say alike is believed before what one
 * says alone.
 */

import type {Candidate, Field, Finding} from './candidate.ts'
import {foldValue} from './tidy-value.ts'

/** So many are reported. */
const reported = 20

/** So many sayings of one thing are heard; a page that says more is a list. */
const most = 200

export interface Picked {
  readonly best: Finding | undefined
  readonly candidates: ReadonlyArray<Finding>
}

/** The best of tidied candidates, and all of them, the best first. */
export function pickFinding(candidates: ReadonlyArray<Candidate>, field: Field): Picked {
  const voices = new Map<string, Map<string, number>>()
  const own = candidates.filter((one) => one.field === field)
  for (const one of own) {
    const key = foldValue(one.value)
    const kinds = voices.get(key) ?? new Map<string, number>()
    kinds.set(one.kind, Math.max(kinds.get(one.kind) ?? 0, one.weight))
    voices.set(key, kinds)
  }

  const sums = new Map(
    Array.from(voices, ([key, kinds]) => [key, [...kinds.values()].reduce((sum, weight) => sum + weight, 0)])
  )
  const scored = own
    .map((one, order) => ({one, order, score: sums.get(foldValue(one.value)) ?? 0}))
    .sort(
      (a, b) =>
        b.score - a.score || b.one.weight - a.one.weight || compareSize(a.one, b.one) || a.order - b.order
    )
  const findings: Finding[] = []
  const seen = new Set<string>()
  for (const {one} of scored) {
    const {value, origin, place, isDoubtful} = one
    const key = `${origin} ${value}`
    if (seen.has(key) || findings.length >= reported) continue
    seen.add(key)
    findings.push({value, origin, ...(place ? {place} : {}), ...(isDoubtful ? {isDoubtful} : {})})
  }

  return {best: findings[0], candidates: findings}
}

/** The candidates of a field whose values can be tidied, with those values. */
export function tidyAll(
  list: ReadonlyArray<Candidate>,
  field: Field,
  tidy: (text: string) => string | undefined
): Candidate[] {
  const own = list.filter((one) => one.field === field).slice(0, most)
  return own.flatMap(function (one) {
    const value = tidy(one.value)
    return value === undefined ? [] : {...one, value}
  })
}

/** Of one line in several elements the smallest is the place. */
function compareSize(one: Finding, other: Finding): number {
  if (one.origin !== other.origin || one.value !== other.value || !one.place || !other.place) return 0
  return one.place[1] - one.place[0] - (other.place[1] - other.place[0])
}
