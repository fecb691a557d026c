/**
 * Score units by trained weights: how much a line reads, looks and stands like junk.
 *
 * The weights know some hundred phrases, shapes and places (`rules/drop-junk/weights.yaml`).
 * They find what no rule foresaw, and are one sign among others: what a score rests
 * on is told by the phrases that speak loudest.
 */

import type {Weights} from '../model.ts'
import type {Unit} from './list-units.ts'
import {findTexts, indexTexts, type TextIndex} from './find-texts.ts'
import {listShapes} from './list-features.ts'

export interface Score {
  /** Log odds of being junk. */
  readonly odds: number
  /** The phrases that speak for it, loudest first. */
  readonly phrases: ReadonlyArray<string>
}

const indexes = new WeakMap<Weights, TextIndex>()
/** A mark by itself explains nothing. */
const letter = /\p{L}/u
const latin = /[a-z\u00e0-\u024f]/

/** Scores of all units that say something, in order. */
export function scoreUnits(
  units: ReadonlyArray<{readonly unit: Unit; readonly folded: string}>,
  weights: Weights
): Score[] {
  const shapes = listShapes(units.map(({unit}) => unit))
  return units.map(function ({folded}, index) {
    let odds = weights.bias
    for (const shape of shapes[index] ?? []) odds += weights.shapes.get(shape) ?? 0
    const found: [phrase: string, weight: number][] = []
    for (const phrase of findPhrases(folded, weights)) {
      const weight = weights.phrases.get(phrase) ?? 0
      odds += weight
      if (weight > 0 && letter.test(phrase)) found.push([phrase, weight])
    }

    found.sort((a, b) => b[1] - a[1])
    return {odds, phrases: found.slice(0, 2).map(([phrase]) => phrase)}
  })
}

/** The phrases of a folded text that have a weight: what `listPhrases` lists, found in one pass. */
export function findPhrases(folded: string, weights: Weights): Set<string> {
  let index = indexes.get(weights)
  if (!index) indexes.set(weights, (index = indexTexts([...weights.phrases.keys()])))
  const {texts} = index
  const found: [at: number, number: number][] = []
  findTexts(index, folded, function (number, at) {
    if (isWhole(folded, at, texts[number] ?? '')) found.push([at, number])
  })
  found.sort(([at, number], other) => at - other[0] || number - other[1])
  return new Set(found.map(([, number]) => texts[number] ?? ''))
}

/** Latin words count as a whole only. */
function isWhole(text: string, at: number, phrase: string): boolean {
  if (!latin.test(phrase[0] ?? '')) return true
  return !latin.test(text[at - 1] ?? '') && !latin.test(text[at + phrase.length] ?? '')
}
