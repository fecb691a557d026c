/**
 * Find the passage that a note quotes, or say that it cannot be found.
 *
 * The cleaned text is sought first, then the raw text, whose places lead back
 * to the cleaned text by the trace that every text node keeps. A passage that
 * stands twice is not found: a note at a wrong place is worse than one adrift.
 */

import type {Nodes, Parents, Root, Text} from 'mdast'
import type {Note} from '../model.ts'
import {visitParents} from 'unist-util-visit-parents'
import {placeOf, valueOffset} from '../trace.ts'
import {foldText, type Folded} from './fold-text.ts'

/** The point right after a passage. */
export interface Anchor {
  readonly node: Text
  /** Offset in the node's value, above 0. */
  readonly at: number
  readonly ancestors: ReadonlyArray<Parents>
}

interface Leaf {
  readonly node: Text
  readonly ancestors: ReadonlyArray<Parents>
  /** Offset of the leaf's value in the joined text. */
  readonly from: number
}

/** An article made ready for seeking; build it once for all notes. */
export interface Haystack {
  readonly leaves: ReadonlyArray<Leaf>
  readonly clean: Folded
  readonly raw: Folded
}

/** Prepare an article: `text` is its raw text, `tree` what was made of it. */
export function readHaystack(tree: Root, text: string): Haystack {
  const leaves: Leaf[] = []
  let joined = ''
  visitParents(tree as Nodes, 'text', function (node, ancestors) {
    leaves.push({node, ancestors: [...ancestors], from: joined.length})
    joined += node.value
  })
  return {leaves, clean: foldText(joined), raw: foldText(text)}
}

/** Why a passage has no anchor. */
export type Miss = 'missing' | 'twice'

/** Find where a quoted passage ends in the cleaned text. */
export function findPassage(haystack: Haystack, quote: NonNullable<Note['quote']>): Anchor | Miss {
  const inClean = locate(haystack.clean, quote)
  if (typeof inClean === 'number') return anchorAt(haystack.leaves, inClean) ?? 'missing'
  if (inClean === 'twice') return inClean
  const inRaw = locate(haystack.raw, quote)
  if (typeof inRaw !== 'number') return inRaw
  return anchorOfRaw(haystack.leaves, inRaw) ?? 'missing'
}

/** Offset in the original text right after the passage. */
function locate(hay: Folded, quote: NonNullable<Note['quote']>): number | Miss {
  const exact = foldText(quote.exact).text
  const end = quote.end === undefined ? '' : foldText(quote.end).text
  const first = exact === '' ? -1 : hay.text.indexOf(exact)
  if (first === -1) return 'missing'
  if (hay.text.includes(exact, first + 1)) return 'twice'
  const endAt = end === '' ? first : hay.text.indexOf(end, first + exact.length)
  if (endAt === -1) return 'missing'
  const last = end === '' ? first + exact.length - 1 : endAt + end.length - 1
  return hay.ends[last] ?? 'missing'
}

/** The leaf in which the character before an offset of the joined text stands. */
function anchorAt(leaves: ReadonlyArray<Leaf>, offset: number): Anchor | undefined {
  const leaf = leaves.findLast((leaf) => leaf.from < offset)
  return leaf && {node: leaf.node, at: offset - leaf.from, ancestors: leaf.ancestors}
}

/** The leaf in which the character before a raw offset stands, if any does. */
function anchorOfRaw(leaves: ReadonlyArray<Leaf>, offset: number): Anchor | undefined {
  for (const {node, ancestors} of leaves) {
    const [start, end] = placeOf(node)
    if (start >= offset || offset > end) continue
    const at = valueOffset(node, offset)
    if (at > 0) return {node, at, ancestors}
  }
}
