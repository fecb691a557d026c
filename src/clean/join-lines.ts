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

/** Fewer lines than this show no width, unless hardly any of them speaks against it. */
const fewest = 8
const fewestClear = 3
/** Of so few lines, so many fill the width, break off, and go on with a small letter or right at the width. */
const clear = 0.75
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
/** What parts a line from the one right under it, and from one behind a blank line. */
const beside = /^[^\S\r\n\u2028\u2029]*(?:\r\n|[\n\r\u2028\u2029])[^\S\r\n\u2028\u2029]*$/
const apart = /^[^\S\r\n\u2028\u2029]*(?:(?:\r\n|[\n\r\u2028\u2029])[^\S\r\n\u2028\u2029]*){2}$/
/** Where hardly any line stands right under another, the lines of the text are all apart. */
const rare = 0.1
/** As much as stands before the first letter of a line. */
const longestIndent = 40
const lineStart = /[^\n\r\u2028\u2029]*$/

/** A paragraph of one line that another stands right under. */
interface Line {
  readonly text: string
  readonly columns: number
  /** Columns of the word that begins the next line; none where that is a character that may begin any line. */
  readonly word: number | undefined
  /** Whether the next line begins with a small letter, as a sentence does not. */
  readonly isContinued: boolean
}

/** Join wrapped lines. */
export function remarkJoinLines() {
  return function (tree: Root, file: VFile): void {
    const raw = String(file.value)
    const gap = findGap(tree, raw)
    const lines = new Map(
      tree.children.map((node, index) => [node, readLine(node, tree.children[index + 1], {raw, gap})])
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
        isFollowed(line, node, width, raw) &&
        // Where nothing else tells a paragraph's end, a stop with room behind it does.
        !(gap === apart && endsSentence(line.text) && hasRoom(line, width))
      )
        joinParagraphs(open, node, glueOf(line.text, toString(node)), raw)
      else children.push(node)
      before = node
    }

    tree.children = children
  }
}

/** What parts the lines of a text: a line ending, or a blank line where someone put one behind each. */
function findGap(tree: Root, raw: string): RegExp {
  let near = 0
  let far = 0
  for (const [index, node] of tree.children.entries()) {
    const next = tree.children[index + 1]
    if (node.type !== 'paragraph' || next?.type !== 'paragraph') continue
    const between = raw.slice(placeOf(node)[1], placeOf(next)[0])
    if (beside.test(between)) near++
    else if (apart.test(between)) far++
  }

  return near <= far * rare && far >= fewest ? apart : beside
}

function readLine(
  node: RootContent,
  next: RootContent | undefined,
  {raw, gap}: {raw: string; gap: RegExp}
): Line | undefined {
  if (node.type !== 'paragraph' || next?.type !== 'paragraph') return
  // A paragraph of several lines is Markdown, whose lines tell themselves.
  if (!gap.test(raw.slice(placeOf(node)[1], placeOf(next)[0]))) return
  const text = toString(node)
  const [head = ''] = toString(next).split(' ', 1)
  const [character = ''] = head
  const word = measureColumns(character) > 1 ? undefined : measureColumns(head)
  return {text, columns: measureColumns(text), word, isContinued: /^\p{Ll}/u.test(head)}
}

/** The width at which lines are wrapped, in columns. */
function findWidth(lines: ReadonlyArray<Line>): number | undefined {
  if (lines.length < fewestClear) return
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
  const isClear = lines.length >= fewest || showsWidth(lines, full, {open, most})
  return isWrapped && isClear ? width : undefined
}

/** Whether even a few lines can be nothing but wrapped. */
function showsWidth(
  lines: ReadonlyArray<Line>,
  full: ReadonlyArray<Line>,
  {open, most}: {open: ReadonlyArray<Line>; most: number}
): boolean {
  const least = lines.length * clear
  // One Han character, or a mark that must not begin a line, may be lacking.
  const going = open.filter(({word, isContinued, columns}) => {
    return word === undefined ? columns >= most - 2 : isContinued
  })
  return full.length >= least && open.length >= least && going.length >= least
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
  const [start] = placeOf(next)
  const indent = lineStart.exec(raw.slice(Math.max(0, start - longestIndent), start))?.[0] ?? ''
  if (opensParagraph.test(indent + raw.slice(start, start + 4))) return false
  if (line.word === undefined) return isFull(line, width)
  return line.columns <= width * (1 + slack) && !hasRoom(line, width * (1 - slack / 4))
}

function measureColumns(text: string): number {
  let columns = 0
  for (const character of text) columns += eastAsianWidth(character.codePointAt(0) ?? 0)
  return columns
}
