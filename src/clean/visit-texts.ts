/**
 * Visit the text nodes that mending may change: all of them, but never code.
 */

import type {Parents, Root, Text} from 'mdast'
import {visit} from 'unist-util-visit'

/** Call a function with each text node of a tree, its parent and its index. */
export function visitTexts(tree: Root, visitor: (node: Text, parent: Parents, index: number) => void): void {
  visit(tree, 'text', function (node, index, parent) {
    if (parent !== undefined && index !== undefined) visitor(node, parent, index)
  })
}
