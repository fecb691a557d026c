/**
 * remark plugin to join the lines of a plain text that was wrapped at a width.
 *
 * In a plain text each line is a paragraph, until most lines turn out to be equally wide
 * and to break off in the middle of a sentence. Then a line that fills the width goes on
 * in the next. Width is counted as a terminal does: a Han character takes two columns.
 */

import type {Paragraph, Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import {eastAsianWidth} from 'get-east-asian-width'
import {toString} from 'mdast-util-to-string'
import {placeOf} from '../trace.ts'
import {endsSentence, glueOf, joinParagraphs} from './join-text.ts'

/** Fewer lines than this show no width. */
const fewest = 8
/** No one wraps narrower or wider; columns. */
const narrowest = 28
const widest = 130
/** A line fills the width if it lacks no more than this share, for a word that had no room in it. */
const slack = 0.14
/** Of lines that fill the width, so many break off, and of all lines, so many fill it. */
const broken = 0.6
const filled = 0.4
/** Of all lines, so few are wider than the width, and so few are ended by their author. */
const wider = 0.05
const roomy = 0.1
/** Of a long text, so many lines show what the others are. */
const enough = 2000

const opensParagraph = /^[ \t]{2,}|^\u3000|^[-*\u2022\u25cf\u25a0#>]|^\d{1,2}[.\u3001\uff0e]/u
const beside = /^[^\S\n]*\n[^\S\n]*$/

/** A paragraph of one line that another stands right under. */
interface Line {
  readonly text: string
  readonly columns: number
  /** Columns of the word that begins the next line; none where that is a character that may begin any line. */
  readonly word: number | undefined
}

/** Join wrapped lines. */
export function remarkJoinLines() {
  return function (tree: Root, file: VFile): void {
    const raw = String(file.value)
    const lines = new Map(
      tree.children.map((node, index) => [node, readLine(node, tree.children[index + 1], raw)])
    )
    const width = findWidth([...lines.values()].flatMap((line) => line ?? []).slice(0, enough))
    if (width === undefined) return
    const children: RootContent[] = []
    let before: RootContent | undefined
    for (const node of tree.children) {
      const line = before && lines.get(before)
      const open = children.at(-1)
      if (
        line &&
        open?.type === 'paragraph' &&
        node.type === 'paragraph' &&
        isFollowed(line, node, width, raw)
      )
        joinParagraphs(open, node, glueOf(line.text, toString(node)), raw)
      else children.push(node)
      before = node
    }

    tree.children = children
  }
}

function readLine(node: RootContent, next: RootContent | undefined, raw: string): Line | undefined {
  if (node.type !== 'paragraph' || next?.type !== 'paragraph') return
  if (!beside.test(raw.slice(placeOf(node)[1], placeOf(next)[0]))) return
  const text = toString(node)
  const [head = ''] = toString(next).split(' ', 1)
  const [character = ''] = head
  const word = measureColumns(character) > 1 ? undefined : measureColumns(head)
  return {text, columns: measureColumns(text), word}
}

/** The width at which lines are wrapped, in columns. */
function findWidth(lines: ReadonlyArray<Line>): number | undefined {
  if (lines.length < fewest) return
  const columns = lines.map((line) => line.columns).sort((a, b) => a - b)
  const width = columns[Math.floor(columns.length * 0.9)] ?? 0
  const most = columns.at(-1) ?? 0
  if (width < narrowest || width > widest) return
  const full = lines.filter((line) => isFull(line, width))
  const open = full.filter(({text}) => !endsSentence(text))
  const over = lines.filter((line) => line.columns > width * (1 + slack))
  // Whoever wraps leaves no room for the next word; lines that leave it were ended by their author.
  const ended = lines.filter((line) => hasRoom(line, most) && !endsSentence(line.text))
  const isWrapped =
    full.length >= lines.length * filled &&
    open.length >= full.length * broken &&
    over.length <= lines.length * wider &&
    ended.length <= lines.length * roomy
  return isWrapped ? width : undefined
}

function isFull({columns}: Line, width: number): boolean {
  return columns >= width * (1 - slack) && columns <= width * (1 + slack)
}

/** Whether the next word would have had room in a line. */
function hasRoom({columns, word}: Line, width: number): boolean {
  return word !== undefined && columns + 1 + word <= width
}

/** Whether a line goes on in the next: nothing that begins the next would have had room in it. */
function isFollowed(line: Line, next: Paragraph, width: number, raw: string): boolean {
  const lineStart = raw.lastIndexOf('\n', placeOf(next)[0] - 1) + 1
  if (opensParagraph.test(raw.slice(lineStart, lineStart + 4))) return false
  if (line.word === undefined) return isFull(line, width)
  return line.columns <= width * (1 + slack) && !hasRoom(line, width * (1 - slack / 4))
}

function measureColumns(text: string): number {
  let columns = 0
  for (const character of text) columns += eastAsianWidth(character.codePointAt(0) ?? 0)
  return columns
}
