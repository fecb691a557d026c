/**
 * Convert the tree of a web page into Markdown's, and keep the trace.
 *
 * A text of the result stands for one range of the page's source, tags and all, and its
 * edits say what of it is none of the text. What is not of the article stands in frames;
 * `judge-page.ts` says which elements these are. Nothing that the page says is left out.
 */

import type {Element, Nodes, Root, Text} from 'hast'
import type {FootnoteDefinition, FootnoteReference, FrameData, Heading, Nodes as MdastNodes} from 'mdast'
import type {Root as MdastRoot, RootContent} from 'mdast'
import {toString} from 'hast-util-to-string'
import {location} from 'vfile-location'
import type {Place} from '../../model.ts'
import {isSilent} from '../../parse-html.ts'
import {placeOf} from '../../trace.ts'
import {addFrame, addTextFrames, control} from './convert/add-frames.ts'
import {buildPhrasing, type Mark} from './convert/build-phrasing.ts'
import {addCode, addInlineCode} from './convert/convert-code.ts'
import {addMarks, addReading, addShifted, hasBrackets} from './convert/convert-inline.ts'
import {addList, addTerm} from './convert/convert-list.ts'
import {addMath} from './convert/convert-math.ts'
import {addNoscript, addPicture, addPlayer} from './convert/convert-media.ts'
import {addTable} from './convert/convert-table.ts'
import {findLanguages} from './convert/find-languages.ts'
import {findNotes} from './convert/find-notes.ts'
import {
  addBlock,
  addEdge,
  addNode,
  addText,
  closeParagraph,
  hullOf,
  openFlow,
  type Flow,
  type Scene
} from './convert/flow.ts'
import {findOwnPlace, groupTexts, isOneRun, listPieces, listTexts} from './convert/list-pieces.ts'
import {attributeOf, childrenOf, classesOf, closingOf, hasBlock, isBlock, openingOf} from './convert/tags.ts'

export interface Options {
  /** Source of the page. */
  readonly text: string
  /** Elements that are not of the article. */
  readonly frames: ReadonlyMap<Element, FrameData>
  /** Where a picture lies, by the address that the page gives (default: at that address). */
  readonly resolve?: (address: string) => string
}

type Marks = ReadonlyArray<Mark>
type Handler = (node: Element, flow: Flow, scene: Scene, marks: Marks) => void

