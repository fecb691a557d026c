/**
 * remark plugin to merge an article that was pasted twice, once run together into one
 * paragraph and once with its paragraphs.
 *
 * The copy with paragraphs stays. Sentences that only the other copy holds go back to
 * where it has them: behind the paragraph that holds the sentence before. Remains
 * without a stop, which are captions of pictures that are gone, go with it.
 */

import type {Paragraph, Parents, Root, RootContent} from 'mdast'
import type {Place} from '../model.ts'
import type {VFile} from 'vfile'
import {placeOf} from '../trace.ts'
import {copyRange} from './cut-range.ts'
import {findRawPlace} from './find-raw-place.ts'
import {foldLetters, isFoldedApart} from './fold-line.ts'
import {leaveOut, recordRange} from './drop-node.ts'
import {findHeld, isHeld, record} from './ledger.ts'
import {listUnits, type Unit} from './list-units.ts'

/** Shorter paragraphs are no article; see `measureText`. */
const articleSize = 400
/** Share of sentences that the copies must have in common, by length. */
const common = 0.7
/** Letters by which a sentence is looked up; a sentence that was edited slightly is still found. */
const probe = 12
/** A sentence is at least so long; what is shorter belongs to its neighbour. */
const sentenceSize = 6
/** Longer sentences are not repeated; in letters. */
const remembered = 200

const moveRule = 'merge-copies:sentence'

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
/** What may fold to no letter of its own. */
const unsure = /[^\dA-Za-z\u4e00-\u9fff]/g

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
    if (isHeld(file, {rule: moveRule, kind: 'move', place})) continue
    moved.push(place)
    const followers = after.get(holder) ?? []
    followers.push(copyRange(unit.node as Paragraph, place))
    after.set(holder, followers)
  }

  recordCopy(file, [start, end], moved)
  // What the editor keeps of the copy stands where the copy stood.
  const kept = findHeld(file, [start, end]).map((place) => copyRange(unit.node as Paragraph, place))
  const behind = new Map<RootContent | Parents | undefined, Paragraph[]>()
  for (const [index, paragraphs] of after) {
    const top = others[index]?.ancestors[1] ?? others[index]?.node
    const followers = behind.get(top) ?? []
    for (const paragraph of paragraphs) followers.push(paragraph)
    behind.set(top, followers)
  }

  tree.children = tree.children.flatMap((node) =>
    node === unit.node ? kept : [node, ...(behind.get(node) ?? [])]
  )
}

