/** Parse CSS of a stranger: what is wrong is forgiven, what is nested deeper than the stack is left out. */

import {parse, walk, type CssNode, type ParseOptions} from 'css-tree'

/** @returns undefined for what nothing could walk. */
export function parseCss(text: string, options: ParseOptions = {}): CssNode | undefined {
  try {
    const tree = parse(text, {parseCustomProperty: true, ...options})
    // Whoever walks it later comes as deep as this.
    walk(tree, {enter() {}, leave() {}})
    return tree
  } catch (error) {
    if (error instanceof RangeError) return
    throw error
  }
}
