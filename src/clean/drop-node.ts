/**
 * Take a node out of the tree and put it into the ledger.
 *
 * Whoever loses its last child goes with it: a quote without text, a list
 * without items. The ledger then holds the whole of it, marks included.
 */

import type {Nodes, Parents} from 'mdast'
import type {Entry} from './ledger.ts'
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
  const top = detachNode(node, ancestors)
  record(file, {...reason, place: placeOf(top)})
}

/** Take a node out of its parent, and parents that it leaves empty out of theirs; the topmost is returned. */
export function detachNode(node: Nodes, ancestors: ReadonlyArray<Parents>): Nodes {
  let top = node
  for (let index = ancestors.length - 1; index >= 0; index--) {
    const parent = ancestors[index]
    if (parent === undefined) break
    const children = parent.children as Nodes[]
    if (children.length > 1 || parent.type === 'root') {
      const at = children.indexOf(top)
      if (at < 0) throw new Error('Expected a node that stands in its parent')
      children.splice(at, 1)
      break
    }

    top = parent
  }

  return top
}
