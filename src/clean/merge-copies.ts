/**
 * remark plugin to merge an article that was pasted twice, once run together into one
 * paragraph and once with its paragraphs.
 *
 * The copy with paragraphs stays. Sentences that only the other copy holds go back to
 * where it has them: behind the paragraph that holds the sentence before. Remains
 * without a stop, which are captions of pictures that are gone, go with it.
 */

import type {Paragraph, Root} from 'mdast'
import type {Place} from '../model.ts'
import type {VFile} from 'vfile'
import {placeOf} from '../trace.ts'
import {copyRange} from './cut-range.ts'
import {findRawPlace} from './find-raw-place.ts'
import {foldLetters, isFoldedApart} from './fold-line.ts'
import {recordRange} from './drop-node.ts'
import {record} from './ledger.ts'
import {listUnits, type Unit} from './list-units.ts'

/** Shorter paragraphs are no article; see `measureText`. */
const articleSize = 400
/** Share of sentences that the copies must have in common, by length. */
const common = 0.7
/** Letters by which a sentence is looked up; a sentence that was edited slightly is still found. */
const probe = 12
/** A sentence is at least so long; what is shorter belongs to its neighbour. */
const sentenceSize = 6

interface Sentence {
  readonly from: number
  readonly to: number
  readonly letters: string
  /** Index of the unit that holds it, or undefined. */
  holder: number | undefined
  readonly hasStop: boolean
}

const sentenceEnd =
  /[^\u3002\uff01\uff1f!?:\uff1a\n]*(?:[\u3002\uff01\uff1f!?:\uff1a\n]+["\u201d\u2019\u300d\u300f)\uff09*\s]*|$)/gu
const stop = /[\u3002\uff01\uff1f!?:\uff1a]/u

/** Merge an article that was pasted twice. */
export function remarkMergeCopies() {
  return function (tree: Root, file: VFile): void {
    const units = listUnits(tree)
    const total = units.reduce((sum, unit) => sum + unit.length, 0)
    for (const unit of units) {
      const isCopy =
        unit.length >= articleSize && unit.length >= total * 0.3 && unit.node.type === 'paragraph'
      if (isCopy && unit.ancestors.length === 1)
        mergeCopy(
          tree,
          unit,
          units.filter((other) => other !== unit),
          file
        )
    }
  }
}

function mergeCopy(tree: Root, unit: Unit, others: ReadonlyArray<Unit>, file: VFile): void {
  const sentences = findSentences(unit, others)
  const held = sentences.filter((sentence) => sentence.holder !== undefined)
  const size = (list: ReadonlyArray<Sentence>) => list.reduce((sum, {letters}) => sum + letters.length, 0)
  if (held.length < 3 || size(held) < size(sentences) * common) return

  const [start, end] = placeOf(unit.node)
  const moved: Place[] = []
  // Each unit's followers, in the order of the copy.
  const after = new Map<number, Paragraph[]>()
  let holder: number | undefined
  for (const sentence of sentences) {
    holder = sentence.holder ?? holder
    if (sentence.holder !== undefined || !sentence.hasStop || holder === undefined) continue
    const place = findRawPlace(unit.node, unit.text, sentence.from, sentence.to)
    if (place === undefined) continue
    const last = moved.at(-1)
    if (last && place[0] < last[1]) continue
    moved.push(place)
    after.set(holder, [...(after.get(holder) ?? []), copyRange(unit.node as Paragraph, place)])
  }

  recordCopy(file, [start, end], moved)
  tree.children.splice(tree.children.indexOf(unit.node), 1)
  for (const [index, paragraphs] of after) {
    const top = others[index]?.ancestors[1] ?? others[index]?.node
    const at = tree.children.indexOf(top as (typeof tree.children)[number])
    tree.children.splice(at + 1, 0, ...paragraphs)
  }
}

function findSentences(unit: Unit, others: ReadonlyArray<Unit>): Sentence[] {
  const texts = others.map((other) => foldLetters(other.text))
  const index = indexTexts(texts)
  const sentences: Sentence[] = []
  let start = 0
  let last = 0
  for (const match of unit.text.matchAll(sentenceEnd)) {
    const to = match.index + match[0].length
    const letters = foldLetters(unit.text.slice(start, to))
    if (letters.length < sentenceSize && to < unit.text.length) continue
    if (letters === '') continue
    for (const part of splitAtHolders(unit.text, start, to, texts, index, last)) {
      last = part.holder ?? last
      sentences.push(part)
    }

    start = to
  }

  return sentences
}

/**
 * A run between two stops, cut where captions of lost pictures run into a sentence:
 * the longest end of it that stands in the other copy is a sentence of its own.
 */
function splitAtHolders(
  text: string,
  from: number,
  to: number,
  texts: ReadonlyArray<string>,
  index: ReadonlyMap<string, number[]>,
  last: number
): Sentence[] {
  const create = (start: number, end: number): Sentence => {
    const letters = foldLetters(text.slice(start, end))
    return {
      from: start,
      to: end,
      letters,
      holder: findHolder(letters, texts, index, last),
      hasStop: stop.test(text.slice(start, end))
    }
  }

  const whole = create(from, to)
  if (whole.holder !== undefined) return [whole]
  const isApart = isFoldedApart(text.slice(from, to))
  let said = 0
  for (let at = from + 1; at < to - sentenceSize; at++) {
    if (isApart) said += foldLetters(text.charAt(at - 1)).length
    const rest = isApart ? whole.letters.slice(said) : foldLetters(text.slice(at, to))
    if (rest.length < probe) break
    if (!index.has(rest.slice(0, probe))) continue
    const tail = create(at, to)
    if (tail.holder === undefined) continue
    return [{...create(from, at), hasStop: false}, tail]
  }

  return [whole]
}

function indexTexts(texts: ReadonlyArray<string>): Map<string, number[]> {
  const index = new Map<string, number[]>()
  texts.forEach(function (text, number) {
    for (let at = 0; at + probe <= text.length; at++) {
      const key = text.slice(at, at + probe)
      const list = index.get(key)
      if (!list) index.set(key, [number])
      else if (list.at(-1) !== number) list.push(number)
    }
  })
  return index
}

/** The unit that holds a sentence, the next one from where the copy stands before all others. */
function findHolder(
  letters: string,
  texts: ReadonlyArray<string>,
  index: ReadonlyMap<string, number[]>,
  last: number
): number | undefined {
  const candidates =
    letters.length < probe ? texts.map((_, number) => number) : (index.get(letters.slice(0, probe)) ?? [])
  const holders = candidates.filter((number) => texts[number]?.includes(letters))
  return holders.find((number) => number >= last) ?? holders[0]
}

function recordCopy(file: VFile, [start, end]: Place, moved: ReadonlyArray<Place>): void {
  const why = 'The article again, run together into one paragraph'
  let from = start
  for (const place of [...moved, [end, end] as const]) {
    if (place[0] > from) recordRange(file, [from, place[0]], {rule: 'merge-copies:copy', kind: 'drop', why})
    if (place[1] > place[0]) {
      record(file, {
        rule: 'merge-copies:sentence',
        kind: 'move',
        place,
        after: String(file.value).slice(...place),
        why: 'A sentence that only the other copy has'
      })
    }

    from = place[1]
  }
}
