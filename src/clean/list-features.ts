/**
 * List the features of units that the weights in `rules/drop-junk/weights.yaml` speak of:
 * phrases of their text, their shape, and where they stand.
 *
 * A feature is there or it is not, and has a name that can be read. Training
 * (`bench/train-weights.ts`) and cleaning see a unit through these same functions.
 */

import type {Unit} from './list-units.ts'

/** Lengths up to which a unit is of one size; see `measureText`. */
const sizes = [1, 3, 6, 10, 15, 22, 30, 45, 60, 90, 140, 250]
/** A paragraph such as articles are made of. */
const paragraphSize = 30
/** A line that is mostly link is no paragraph. */
const linked = 0.6
/** Fewer lines than this end in a stop where someone writes verse, or lists. */
const stops = 0.25
/** Lines shorter than this need no stop anywhere. */
const lineSize = 4
/** Beyond these counts, units and paragraphs around are many. */
const manyAfter = 6
const manyBefore = 4

const marks: ReadonlyArray<readonly [name: string, shape: RegExp]> = [
  ['url', /https?:\/\/|www\.|\.com\b/],
  ['emoji', /[\u{1f300}-\u{1faff}\u2600-\u27bf]/u],
  ['at', /@\w/],
  ['price', /[$\u00a5\uffe5] ?\d|\d ?\u5143|\d% ?off/i],
  ['bar', /[\uff5c|/\u00b7\u2022]/],
  ['colon', /[:\uff1a]$/],
  ['question', /[?\uff1f]$/],
  ['bang', /[!\uff01]$/],
  ['date', /\d{4}[-/.\u5e74]\d/],
  ['number', /^\d+$/],
  ['capitals', /^[A-Z][A-Z\P{L}]+$/u],
  ['arrow', /[\u25b2\u25bc\u25b6\u2191\u2193\u{1f446}\u{1f447}]/u]
]

/** Shape and place of each unit among all units that say something. */
export function listShapes(units: ReadonlyArray<Unit>): string[][] {
  const isSparse = findSparse(units)
  const paragraphs = units.map(isParagraph)
  let after = paragraphs.filter(Boolean).length
  let before = 0
  return units.map(function (unit, index) {
    if (paragraphs[index]) after--
    const features = [...listShape(unit, isSparse), ...listPlace(index, units.length, before, after)]
    if (paragraphs[index]) before++
    return features
  })
}

function isParagraph(unit: Unit): boolean {
  return unit.length >= paragraphSize && unit.hasStop && unit.linkShare < linked
}

/** Where lines end without stops, neither length nor a missing stop says anything. */
function findSparse(units: ReadonlyArray<Unit>): boolean {
  const lines = units.filter(
    (unit) => unit.length >= lineSize && unit.linkShare < linked && unit.node.type === 'paragraph'
  )
  return lines.length > 0 && lines.filter((unit) => unit.hasStop).length < stops * lines.length
}

function listShape(unit: Unit, isSparse: boolean): string[] {
  const {length, node, text} = unit
  const features = [`is ${node.type}${node.type === 'heading' ? ` ${node.depth}` : ''}`]
  if (isSparse) features.push('sparse')
  else {
    features.push(`length ${sizes.find((size) => length <= size) ?? 'more'}`)
    if (unit.hasStop) features.push('stop')
  }

  if (unit.hasStop && length > paragraphSize) features.push('paragraph')
  features.push(`linked ${Math.floor(unit.linkShare * 4)}`)
  if (unit.linkShare > 0.85 && unit.hasStop && length > paragraphSize) features.push('linked paragraph')
  if (unit.deadShare > 0.5) features.push('dead link')
  if (unit.inList) features.push('in list')
  if (unit.inQuote) features.push('in quote')
  if (unit.isBold) features.push('bold')
  if (unit.hasImage) features.push('image')
  // What a long text mentions it is not.
  const seen = text.length <= endsSize * 2 ? text : text.slice(0, endsSize)
  for (const [name, shape] of marks) if (shape.test(seen)) features.push(name)
  return features
}

const endsSize = 160

function listPlace(index: number, count: number, before: number, after: number): string[] {
  const end = count - 1 - index
  return [
    `before ${Math.min(manyBefore, before)}`,
    `after ${Math.min(manyAfter, after)}`,
    `start ${index < 4 ? index : index < 8 ? 4 : 5}`,
    `end ${end < 4 ? end : end < 8 ? 4 : end < 16 ? 5 : 6}`
  ]
}

const runs = /[\u3400-\u9fff]+|[a-z\u00e0-\u024f]+(?: [a-z\u00e0-\u024f]+)*|[^\s\w\u3400-\u9fff]/gu
const longest = 4

/** Phrases of a folded text: two to four Han characters, one or two words, single marks. */
export function listPhrases(folded: string): Set<string> {
  const phrases = new Set<string>()
  for (const [run] of folded.matchAll(runs)) {
    if (/^[\u3400-\u9fff]/.test(run)) addHan(run, phrases)
    else if (/^[a-z\u00e0-\u024f]/.test(run)) addWords(run.split(' '), phrases)
    else phrases.add(run)
  }

  return phrases
}

function addHan(run: string, phrases: Set<string>): void {
  for (let size = 2; size <= longest; size++) {
    for (let at = 0; at + size <= run.length; at++) phrases.add(run.slice(at, at + size))
  }
}

function addWords(words: ReadonlyArray<string>, phrases: Set<string>): void {
  words.forEach(function (word, index) {
    phrases.add(word)
    const next = words[index + 1]
    if (next !== undefined) phrases.add(`${word} ${next}`)
  })
}
