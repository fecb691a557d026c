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
import {findRule, pickRules} from './pick-rules.ts'
import {listNamed, listOthers} from './list-rules.ts'
import {scoreUnits} from './score-unit.ts'
import {isShared, weighShapes, type Evidence} from './weigh-shape.ts'

export interface Weighed {
  readonly unit: Unit
  /** Its text, folded; of a long one the ends. */
  readonly folded: string
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
/** Most units are body. */
const prior = -2
/** What stands in a box, and before the title. */
const boxed = 4
const beforeTitle = 4

/** A word shared with junk weighs this much, each further one 1, up to the most. */
const kinOne = 3
const kinMost = 6

/** What stands in several articles of one source was written by none of their authors. */
const recurs: Evidence = {id: 'recurs', why: 'Stands in other articles of this source, too', weight: 8}

/** Where trained weights judge shape and place as well, so much less is left for ours to say. */
const shapeShare = 0.7

const job = 'drop-junk'

/** Rules by what they say of a line. */
export interface JunkRules {
  readonly phrases: ReadonlyArray<Rule>
  /** What opens a box. */
  readonly openers: ReadonlyArray<Rule>
  /** Ids of the rules about advertising. */
  readonly promotions: ReadonlySet<string>
  readonly weights?: Weights
}

/** Sort the rules that judge junk. */
export function sortRules(packs: ReadonlyArray<RulePack>): JunkRules {
  const weights = packs.find((pack) => pack.job === job && pack.weights)?.weights
  return {
    phrases: listOthers(packs, job, ['openers']),
    openers: listNamed(packs, job, 'openers'),
    promotions: new Set(listNamed(packs, job, 'promotion').map((rule) => rule.id)),
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
  const alone = weighAlone(units, rules, title)
  const weighed =
    recurring.size === 0
      ? alone
      : alone.map((item) => (recurring.has(foldLetters(item.unit.text)) ? addEvidence(item, recurs) : item))
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
  const scores = new Map(scoreUnits(speaking, trained).map((score, index) => [speaking[index], score]))
  return weighed.map(function (item) {
    const score = scores.get(item)
    if (!score) return item
    const shape = item.evidence.filter(isShared).reduce((sum, {weight}) => sum + weight, prior)
    const quoted = score.phrases.map((phrase) => `\u201c${phrase}\u201d`).join(', ')
    const why = quoted === '' ? 'Looks and stands as junk does' : `Reads as junk does: ${quoted}`
    const sum = item.sum - (1 - shapeShare) * shape
    return addEvidence({...item, sum}, {id: 'score', why, weight: score.odds})
  })
}

function weighAlone(units: ReadonlyArray<Unit>, rules: JunkRules, title: number): Weighed[] {
  const {openers, phrases, promotions} = rules
  const shapes = weighShapes(units)
  let isOpen = false
  return units.map(function (unit, index) {
    const {evidence: seen = [], isBody = false, isVoid = false} = shapes[index] ?? {}
    const folded = foldLine(readEnds(unit.text))
    const opener = unit.length <= lineSize ? findRule(openers, folded) : undefined
    const evidence = [...seen, ...weighPhrases(unit, folded, phrases)]
    if (opener) evidence.push({id: opener.id, why: opener.why, weight: loudest * opener.weight ** 1.5})
    if (unit.place[1] <= title && !isBody)
      evidence.push({id: 'before-title', why: 'Stands before the title', weight: beforeTitle})
    if (opener) isOpen = true
    else if (isBody || unit.node.type === 'heading') isOpen = false
    else if (isOpen) evidence.push(weighBoxed(unit))
    return {
      unit,
      folded,
      evidence,
      sum: evidence.reduce((sum, {weight}) => sum + weight, prior),
      isBody,
      isVoid,
      isPromotion: evidence.some(({id}) => promotions.has(id))
    }
  })
}

function weighBoxed(unit: Unit): Evidence {
  const why = 'Stands in a box that its heading opened'
  const isTitle = unit.linkShare > 0.5 || !unit.hasStop
  return {id: 'boxed', why, weight: isTitle ? boxed : boxed / 2}
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
