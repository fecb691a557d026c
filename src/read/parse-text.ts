/**
 * Parse a plain text into a tree that keeps its trace.
 *
 * One line is one paragraph. What people write in plain text all the same is
 * honoured: inline Markdown, `#` headings, list marks, quotes, fences. An indent never
 * makes code, and a number with an ideographic comma is no list: `clean` judges that.
 * Most lines hold none of it, so they never meet the Markdown parser.
 */

import type {Paragraph, PhrasingContent, Root, RootContent, Table, TableCell, TableRow} from 'mdast'
import {findFrontMatter} from './find-front-matter.ts'
import {inlineSyntax, parseChunk, sharedSyntax, significant} from './parse-markdown.ts'

interface Line {
  readonly start: number
  readonly end: number
  /** 0-based. */
  readonly number: number
}

type Mark = 'heading' | 'bullet' | 'number' | 'quote' | 'table' | 'fence'

/** A line start that may open a block, by its first character. */
const opener = /^[ \t]{0,3}(?:(#{1,6}[ \t])|([-+*][ \t])|(\d{1,9}[.)][ \t])|(>)|(\|)|(`{3}|~{3}))/
const marks: ReadonlyArray<Mark> = ['heading', 'bullet', 'number', 'quote', 'table', 'fence']
const first = /[ \t#\-+*\d>|`~]/

/** A line that is longer takes the parser more time than its length is worth; so long are its pieces. */
const longestLine = 20_000
const pieceSize = 10_000

/** A stop of Latin text ends a sentence only before a blank: others stand in addresses and numbers. */
const sentenceEnd = /[.!?](?=\s)|[\u3002\uff01\uff1f]/
const lastBlank = /\s(?=\S*$)/

/** Fewer lines are no table, and no row of one is longer. */
const fewestRows = 3
const longestRow = 200

/** Those of other systems included. */
const lineEnding = /\r\n|[\n\r\u2028\u2029]/g

const blockSyntax = [...sharedSyntax, {disable: {null: ['codeIndented', 'setextUnderline', 'definition']}}]

/** Parse a plain text. */
export function parseText(text: string): Root {
  const head = findFrontMatter(text)
  const lines = splitLines(text)
  const children: RootContent[] = head ? [head.node] : []
  let index = head ? lines.filter((line) => line.start < head.end).length : 0
  while (index < lines.length) {
    const line = lines[index]
    if (line === undefined) break
    const mark = findMark(text, line)
    const end = mark === undefined ? index + 1 : findRunEnd(text, lines, index, mark)
    const rows = mark === undefined ? findColumns(text, lines, index) : index
    if (rows > index) {
      children.push(createTable(text, lines.slice(index, rows)))
      index = rows
    } else if (mark === undefined || end === index) {
      children.push(...parseLine(text, line))
      index++
    } else {
      for (const block of parseRun(text, line, lines[end - 1] ?? line)) children.push(block)
      index = end
    }
  }

  return {type: 'root', children, position: {start: pointOf(lines[0]), end: endOf(text, lines)}}
}

function splitLines(text: string): Line[] {
  const lines: Line[] = []
  let number = 0
  for (let start = 0; start < text.length; number++) {
    lineEnding.lastIndex = start
    const match = lineEnding.exec(text)
    let end = match?.index ?? text.length
    const next = match ? end + match[0].length : end
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
    for (let index = from + 1, line = lines[index]; line !== undefined; line = lines[++index]) {
      if (findMark(text, line) === 'fence') return index + 1
    }

    return from
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
  return parseChunk(text.slice(firstLine.start, lastLine.end), shift, blockSyntax).children
}

function parseLine(text: string, line: Line): RootContent[] {
  const value = text.slice(line.start, line.end)
  if (value.length > longestLine) return [joinPieces(text, line)]
  if (significant.test(value))
    return parseChunk(value, {offset: line.start, line: line.number}, inlineSyntax).children

  const position = positionOf(line)
  const paragraph: Paragraph = {type: 'paragraph', children: [{type: 'text', value, position}], position}
  return [paragraph]
}

/** A paragraph of a line that is read piece by piece. */
function joinPieces(text: string, line: Line): Paragraph {
  const children: PhrasingContent[] = []
  for (let start = line.start; start < line.end;) {
    const end = findPieceEnd(text, start, line.end)
    for (const node of parseLine(text, {start, end, number: line.number})) {
      if (node.type === 'paragraph') children.push(...node.children)
    }

    // Blanks between two pieces are a text of their own.
    start = end
    while (start < line.end && isBlank(text.charCodeAt(start))) start++
    const position = positionOf({start: end, end: start, number: line.number})
    if (start > end) children.push({type: 'text', value: text.slice(end, start), position})
  }

  return {type: 'paragraph', children, position: positionOf(line)}
}

/** Where a piece ends: behind a sentence, else before the last blank, else between two characters. */
function findPieceEnd(text: string, start: number, lineEnd: number): number {
  const from = start + pieceSize
  if (from >= lineEnd) return lineEnd
  const rest = text.slice(from, Math.min(lineEnd, start + longestLine))
  const stop = rest.search(sentenceEnd)
  if (stop >= 0) return from + stop + 1
  let end = from + Math.max(rest.search(lastBlank), 0)
  // The parser takes away the blanks at both ends of what it is given.
  while (isBlank(text.charCodeAt(end - 1))) end--
  return isWithinPair(text, end) ? end + 1 : end
}

function isWithinPair(text: string, at: number): boolean {
  return (text.codePointAt(at - 1) ?? 0) > 0xff_ff
}

/** End of a run of lines in columns that tabs part: as many in each, and nothing longer than a cell. */
function findColumns(text: string, lines: ReadonlyArray<Line>, from: number): number {
  const width = countCells(text, lines[from])
  if (width < 2) return from
  let end = from + 1
  while (countCells(text, lines[end]) === width && lines[end]?.number === (lines[end - 1]?.number ?? 0) + 1)
    end++
  return end - from < fewestRows ? from : end
}

function countCells(text: string, line: Line | undefined): number {
  if (!line || line.end - line.start > longestRow) return 0
  const row = text.slice(line.start, line.end)
  return row.includes('\t') ? row.split('\t').length : 0
}

function createTable(text: string, lines: ReadonlyArray<Line>): Table {
  const children = lines.map(function (line): TableRow {
    const cells: TableCell[] = []
    let start = line.start
    for (const cell of text.slice(line.start, line.end).split('\t')) {
      const from = start + cell.length - cell.trimStart().length
      const place = {start: from, end: Math.max(from, start + cell.trimEnd().length), number: line.number}
      const inside = cell.trim() === '' ? [] : parseLine(text, place)
      const nodes = inside.flatMap((node) => (node.type === 'paragraph' ? node.children : []))
      cells.push({type: 'tableCell', children: nodes, position: positionOf(place)})
      start += cell.length + 1
    }

    return {type: 'tableRow', children: cells, position: positionOf(line)}
  })
  const [first] = lines
  const last = lines.at(-1)
  const table: Table = {type: 'table', children}
  if (first && last) table.position = {start: pointOf(first), end: positionOf(last).end}
  return table
}

function positionOf(line: Line) {
  const start = pointOf(line)
  return {start, end: {...start, column: line.end - line.start + 1, offset: line.end}}
}

function pointOf(line: Line | undefined) {
  return {line: (line?.number ?? 0) + 1, column: 1, offset: line?.start ?? 0}
}

function endOf(text: string, lines: ReadonlyArray<Line>) {
  const last = lines.at(-1)
  return {line: (last?.number ?? 0) + 1, column: 1, offset: last?.end ?? text.length}
}
