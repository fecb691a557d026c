/**
 * Parse HTML as browsers do, with a place in the source for each piece of text.
 *
 * What browsers mend moves text about, so that one text may come from several places
 * with others in between: here each contiguous piece stays a text of its own.
 */

import {
  defaultTreeAdapter,
  parse,
  parseFragment,
  type DefaultTreeAdapterTypes,
  type ParserOptions,
  type TreeAdapter
} from 'parse5'
import type {Place} from './model.ts'

type Adapter = TreeAdapter<DefaultTreeAdapterTypes.DefaultTreeAdapterMap>
type Node = DefaultTreeAdapterTypes.Node
type Parent = DefaultTreeAdapterTypes.ParentNode
type TextNode = DefaultTreeAdapterTypes.TextNode

const silent: ReadonlySet<string> = new Set(['script', 'style', 'template'])
/** A script that holds a formula, for other scripts to show; it is the only way in which the page says it. */
const formulaType = /^\s*math\/tex/i

/** Whether the text of an element is none of the page. */
export function isSilent(tagName: string, type: string | undefined): boolean {
  return silent.has(tagName) && !(tagName === 'script' && formulaType.test(type ?? ''))
}

const sectionStart = '<![CDATA['
const sections = /<!\[CDATA\[([^]*?)(?:\]\]>|$)/g

