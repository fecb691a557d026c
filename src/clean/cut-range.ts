/**
 * Cut a raw range out of a paragraph, or all but a range.
 *
 * Text is cut to the character; what can't be cut (a picture, code) goes if most of
 * it stands in the range. The caller keeps the ledger.
 */

import type {Nodes, Parents, Text} from 'mdast'
import type {Place} from '../model.ts'
import {cloneTree} from '../clone-tree.ts'
import {placeOf, splitTextAt} from '../trace.ts'

/** Take what stands in a raw range out of a parent's children. */
export function cutRange(parent: Parents, range: Place): void {
  parent.children = (parent.children as Nodes[]).flatMap((child) =>
    cutNode(child, range)
  ) as typeof parent.children
}

/** A copy of a parent that holds only what stands in a raw range. */
export function copyRange<Node extends Parents>(parent: Node, range: Place): Node {
  const copy = cloneTree(parent)
  const [start, end] = placeOf(parent)
  cutRange(copy, [range[1], end])
  cutRange(copy, [start, range[0]])
  setPlace(copy, range)
  return copy
}

/**
 * Let a node stand for another raw range.
 *
 * @param origin - what tells the line: the node that a new one was made of (default: the node itself).
 */
export function setPlace(node: Nodes, [start, end]: Place, origin = node): void {
  const point = origin.position?.start ?? {line: 1, column: 1}
  node.position = {start: {...point, offset: start}, end: {...point, offset: end}}
}

function cutNode(node: Nodes, range: Place): Nodes[] {
  const [start, end] = placeOf(node)
  if (end <= range[0] || start >= range[1]) return [node]
  if (start >= range[0] && end <= range[1]) return []
  if (node.type === 'text') return cutText(node, range)
  if (!('children' in node)) {
    const inside = Math.min(end, range[1]) - Math.max(start, range[0])
    return inside * 2 > end - start ? [] : [node]
  }

  cutRange(node, range)
  if (node.children.length === 0) return []
  setPlace(node, [start < range[0] ? start : range[1], end > range[1] ? end : range[0]])
  return [node]
}

function cutText(node: Text, range: Place): Text[] {
  const [start, end] = placeOf(node)
  const kept: Text[] = []
  let rest = node
  if (range[0] > start) {
    kept.push(node)
    rest = splitTextAt(node, range[0])
  }

  if (range[1] < end) {
    const tail = splitTextAt(rest, range[1])
    if (tail.value !== '') kept.push(tail)
  }

  return kept.filter((text) => text.value !== '')
}
