/**
 * remark plugin to recover headings that stand over a line of marks.
 *
 * A number before the heading makes Markdown take it for a list, and the marks under it
 * for more of the item's text.
 */

import type {Heading, Root, Text} from 'mdast'
import type {VFile} from 'vfile'
import {placeOf, splitText} from '../trace.ts'
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
  for (let index = 0; index < tree.children.length; index++) {
    const list = tree.children[index]
    if (list?.type !== 'list' || list.children.length !== 1) continue
    const [paragraph, more] = list.children[0]?.children ?? []
    if (paragraph?.type !== 'paragraph' || more !== undefined) continue
    const [start, end] = placeOf(list)
    const last = paragraph.children.at(-1)
    const next = tree.children[index + 1]
    const isUnderlined = last?.type === 'text' && underline.test(last.value)
    const isRuled =
      next?.type === 'thematicBreak' &&
      raw.slice(end, placeOf(next)[0]).trim() === '' &&
      !raw.slice(end, placeOf(next)[0]).includes('\n\n')
    if (!isUnderlined && !isRuled) continue
    if (isUnderlined) splitText(last, last.value.search(underline))
    const number: Text = {type: 'text', value: raw.slice(start, placeOf(paragraph)[0])}
    if (list.position) number.position = structuredClone(list.position)
    setPlace(number, [start, placeOf(paragraph)[0]])
    const heading: Heading = {
      type: 'heading',
      depth: isUnderlined ? 1 : 2,
      children: [number, ...paragraph.children],
      data: {recovered: true}
    }
    if (list.position) heading.position = structuredClone(list.position)
    setPlace(heading, [start, isRuled && next ? placeOf(next)[1] : end])
    tree.children.splice(index, isRuled ? 2 : 1, heading)
  }
}
