/**
 * remark plugin to recover headings that stand over a line of marks.
 *
 * A number before the heading makes Markdown take it for a list, and the marks under it
 * for more of the item's text.
 */

import type {Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import {placeOf, splitText} from '../trace.ts'
import {createNumbered, findOnlyLine} from './create-numbered.ts'
import {setPlace} from './cut-range.ts'

/** A line of marks that makes the line before it a heading. */
const underline = /\s*\n[=]{2,}\s*$/

/** Recover headings over a line of marks. */
export function remarkRecoverUnderlines() {
  return function (tree: Root, file: VFile): void {
    joinUnderlines(tree, String(file.value))
  }
}

/**
 * A numbered line with a line of marks under it is a heading whose number makes
 * Markdown take it for a list.
 */
function joinUnderlines(tree: Root, raw: string): void {
  const children: RootContent[] = []
  for (let index = 0; index < tree.children.length; index++) {
    const node = tree.children[index]
    const next = tree.children[index + 1]
    if (!node) continue
    const line = node.type === 'list' ? findOnlyLine(node) : undefined
    const last = line?.children.at(-1)
    const isUnderlined = last?.type === 'text' && underline.test(last.value)
    const isRuled = next?.type === 'thematicBreak' && isRightBehind(node, next, raw)
    if (node.type !== 'list' || !line || !(isUnderlined || isRuled)) {
      children.push(node)
      continue
    }

    if (isUnderlined) splitText(last, last.value.search(underline))
    const heading = createNumbered(node, line, {depth: isUnderlined ? 1 : 2, raw})
    if (isRuled) {
      setPlace(heading, [placeOf(node)[0], placeOf(next)[1]])
      index++
    }

    children.push(heading)
  }

  tree.children = children
}

/** Whether a node stands on the line behind another. */
function isRightBehind(node: RootContent, next: RootContent, raw: string): boolean {
  const between = raw.slice(placeOf(node)[1], placeOf(next)[0])
  return between.trim() === '' && !between.includes('\n\n')
}
