/**
 * List the pieces of a page's text: words and blanks, each with its place in the source.
 */

import type {Element, Nodes, Text} from 'hast'
import type {Place} from '../../../model.ts'
import {decodeReferences, isSilent, listReferences} from '../../../parse-html.ts'
import {placeOf} from '../../../trace.ts'

/** A part of a text; `value` is what the source says between `start` and `end`. */
export interface Piece {
  readonly start: number
  readonly end: number
  readonly value: string
  readonly isBlank: boolean
}

/** What is known of a page's source. */
export interface Source {
  readonly text: string
  /** Pieces of each text. */
  readonly pieces: ReadonlyMap<Text, ReadonlyArray<Piece>>
  /** Places of all pieces that say something, in the order of the source. */
  readonly places: ReadonlyArray<Place>
  /** Where among the texts that say something a text stands; blank ones are nowhere. */
  readonly order: ReadonlyMap<Text, number>
}

/** White space that HTML folds; blanks of other widths are the author's. */
const blank = /[ \t\n\f\r]+/g

/** Take note of a page's text. */
export function listPieces(tree: Nodes, text: string): Source {
  const texts = listTexts(tree).sort((a, b) => placeOf(a)[0] - placeOf(b)[0])
  const pieces = new Map(texts.map((node) => [node, cutText(node, text)]))
  const said = texts.filter((node) => node.value.trim() !== '')
  return {
    text,
    pieces,
    places: said.flatMap((node) =>
      (pieces.get(node) ?? [])
        .filter(({value}) => value.trim() !== '')
        .map(({start, end}): Place => [start, end])
    ),
    order: new Map(said.map((node, index) => [node, index]))
  }
}

/** Texts below a node that are text of the page, in the order of the tree. */
export function listTexts(node: Nodes): Text[] {
  if (node.type === 'text') return node.position ? [node] : []
  if (!('children' in node)) return []
  if (node.type === 'element' && isSilent(node.tagName, String(node.properties['type'] ?? ''))) return []
  return node.children.flatMap((child) => listTexts(child))
}

/** Whether nothing is said between two offsets of the source. */
export function isClear(source: Source, start: number, end: number): boolean {
  let [low, high] = [0, source.places.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((source.places[middle]?.[1] ?? 0) <= start) low = middle + 1
    else high = middle
  }

  return (source.places[low]?.[0] ?? Infinity) >= end
}

/** Texts in runs between which nothing else is said. */
export function groupTexts(source: Source, texts: ReadonlyArray<Text>): Text[][] {
  const said = texts.filter((text) => source.order.has(text))
  said.sort((a, b) => (source.order.get(a) ?? 0) - (source.order.get(b) ?? 0))
  const runs: Text[][] = []
  for (const text of said) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (last && source.order.get(last) === (source.order.get(text) ?? 0) - 1) run?.push(text)
    else runs.push([text])
  }

  return runs
}

/** Whether texts stand in the source as in the tree, with nothing said between them. */
export function isOneRun(source: Source, texts: ReadonlyArray<Text>): boolean {
  const orders = texts.flatMap((text) => source.order.get(text) ?? [])
  return orders.every((order, index) => index === 0 || order === (orders[index - 1] ?? 0) + 1)
}

/** Range of an element, where all that is said in it is its own. */
export function findOwnPlace(source: Source, node: Element): Place | undefined {
  const [start, end] = placeOf(node)
  const runs = groupTexts(source, listTexts(node))
  const [run = []] = runs
  if (end <= start || runs.length > 1) return
  const [first] = run
  const last = run.at(-1)
  if (!first || !last) return isClear(source, start, end) ? [start, end] : undefined
  const [from, to] = [placeOf(first)[0], placeOf(last)[1]]
  if (from < start || to > end) return
  return isClear(source, start, from) && isClear(source, to, end) ? [start, end] : undefined
}

function cutText(node: Text, raw: string): Piece[] {
  const place = placeOf(node)
  const slice = raw.slice(...place)
  // Some elements hold text in which nothing is a reference.
  const segments = alignText(slice, node.value, listReferences(slice)) ?? alignText(slice, node.value, [])
  if (!segments)
    return [{start: place[0], end: place[1], value: node.value, isBlank: node.value.trim() === ''}]
  const pieces: Piece[] = []
  for (const {from, to, value} of segments) {
    if (value !== raw.slice(place[0] + from, place[0] + to)) {
      const isBlank = value !== '' && value.replace(blank, '') === ''
      pieces.push({start: place[0] + from, end: place[0] + to, value, isBlank})
      continue
    }

    let at = 0
    for (const match of value.matchAll(blank)) {
      add(at, match.index, false)
      add(match.index, match.index + match[0].length, true)
      at = match.index + match[0].length
    }

    add(at, value.length, false)

    function add(start: number, end: number, isBlank: boolean): void {
      const shift = place[0] + from
      if (end > start)
        pieces.push({start: shift + start, end: shift + end, value: value.slice(start, end), isBlank})
    }
  }

  return pieces
}

interface Segment {
  readonly from: number
  readonly to: number
  readonly value: string
}

/**
 * Cut a source and the text that it says into segments that say the same.
 *
 * @returns undefined where they differ by more than references, line endings and NUL.
 */
function alignText(
  raw: string,
  value: string,
  references: ReturnType<typeof listReferences>
): Segment[] | undefined {
  const segments: Segment[] = []
  // The first line ending of `pre` and `textarea` is none.
  let at = raw.startsWith('\n') && !value.startsWith('\n') ? 1 : 0
  for (const {from, to} of references) {
    const decoded = decodeReferences(raw.slice(from, to))
    if (decoded === raw.slice(from, to)) continue
    addPlain(at, from)
    segments.push({from, to, value: decoded})
    at = to
  }

  addPlain(at, raw.length)
  return segments.map((segment) => segment.value).join('') === value ? segments : undefined

  function addPlain(from: number, to: number): void {
    let start = from
    for (const match of raw.slice(from, to).matchAll(/\r\n?|\0/g)) {
      const begin = from + match.index
      if (begin > start) segments.push({from: start, to: begin, value: raw.slice(start, begin)})
      start = begin + match[0].length
      segments.push({from: begin, to: start, value: match[0] === '\0' ? '\ufffd' : '\n'})
    }

    if (to > start) segments.push({from: start, to, value: raw.slice(start, to)})
  }
}
