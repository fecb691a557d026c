/**
 * Make a heading of a numbered line that Markdown takes for a list of one item, as its
 * number looks like that of an item.
 */

import type {Heading, List, Paragraph, Text} from 'mdast'
import {placeOf} from '../trace.ts'
import {setPlace} from './cut-range.ts'

/** The paragraph that is all that a list holds, where there is such a one. */
export function findOnlyLine(list: List): Paragraph | undefined {
  if (list.children.length !== 1) return
  const [only, more] = list.children[0]?.children ?? []
  return only?.type === 'paragraph' && more === undefined ? only : undefined
}

/** A heading of a list's one line, with the number as its author wrote it. */
export function createNumbered(
  list: List,
  line: Paragraph,
  {depth, raw}: {depth: Heading['depth']; raw: string}
): Heading {
  const [start] = placeOf(list)
  const [end] = placeOf(line)
  const number: Text = {type: 'text', value: raw.slice(start, end)}
  const children = [number, ...line.children]
  const heading: Heading = {type: 'heading', depth, children, data: {recovered: true}}
  if (list.position) heading.position = list.position
  setPlace(number, [start, end], list)
  return heading
}
