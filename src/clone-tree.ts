/**
 * Clone a tree, so that the one handed over stays as it is.
 *
 * Positions and edits are shared: every room replaces them and changes none. That makes it
 * several times faster than a structured clone, of which they are the larger part.
 */

import type {Nodes} from 'mdast'

/** A copy of a tree whose nodes may be changed. */
export function cloneTree<Node extends Nodes>(node: Node): Node {
  const copy = {...node}
  if (node.data) copy.data = {...node.data}
  if ('children' in copy)
    copy.children = copy.children.map((child) => cloneTree(child)) as typeof copy.children
  return copy
}
