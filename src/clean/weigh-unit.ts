/**
 * Weigh the evidence that a unit is junk: advertising, notices, controls of a page.
 *
 * Weights are log odds: positive speaks for junk, negative for body. Each is a plain
 * sentence as well, since an editor reads the ledger. No weight decides alone but that of
 * a phrase which nothing but junk uses; the rest adds up, in `decide-units.ts`
 * over neighbours, too.
 */

import type {Rule, RulePack} from '../model.ts'
import {matchFolded} from './match-rule.ts'
import type {Unit} from './list-units.ts'
import {findKin} from './find-kin.ts'
import {foldLetters, foldLine} from './fold-line.ts'
import {pickRules} from './pick-rules.ts'

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
const weights = {
  body: -2.5,
  long: -4.5,
  link: 3,
  heading: 0.3,
  code: -3,
  table: -2.5,
  item: -0.8,
  blank: 1,
  empty: 8,
  boxed: 4,
  control: 6,
  script: 8,
  ornament: 5,
  card: 6,
  beforeTitle: 4
} as const

/** A word shared with junk weighs this much, each further one 1, up to the most. */
const kinOne = 3
const kinMost = 6

/** Remains of scripts and data. */
const script = /\bfunction\s*\w*\(|\bdocument\.\w|\bwindow\.\w|^[\s"]*,?"\w+":["{[]|<!\[CDATA\[/
/** Lines of marks; an ellipsis or a question mark on a line of its own is text. */
const ornament = /^[^\p{L}\p{N}\u2026?!\uff1f\uff01.]+$/u

const voids: ReadonlySet<string> = new Set(['empty', 'ornament', 'script'])

/** Rules by what they say of a line. */
export interface JunkRules {
  readonly phrases: ReadonlyArray<Rule>
  /** What opens a box. */
  readonly openers: ReadonlyArray<Rule>
  /** Ids of the rules about advertising. */
  readonly promotions: ReadonlySet<string>
}

/** Sort the rules of packs. */
export function sortRules(packs: ReadonlyArray<RulePack>): JunkRules {
  const isOpener = (pack: RulePack) => pack.path.endsWith('/openers.yaml')
  const promotions = packs.filter((pack) => pack.path.endsWith('/promotion.yaml'))
  return {
    phrases: packs.filter((pack) => !isOpener(pack)).flatMap((pack) => pack.rules),
    openers: packs.filter(isOpener).flatMap((pack) => pack.rules),
    promotions: new Set(promotions.flatMap((pack) => pack.rules.map((rule) => rule.id)))
  }
}

/**
 * Weigh all units of an article.
 *
 * @param title - raw offset of the title, if it stands in the text.
 */
export function weighUnits(units: ReadonlyArray<Unit>, rules: JunkRules, title = 0): Weighed[] {
  const weighed = weighAlone(units, rules, title)
  const kin = findKin(weighed)
  return weighed.map(function (item, index) {
    const shared = kin[index] ?? 0
    if (shared === 0) return item
    const weight = Math.min(kinMost, kinOne + shared)
    const evidence = [
      ...item.evidence,
      {id: 'kin', why: 'Speaks of what the junk behind it speaks of', weight}
    ]
    return {...item, evidence, sum: item.sum + weight}
  })
}

function weighAlone(units: ReadonlyArray<Unit>, rules: JunkRules, title: number): Weighed[] {
  const {openers, phrases, promotions} = rules
  const style = readStyle(units)
  let isOpen = false
  return units.map(function (unit, index) {
    const folded = foldLine(readEnds(unit.text))
    const opener =
      unit.length <= lineSize
        ? pickRules(openers, folded).find((rule) => matchFolded(rule, folded))
        : undefined
    const evidence = [...weighShape(unit, style), ...weighPhrases(unit, folded, phrases)]
    if (isCard(units, index))
      evidence.push({id: 'card', why: 'A card of another article', weight: weights.card})
    if (opener) evidence.push({id: opener.id, why: opener.why, weight: loudest * opener.weight ** 1.5})
    const body = isBody(unit, style)
    if (unit.place[1] <= title && !body) {
      evidence.push({id: 'before-title', why: 'Stands before the title', weight: weights.beforeTitle})
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
  return {id: 'boxed', why, weight: isTitle ? weights.boxed : weights.boxed / 2}
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
function readEnds(text: string): string {
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
  const see = (id: keyof typeof weights, why: string) => evidence.push({id, why, weight: weights[id]})
  const {type} = unit.node
  if (type === 'code') see('code', 'Code')
  else if (type === 'table') see('table', 'A table')
  else if (unit.hasStop && unit.length >= longSize) see('long', 'A long paragraph that ends in a stop')
  else if (isBody(unit, style)) see('body', 'A paragraph such as the others')
  else if (unit.length >= longSize) see('body', 'A long paragraph')
  else if (type === 'thematicBreak') see('blank', 'A line between parts')
  else if (unit.text === '' && !unit.hasImage) see('empty', 'Nothing to read')
  else if (unit.text !== '' && ornament.test(unit.text)) see('ornament', 'Marks that say nothing')
  else if (unit.deadShare > 0.8) see('control', 'A control of the page')
  else if (script.test(unit.text)) see('script', 'Remains of a script')
  else if (type === 'heading') see('heading', 'A heading')
  else if (unit.linkShare > 0.85 && unit.length > 3) see('link', 'Nothing but a link')
  if (unit.inList && unit.linkShare < 0.5) see('item', 'An item of a list')
  return evidence
}
