/**
 * Weigh the evidence that a unit is junk: advertising, notices, controls of a page.
 *
 * Weights are log odds: positive speaks for junk, negative for body. Each is a plain
 * sentence as well, since an editor reads the ledger. No weight decides alone but that of
 * a phrase which nothing but junk uses; the rest adds up, in `decide-units.ts`
 * over neighbours, too.
 */

import type {Rule, RulePack, Weights} from '../model.ts'
import {matchFolded} from './match-rule.ts'
import type {Unit} from './list-units.ts'
import {findKin} from './find-kin.ts'
import {foldLetters, foldLine} from './fold-line.ts'
import {pickRules} from './pick-rules.ts'
import {scoreUnits} from './score-unit.ts'

export interface Evidence {
  /** Id of a rule, or of what was seen. */
  readonly id: string
  readonly why: string
  readonly weight: number
}

export interface Weighed {
  readonly unit: Unit
  readonly evidence: ReadonlyArray<Evidence>
  /** Sum of all weights. */
  readonly sum: number
  /** A paragraph such as articles are made of. */
  readonly isBody: boolean
  /** Says nothing at all: goes by itself, and proves nothing about its neighbours. */
  readonly isVoid: boolean
  /** A rule about advertising fires. */
  readonly isPromotion: boolean
}

/** A rule of weight 1 speaks this loud: louder than any body paragraph's length against it. */
const loudest = 10
/** Phrases are written for lines; in a text longer than this they are a mention, and count for less. */
const lineSize = 60
/** So much is read at each end of a long text. */
const endsSize = 160
/** A paragraph with a stop is body from here on, surely so from there on; see `measureText`. */
const bodySize = 30
const longSize = 90
/** The same in a text without stops. */
const sparseSize = 12

/** Most units are body. */
const prior = -2
/** What a shape says that body and junk share. */
const shapes = {
  body: -2.5,
  long: -4.5,
  link: 3,
  heading: 0.3,
  code: -3,
  table: -2.5,
  item: -0.8,
  blank: 1
} as const
/** What hardly any body looks like. */
const marks = {
  empty: 8,
  boxed: 4,
  control: 6,
  script: 8,
  ornament: 5,
  card: 6,
  beforeTitle: 4,
  contents: 5,
  count: 7
} as const
const shapeWeights = {...shapes, ...marks}

/** A word shared with junk weighs this much, each further one 1, up to the most. */
const kinOne = 3
const kinMost = 6

/** What stands in several articles of one source was written by none of their authors. */
const recurs: Evidence = {id: 'recurs', why: 'Stands in other articles of this source, too', weight: 8}