const headingTag = /^h([1-6])$/
const captionClass = /^(?:wp-caption-text|(?:image-?|photo-?|img-?|pic-?|picture-?)?caption(?:-text)?)$/i
const anchorText = /^(?:permalink|anchor|link|[#\u00a7\u00b6\u{1f517}])?$/iu
const frameOf = (rule: string, why: string): FrameData => ({rule, why, confidence: 1})
const anchor = frameOf('anchor', 'An anchor of a heading, of use on its page only')
const aside = frameOf('backlink', 'A link back to where a note is called')
const title = frameOf('title', 'The title of the window, not of the page itself')
const notesHead = frameOf('notes-heading', 'A heading over notes, which stand elsewhere')
const drawing = frameOf('drawing', 'Words in a drawing of the page')

const handlers: Readonly<Record<string, Handler>> = {
  'amp-img': addPicture,
  audio: addPlayer,
  blockquote: addQuote,
  br: (node, flow) => flow.atoms.push({kind: 'break', at: placeOf(node)[0], marks: []}),
  button: (node, flow, scene, marks) =>
    flow.isHeading ? scene.open(node, flow, marks) : addFrame(node, flow, scene, {data: control, marks}),
  code: addCodeTag,
  datalist: addControl,
  dt: (node, flow, scene, marks) => (flow.edge ? openBlock : addTerm)(node, flow, scene, marks),
  embed: addPlayer,
  figcaption: (node, flow, scene, marks) => addCaption(node, flow, scene, marks),
  figure: addFigure,
  hr: (node, flow, scene) =>
    flow.edge
      ? addEdge(flow, scene, placeOf(node)[0])
      : addBlock(flow, scene, scene.locate({type: 'thematicBreak'}, openingOf(node))),
  iframe: addPlayer,
  img: addPicture,
  kbd: addCodeTag,
  listing: addPre,
  noembed: addControl,
  noframes: addControl,
  option: addControl,
  picture: addPicture,
  pre: addPre,
  q: addQuotation,
  rt: (node, flow, scene, marks) => addReading(node, flow, scene, marks),
  ruby: addRuby,
  samp: addCodeTag,
  select: addControl,
  sub: addShifted,
  sup: addShifted,
  svg: (node, flow, scene, marks) => addTextFrames(listTexts(node), flow, scene, {data: drawing, marks}),
  textarea: addControl,
  title: (node, flow, scene, marks) => addTextFrames(listTexts(node), flow, scene, {data: title, marks}),
  tt: addCodeTag,
  video: addPlayer,
  xmp: addPre,
  ...Object.fromEntries(['dir', 'menu', 'ol', 'ul'].map((name) => [name, inFlow(addList)])),
  table: inFlow(addTable)
}

/** Convert a page. */
export function convertPage(tree: Root, {text, frames, resolve = (address) => address}: Options): MdastRoot {
  const lines = location(text)
  const point = (offset: number) => ({...(lines.toPoint(offset) ?? {line: 1, column: 1}), offset})
  const locate = <Node extends MdastNodes>(node: Node, [start, end]: Place): Node => {
    node.position = {start: point(start), end: point(end)}
    return node
  }

  const scene: Scene = {
    source: listPieces(tree, text),
    frames,
    resolve,
    notes: findNotes(tree, frames),
    languages: findLanguages(tree),
    locate,
    walk: (node, flow, marks) => addOne(node, {flow, scene, marks, siblings: [node], index: 0}),
    open: (node, flow, marks) => addAll(node, flow, scene, marks)
  }
  const flow = openFlow()
  addAll(tree, flow, scene, [])
  closeParagraph(flow, scene)
  return locate({type: 'root', children: frameNotesHead(flow.blocks)}, [0, text.length])
}

/** A heading over nothing but notes heads nothing once these stand where notes do. */
function frameNotesHead(blocks: ReadonlyArray<RootContent>): RootContent[] {
  return blocks.map(function (node, index): RootContent {
    if (node.type !== 'heading') return node
    let at = index + 1
    let notes = 0
    for (; blocks[at]?.type === 'footnoteDefinition' || blocks[at]?.type === 'frame'; at++)
      if (blocks[at]?.type === 'footnoteDefinition') notes++
    if (notes === 0 || (at < blocks.length && blocks[at]?.type !== 'heading')) return node
    return {
      type: 'frame',
      children: [node],
      data: {...notesHead},
      ...(node.position && {position: node.position})
    }
  })
}

function addAll(node: Element | Root, flow: Flow, scene: Scene, marks: Marks): void {
  for (const [index, child] of node.children.entries())
    addOne(child, {flow, scene, marks, siblings: node.children, index})
}

interface Spot {
  readonly flow: Flow
  readonly scene: Scene
  readonly marks: Marks
  /** What stands in the same parent, and which of them it is. */
  readonly siblings: ReadonlyArray<Nodes>
  readonly index: number
}

function addOne(node: Nodes, spot: Spot): void {
  if (node.type === 'text') addWords(node, spot.flow, spot.scene, spot.marks)
  if (node.type === 'root') addAll(node, spot.flow, spot.scene, spot.marks)
  if (node.type === 'element') addElement(node, spot)
}

function addWords(node: Text, flow: Flow, scene: Scene, marks: Marks): void {
  for (const piece of scene.source.pieces.get(node) ?? []) flow.atoms.push({kind: 'piece', piece, marks})
}

function addElement(node: Element, {flow, scene, marks, siblings, index}: Spot): void {
  // A formula that is hidden from the eye is the one that can be read.
  if (
    addMath(node, flow, scene, {marks, siblings, index}) ||
    isSilent(node.tagName, attributeOf(node, 'type'))
  )
    return
  const data = scene.frames.get(node) ?? (scene.notes.asides.has(node) ? aside : undefined)
  const call = scene.notes.calls.get(node)
  const note = scene.notes.definitions.get(node)
  const depth = headingTag.exec(node.tagName)?.[1]
  const handler = Object.hasOwn(handlers, node.tagName) ? handlers[node.tagName] : undefined
  if (data) addFrame(node, flow, scene, {data, marks})
  else if (node.tagName === 'noscript') addNoscript(node, flow, scene, {marks, siblings, index})
  else if (call !== undefined && isOneRun(scene.source, listTexts(node))) addCall(node, call, flow, scene)
  else if (note !== undefined && flow.edge === undefined) addNote(node, note, flow, scene)
  else if (isAnchor(node, flow)) addFrame(node, flow, scene, {data: anchor, marks})
  else if (handler) handler(node, flow, scene, marks)
  else if (depth !== undefined && flow.edge === undefined) addHeading(node, Number(depth), flow, scene)
  else if (isBlock(node)) openBlock(node, flow, scene, marks)
  else addAll(node, flow, scene, addMarks(node, flow, marks))
}

/** A handler for a block that may not stand within a line; there it is what stands in it. */
function inFlow(handler: Handler): Handler {
  return (node, flow, scene, marks) => (flow.edge ? openBlock : handler)(node, flow, scene, marks)
}

function openBlock(node: Element, flow: Flow, scene: Scene, marks: Marks): void {
  const [start, end] = placeOf(node)
  if (classesOf(node).some((name) => captionClass.test(name)) && flow.edge === undefined && !hasBlock(node)) {
    addCaption(node, flow, scene, marks)
    return
  }

  addEdge(flow, scene, start)
  addAll(node, flow, scene, addMarks(node, flow, marks))
  addEdge(flow, scene, Math.max(start, end))
}

function addHeading(node: Element, depth: number, flow: Flow, scene: Scene): void {
  closeParagraph(flow, scene)
  const inside = openFlow({edge: 'blank', isHeading: true})
  addAll(node, inside, scene, [])
  const children = buildPhrasing(inside.atoms, scene)
  const hasWords = inside.atoms.some((atom) => atom.kind === 'piece' && atom.piece.value.trim() !== '')
  if (children.length === 0) return
  if (!hasWords) {
    flow.atoms.push(...inside.atoms)
    closeParagraph(flow, scene)
    return
  }

  const heading: Heading = {type: 'heading', depth: depth as Heading['depth'], children}
  addBlock(flow, scene, scene.locate(heading, hullOf(children)))
}

/** Whether a link in a heading only gives its address. */
function isAnchor(node: Element, flow: Flow): boolean {
  return (
    flow.isHeading === true &&
    node.tagName === 'a' &&
    attributeOf(node, 'href').includes('#') &&
    anchorText.test(toString(node).trim()) &&
    toString(node).trim() !== ''
  )
}

function addQuote(node: Element, flow: Flow, scene: Scene, marks: Marks): void {
  if (flow.edge) {
    openBlock(node, flow, scene, marks)
    return
  }

  const inside = openFlow()
  addAll(node, inside, scene, marks)
  closeParagraph(inside, scene)
  if (inside.blocks.length === 0) return
  const children = inside.blocks as never[]
  addBlock(flow, scene, scene.locate({type: 'blockquote', children}, hullOf(inside.blocks)))
}

/** A caption stands behind its picture, wherever the page has it. */
function addFigure(node: Element, flow: Flow, scene: Scene, marks: Marks): void {
  addEdge(flow, scene, placeOf(node)[0])
  const captions = childrenOf(node, 'figcaption')
  for (const [index, child] of node.children.entries())
    if (child.type !== 'element' || child.tagName !== 'figcaption')
      addOne(child, {flow, scene, marks, siblings: node.children, index})
  addEdge(flow, scene, placeOf(node)[1])
  for (const caption of captions) scene.walk(caption, flow, marks)
}

function addCaption(node: Element, flow: Flow, scene: Scene, marks: Marks): void {
  if (flow.edge) {
    addEdge(flow, scene, placeOf(node)[0])
    addAll(node, flow, scene, marks)
    addEdge(flow, scene, placeOf(node)[1])
    return
  }

  closeParagraph(flow, scene)
  const inside = openFlow({role: 'caption'})
  addAll(node, inside, scene, marks)
  closeParagraph(inside, scene)
  flow.blocks.push(...inside.blocks)
}

function addPre(node: Element, flow: Flow, scene: Scene, marks: Marks): void {
  const texts = listTexts(node)
  const hasPicture = childrenOf(node).some(({tagName}) => /^(?:img|picture|p|ul|ol|h[1-6])$/.test(tagName))
  if (flow.edge || hasPicture || !isOneRun(scene.source, texts)) openBlock(node, flow, scene, marks)
  else addCode(node, flow, scene, marks)
}

function addCodeTag(node: Element, flow: Flow, scene: Scene, marks: Marks): void {
  const hasLines = childrenOf(node, 'br').length > 0 || hasBlock(node)
  if (!isOneRun(scene.source, listTexts(node)) || (hasLines && flow.edge)) addAll(node, flow, scene, marks)
  else if (hasLines) addCode(node, flow, scene, marks)
  else addInlineCode(node, flow, scene, marks)
}

function addControl(node: Element, flow: Flow, scene: Scene, marks: Marks): void {
  addTextFrames(listTexts(node), flow, scene, {data: control, marks})
}

function addQuotation(node: Element, flow: Flow, scene: Scene, marks: Marks): void {
  addText(flow, '\u201c', openingOf(node), marks)
  addAll(node, flow, scene, marks)
  addText(flow, '\u201d', closingOf(node), marks)
}

function addRuby(node: Element, flow: Flow, scene: Scene, marks: Marks): void {
  const isBracketed = hasBrackets(node)
  for (const [index, child] of node.children.entries()) {
    if (isBracketed && child.type === 'element' && child.tagName === 'rt') addAll(child, flow, scene, marks)
    else addOne(child, {flow, scene, marks, siblings: node.children, index})
  }
}

function addCall(node: Element, identifier: string, flow: Flow, scene: Scene): void {
  const reference: FootnoteReference = {type: 'footnoteReference', identifier, label: identifier}
  const [run = []] = groupTexts(scene.source, listTexts(node))
  const [first, last] = [run[0], run.at(-1)]
  const place =
    findOwnPlace(scene.source, node) ??
    (first && last ? ([placeOf(first)[0], placeOf(last)[1]] as const) : openingOf(node))
  addNode(flow, scene.locate(reference, place), [])
}

function addNote(node: Element, identifier: string, flow: Flow, scene: Scene): void {
  const inside = openFlow()
  addAll(node, inside, scene, [])
  closeParagraph(inside, scene)
  if (inside.blocks.length === 0) return
  const note: FootnoteDefinition = {
    type: 'footnoteDefinition',
    identifier,
    label: identifier,
    children: inside.blocks as FootnoteDefinition['children']
  }
  addBlock(flow, scene, scene.locate(note, hullOf(inside.blocks)))
}