function findSentences(unit: Unit, others: ReadonlyArray<Unit>): Sentence[] {
  const index = createIndex(others.map((other) => foldLetters(other.text)))
  const sentences: Sentence[] = []
  let start = 0
  let last = 0
  for (const match of unit.text.matchAll(sentenceEnd)) {
    const to = match.index + match[0].length
    const letters = foldLetters(unit.text.slice(start, to))
    if (letters.length < sentenceSize && to < unit.text.length) continue
    if (letters === '') continue
    for (const part of splitAtHolders(unit.text, start, to, index, last)) {
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
function splitAtHolders(text: string, from: number, to: number, index: Index, last: number): Sentence[] {
  const create = (start: number, end: number): Sentence => {
    const letters = foldLetters(text.slice(start, end))
    const hasStop = stop.test(text.slice(start, end))
    return {from: start, to: end, letters, holder: findHolder(letters, index, last), hasStop}
  }

  const whole = create(from, to)
  if (whole.holder !== undefined) return [whole]
  const isApart = isFoldedApart(text.slice(from, to))
  let said = 0
  // So many letters the rest has at least: a unit that has fewer does not hold it.
  let least = isApart ? whole.letters.length : text.slice(from, to).replace(unsure, '').length
  for (let at = from + 1; at < to - sentenceSize; at++) {
    const before = text.charAt(at - 1)
    const size = isApart ? foldLetters(before).length : before.replace(unsure, '').length
    said += size
    least -= size
    const head = isApart ? whole.letters.slice(said, said + probe) : readHead(text, at, to)
    if (head.length < sentenceSize) break
    // What is too short to be looked up by its letters counts only where a blank sets it apart.
    if (head.length < probe && before.trim() !== '') continue
    const candidates = head.length < probe ? undefined : (index.units.get(head) ?? [])
    if (candidates?.some((number) => (index.texts[number]?.length ?? 0) >= least) === false) continue
    const rest = isApart ? whole.letters.slice(said) : foldLetters(text.slice(at, to))
    if (findHolder(rest, index, last) === undefined) continue
    return [{...create(from, at), hasStop: false}, create(at, to)]
  }

  return [whole]
}

/** The first letters from an offset on: what stands close behind them may still change how they fold. */
function readHead(text: string, at: number, to: number): string {
  for (let size = probe * 4; ; size *= 2) {
    const letters = foldLetters(text.slice(at, Math.min(to, at + size)))
    if (letters.length >= probe * 3 || at + size >= to) return letters.slice(0, probe)
  }
}

/** The other copy, for looking up sentences. */
interface Index {
  /** What its units say. */
  readonly texts: ReadonlyArray<string>
  /** Units by each run of letters of the size of a probe. */
  readonly units: ReadonlyMap<string, ReadonlyArray<number>>
  /** The same for sentences that are shorter; made when there is one. */
  shorter?: ReadonlyMap<string, ReadonlyArray<number>>
  /** Units that hold a sentence, in order, for the sentences that were looked up. */
  readonly holders: Map<string, ReadonlyArray<number>>
}

function createIndex(texts: ReadonlyArray<string>): Index {
  return {texts, units: indexLetters(texts, probe), holders: new Map()}
}

function indexLetters(texts: ReadonlyArray<string>, size: number): Map<string, number[]> {
  const index = new Map<string, number[]>()
  texts.forEach(function (text, number) {
    for (let at = 0; at + size <= text.length; at++) {
      const key = text.slice(at, at + size)
      const list = index.get(key)
      if (!list) index.set(key, [number])
      else if (list.at(-1) !== number) list.push(number)
    }
  })
  return index
}

/** The unit that holds a sentence, the next one from where the copy stands before all others. */
function findHolder(letters: string, index: Index, last: number): number | undefined {
  let holders = index.holders.get(letters)
  if (!holders) {
    holders = listCandidates(letters, index).filter((number) => index.texts[number]?.includes(letters))
    // The rest of a long run is looked up at each of its places, and never again.
    if (letters.length <= remembered) index.holders.set(letters, holders)
  }

  let [low, high] = [0, holders.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((holders[middle] ?? 0) < last) low = middle + 1
    else high = middle
  }

  return holders[low] ?? holders[0]
}

/** Units that may hold a sentence, in order: none that is shorter than it does. */
function listCandidates(letters: string, index: Index): ReadonlyArray<number> {
  if (letters.length < sentenceSize) return index.texts.map((_, number) => number)
  if (letters.length >= probe) return index.units.get(letters.slice(0, probe)) ?? []
  index.shorter ??= indexLetters(index.texts, sentenceSize)
  return index.shorter.get(letters.slice(0, sentenceSize)) ?? []
}

function recordCopy(file: VFile, [start, end]: Place, moved: ReadonlyArray<Place>): void {
  const why = 'The article again, run together into one paragraph'
  let from = start
  for (const place of [...moved, [end, end] as const]) {
    const pieces = place[0] > from ? leaveOut([from, place[0]], findHeld(file, [from, place[0]])) : []
    for (const piece of pieces) recordRange(file, piece, {rule: 'merge-copies:copy', kind: 'drop', why})
    if (place[1] > place[0]) {
      record(file, {
        rule: moveRule,
        kind: 'move',
        place,
        after: String(file.value).slice(...place),
        why: 'A sentence that only the other copy has'
      })
    }

    from = place[1]
  }
}