/** Remains of scripts and data. */
const script = /\bfunction\s*\w*\(|\bdocument\.\w|\bwindow\.\w|^[\s"]*,?"\w+":["{[]|<!\[CDATA\[/
/** Lines of marks; an ellipsis or a question mark on a line of its own is text. */
const ornament = /^[^\p{L}\p{N}\u2026?!\uff1f\uff01.]+$/u

/** Where trained weights judge shape and place as well, so much less is left for ours to say. */
const shapeShare = 0.7

const voids: ReadonlySet<string> = new Set(['empty', 'ornament', 'script'])

/** Rules by what they say of a line. */
export interface JunkRules {
  readonly phrases: ReadonlyArray<Rule>
  /** What opens a box. */
  readonly openers: ReadonlyArray<Rule>
  /** Ids of the rules about advertising. */
  readonly promotions: ReadonlySet<string>
  readonly weights?: Weights
}

/** Sort the rules of packs. */
export function sortRules(packs: ReadonlyArray<RulePack>): JunkRules {
  const isOpener = (pack: RulePack) => pack.path.endsWith('/openers.yaml')
  const weights = packs.find((pack) => pack.weights)?.weights
  const promotions = packs.filter((pack) => pack.path.endsWith('/promotion.yaml'))
  return {
    phrases: packs.filter((pack) => !isOpener(pack)).flatMap((pack) => pack.rules),
    openers: packs.filter(isOpener).flatMap((pack) => pack.rules),
    promotions: new Set(promotions.flatMap((pack) => pack.rules.map((rule) => rule.id))),
    ...(weights && {weights})
  }
}

/**
 * Weigh all units of an article.
 *
 * @param title - raw offset of the title, if it stands in the text.
 * @param recurring - lines that recur across articles of one source, by `foldLetters`.
 */
export function weighUnits(
  units: ReadonlyArray<Unit>,
  rules: JunkRules,
  title = 0,
  recurring: ReadonlySet<string> = new Set()
): Weighed[] {
  const weighed = weighAlone(units, rules, title).map((item) =>
    recurring.has(foldLetters(item.unit.text)) ? addEvidence(item, recurs) : item
  )
  const kin = findKin(weighed)
  const related = weighed.map(function (item, index) {
    const shared = kin[index] ?? 0
    if (shared === 0) return item
    const weight = Math.min(kinMost, kinOne + shared)
    return addEvidence(item, {id: 'kin', why: 'Speaks of what the junk behind it speaks of', weight})
  })
  return rules.weights ? addScores(related, rules.weights) : related
}

function addEvidence(item: Weighed, evidence: Evidence): Weighed {
  return {...item, evidence: [...item.evidence, evidence], sum: item.sum + evidence.weight}
}

function addScores(weighed: ReadonlyArray<Weighed>, trained: Weights): Weighed[] {
  const speaking = weighed.filter((item) => !item.isVoid)
  const units = speaking.map(({unit}) => unit)
  const scores = new Map(scoreUnits(units, trained, readEnds).map((score, index) => [speaking[index], score]))
  return weighed.map(function (item) {
    const score = scores.get(item)
    if (!score) return item
    const shape = prior + item.evidence.reduce((sum, {id, weight}) => (id in shapes ? sum + weight : sum), 0)
    const quoted = score.phrases.map((phrase) => `\u201c${phrase}\u201d`).join(', ')
    const why = quoted === '' ? 'Looks and stands as junk does' : `Reads as junk does: ${quoted}`
    const sum = item.sum - (1 - shapeShare) * shape
    return addEvidence({...item, sum}, {id: 'score', why, weight: score.odds})
  })
}

function weighAlone(units: ReadonlyArray<Unit>, rules: JunkRules, title: number): Weighed[] {
  const {openers, phrases, promotions} = rules
  const style = readStyle(units)
  const counts = findCounts(units)
  let isOpen = false
  return units.map(function (unit, index) {
    const folded = foldLine(readEnds(unit.text))
    const opener =
      unit.length <= lineSize
        ? pickRules(openers, folded).find((rule) => matchFolded(rule, folded))
        : undefined
    const evidence = [...weighShape(unit, style), ...weighPhrases(unit, folded, phrases)]
    if (counts.has(index))
      evidence.push({id: 'count', why: 'Numbers the lines of what stands beside it', weight: marks.count})
    if (isCard(units, index))
      evidence.push({id: 'card', why: 'A card of another article', weight: shapeWeights.card})
    if (opener) evidence.push({id: opener.id, why: opener.why, weight: loudest * opener.weight ** 1.5})
    const body = isBody(unit, style)
    if (unit.place[1] <= title && !body) {
      evidence.push({id: 'before-title', why: 'Stands before the title', weight: shapeWeights.beforeTitle})
    }

    if (opener) isOpen = true
    else if (body || unit.node.type === 'heading') isOpen = false
    else if (isOpen) evidence.push(weighBoxed(unit))
    return {
      unit,
      evidence,
      sum: evidence.reduce((sum, {weight}) => sum + weight, prior),
      isBody: body,
      isVoid: evidence.some(({id}) => voids.has(id)),
      isPromotion: evidence.some(({id}) => promotions.has(id))
    }
  })
}

/** Some write whole articles without a stop; their lines are body by their length alone. */
interface Style {
  readonly hasStops: boolean
}

function readStyle(units: ReadonlyArray<Unit>): Style {
  const lines = units.filter(
    (unit) => unit.length >= sparseSize && unit.linkShare < 0.6 && unit.node.type === 'paragraph'
  )
  const stops = lines.filter((unit) => unit.hasStop)
  return {hasStops: stops.length >= lines.length * 0.35}
}

function isBody(unit: Unit, {hasStops}: Style): boolean {
  if (unit.linkShare >= 0.6 || unit.node.type === 'code') return false
  return hasStops ? unit.length >= bodySize && unit.hasStop : unit.length >= sparseSize
}

function weighBoxed(unit: Unit): Evidence {
  const why = 'Stands in a box that its heading opened'
  const isTitle = unit.linkShare > 0.5 || !unit.hasStop
  return {id: 'boxed', why, weight: isTitle ? shapeWeights.boxed : shapeWeights.boxed / 2}
}

/** Places of lines that do nothing but count from one, three or more: numbers of lines of code. */
function findCounts(units: ReadonlyArray<Unit>): Set<number> {
  const counts = new Set<number>()
  let from = 0
  units.forEach(function ({text}, index) {
    if (text !== String(index - from + 1)) from = text === '1' ? index : index + 1
    else if (index - from === 2) for (let at = from; at <= index; at++) counts.add(at)
    else if (index - from > 2) counts.add(index)
  })
  return counts
}

/** A link and then a heading that says the same again, and its heading. */
function isCard(units: ReadonlyArray<Unit>, index: number): boolean {
  const isPair = (link: Unit | undefined, heading: Unit | undefined) =>
    link !== undefined &&
    heading?.node.type === 'heading' &&
    link.linkShare > 0.85 &&
    link.text !== '' &&
    foldLetters(link.text) === foldLetters(heading.text)
  return isPair(units[index], units[index + 1]) || isPair(units[index - 1], units[index])
}

/** A long paragraph prompts at its ends, if at all. */
export function readEnds(text: string): string {
  return text.length <= endsSize * 2 ? text : `${text.slice(0, endsSize)} ${text.slice(-endsSize)}`
}

function weighPhrases(unit: Unit, folded: string, rules: ReadonlyArray<Rule>): Evidence[] {
  if (unit.node.type === 'code' && unit.length > lineSize) return []
  const scale = Math.min(1, Math.max(0.3, lineSize / Math.max(1, unit.length)))
  const found = pickRules(rules, folded).filter((rule) => matchFolded(rule, folded))
  found.sort((a, b) => b.weight - a.weight)
  // What is said twice in other words is not twice as true.
  return found.map((rule, index) => ({
    id: rule.id,
    why: rule.why,
    weight: (loudest * rule.weight ** 1.5 * scale) / (index + 1)
  }))
}

function weighShape(unit: Unit, style: Style): Evidence[] {
  const evidence: Evidence[] = []
  const see = (id: keyof typeof shapeWeights, why: string) =>
    evidence.push({id, why, weight: shapeWeights[id]})
  const {type} = unit.node
  const isEmpty = unit.text === '' && !unit.hasImage && type !== 'thematicBreak'
  if (isEmpty) see('empty', 'Nothing to read')
  else if (type === 'code') see('code', 'Code')
  else if (type === 'table') see('table', 'A table')
  else if (unit.hasStop && unit.length >= longSize) see('long', 'A long paragraph that ends in a stop')
  else if (isBody(unit, style)) see('body', 'A paragraph such as the others')
  else if (unit.length >= longSize) see('body', 'A long paragraph')
  else if (type === 'thematicBreak') see('blank', 'A line between parts')
  else if (unit.text !== '' && ornament.test(unit.text)) see('ornament', 'Marks that say nothing')
  else if (unit.deadShare > 0.8) see('control', 'A control of the page')
  else if (script.test(unit.text)) see('script', 'Remains of a script')
  else if (type === 'heading') see('heading', 'A heading')
  else if (unit.linkShare > 0.85 && unit.length > 3) see('link', 'Nothing but a link')
  if (unit.inPageShare > 0.85 && unit.inList) see('contents', 'Contents of the page, by places in it')
  if (unit.inList && unit.linkShare < 0.5) see('item', 'An item of a list')
  return evidence
}
