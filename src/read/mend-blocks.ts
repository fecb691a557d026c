/**
 * Mend blocks that Markdown makes of what nobody meant: code of an indented paragraph, and
 * a heading of a paragraph with a rule right under it.
 *
 * Han paragraphs open with an indent, and clippers write a rule without a blank line before it.
 */

import type {Code, Heading, Paragraph, Root, RootContent, ThematicBreak} from 'mdast'
import {toString} from 'mdast-util-to-string'
import {placeOf} from '../trace.ts'

/** Parses a range of the text in which an indent makes no code. */
export type ParseRange = (start: number, end: number, line: number) => RootContent[]

const han = /\p{Script=Han}/gu
const letters = /[\p{L}\p{N}]/gu
/** Signs of code; a dollar may be a price, a slash may stand between words. */
const signs = /[{};=<>|\\&%+]|\w\(|\w\.\w|\/\/|^[ \t]*(?:[$#>/]|[a-z]+:$)/gmu
/** Letters a sign of code. */
const perSign = 40
/** Lines of Latin prose hold so many words, and so many of them are lower-case. */
const fewestWords = 8
const stop = /[.!?:\u3002\uff01\uff1f\u2026"'\u201d\u2019\u300d\uff09)]$/
/** A heading is one line, ends in no stop, and is not longer than this; Han letters count twice. */
const longestHeading = 120
const openEnd =
  /[,;\u3001\u3002\uff0c\uff1b\uff1a]["'\u201d\u2019\u300d\u300f)\uff09]*$|[^.\s]{3}\.["'\u201d)]*$/u

/** Mend blocks of a tree in place. */
export function mendBlocks(tree: Root, whole: string, parseRange: ParseRange): void {
  const children: RootContent[] = []
  for (let index = 0; index < tree.children.length; index++) {
    const node = tree.children[index]
    if (!node) continue
    if (node.type === 'heading') children.push(...mendHeading(node, whole))
    else if (node.type === 'code' && isIndented(node, whole)) {
      const next = tree.children[index + 1]
      const isOpen =
        next?.type === 'paragraph' && next.position?.start.line === (node.position?.end.line ?? 0) + 1
      if (isProse(node.value, isOpen)) {
        const [start, end] = [placeOf(node)[0], placeOf(isOpen ? next : node)[1]]
        for (const block of parseRange(start, end, node.position?.start.line ?? 1)) children.push(block)
        if (isOpen) index++
      } else children.push(node)
    } else children.push(node)
  }

  tree.children = children
}

function isIndented(node: Code, whole: string): boolean {
  return !/^\s*(?:`{3}|~{3}|\$\$)/.test(whole.slice(...placeOf(node)))
}

/** @param isOpen - whether the next line goes on without an indent. */
function isProse(value: string, isOpen: boolean): boolean {
  const size = value.match(letters)?.length ?? 0
  const count = value.match(signs)?.length ?? 0
  if (count * perSign > size) return false
  const characters = value.match(han)?.length ?? 0
  if (characters >= 4 && characters * 2 >= size) return true
  const words = value.match(/(?:^|\s)[a-z\u2019',-]+(?=[\s.,;:!?])/g)?.length ?? 0
  return words >= fewestWords && (isOpen || value.split(/\n\s*\n/).every((part) => stop.test(part.trimEnd())))
}

function mendHeading(node: Heading, whole: string): RootContent[] {
  const [start, end] = placeOf(node)
  const raw = whole.slice(start, end)
  const underline = /(?:\r\n|[\n\r\u2028\u2029])[ \t]*(-+|=+)[ \t]*$/.exec(raw)
  if (!underline || !node.position) return [node]
  const text = toString(node)
  const size = text.length + (text.match(han)?.length ?? 0)
  if (size <= longestHeading && !openEnd.test(text.trimEnd()) && !/[\n\r]/.test(text.trim())) return [node]
  const last = node.children.at(-1)
  const line = node.position.end.line
  const offset = end - underline[0].length + underline[0].search(/[-=]/)
  const paragraph: Paragraph = {
    type: 'paragraph',
    children: node.children,
    position: {start: node.position.start, end: last?.position?.end ?? node.position.start}
  }
  const rule: ThematicBreak = {
    type: 'thematicBreak',
    position: {start: {line, column: 1, offset}, end: node.position.end}
  }
  return [paragraph, rule]
}
