/**
 * remark plugin to tell lines from paragraphs.
 *
 * Many raw files hold a paragraph a line, without blank lines between, so Markdown
 * takes a whole article for one paragraph. Such lines become paragraphs. Lines that
 * were wrapped at a width stay together; in Han text they are joined, since a line
 * ending there must not become a blank. Verse and addresses keep their breaks.
 */

import type {Break, Nodes, Paragraph, Parents, PhrasingContent, Root, Text} from 'mdast'
import type {VFile} from 'vfile'
import {toString} from 'mdast-util-to-string'
import {cloneTree} from '../clone-tree.ts'
import {placeOf, rawPlace, rewriteAll, splitText} from '../trace.ts'
import {setPlace} from './cut-range.ts'
import {endsSentence, glueOf} from './join-text.ts'
import {isHeld, record, type Entry} from './ledger.ts'
import {measureText} from './list-units.ts'

const lineEnding = /\r?\n|\r/g
/** So many code units on each side of a line ending say what stands for it: a character. */
const glued = 2
/** A break that Markdown itself writes. */
const bareBreak = /^[\s\\]*$/
const han = /\p{Script=Han}/u

/** A verse line is no longer than this; see `measureText`. */
const verse = 22
/** Lines that one wrapped at a width differ in length by less than this share, save the last. */
const spread = 0.25

/** Split paragraphs at their lines, or join the lines. */
export function remarkSplitLines() {
  return function (tree: Root, file: VFile): void {
    splitIn(tree, file)
  }
}

function splitIn(parent: Parents, file: VFile): void {
  parent.children = (parent.children as Nodes[]).flatMap(function (child): Nodes[] {
    if (child.type === 'paragraph') return splitParagraph(child, file)
    if (child.type === 'blockquote' || child.type === 'list' || child.type === 'listItem')
      splitIn(child, file)
    return [child]
  }) as typeof parent.children
}

function splitParagraph(node: Paragraph, file: VFile): Paragraph[] {
  const hasLines = node.children.some(
    (child) => child.type === 'break' || (child.type === 'text' && /[\r\n]/.test(child.value))
  )
  if (!hasLines) return [node]

  const lines = collectLines(node, file)
  const texts = lines.map((line) => toString(line.nodes))
  if (isVerse(lines, texts)) return [node]
  if (isWrapped(texts)) {
    joinLines(node)
    return [node]
  }

  recordBreaks(node, file)
  return lines.map(({nodes}) => createParagraph(node, nodes)).filter((line) => line !== undefined)
}

/** A break that is more than blanks is text that goes. */
function recordBreaks(node: Paragraph, file: VFile): void {
  for (const child of node.children) {
    if (child.type !== 'break' || bareBreak.test(String(file.value).slice(...placeOf(child)))) continue
    const entry = planBreak(child)
    if (!isHeld(file, entry)) record(file, entry)
  }
}

function planBreak(node: Break): Entry {
  return {rule: 'split-lines:break', kind: 'drop', place: placeOf(node), why: 'A break that parts paragraphs'}
}

interface Line {
  nodes: PhrasingContent[]
  /** Whether it ends in a break that the author wrote. */
  hard: boolean
}

function collectLines(node: Paragraph, file: VFile): Line[] {
  const lines: Line[] = [{nodes: [], hard: false}]
  for (const child of node.children.map((child) => cloneTree(child))) {
    const line = lines.at(-1)
    if (child.type === 'break' && !isHeld(file, planBreak(child))) {
      if (line) line.hard = true
      lines.push({nodes: [], hard: false})
    } else if (child.type === 'text') splitAtLines(child, lines, String(file.value))
    else line?.nodes.push(child)
  }

  return lines.filter((line) => line.nodes.length > 0)
}

/** Line endings of a text, and the blanks around them; an ending of old keeps its blanks. */
function findLineEndings(
  value: string,
  isWritten: (at: number) => boolean = () => true
): ReadonlyArray<{readonly from: number; readonly to: number}> {
  const endings = [...value.matchAll(lineEnding)].filter(({index}) => isWritten(index))
  return endings.map(function ({0: match, index}) {
    let from = index
    let to = index + match.length
    if (match === '\r') return {from, to}
    while (isBlank(value[from - 1])) from--
    while (isBlank(value[to])) to++
    return {from, to}
  })
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t'
}

function splitAtLines(node: Text, lines: Line[], raw: string): void {
  let rest = node
  let start = 0
  // One that is written as a reference is a blank.
  const isWritten = (at: number) => raw[rawPlace(node, at, at + 1)[0]] !== '&'
  for (const {from, to} of findLineEndings(node.value, isWritten)) {
    const tail = splitText(rest, to - start)
    splitText(rest, from - start)
    if (rest.value !== '') lines.at(-1)?.nodes.push(rest)
    if (lines.at(-1)?.nodes.length) lines.push({nodes: [], hard: false})
    rest = tail
    start = to
  }

  if (rest.value !== '') lines.at(-1)?.nodes.push(rest)
}

function isVerse(lines: ReadonlyArray<Line>, texts: ReadonlyArray<string>): boolean {
  const isShort = texts.every((text) => measureText(text) <= verse && !endsSentence(text))
  return isShort && texts.length >= 3 && lines.slice(0, -1).every((line) => line.hard)
}

function isWrapped(texts: ReadonlyArray<string>): boolean {
  const body = texts.slice(0, -1)
  const sizes = body.map((text) => (han.test(text) ? measureText(text) : text.length))
  const longest = sizes.reduce((most, size) => Math.max(most, size), 0)
  // Wrapped lines fill their width and seldom end where a sentence does.
  const open = body.filter((text) => !endsSentence(text)).length
  if (open < body.length * 0.6 || longest < 16) return false
  if (!body.some((text) => han.test(text))) return longest >= 50 && longest <= 130
  return body.length >= 2 && sizes.every((size) => size >= longest * (1 - spread))
}

function joinLines(node: Paragraph): void {
  for (const child of node.children) {
    if (child.type !== 'text') continue
    const {value} = child
    const joints = findLineEndings(value).map(({from, to}) => ({
      from,
      to,
      text: glueOf(value.slice(Math.max(0, from - glued), from), value.slice(to, to + glued))
    }))
    if (joints.length > 0) rewriteAll(child, joints)
  }
}

function createParagraph(origin: Paragraph, nodes: PhrasingContent[]): Paragraph | undefined {
  const first = nodes[0]
  const last = nodes.at(-1)
  if (first === undefined || last === undefined) return
  const paragraph: Paragraph = {type: 'paragraph', children: nodes}
  setPlace(paragraph, [placeOf(first)[0], placeOf(last)[1]], origin)
  return paragraph
}
