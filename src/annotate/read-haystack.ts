/**
 * Make an article ready for seeking passages: its text as cleaned, its raw text,
 * and the way from each of them to the tree.
 */

import type {InlineCode, Nodes, Parents, Text} from 'mdast'
import type {Article, Change} from '../model.ts'
import {visitParents} from 'unist-util-visit-parents'
import {blankMarkup} from '../list-text-places.ts'
import {placeOf, rawPlace, valueOffset} from '../trace.ts'
import {foldText, type Folds} from './fold-text.ts'
import {indexGrams, type Grams} from './index-grams.ts'

/** The point right after a passage. */
export interface Anchor {
  readonly leaf: Leaf
  /** Offset in the leaf's value, above 0. */
  readonly at: number
}

/** A node that holds text, in the order of the tree. */
export interface Leaf {
  readonly node: Text | InlineCode
  readonly ancestors: ReadonlyArray<Parents>
  readonly index: number
  /** Offset of its value in the joined text. */
  readonly from: number
}

/** A text to seek in. */
export interface Hay extends Folds {
  readonly grams: {readonly written: Grams; readonly letters: Grams}
  /** The point in the tree after the character that ends at an offset, if that character stands there. */
  readonly anchorAt: (offset: number) => Anchor | undefined
}

/** An article made ready for seeking; build it once for all notes. */
export interface Haystack {
  readonly clean: Hay
  readonly raw: Hay
  /** The entry of the ledger by which a raw character left the tree. */
  readonly goneAt: (offset: number) => Change | undefined
}

// Nodes within a line of text; text of any other parent begins a line of its own.
const inlines: ReadonlySet<string> = new Set(['delete', 'emphasis', 'link', 'linkReference', 'strong'])

/** @param tree the article's own or a copy of it: what anchors point into. */
export function readHaystack({
  kind,
  ledger,
  text,
  tree
}: Pick<Article, 'kind' | 'ledger' | 'text' | 'tree'>): Haystack {
  const leaves: Leaf[] = []
  let joined = ''
  let last: Nodes | undefined
  visitParents(tree as Nodes, function (node, ancestors) {
    if (node.type === 'break') last = undefined
    if (node.type !== 'text' && node.type !== 'inlineCode') return
    const block = ancestors.findLast((parent) => !inlines.has(parent.type))
    if (block !== last) joined += '\n'
    last = block
    leaves.push({node, ancestors: [...ancestors], index: leaves.length, from: joined.length})
    joined += node.value
  })

  const inRaw = [...leaves].sort((a, b) => placeOf(a.node)[0] - placeOf(b.node)[0])
  const gone = ledger.filter(({kind}) => kind === 'drop' || kind === 'lift')
  return {
    clean: readHay(joined, (offset) => {
      const leaf = leaves[lastBefore(leaves, offset, ({from}) => from)]
      if (!leaf || offset - leaf.from > leaf.node.value.length) return
      return {leaf, at: offset - leaf.from}
    }),
    raw: readHay(kind === 'html' ? blankMarkup(text) : text, (offset) => {
      const leaf = inRaw[lastBefore(inRaw, offset, ({node}) => placeOf(node)[0])]
      return leaf && anchorInRaw(leaf, offset)
    }),
    goneAt: (offset) => gone.find(({place}) => place[0] <= offset && offset < place[1])
  }
}

/** Where an anchor stands in the raw text. */
export function rawOffset({leaf: {node}, at}: Anchor): number {
  return node.type === 'text' ? rawPlace(node, at - 1, at)[1] : placeOf(node)[1]
}

function readHay(text: string, anchorAt: Hay['anchorAt']): Hay {
  const folds = foldText(text)
  const {letters, written} = folds
  return {
    ...folds,
    grams: {written: indexGrams(written.text), letters: indexGrams(letters.text)},
    anchorAt
  }
}

function anchorInRaw(leaf: Leaf, offset: number): Anchor | undefined {
  const {node} = leaf
  if (offset > placeOf(node)[1]) return
  const at = node.type === 'text' ? valueOffset(node, offset) : node.value.length
  return at > 0 ? {leaf, at} : undefined
}

/** Index of the last item that begins before an offset; items are in order. */
function lastBefore<Item>(
  items: ReadonlyArray<Item>,
  offset: number,
  startOf: (item: Item) => number
): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (startOf(items[middle] as Item) < offset) low = middle + 1
    else high = middle
  }

  return low - 1
}
