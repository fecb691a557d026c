/**
 * Drop the marks of programs that show Markdown: tags of site generators, the kind of a box,
 * the place of a table of contents, names and classes of blocks.
 *
 * A mark that is all of a paragraph goes with it. In code they are what the code says.
 */

import type {Root, Text} from 'mdast'
import type {VFile} from 'vfile'
import {toString} from 'mdast-util-to-string'
import {placeOf, type Replacement} from '../trace.ts'
import {isHeld, record} from './ledger.ts'
import {replaceMatches} from './replace-matches.ts'
import {replaceNodes} from './replace-nodes.ts'
import {visitTexts} from './visit-texts.ts'

interface Mark {
  readonly rule: string
  readonly why: string
  readonly pattern: RegExp
  readonly confidence?: number
}

const marks: ReadonlyArray<Mark> = [
  {
    rule: 'mend-tags:template',
    why: 'A tag of the program that made the page',
    pattern: /\{%(?!\})[^{}\n]{1,400}%\}|\{\{[<%][^{}\n]{1,400}[>%]\}\}/g,
    confidence: 0.9
  },
  {
    rule: 'mend-tags:box',
    why: 'The kind of a box, which no edition draws',
    pattern: /^\[![a-z][\w-]{0,20}\][+-]?[ \t]*\n?|^:::+[ \t]*[\w-]*[ \t]*$/gi
  },
  {
    rule: 'mend-tags:contents',
    why: 'The place of a table of contents',
    pattern: /^(?:\[TOC\]|\[\[_?toc_?\]\]|\$\{toc\})$/gi
  },
  {
    rule: 'mend-tags:attributes',
    why: 'A name or a class of a block',
    pattern:
      /\s*\{(?::|#[\w\u4e00-\u9fff]|\.[a-z])[^{}\n]{0,100}\}\s*$|[ \t]+\^[a-z\d-]{4,40}$|^\^[a-z\d-]{4,40}$/gi
  }
]
const candidate = /\{[%{:#.]|\[!|:::|toc|\^/i

/** Drop marks, in place. */
export function dropMarks(tree: Root, file: VFile): void {
  if (!candidate.test(String(file.value))) return
  replaceNodes(tree, function (node) {
    if (node.type !== 'paragraph' || !node.children.every((child) => child.type === 'text')) return
    const text = toString(node)
    const mark = candidate.test(text) && marks.find(({pattern}) => text.replace(pattern, '').trim() === '')
    if (!mark) return
    const {rule, why, confidence = 1} = mark
    const entry = {rule, why, confidence, kind: 'drop', place: placeOf(node)} as const
    if (isHeld(file, entry)) return
    record(file, entry)
    return []
  })
  visitTexts(tree, function (node, parent, index) {
    if (!candidate.test(node.value)) return
    const isFirst = parent.type === 'paragraph' && index === 0
    const isLast = index === parent.children.length - 1
    for (const {pattern, ...reason} of marks)
      replaceMatches(file, node, find(node, pattern, {isFirst, isLast}), reason)
  })
}

/** What stands at the start or the end of a text counts only where the text begins or ends its block. */
function find(
  node: Text,
  pattern: RegExp,
  {isFirst, isLast}: {isFirst: boolean; isLast: boolean}
): Replacement[] {
  return [...node.value.matchAll(pattern)].flatMap(function ({0: match, index}) {
    const isTag = match.startsWith('{%') || match.startsWith('{{')
    const isAllowed = isTag || (index === 0 ? isFirst : isLast)
    return isAllowed ? [{from: index, to: index + match.length, text: ''}] : []
  })
}
