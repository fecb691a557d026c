/** Measure how deep a tree is nested, without recursion: a tree may be deeper than the stack. */

import type {Nodes, Root} from 'mdast'

/** No article quotes a quotation a hundred times; what nests deeper was made to break something. */
export const maxDepth = 100

/** Levels below the root. */
export function measureDepth(tree: Root): number {
  let depth = 0
  let level: Nodes[] = [tree]
  while (level.length > 0) {
    const next = level.flatMap((node): Nodes[] => ('children' in node ? node.children : []))
    if (next.length > 0) depth++
    level = next
  }

  return depth
}
