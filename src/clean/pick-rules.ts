/**
 * Pick the rules that may fire on a line, by the phrases that they need.
 *
 * The phrases of all rules are looked for in one pass over the line; only the few rules
 * whose phrase stands there, and those that need none, are then matched.
 */

import type {Rule} from '../model.ts'
import {findLiterals} from './find-literals.ts'
import {foldLine} from './fold-line.ts'

interface Index {
  /** Places in the list of the rules that need no phrase. */
  readonly always: ReadonlyArray<number>
  readonly alwaysRules: ReadonlyArray<Rule>
  /** By the first two code units of a phrase: the phrase and the place of its rule. */
  readonly phrases: ReadonlyMap<number, ReadonlyArray<readonly [phrase: string, rule: number]>>
  /** Whether a phrase may begin with two code units, by `sumUnits`. */
  readonly starts: Uint8Array
}

const indexes = new WeakMap<ReadonlyArray<Rule>, Index>()

/** The rules that may fire on a folded line, in their order; keep to the same list, since its index is kept. */
export function pickRules(rules: ReadonlyArray<Rule>, folded: string): ReadonlyArray<Rule> {
  let index = indexes.get(rules)
  if (!index) indexes.set(rules, (index = createIndex(rules)))
  const {always, alwaysRules, phrases, starts} = index
  let picked: Set<number> | undefined
  let left = folded.charCodeAt(0)
  for (let at = 1; at < folded.length; at++) {
    const right = folded.charCodeAt(at)
    if (starts[sumUnits(left, right)] === 1) {
      for (const [phrase, rule] of phrases.get(joinUnits(left, right)) ?? []) {
        if (folded.startsWith(phrase, at - 1)) (picked ??= new Set(always)).add(rule)
      }
    }

    left = right
  }

  if (!picked) return alwaysRules
  return rules.filter((_, place) => picked.has(place))
}

function createIndex(rules: ReadonlyArray<Rule>): Index {
  const always: number[] = []
  const phrases = new Map<number, (readonly [string, number])[]>()
  const starts = new Uint8Array(0x1_00_00)
  rules.forEach(function (rule, place) {
    const needed = findPhrases(rule)
    if (!needed) always.push(place)
    for (const phrase of needed ?? []) {
      const [left, right] = [phrase.charCodeAt(0), phrase.charCodeAt(1)]
      const key = joinUnits(left, right)
      phrases.set(key, [...(phrases.get(key) ?? []), [phrase, place]])
      starts[sumUnits(left, right)] = 1
    }
  })
  return {always, alwaysRules: rules.filter((_, place) => always.includes(place)), phrases, starts}
}

function findPhrases(rule: Rule): ReadonlyArray<string> | undefined {
  if (rule.pattern !== undefined) return findLiterals(rule.pattern)
  const phrases = [rule.is, rule.starts, rule.ends, rule.contains].flatMap((list) => list ?? []).map(foldLine)
  return phrases.every((phrase) => phrase.length >= 2) ? phrases : undefined
}

function joinUnits(left: number, right: number): number {
  return (left << 16) | right
}

/** Two code units in sixteen bits; two pairs seldom share a sum. */
function sumUnits(left: number, right: number): number {
  return (left * 31 + right) & 0xff_ff
}