/** What may be a character reference; those that are none decode to themselves. */
const reference = /&(?:#[xX][\da-fA-F]+;?|#\d+;?|[a-zA-Z][a-zA-Z\d]*;?)/g

const treeAdapter: Adapter = {
  ...defaultTreeAdapter,
  insertText: (parent, text) => defaultTreeAdapter.appendChild(parent, createText(text)),
  insertTextBefore: (parent, text, before) =>
    defaultTreeAdapter.insertBefore(parent, createText(text), before)
}
const options: ParserOptions<DefaultTreeAdapterTypes.DefaultTreeAdapterMap> = {
  treeAdapter,
  sourceCodeLocationInfo: true,
  // What stands for readers without scripts is part of the page.
  scriptingEnabled: false
}

function createText(value: string): TextNode {
  return {nodeName: '#text', value, parentNode: null}
}

/** Parse a page. */
export function parseHtml(text: string): DefaultTreeAdapterTypes.Document {
  const tree = parse(text, options)
  visitParents(tree, function (parent) {
    openShadows(parent)
    joinTexts(parent)
    openSections(parent, text)
    for (const child of parent.childNodes) if (isText(child)) settlePlace(child, text)
  })
  return tree
}

/** What others walk by recursion nests no deeper: the stack holds several times as many, no page that people wrote a tenth. */
export const mostLevels = 1000

/** Whether a tree nests deeper than it may be walked. */
export function isDeep(tree: Parent): boolean {
  let most = 0
  visitParents(tree, function (_, depth) {
    most = Math.max(most, depth)
  })
  return most > mostLevels
}

/** Places of all text of a page, in the order of the source. */
export function listHtmlTexts(tree: Parent): Place[] {
  const places: Place[] = []
  visitParents(tree, function (parent) {
    if (isSilent(parent.nodeName, typeOf(parent))) return false
    for (const child of parent.childNodes) {
      const location = isText(child) ? child.sourceCodeLocation : undefined
      if (location) places.push([location.startOffset, location.endOffset])
    }

    return true
  })
  return places.sort((a, b) => a[0] - b[0])
}

/** Text with its character references decoded. */
export function decodeReferences(raw: string): string {
  return raw.includes('&') ? raw.replace(reference, decodeReference) : raw
}

/** Offsets of what may be character references in a text. */
export function listReferences(raw: string): ReadonlyArray<{readonly from: number; readonly to: number}> {
  if (!raw.includes('&')) return []
  return [...raw.matchAll(reference)].map(({0: match, index}) => ({from: index, to: index + match.length}))
}

function decodeReference(raw: string): string {
  const [text] = parseFragment(raw).childNodes
  return text && isText(text) ? text.value : ''
}

/**
 * Call a function with each parent, without recursion: a page may nest deeper than the stack.
 *
 * @param visitor - returns `false` to stay out of what stands below.
 */
function visitParents(tree: Parent, visitor: (parent: Parent, depth: number) => boolean | void): void {
  const open: Array<readonly [Parent, number]> = [[tree, 0]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [parent, depth] = next
    if (visitor(parent, depth) === false) continue
    for (const child of parent.childNodes) if ('childNodes' in child) open.push([child, depth + 1])
    if ('content' in parent) open.push([parent.content, depth + 1])
  }
}

/** What a browser shows in place of an element's children (a declarative shadow root) is part of the page. */
function openShadows(parent: Parent): void {
  if (!parent.childNodes.some(isShadow)) return
  parent.childNodes = parent.childNodes.flatMap(function (child) {
    if (!isShadow(child)) return [child]
    for (const inner of child.content.childNodes) inner.parentNode = parent
    return child.content.childNodes
  })
}

function isShadow(node: Node): node is DefaultTreeAdapterTypes.Template {
  return (
    node.nodeName === 'template' && 'attrs' in node && node.attrs.some(({name}) => name === 'shadowrootmode')
  )
}

/** The parser ends a piece of text where blanks begin, and now and then within a reference. */
function joinTexts(parent: Parent): void {
  const children: Parent['childNodes'] = []
  for (const child of parent.childNodes) {
    const before = children.at(-1)
    if (before && isText(before) && isText(child)) {
      const [left, right] = [before.sourceCodeLocation, child.sourceCodeLocation]
      if (left && right && left.endOffset === right.startOffset) {
        before.value += child.value
        const {endOffset, endLine, endCol} = right
        before.sourceCodeLocation = {...left, endOffset, endLine, endCol}
        continue
      }
    }

    children.push(child)
  }

  parent.childNodes = children
}

/** In drawings and formulas a section of data is text, and its marks are none. */
function openSections(parent: Parent, text: string): void {
  parent.childNodes = parent.childNodes.flatMap(function (child) {
    const location = isText(child) ? child.sourceCodeLocation : undefined
    if (!isText(child) || !location) return [child]
    const {endOffset, startOffset} = location
    const raw = text.slice(startOffset, endOffset)
    if (!raw.includes(sectionStart) || says(raw, child.value)) return [child]
    return listPieces(raw).map(function ({end, start, value}) {
      const piece = {startOffset: startOffset + start, endOffset: startOffset + end}
      return {...child, value, sourceCodeLocation: {...location, ...piece}}
    })
  })
}

/** Pieces of a text with sections of data, each with what it says: in a section nothing is a reference. */
function listPieces(raw: string): Array<{start: number; end: number; value: string}> {
  const pieces: Array<{start: number; end: number; value: string}> = []
  let at = 0
  const add = (start: number, end: number, isData: boolean) => {
    const piece = raw.slice(start, end).replace(/\r\n?/g, '\n')
    if (end > start) pieces.push({start, end, value: isData ? piece : decodeReferences(piece)})
  }

  for (const {0: section, 1: data = '', index} of raw.matchAll(sections)) {
    add(at, index, false)
    add(index + sectionStart.length, index + sectionStart.length + data.length, true)
    at = index + section.length
  }

  add(at, raw.length, false)
  return pieces
}

/**
 * Where blanks are followed by a reference, the parser lets the blanks end and the rest
 * begin within the reference or behind it.
 */
function settlePlace(node: TextNode, text: string): void {
  const location = node.sourceCodeLocation
  if (!location) return
  const {startOffset, endOffset} = location
  if (says(text.slice(startOffset, endOffset), node.value)) return
  const begin = text.lastIndexOf('&', startOffset)
  const end = text.lastIndexOf('&', endOffset - 1)
  if (end >= startOffset && says(text.slice(startOffset, end), node.value)) location.endOffset = end
  else if (begin >= 0 && says(text.slice(begin, endOffset), node.value)) location.startOffset = begin
  else if (begin >= 0 && end > begin && says(text.slice(begin, end), node.value)) {
    location.startOffset = begin
    location.endOffset = end
  }
}

function says(raw: string, value: string): boolean {
  if (raw === value) return true
  const lines = raw.replace(/\r\n?/g, '\n')
  const plain = stripNul(value)
  // Some elements hold text in which nothing is a reference; in some the first line ending is none.
  return [lines, decodeReferences(lines)]
    .map((said) => stripNul(said))
    .some((said) => said === plain || said === `\n${plain}`)
}

/** Without NUL, and what stands for it: some elements hold it, some do not. */
function stripNul(text: string): string {
  return text.replace(/[\0\ufffd]/g, '')
}

function isText(node: Node): node is TextNode {
  return node.nodeName === '#text'
}

function typeOf(node: Parent): string | undefined {
  return 'attrs' in node ? node.attrs.find(({name}) => name === 'type')?.value : undefined
}
