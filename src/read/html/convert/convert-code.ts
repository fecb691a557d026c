/**
 * Convert code: lines as they stand, without the numbers that a page sets beside them.
 */

import type {Element, Nodes, Text} from 'hast'
import type {Code, FrameData, InlineCode} from 'mdast'
import {toString} from 'hast-util-to-string'
import {placeOf} from '../../../trace.ts'
import {addTextFrames, control} from './add-frames.ts'
import {joinPieces, type Mark} from './build-phrasing.ts'
import {addNode, addBlock, closeParagraph, type Flow, type Scene} from './flow.ts'
import {listTexts, type Piece} from './list-pieces.ts'
import {classesOf, findElements, isBlock} from './tags.ts'

const numbersOnly = /^[\s\d]*$/
const gutterClass =
  /^(?:line-?no(?:s|de)?|line-?numbers?(?:-rows)?|linenos?(?:div)?|ln(?:-num)?|gutter|hljs-ln-n\w*|code-?line-?num\w*|lnt?)$/i
/** What pages set among code to work with it, such as a button that copies it. */
const controlTag = /^(?:button|select|textarea)$/

const gutter: FrameData = {
  rule: 'line-numbers',
  why: 'Numbers of the lines of a piece of code',
  confidence: 1
}

/** Whether an element holds nothing but the numbers of lines. */
function isGutter(node: Element): boolean {
  const text = toString(node)
  if (!numbersOnly.test(text) || text.trim() === '') return false
  const style = String(node.properties['style'] ?? '')
  return classesOf(node).some((name) => gutterClass.test(name)) || /user-select\s*:\s*none/i.test(style)
}

/** What an element within code is, where it is none of the code. */
function findAside(node: Element, {frames}: Scene): FrameData | undefined {
  return frames.get(node) ?? (controlTag.test(node.tagName) ? control : isGutter(node) ? gutter : undefined)
}

/** Add a block of code. */
export function addCode(node: Element, flow: Flow, scene: Scene, marks: ReadonlyArray<Mark>): void {
  const asides = findElements(node, (part) => findAside(part, scene) !== undefined)
  closeParagraph(flow, scene)
  for (const part of asides)
    addTextFrames(listTexts(part), flow, scene, {data: findAside(part, scene) ?? gutter, marks})
  closeParagraph(flow, scene)
  const pieces = trimLines(listLines(node, scene, new Set(asides)))
  if (pieces.every(({value}) => value.trim() === '')) return
  const {place, value, edits} = joinPieces(pieces, scene.source.text)
  const code: Code = {type: 'code', lang: scene.languages.get(node) ?? null, meta: null, value}
  if (edits.length > 0) code.data = {edits}
  addBlock(flow, scene, scene.locate(code, place))
}

/** Add code within a line. */
export function addInlineCode(node: Element, flow: Flow, scene: Scene, marks: ReadonlyArray<Mark>): void {
  const pieces = listTexts(node).flatMap((text) => scene.source.pieces.get(text) ?? [])
  const from = pieces.findIndex(({value}) => value.trim() !== '')
  const to = pieces.findLastIndex(({value}) => value.trim() !== '')
  // Blanks beside it part it from what stands there.
  for (const piece of pieces.slice(0, Math.max(from, 0))) flow.atoms.push({kind: 'piece', piece, marks})
  if (from >= 0) {
    const inside = pieces.slice(from, to + 1).map((piece) => (piece.isBlank ? {...piece, value: ' '} : piece))
    const {place, value, edits} = joinPieces(inside, scene.source.text)
    const code: InlineCode = {type: 'inlineCode', value}
    if (edits.length > 0) code.data = {edits}
    addNode(flow, scene.locate(code, place), marks)
  }

  for (const piece of pieces.slice(to + 1)) flow.atoms.push({kind: 'piece', piece, marks})
}

/** Pieces of code; what breaks lines on the page breaks them here. */
function listLines(node: Element, scene: Scene, asides: ReadonlySet<Element>): Piece[] {
  const pieces: Piece[] = []
  const addLine = (start: number, end: number) => {
    // An element that the page does not write out has no place of its own.
    const least = pieces.at(-1)?.end ?? start
    pieces.push({start: Math.max(start, least), end: Math.max(end, least), value: '\n', isBlank: true})
  }

  const isOpen = () => pieces.length > 0 && !/\n$/.test(pieces.at(-1)?.value ?? '')
  const walk = (child: Nodes) => {
    if (child.type === 'text') {
      const own: ReadonlyArray<Piece> = scene.source.pieces.get(child as Text) ?? []
      for (const piece of own) if (piece.start >= (pieces.at(-1)?.end ?? 0)) pieces.push(piece)
    }

    if (child.type !== 'element' || asides.has(child)) return
    const [start, end] = placeOf(child)
    if (child.tagName === 'br') addLine(start, end)
    const isLine = isBlock(child) && !/^(?:td|tbody|table)$/.test(child.tagName)
    if (isLine && isOpen()) addLine(start, start)
    for (const inner of child.children) walk(inner)
    if (isLine && isOpen()) addLine(pieces.at(-1)?.end ?? start, pieces.at(-1)?.end ?? start)
  }

  for (const child of node.children) walk(child)
  return pieces
}

/** Without blank lines at its ends; the indent of the first line stays. */
function trimLines(pieces: ReadonlyArray<Piece>): Piece[] {
  const first = pieces.findIndex(({isBlank}) => !isBlank)
  const last = pieces.findLastIndex(({isBlank}) => !isBlank)
  if (first < 0) return []
  const kept = pieces.slice(first, last + 1)
  const indent = pieces[first - 1]
  const width = /[ \t]+$/.exec(indent?.value ?? '')?.[0].length ?? 0
  if (indent && width > 0 && indent.end - indent.start === indent.value.length)
    kept.unshift({...indent, start: indent.end - width, value: indent.value.slice(-width)})
  return kept
}
