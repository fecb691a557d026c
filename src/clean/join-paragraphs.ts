/**
 * Join two paragraphs to one.
 */

import type {Paragraph, Text} from 'mdast'
import {placeOf} from '../trace.ts'
import {setPlace} from './cut-range.ts'

/**
 * Append a paragraph to the one before it, which changes.
 *
 * @param glue - what stands for the line ending between them.
 */
export function joinParagraphs(node: Paragraph, next: Paragraph, glue: string, raw: string): void {
  const [from, end] = placeOf(next)
  const isBeside = raw.slice(placeOf(node)[1], from).trim() === ''
  const start = isBeside ? placeOf(node)[1] : from
  const joint: Text = {type: 'text', value: glue, data: {edits: [{start, end: from, text: glue}]}}
  if (node.position) joint.position = structuredClone(node.position)
  setPlace(joint, [start, from])
  node.children = [...node.children, joint, ...next.children]
  setPlace(node, [placeOf(node)[0], end])
}
