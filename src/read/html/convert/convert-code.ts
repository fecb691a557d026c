/**
 * Convert code: lines as they stand, without the numbers that a page sets beside them.
 */

import type {Element, Nodes, Text} from 'hast'
import type {Code, FrameData, InlineCode} from 'mdast'
import {toString} from 'hast-util-to-string'
import {placeOf} from '../../../trace.ts'
import {addTextFrames} from './add-frames.ts'
import {joinPieces, type Mark} from './build-phrasing.ts'
import {addNode, addBlock, closeParagraph, type Flow, type Scene} from './flow.ts'
import {listTexts, type Piece} from './list-pieces.ts'
import {classesOf, findElements, isBlock} from './tags.ts'

const numbersOnly = /^[\s\d]*$/
const gutterClass =
  /^(?:line-?no(?:s|de)?|line-?numbers?(?:-rows)?|linenos?(?:div)?|ln(?:-num)?|gutter|hljs-ln-n\w*|code-?line-?num\w*|lnt?)$/i
/** How highlighters name a language in a class. */
const languageClass = /^(?:lang(?:uage)?|highlight(?:-source|-text)?|brush:?|sourceCode|code)-([\w+#.-]+)$/i
/** Names of languages that mean none. */
const noLanguage = /^(?:none|no-?highlight|plain|plain-?text|text|txt|default|auto)$/i

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

/** Add a block of code. */
export function addCode(node: Element, flow: Flow, scene: Scene, marks: ReadonlyArray<Mark>): void {
  const gutters = findElements(node, isGutter)
  closeParagraph(flow, scene)
  addTextFrames(
    gutters.flatMap((part) => listTexts(part)),
    flow,
    scene,
    {data: gutter, marks}
  )
  closeParagraph(flow, scene)
  const pieces = trimLines(listLines(node, scene, new Set(gutters)))
  if (pieces.every(({value}) => value.trim() === '')) return
  const {place, value, edits} = joinPieces(pieces, scene.source.text)
  const lang = findLanguage(node)
  const code: Code = {type: 'code', lang: lang ?? null, meta: null, value}
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
function listLines(node: Element, scene: Scene, gutters: ReadonlySet<Element>): Piece[] {
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

    if (child.type !== 'element' || gutters.has(child)) return
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

function findLanguage(node: Element): string | undefined {
  for (const part of [node, ...findElements(node, ({tagName}) => tagName === 'code')]) {
    const {dataLang, dataLanguage} = part.properties
    const classes = classesOf(part)
    const brush = classes.indexOf('brush:')
    const named = [
      dataLang,
      dataLanguage,
      ...classes.map((name) => languageClass.exec(name)?.[1]),
      brush < 0 ? undefined : classes[brush + 1]?.replace(/;$/, '')
    ]
    const found = named.find((name) => name !== undefined && name !== null && String(name) !== '')
    if (found !== undefined) return noLanguage.test(String(found)) ? undefined : String(found).toLowerCase()
  }

  return
}
