/**
 * Take a node out of the tree and put it into the ledger.
 *
 * Whoever loses its last child goes with it: a quote without text, a list
 * without items. The ledger then holds the whole of it, marks included.
 */

import type {Nodes, Parents} from 'mdast'
import type {Entry} from './ledger.ts'
import type {Place} from '../model.ts'
import type {VFile} from 'vfile'
import {placeOf} from '../trace.ts'
import {cutRange, setPlace} from './cut-range.ts'
import {findTold, isHeld, record} from './ledger.ts'

/** What a node leaves behind in the ledger. */
export type Reason = Omit<Entry, 'place'>

/** Children that are to go from their parents, all at once. */
export type Sweep = Map<Parents, Set<Nodes>>

/**
 * Take a node out.
 *
 * @param ancestors - from the root to the node's parent.
 * @param sweep - where many nodes go: takes note of the node, for `sweepNodes` to take it out.
 * @returns whether it went: what the editor keeps stays.
 */
export function dropNode(
  file: VFile,
  node: Nodes,
  ancestors: ReadonlyArray<Parents>,
  reason: Reason,
  sweep?: Sweep
): boolean {
  // The widest that goes, marks and all; what the ledger has told of already is left out.
  const gone = findGone(node, ancestors, sweep)
  const place = placeOf(gone.at(-1) ?? node)
  if (isHeld(file, {...reason, place})) return false
  const removed: Sweep = sweep ?? new Map()
  for (const [index, child] of gone.entries()) {
    const parent = ancestors.at(-1 - index)
    if (parent) removed.set(parent, (removed.get(parent) ?? new Set()).add(child))
  }

  if (!sweep) sweepNodes(removed)
  recordRange(file, place, reason)
  return true
}

/**
 * Cut a raw range off an end of a node, and put it into the ledger.
 *
 * @returns whether it went: what the editor keeps stays.
 */
export function cutEdge(file: VFile, node: Nodes & Parents, place: Place, reason: Reason): boolean {
  if (place[1] <= place[0] || isHeld(file, {...reason, place})) return false
  const [start, end] = placeOf(node)
  cutRange(node, place)
  // A blank before it, or a tag that has gone already, makes no beginning.
  const hasHead = node.children.some(
    (child) => placeOf(child)[0] < place[0] && !(child.type === 'text' && child.value.trim() === '')
  )
  setPlace(node, hasHead ? [start, place[0]] : [place[1], end])
  recordRange(file, place, reason)
  return true
}

/** Put a raw range that left the tree into the ledger, but for what it has told of already. */
export function recordRange(file: VFile, range: Place, reason: Reason): void {
  const raw = String(file.value)
  for (const [start, end] of leaveOut(range, findTold(file, range))) {
    const piece = raw.slice(start, end)
    const from = start + piece.length - piece.trimStart().length
    const to = end - piece.length + piece.trimEnd().length
    if (from < to) record(file, {...reason, place: [from, to]})
  }
}

/** What is left of a range without ranges that are in order. */
export function leaveOut([start, end]: Place, told: ReadonlyArray<Place>): Place[] {
  const pieces: Place[] = []
  let from = start
  for (const [before, after] of told) {
    if (before > from) pieces.push([from, before])
    from = Math.max(from, after)
  }

  if (end > from) pieces.push([from, end])
  return pieces
}

/** Take nodes out of their parents; each parent is gone over once. */
export function sweepNodes(sweep: Sweep): void {
  for (const [parent, gone] of sweep) {
    const before = parent.children.length
    parent.children = (parent.children as Nodes[]).filter(
      (child) => !gone.has(child)
    ) as typeof parent.children
    if (before - parent.children.length !== gone.size)
      throw new Error('Expected a node that stands in its parent')
  }
}

/** A node and the ancestors that would be empty without it, from the node up. */
function findGone(node: Nodes, ancestors: ReadonlyArray<Parents>, sweep: Sweep = new Map()): Nodes[] {
  const full = ancestors.findLastIndex(
    (parent) => parent.children.length - (sweep.get(parent)?.size ?? 0) > 1 || parent.type === 'root'
  )
  return [node, ...ancestors.slice(full + 1).toReversed()]
}
