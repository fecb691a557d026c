/**
 * Pick the rules that may fire on a line, by the phrases that they need.
 *
 * The phrases of all rules are looked for in one pass over the line; only the few rules
 * whose phrase stands there, and those that need none, are then matched.
 */

import type {Rule} from '../model.ts'
import {findLiterals, type Literal} from './find-literals.ts'
import {findTexts, indexTexts, type TextIndex} from './find-texts.ts'
import {foldLine} from './fold-line.ts'
import {matchFolded} from './match-rule.ts'

interface Index {
  /** Places in the list of the rules that need no phrase. */
  readonly always: ReadonlyArray<number>
  readonly alwaysRules: ReadonlyArray<Rule>
  readonly phrases: TextIndex
  /** For each phrase the places of the rules that need it. */
  readonly places: ReadonlyArray<ReadonlyArray<number>>
  /** What begins a line, by its first code unit, with the places of the rules that need it. */
  readonly starts: ReadonlyMap<string, ReadonlyArray<Start>>
}

type Start = readonly [text: string, places: ReadonlyArray<number>]

const blank = /\s/

const indexes = new WeakMap<ReadonlyArray<Rule>, Index>()

/** The rules that may fire on a folded line, in their order; keep to the same list, since its index is kept. */
export function pickRules(rules: ReadonlyArray<Rule>, folded: string): ReadonlyArray<Rule> {
  let index = indexes.get(rules)
  if (!index) indexes.set(rules, (index = createIndex(rules)))
  const {always, alwaysRules, phrases, places, starts} = index
  const picked: number[] = []
  const first = blank.test(folded.charAt(0)) ? ' ' : folded.charAt(0)
  for (const [text, needing] of starts.get(first) ?? []) {
    if (text === first || folded.startsWith(text)) picked.push(...needing)
  }

  findTexts(phrases, folded, (phrase) => picked.push(...(places[phrase] ?? [])))
  if (picked.length === 0) return alwaysRules
  const inOrder = [...new Set([...always, ...picked])].sort((a, b) => a - b)
  return inOrder.flatMap((place) => rules[place] ?? [])
}

/** The first rule that fires on a folded line. */
export function findRule(rules: ReadonlyArray<Rule>, folded: string): Rule | undefined {
  return pickRules(rules, folded).find((rule) => matchFolded(rule, folded))
}

function createIndex(rules: ReadonlyArray<Rule>): Index {
  const always: number[] = []
  const begins = new Map<string, number[]>()
  const holds = new Map<string, number[]>()
  rules.forEach(function (rule, place) {
    const needed = findNeeded(rule)
    if (!needed) always.push(place)
    for (const {isStart, text} of needed ?? []) {
      const places = (isStart ? begins : holds).get(text)
      if (!places) (isStart ? begins : holds).set(text, [place])
      else if (places.at(-1) !== place) places.push(place)
    }
  })
  const starts = new Map<string, Start[]>()
  for (const [text, places] of begins) {
    const first = text.charAt(0)
    starts.set(first, [...(starts.get(first) ?? []), [text, places]])
  }

  const alwaysRules = always.flatMap((place) => rules[place] ?? [])
  return {always, alwaysRules, phrases: indexTexts([...holds.keys()]), places: [...holds.values()], starts}
}

const known = new WeakMap<Rule, {readonly literals: ReadonlyArray<Literal> | undefined}>()

/** What a rule needs, read once, since a rule stands in several lists. */
function findNeeded(rule: Rule): ReadonlyArray<Literal> | undefined {
  let needed = known.get(rule)
  if (!needed) known.set(rule, (needed = {literals: readNeeded(rule)}))
  return needed.literals
}

function readNeeded({contains = [], ends = [], is = [], pattern, starts = []}: Rule) {
  if (pattern !== undefined) return findLiterals(pattern)
  const literals = [
    ...[...is, ...starts].map((phrase) => ({text: foldLine(phrase), isStart: true})),
    ...[...ends, ...contains].map((phrase) => ({text: foldLine(phrase), isStart: false}))
  ]
  return literals.some(({text}) => text === '') ? undefined : literals
}
