/**
 * Put other nodes in the place of some, each parent in one pass, however many there are.
 */

import type {Nodes, Parents} from 'mdast'

/**
 * Replace nodes below a parent.
 *
 * @param replace - what stands in the place of a node; undefined: the node, whose own children come next.
 */
export function replaceNodes(
  parent: Parents,
  replace: (node: Nodes, parent: Parents) => ReadonlyArray<Nodes> | undefined
): void {
  let isChanged = false
  const children = (parent.children as Nodes[]).flatMap(function (child) {
    const others = replace(child, parent)
    if (others) isChanged = true
    else if ('children' in child) replaceNodes(child, replace)
    return others ?? [child]
  })
  if (isChanged) parent.children = children as typeof parent.children
}
