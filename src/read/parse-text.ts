/**
 * Parse a plain text into a tree that keeps its trace.
 *
 * One line is one paragraph. What people write in plain text all the same is
 * honoured: inline Markdown, `#` headings, list marks, quotes, fences. An indent never
 * makes code, and a number with an ideographic comma is no list: `clean` judges that.
 * Most lines hold none of it, so they never meet the Markdown parser.
 */

import type {Paragraph, Root, RootContent} from 'mdast'
import {gfm} from 'micromark-extension-gfm'
import {cjkFriendlyExtension} from 'micromark-extension-cjk-friendly'
import {parseChunk} from './parse-markdown.ts'

interface Line {
  readonly start: number
  readonly end: number
  /** 0-based. */
  readonly number: number
}

type Mark = 'heading' | 'bullet' | 'number' | 'quote' | 'table' | 'fence'

/** A character that may be inline Markdown. */
const significant = /[*_`[\]<&\\~]|:\/\/|www\./
/** A line start that may open a block, by its first character. */
const opener = /^[ \t]{0,3}(?:(#{1,6}[ \t])|([-+*][ \t])|(\d{1,9}[.)][ \t])|(>)|(\|)|(`{3}|~{3}))/
const marks: ReadonlyArray<Mark> = ['heading', 'bullet', 'number', 'quote', 'table', 'fence']
const first = /[ \t#\-+*\d>|`~]/

const shared = [gfm(), cjkFriendlyExtension()]
const blockSyntax = [...shared, {disable: {null: ['codeIndented', 'setextUnderline', 'definition']}}]
const inlineSyntax = [
  ...shared,
  {
    disable: {
      null: [
        'blockQuote',
        'codeFenced',
        'codeIndented',
        'definition',
        'headingAtx',
        'htmlFlow',
        'list',
        'setextUnderline',
        'table',
        'thematicBreak',
        'gfmFootnoteDefinition'
      ]
    }
  }
]

/** Parse a plain text. */
export function parseText(text: string): Root {
  const lines = splitLines(text)
  const children: RootContent[] = []
  let index = 0
  while (index < lines.length) {
    const line = lines[index]
    if (line === undefined) break
    const mark = findMark(text, line)
    const end = mark === undefined ? index + 1 : findRunEnd(text, lines, index, mark)
    if (mark === undefined || end === index) {
      children.push(...parseLine(text, line))
      index++
    } else {
      children.push(...parseRun(text, line, lines[end - 1] ?? line))
      index = end
    }
  }

  return {type: 'root', children, position: {start: pointOf(lines[0]), end: endOf(text, lines)}}
}

function splitLines(text: string): Line[] {
  const lines: Line[] = []
  let number = 0
  for (let start = 0; start < text.length; number++) {
    const feed = text.indexOf('\n', start)
    let end = feed < 0 ? text.length : feed
    const next = feed < 0 ? text.length : feed + 1
    while (end > start && isBlank(text.charCodeAt(end - 1))) end--
    while (start < end && isBlank(text.charCodeAt(start))) start++
    if (end > start) lines.push({start, end, number})
    start = next
  }

  return lines
}

// White space as `\s` has it, the common ones first.
function isBlank(code: number): boolean {
  if (code > 0x20 && code < 0xa0) return false
  return code === 0x20 || (code >= 9 && code <= 13) || (code >= 0xa0 && /\s/.test(String.fromCharCode(code)))
}

function findMark(text: string, line: Line): Mark | undefined {
  if (!first.test(text[line.start] ?? '')) return
  const match = opener.exec(text.slice(line.start, Math.min(line.end, line.start + 16)))
  if (!match) return
  return marks[match.slice(1).findIndex((group) => group !== undefined)]
}

// A run of lines with one mark is one block; a fence runs to its end, or is no fence; a table needs two rows.
function findRunEnd(text: string, lines: ReadonlyArray<Line>, from: number, mark: Mark): number {
  const isNext = (index: number) => lines[index]?.number === (lines[index - 1]?.number ?? 0) + 1
  if (mark === 'heading') return from + 1
  if (mark === 'fence') {
    const close = lines.findIndex((line, index) => index > from && findMark(text, line) === 'fence')
    return close < 0 ? from : close + 1
  }

  let end = from + 1
  for (let line = lines[end]; line !== undefined && isNext(end); line = lines[end]) {
    if (findMark(text, line) !== mark) break
    end++
  }

  return mark === 'table' && end < from + 2 ? from : end
}

function parseRun(text: string, firstLine: Line, lastLine: Line): RootContent[] {
  const shift = {offset: firstLine.start, line: firstLine.number}
  return parseChunk(text, text.slice(firstLine.start, lastLine.end), shift, blockSyntax).children
}

function parseLine(text: string, line: Line): RootContent[] {
  const value = text.slice(line.start, line.end)
  if (significant.test(value)) {
    return parseChunk(text, value, {offset: line.start, line: line.number}, inlineSyntax).children
  }

  const position = {start: pointOf(line), end: {...pointOf(line), column: value.length + 1, offset: line.end}}
  const paragraph: Paragraph = {type: 'paragraph', children: [{type: 'text', value, position}], position}
  return [paragraph]
}

function pointOf(line: Line | undefined) {
  return {line: (line?.number ?? 0) + 1, column: 1, offset: line?.start ?? 0}
}

function endOf(text: string, lines: ReadonlyArray<Line>) {
  const last = lines.at(-1)
  return {line: (last?.number ?? 0) + 1, column: 1, offset: last?.end ?? text.length}
}
