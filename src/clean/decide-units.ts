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
  return weighed.map(function (_, index) {
    const at = index * courses
    for (let course = 0; course < courses; course++)
      terms[course] = (forward[at + course] ?? 0) + (backward[at + course] ?? 0)
    return 1 - Math.exp((terms[Course.Body] ?? 0) - sumLogs())
  })
}

/** Log odds of a unit under each course, against the body. */
function courseWeights({sum, isBody, unit}: Weighed): number[] {
  const tail = isBody || unit.hasStop ? sum : sum + tailShort
  return [sum, 0, sum, tail]
}

/** For each unit, and each course, in one row. */
function sweep(sums: ReadonlyArray<ReadonlyArray<number>>): Float64Array {
  const rows = new Float64Array(sums.length * courses)
  for (const [index, row] of sums.entries()) {
    const at = index * courses
    for (let course = 0; course < courses; course++) {
      const weight = row[course] ?? 0
      for (let from = 0; from < courses; from++)
        terms[from] = (rows[at - courses + from] ?? 0) + (steps[from]?.[course] ?? never)
      rows[at + course] = weight + (index === 0 ? (starts[course] ?? never) : sumLogs())
    }
  }

  return rows
}

function sweepBack(sums: ReadonlyArray<ReadonlyArray<number>>): Float64Array {
  const rows = new Float64Array(sums.length * courses)
  for (let index = sums.length - 1; index > 0; index--) {
    const at = index * courses
    for (let from = 0; from < courses; from++) {
      for (let course = 0; course < courses; course++)
        terms[course] =
          (sums[index]?.[course] ?? 0) + (rows[at + course] ?? 0) + (steps[from]?.[course] ?? never)
      rows[at - courses + from] = sumLogs()
    }
  }

  return rows
}

/** Logarithms that are to be summed, one a course; kept, since there are so many sums. */
const terms = new Float64Array(courses)

/** Logarithm of the sum of the numbers that the terms are logarithms of. */
function sumLogs(): number {
  let largest = never
  for (const term of terms) if (term > largest) largest = term
  if (largest === never) return never
  let sum = 0
  for (const term of terms) sum += Math.exp(term - largest)
  return largest + Math.log(sum)
}
