/**
 * Join what line endings part: whether a line may go on in the next, and what stands between
 * them then.
 */

import type {Paragraph, Text} from 'mdast'
import {placeOf} from '../trace.ts'
import {setPlace} from './cut-range.ts'

const sentenceEnd =
  /[.!?\u3002\uff01\uff1f\u2026:\uff1a;\uff1b](?:["'\u201d\u2019\u300d\u300f)\uff09*]*)\s*$/u
/** Characters at the end of a line that are looked at: a stop and what may close behind it. */
const endSize = 12
const han = '\\p{Script=Han}\\u3000-\\u303f\\uff00-\\uffef'
/** Marks that Han text and others share. */
const shared = '\\u2014\\u2026\\u2018-\\u201d'
const endsHan = new RegExp(`[${han}]$`, 'u')
const startsHan = new RegExp(`^[${han}]`, 'u')
const endsShared = new RegExp(`[${han}${shared}]$`, 'u')
const startsShared = new RegExp(`^[${han}${shared}]`, 'u')

/** Whether a line ends where a sentence may. */
export function endsSentence(line: string): boolean {
  return sentenceEnd.test(line.slice(-endSize))
}

/** What stands between two lines that are joined: a blank, and none in Han text. */
export function glueOf(before: string, after: string): string {
  const isHan =
    (endsHan.test(before) && startsShared.test(after)) || (endsShared.test(before) && startsHan.test(after))
  return isHan ? '' : ' '
}

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
  setPlace(joint, [start, from], node)
  node.children.push(joint)
  for (const child of next.children) node.children.push(child)
  setPlace(node, [placeOf(node)[0], end])
}
