/**
 * remark plugin to join the lines of a plain text that was wrapped at a width.
 *
 * In a plain text each line is a paragraph, until most lines turn out to be equally wide
 * and to break off in the middle of a sentence. Then a line that fills the width goes on
 * in the next. Width is counted as a terminal does: a Han character takes two columns.
 */

import type {Paragraph, Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import {toString} from 'mdast-util-to-string'
import {placeOf} from '../trace.ts'
import {joinParagraphs} from './join-paragraphs.ts'

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
/** Of all lines, so few are odd; and of a long text, so many lines show what the others are. */
const rare = 0.1
const enough = 2000

const sentenceEnd = /[.!?\u3002\uff01\uff1f\u2026:\uff1a;\uff1b](?:["'\u201d\u2019\u300d\u300f)\uff09]*)\s*$/u
const opensParagraph = /^[ \t]{2,}|^\u3000|^[-*\u2022\u25cf\u25a0#>]|^\d{1,2}[.\u3001\uff0e]/u
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/
const wideEnd = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef\u2014\u2026\u201c\u201d]$/u
const wideStart = /^[\p{Script=Han}\u3000-\u303f\uff00-\uffef\u2014\u2026\u201c\u201d]/u

/** Join wrapped lines. */
export function remarkJoinLines() {
  return function (tree: Root, file: VFile): void {
    const raw = String(file.value)
    const width = findWidth(tree.children, raw)
    if (width === undefined) return
    const children: RootContent[] = []
    let last: RootContent | undefined
    for (const node of tree.children) {
      const before = children.at(-1)
      if (last?.type === 'paragraph' && before?.type === 'paragraph' && node.type === 'paragraph') {
        if (isFollowed(last, node, width, raw)) {
          last = structuredClone(node)
          joinParagraphs(before, node, glueOf(before, node), raw)
          continue
        }
      }

      last = node.type === 'paragraph' ? structuredClone(node) : node
      children.push(node)
    }

    tree.children = children
  }
}

/** The width at which a text is wrapped, in columns. */
function findWidth(nodes: ReadonlyArray<RootContent>, raw: string): number | undefined {
  const lines = nodes.filter(
    (node, index) => node.type === 'paragraph' && isBeside(node, nodes[index + 1], raw)
  )
  if (lines.length < fewest) return
  const texts = lines.map((line) => toString(line))
  const widths = texts.map((text) => measureColumns(text))
  const width = widths.toSorted((a, b) => a - b)[Math.floor(widths.length * 0.9)] ?? 0
  if (width < narrowest || width > widest) return
  const full = texts.filter((_, index) => isFull(widths[index] ?? 0, width))
  const over = widths.filter((other) => other > width * (1 + slack)).length
  const open = full.filter((text) => !sentenceEnd.test(text.slice(-12))).length
  const isWrapped =
    full.length >= lines.length * filled && open >= full.length * broken && over <= lines.length * 0.05
  return isWrapped && !isRoomy(nodes, lines, Math.max(...widths.slice(0, enough))) ? width : undefined
}

/** Whoever wraps leaves no room for the next word; lines that leave it were ended by their author. */
function isRoomy(
  nodes: ReadonlyArray<RootContent>,
  lines: ReadonlyArray<RootContent>,
  width: number
): boolean {
  const after = new Map(nodes.map((node, index) => [node, nodes[index + 1]]))
  const sample = lines.slice(0, enough)
  const roomy = sample.filter(function (line) {
    const text = toString(line)
    const next = after.get(line)
    const [word = ''] = next ? toString(next).split(' ') : []
    if (sentenceEnd.test(text.slice(-12)) || wide.test(word[0] ?? '')) return false
    return measureColumns(text) + 1 + measureColumns(word) <= width
  })
  return roomy.length > sample.length * rare
}

function isFull(columns: number, width: number): boolean {
  return columns >= width * (1 - slack) && columns <= width * (1 + slack)
}

/** Whether a line goes on in the next: nothing that begins the next would have had room in it. */
function isFollowed(line: Paragraph, next: Paragraph, width: number, raw: string): boolean {
  if (!isBeside(line, next, raw)) return false
  const text = toString(next)
  const lineStart = raw.lastIndexOf('\n', placeOf(next)[0] - 1) + 1
  if (opensParagraph.test(raw.slice(lineStart, lineStart + 4))) return false
  const columns = measureColumns(toString(line))
  if (wide.test(text[0] ?? '')) return isFull(columns, width)
  const [word = ''] = text.split(' ')
  return columns <= width * (1 + slack) && columns + 1 + word.length > width * (1 - slack / 4)
}

/** Whether one line stands right under the other. */
function isBeside(line: RootContent, next: RootContent | undefined, raw: string): boolean {
  if (next?.type !== 'paragraph') return false
  return /^[^\S\n]*\n[^\S\n]*$/.test(raw.slice(placeOf(line)[1], placeOf(next)[0]))
}

function glueOf(line: Paragraph, next: Paragraph): string {
  return wideEnd.test(toString(line)) && wideStart.test(toString(next)) ? '' : ' '
}

function measureColumns(text: string): number {
  let columns = 0
  for (const character of text) columns += wide.test(character) ? 2 : 1
  return columns
}
