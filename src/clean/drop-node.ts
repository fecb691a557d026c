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
import {record} from './ledger.ts'

/** What a node leaves behind in the ledger. */
export type Reason = Omit<Entry, 'place'>

/**
 * Take a node out.
 *
 * @param ancestors - from the root to the node's parent.
 */
export function dropNode(file: VFile, node: Nodes, ancestors: ReadonlyArray<Parents>, reason: Reason): void {
  const gone = detachNode(node, ancestors)
  // The widest that went, marks and all; what the ledger has told of already is left out.
  recordRange(file, placeOf(gone.at(-1) ?? node), reason)
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

/** What the ledger has told of already within a range. */
function findTold(file: VFile, [start, end]: Place): Place[] {
  return (file.data.ledger ?? [])
    .filter(({kind, place}) => (kind === 'drop' || kind === 'lift') && place[0] < end && place[1] > start)
    .map(({place}) => place)
    .sort((a, b) => a[0] - b[0])
}

function leaveOut([start, end]: Place, told: ReadonlyArray<Place>): Place[] {
  const pieces: Place[] = []
  let from = start
  for (const [before, after] of told) {
    if (before > from) pieces.push([from, before])
    from = Math.max(from, after)
  }

  if (end > from) pieces.push([from, end])
  return pieces
}

/** Take a node out of its parent, and parents that it leaves empty out of theirs; all that went, from the node up. */
function detachNode(node: Nodes, ancestors: ReadonlyArray<Parents>): Nodes[] {
  const gone = [node]
  for (const parent of ancestors.toReversed()) {
    const children = parent.children as Nodes[]
    const at = children.indexOf(gone.at(-1) ?? node)
    if (at < 0) throw new Error('Expected a node that stands in its parent')
    children.splice(at, 1)
    if (children.length > 0 || parent.type === 'root') break
    gone.push(parent)
  }

  return gone
}
