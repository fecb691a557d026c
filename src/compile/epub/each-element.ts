/**
 * Go through the elements of a tree in reading order.
 *
 * `unist-util-visit` names a function anew for each node, texts included,
 * which took half the time of a large book.
 */

import type {Element, Nodes} from 'hast'

export function eachElement(node: Nodes, call: (element: Element) => void): void {
  if (node.type === 'element') call(node)
  if (!('children' in node)) return
  for (const child of node.children) eachElement(child, call)
}
