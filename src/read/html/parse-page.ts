/**
 * Parse a web page into a tree that keeps its places.
 *
 * Scripts, styles and templates stand in the tree as they do in the page; their text is
 * none of the page. A text of the tree is one contiguous piece of the source, so there
 * may be several side by side.
 */

import type {Root} from 'hast'
import {fromParse5} from 'hast-util-from-parse5'
import {VFile} from 'vfile'
import {isDeep, parseHtml} from '../../parse-html.ts'

/** @returns undefined where the page nests deeper than the stack may hold. */
export function parsePage(text: string): Root | undefined {
  const tree = parseHtml(text)
  if (isDeep(tree)) return
  const root = fromParse5(tree, {file: new VFile(text), verbose: true})
  if (root.type !== 'root') throw new Error('Expected a root')
  return root
}
