/**
 * Decide which units are junk, all at once.
 *
 * Junk comes in runs: before the body, between paragraphs, and most of all behind the
 * last one, from where the article has ended and all the rest goes. So a unit is judged
 * within the likeliest course of the whole article: each unit is head junk, body, inner
 * junk or tail, changing between them costs, and what speaks for junk is summed over
 * the run. The outcome is a probability a unit (forward and backward sums of a hidden
 * Markov model), computed in one pass each way.
 */

import type {Weighed} from './weigh-unit.ts'

const Course = {Head: 0, Body: 1, Inner: 2, Tail: 3} as const
const courses = 4

/** Log weights of starting in a course. */
const starts = [-2.5, 0, -5, -9]
/** Log weights of going from a course (row) to another (column); -Infinity: never. */
const never = -Infinity
const steps = [
  [-0.2, -1.5, never, never],
  [never, -0.1, -2, -3.5],
  [never, -1.2, -0.6, -4],
  [never, never, never, 0]
]
/** Behind the end short lines are junk as often as not. */
const tailShort = 1.6

/** Probability of being junk for each unit. */
export function decideUnits(weighed: ReadonlyArray<Weighed>): number[] {
  const speaking = weighed.filter((item) => !item.isVoid)
  const chances = decideSpeaking(speaking)
  const rank = new Map(speaking.map((item, index) => [item, index]))
  return weighed.map((item) => (item.isVoid ? 1 : (chances[rank.get(item) ?? -1] ?? 0)))
}

function decideSpeaking(weighed: ReadonlyArray<Weighed>): number[] {
  const sums = weighed.map((item) => courseWeights(item))
  const forward = sweep(sums)
  const backward = sweepBack(sums)
  return weighed.map((_, index) => {
    const joint = (forward[index] ?? []).map((value, course) => value + (backward[index]?.[course] ?? 0))
    return 1 - Math.exp((joint[Course.Body] ?? 0) - sumLogs(joint))
  })
}

/** Log odds of a unit under each course, against the body. */
function courseWeights({sum, isBody, unit}: Weighed): number[] {
  const tail = isBody || unit.hasStop ? sum : sum + tailShort
  return [sum, 0, sum, tail]
}

function sweep(sums: ReadonlyArray<ReadonlyArray<number>>): number[][] {
  const rows: number[][] = []
  for (const [index, row] of sums.entries()) {
    const before = rows[index - 1]
    rows.push(
      row.map(function (weight, course) {
        if (!before) return weight + (starts[course] ?? never)
        return weight + sumLogs(before.map((value, from) => value + (steps[from]?.[course] ?? never)))
      })
    )
  }

  return rows
}

function sweepBack(sums: ReadonlyArray<ReadonlyArray<number>>): number[][] {
  const rows: number[][] = []
  let after: number[] = Array.from({length: courses}, () => 0)
  for (const row of sums.toReversed()) {
    rows.push(after)
    const current = after
    after = Array.from({length: courses}, (_, from) =>
      sumLogs(row.map((weight, course) => weight + (current[course] ?? 0) + (steps[from]?.[course] ?? never)))
    )
  }

  return rows.toReversed()
}

/** Logarithm of a sum of numbers given by their logarithms. */
function sumLogs(values: ReadonlyArray<number>): number {
  const largest = Math.max(...values)
  if (largest === -Infinity) return -Infinity
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0))
}
