/**
 * remark plugin to cut sentences that are junk off paragraphs of the body.
 *
 * A prompt to follow or to share is often glued to the last sentence of an article, a
 * notice to the first. Only sentences at the ends of a paragraph go, only near the ends of
 * the article, and only by rules that decide alone.
 */

import type {Root} from 'mdast'
import type {Rule, RulePack} from '../model.ts'
import type {VFile} from 'vfile'
import {findRawPlace} from './find-raw-place.ts'
import {foldLine} from './fold-line.ts'
import {cutEdge} from './drop-node.ts'
import {listOthers} from './list-rules.ts'
import {listUnits, measureText, type Unit} from './list-units.ts'
import {findRule} from './pick-rules.ts'

export interface Options {
  readonly rules: ReadonlyArray<RulePack>
}

/** Rules of this weight decide alone. */
const decisive = 0.9
/** Longer sentences mention, shorter ones prompt; see `measureText`. */
const longest = 70
/** Marks and blanks say nothing, so a sentence of them may be of any length; in code units. */
const widest = 400
const headSize = 4
const tailSize = 8

const sentenceEnd =
  /[^\u3002\uff01\uff1f!?]*(?:[\u3002\uff01\uff1f!?]+["\u201d\u2019\u300d\u300f)\uff09\s]*|$)/gu

/** Cut junk sentences. */
export function remarkCutSentences(options: Options) {
  const rules = listOthers(options.rules, 'drop-junk', ['openers']).filter((rule) => rule.weight >= decisive)

  return function (tree: Root, file: VFile): void {
    const units = listUnits(tree).filter((unit) => unit.node.type === 'paragraph' && unit.text !== '')
    for (const unit of units.slice(-tailSize)) cutEnd(unit, rules, file)
    for (const unit of units.slice(0, headSize)) cutStart(unit, rules, file)
  }
}

interface Sentence {
  readonly from: number
  readonly to: number
}

function readSentences({text}: Unit): Sentence[] {
  return [...text.matchAll(sentenceEnd)]
    .filter(([sentence]) => sentence !== '')
    .map(({0: sentence, index}) => ({from: index, to: index + sentence.length}))
}

function judgeSentence({text}: Unit, {from, to}: Sentence, rules: ReadonlyArray<Rule>): Rule | undefined {
  const sentence = text.slice(from, to)
  if (sentence.length > widest || measureText(sentence) > longest) return
  return findRule(rules, foldLine(sentence))
}

/** From the last sentence back, as far as they are junk; all of them are for others to judge. */
function cutEnd(unit: Unit, rules: ReadonlyArray<Rule>, file: VFile): void {
  let from = unit.text.length
  let rule: Rule | undefined
  for (const sentence of readSentences(unit).toReversed()) {
    const found = judgeSentence(unit, sentence, rules)
    if (!found) {
      if (rule) cut(unit, from, unit.text.length, rule, file)
      return
    }

    rule = found
    from = sentence.from
  }
}

function cutStart(unit: Unit, rules: ReadonlyArray<Rule>, file: VFile): void {
  let to = 0
  let rule: Rule | undefined
  for (const sentence of readSentences(unit)) {
    const found = judgeSentence(unit, sentence, rules)
    if (!found) {
      if (rule) cut(unit, 0, to, rule, file)
      return
    }

    rule = found
    to = sentence.to
  }
}

function cut(unit: Unit, from: number, to: number, rule: Rule, file: VFile): void {
  if (unit.node.type !== 'paragraph') return
  const place = findRawPlace(unit.node, unit.text, from, to)
  if (place === undefined) return
  cutEdge(file, unit.node, place, {
    rule: `cut-sentences:${rule.id}`,
    kind: 'drop',
    why: rule.why,
    confidence: rule.weight
  })
}
