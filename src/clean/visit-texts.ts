/**
 * Visit the text nodes that mending may change: all of them, but never code.
 *
 * It is done several times an article and changes no children, so it does without what a
 * visitor that may skip and move needs.
 */

import type {Nodes, Parents, Text} from 'mdast'

/** Call a function with each text node below a parent, its own parent and its index. */
export function visitTexts(
  parent: Parents,
  visitor: (node: Text, parent: Parents, index: number) => void
): void {
  parent.children.forEach(function (node, index) {
    if (node.type === 'text') visitor(node, parent, index)
    else if ('children' in node) visitTexts(node, visitor)
  })
}

/** Whether a node of a type stands anywhere below a parent. */
export function hasNode(parent: Parents, type: Nodes['type']): boolean {
  return parent.children.some(
    (node: Nodes) => node.type === type || ('children' in node && hasNode(node, type))
  )
}
