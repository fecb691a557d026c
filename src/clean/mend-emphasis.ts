/**
 * remark plugin to mend strong text whose marks have a blank on the wrong side,
 * such as `**text. **`, which Markdown leaves as it stands.
 *
 * In a paragraph with stray marks, all marks are paired again in order, since one
 * stray mark makes Markdown take the text between two bold runs for a bold run. A
 * mark without a partner goes. Code is not touched.
 */

import type {Nodes, Parents, PhrasingContent, Root, Strong, Text} from 'mdast'
import type {Place} from '../model.ts'
import type {VFile} from 'vfile'
import {toString} from 'mdast-util-to-string'
import {visit} from 'unist-util-visit'
import {placeOf, rewriteAll, splitText} from '../trace.ts'
import {setPlace} from './cut-range.ts'
import {isHeld, record} from './ledger.ts'

/** A mark, or a node between marks. */
type Piece = {readonly mark: Text} | {readonly node: PhrasingContent}

const marks = /\*{2,}/g
/** What opens and closes strong text in Markdown. */
const markSize = 2
const hanSide = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef\u2018-\u201d]/u
const hasMark = /\*\*/
const why = 'A mark of strong text that has a blank on its wrong side, or no partner'

/** Mend broken strong text. */
export function remarkMendEmphasis() {
  return function (tree: Root, file: VFile): void {
    visit(tree, function (node) {
      if (!('children' in node) || !isPhrasing(node)) return
      const isBroken = node.children.some((child) => child.type === 'text' && hasMark.test(child.value))
      if (isBroken) mendParent(node, file)
    })
  }
}

function isPhrasing(node: Nodes): node is Parents & {children: PhrasingContent[]} {
  return node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell'
}

function mendParent(parent: Parents & {children: PhrasingContent[]}, file: VFile): void {
  const pieces = parent.children.flatMap((child) => splitMarks(child, file))
  const count = pieces.filter((piece) => 'mark' in piece).length
  const children: PhrasingContent[] = []
  let open: {mark: Text; at: number} | undefined
  let seen = 0
  for (const piece of pieces) {
    if ('node' in piece) {
      children.push(piece.node)
      continue
    }

    seen++
    if (open === undefined && seen < count) {
      open = {mark: piece.mark, at: children.length}
    } else if (open === undefined) {
      eraseMark(piece.mark, file)
      children.push(piece.mark)
    } else {
      const inside = children.splice(open.at)
      if (toString(inside).trim() === '') {
        for (const mark of [open.mark, piece.mark]) eraseMark(mark, file)
        for (const node of [open.mark, ...inside, piece.mark]) children.push(node)
      } else for (const node of wrapStrong(open.mark, inside, piece.mark, file)) children.push(node)
      open = undefined
    }
  }

  parent.children = children
}

/** Take a node apart at its marks; strong text becomes its two marks and what is between. */
function splitMarks(node: PhrasingContent, file: VFile): Piece[] {
  if (node.type === 'strong') {
    const [start, end] = placeOf(node)
    if (node.children.length === 0) return [{node}]
    // The children do not reach to the marks where a tag has gone.
    const open = {mark: textAt(node, start, start + markSize, file)}
    const close = {mark: textAt(node, end - markSize, end, file)}
    return [open, ...node.children.flatMap((child) => splitMarks(child, file)), close]
  }

  if (node.type !== 'text') return [{node}]
  const pieces: Piece[] = []
  const rest = node
  for (const match of [...node.value.matchAll(marks)].toReversed()) {
    const tail = splitText(rest, match.index + match[0].length)
    const mark = splitText(rest, match.index)
    pieces.push({node: tail}, {mark})
  }

  pieces.push({node: rest})
  return pieces
    .reverse()
    .filter((piece) => 'mark' in piece || toString(piece.node) !== '' || piece.node.type !== 'text')
}

function textAt(node: Strong, start: number, end: number, file: VFile): Text {
  const text: Text = {type: 'text', value: String(file.value).slice(start, end)}
  setPlace(text, [start, end], node)
  return text
}

function eraseMark(mark: Text, file: VFile): void {
  const entry = {
    rule: 'mend-emphasis:stray-mark',
    kind: 'rewrite',
    place: placeOf(mark),
    after: '',
    why
  } as const
  if (isHeld(file, entry)) return
  rewriteAll(mark, [{from: 0, to: mark.value.length, text: ''}])
  record(file, entry)
}

function wrapStrong(open: Text, inside: PhrasingContent[], close: Text, file: VFile): PhrasingContent[] {
  const whole = toString(inside)
  const place: Place = [placeOf(open)[0], placeOf(close)[1]]
  if (whole !== whole.trim() && isHeld(file, {rule: 'mend-emphasis:blank', kind: 'rewrite', place}))
    return [open, ...inside, close]
  const before = takeBlank(inside, 'start')
  const after = takeBlank(inside, 'end')
  if (toString(inside) !== whole) {
    record(file, {rule: 'mend-emphasis:blank', kind: 'rewrite', place, after: `**${toString(inside)}**`, why})
  }

  const strong: Strong = {type: 'strong', children: inside}
  setPlace(strong, place, open)
  return [...(before ? [before] : []), strong, ...(after ? [after] : [])]
}

/** Blanks at an end of strong text, as a node of their own; they go where Han text needs none. */
function takeBlank(nodes: PhrasingContent[], side: 'start' | 'end'): Text | undefined {
  const node = side === 'start' ? nodes[0] : nodes.at(-1)
  if (node?.type !== 'text') return
  const trimmed = side === 'start' ? node.value.trimStart() : node.value.trimEnd()
  const size = node.value.length - trimmed.length
  if (size === 0 || trimmed === '') return
  if (side === 'end') {
    const blank = splitText(node, node.value.length - size)
    return hanSide.test(trimmed.at(-1) ?? '') ? undefined : blank
  }

  nodes[0] = splitText(node, size)
  return hanSide.test(trimmed[0] ?? '') ? undefined : node
}
