/**
 * Parse Markdown into a tree that keeps its trace.
 *
 * CommonMark, GFM and front matter, with emphasis that works beside Han text, and the marks
 * that vaults and blogs write beyond it. Each text node's edits say where its value parts
 * from the raw text (escapes, character references, the marks that open a quoted line), and
 * a bare URL ends where Han text or its punctuation begins, since such text runs on without
 * a space.
 */

import type {Link, ListItem, Nodes, Paragraph, Parents, PhrasingContent, Root, RootContent, Text} from 'mdast'
import type {Edit} from '../model.ts'
import type {Extension as TreeExtension} from 'mdast-util-from-markdown'
import {gfmFromMarkdown} from 'mdast-util-gfm'
import {cjkFriendlyExtension} from 'micromark-extension-cjk-friendly'
import {gfmStrikethroughCjkFriendly} from 'micromark-extension-cjk-friendly-gfm-strikethrough'
import {gfm} from 'micromark-extension-gfm'
import {decodeString} from 'micromark-util-decode-string'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import {placeOf} from '../trace.ts'
import {findFrontMatter} from './find-front-matter.ts'
import {createUnmask, isMasked, maskText, unmaskNode} from './mask-text.ts'
import {mendBlocks} from './mend-blocks.ts'
import {pickSyntax, type SyntaxExtension} from './pick-syntax.ts'
import {readMarks} from './read-marks.ts'
import {resolveReferences} from './resolve-references.ts'
import {splitBlocks} from './split-blocks.ts'

/** Where a chunk stands in the whole text. */
export interface Shift {
  readonly offset: number
  readonly line: number
}

// The transform finds URLs that the syntax leaves alone (such as inside words) and makes nodes without
// positions; a node without a position has no trace.
const treeExtensions: ReadonlyArray<TreeExtension> = gfmFromMarkdown().map((extension) => ({
  ...extension,
  transforms: []
}))
/** Syntax of every part of a text. A single tilde is no mark: Han text writes ranges and drawn-out sounds with it. */
export const sharedSyntax: ReadonlyArray<SyntaxExtension> = [
  gfm({singleTilde: false}),
  cjkFriendlyExtension(),
  gfmStrikethroughCjkFriendly({singleTilde: false})
]
const proseSyntax: ReadonlyArray<SyntaxExtension> = [...sharedSyntax, {disable: {null: ['codeIndented']}}]
/** Syntax of a line that is nothing but a line. */
export const inlineSyntax: ReadonlyArray<SyntaxExtension> = [
  ...sharedSyntax,
  {
    disable: {
      null: [
        'blockQuote',
        'codeFenced',
        'codeIndented',
        'definition',
        'headingAtx',
        'htmlFlow',
        'list',
        'setextUnderline',
        'table',
        'thematicBreak',
        'gfmFootnoteDefinition'
      ]
    }
  }
]

/** Where a bare URL ends although no space follows. */
const urlEnd = /[\p{Script=Han}\u2018-\u201d\u3000-\u303f\uff00-\uffef]/u
/** An address in such text, or what stands before the next. */
const pieces =
  /(?:https?:\/\/|www\.)[^\s\p{Script=Han}\u2018-\u201d\u3000-\u303f\uff00-\uffef]*|(?:(?!https?:\/\/|www\.)[^])+/gu
/** A character that may be inline Markdown. */
export const significant = /[*_`[\]<&\\~$]|==|:\/\/|www\.|\{[{%]/
/** Whatever stripping the marks and blanks of a continued line takes away. */
const linePrefix = /[ \t>]/
const blank = /[ \t]/
const reference = /&(?:#x[\da-f]{1,6}|#\d{1,7}|[a-z\d]{1,31});/iy

/** Parse a whole Markdown text. */
export function parseMarkdown(text: string): Root {
  const head = findFrontMatter(text)
  const start = head?.end ?? 0
  const tree = parseBlocks(text.slice(start), {offset: start, line: head?.lines ?? 0})
  mendBlocks(tree, text, (from, to, line) => {
    return parseChunk(text.slice(from, to), {offset: from, line: line - 1}, proseSyntax).children
  })
  resolveReferences(tree)
  if (!head) return tree
  // Comments may stand before front matter.
  const before = text.slice(0, placeOf(head.node)[0])
  const {children} = parseChunk(before, {offset: 0, line: 0}, sharedSyntax)
  tree.children.unshift(...children, head.node)
  if (tree.position) tree.position.start = {line: 1, column: 1, offset: 0}
  return tree
}

/** Parse a text block by block, as far as its blocks can be told apart. */
function parseBlocks(whole: string, shift: Shift): Root {
  const masked = maskText(whole)
  const blocks = splitBlocks(masked)
  if (!blocks) return parsePart({part: whole, masked, shift}, sharedSyntax)
  const children: RootContent[] = []
  for (const {end, isPlain, line, start} of blocks) {
    const inside = {offset: shift.offset + start, line: shift.line + line}
    const part = {part: whole.slice(start, end), masked: masked.slice(start, end), shift: inside}
    if (isPlain && part.part === part.masked) children.push(createProse(part.part, inside))
    else for (const child of parsePart(part, sharedSyntax).children) children.push(child)
  }

  const column = masked.length - masked.lastIndexOf('\n')
  const end = {line: shift.line + countBreaks(masked) + 1, column, offset: shift.offset + whole.length}
  const point = {line: shift.line + 1, column: 1, offset: shift.offset}
  return {type: 'root', children, position: {start: point, end}}
}

/** A paragraph that holds no Markdown. */
function createProse(value: string, {line, offset}: Shift): Paragraph {
  const start = {line: line + 1, column: 1, offset}
  const column = value.length - value.lastIndexOf('\n')
  const end = {line: line + countBreaks(value) + 1, column, offset: offset + value.length}
  const text: Text = {type: 'text', value, position: {start, end}}
  return {type: 'paragraph', children: [text], position: {start: {...start}, end: {...end}}}
}

function countBreaks(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}

/**
 * Parse a part of a text; positions count in the whole.
 *
 * @param syntax - micromark extensions, such as one that turns constructs off; one parser is kept for each list.
 */
export function parseChunk(chunk: string, shift: Shift, syntax: ReadonlyArray<SyntaxExtension>): Root {
  return parsePart({part: chunk, masked: maskText(chunk), shift}, syntax)
}

function parsePart(origin: Origin, syntax: ReadonlyArray<SyntaxExtension>): Root {
  const tree = parserOf(pickSyntax(syntax, origin.masked)).parse(origin.masked)
  trace(tree, origin)
  return tree
}

const parsers = new WeakMap<ReadonlyArray<SyntaxExtension>, ReturnType<typeof createParser>>()

function parserOf(syntax: ReadonlyArray<SyntaxExtension>) {
  const parser = parsers.get(syntax) ?? createParser(syntax)
  parsers.set(syntax, parser)
  return parser
}

function createParser(syntax: ReadonlyArray<SyntaxExtension>) {
  const processor = unified().use(remarkParse)
  processor.data('micromarkExtensions', [...syntax])
  processor.data('fromMarkdownExtensions', [...treeExtensions])
  return processor.freeze()
}

/** What a node is traced in: a part of the whole text, that part as it was parsed, and where it stands. */
interface Origin {
  readonly part: string
  readonly masked: string
  readonly shift: Shift
}

function trace(node: Nodes, origin: Origin): void {
  if (node.type === 'text') traceText(node, origin)
  else if (origin.part !== origin.masked) unmaskNode(node, origin.part, origin.masked)
  if (node.position && origin.shift.offset + origin.shift.line > 0) {
    const {offset, line} = origin.shift
    const {start, end} = node.position
    node.position = {
      start: {line: start.line + line, column: start.column, offset: (start.offset ?? 0) + offset},
      end: {line: end.line + line, column: end.column, offset: (end.offset ?? 0) + offset}
    }
  }

  if (!('children' in node)) return
  for (const child of node.children) trace(child, origin)
  if (node.type === 'listItem' && typeof node.checked === 'boolean') traceTask(node, origin)
  if (node.children.some((child) => child.type === 'link')) endUrls(node, origin)
  readMarks(node)
}

/** The mark of a task belongs to the text behind it, as an edit. */
function traceTask(item: ListItem, {part, shift}: Origin): void {
  const [first] = item.children
  const text = first?.type === 'paragraph' ? first.children[0] : undefined
  if (!first?.position || text?.type !== 'text' || !text.position) return
  const [end] = placeOf(text)
  const before = part.slice(placeOf(item)[0] - shift.offset, end - shift.offset)
  const mark = /\[[ xX]\][ \t]*$/.exec(before)?.[0]
  if (mark === undefined) return
  const offset = end - mark.length
  const point = {...text.position.start, column: text.position.start.column - mark.length, offset}
  text.position = {...text.position, start: point}
  first.position = {...first.position, start: point}
  const edit: Edit = {start: offset, end, text: ''}
  text.data = {...text.data, edits: [edit, ...(text.data?.edits ?? [])]}
}

function traceText(node: Text, {part, masked, shift}: Origin): void {
  const [start, end] = placeOf(node)
  const {value} = node
  if (isMasked(value)) node.value = createUnmask(part, masked, start)(value)
  if (end - start === value.length && part.startsWith(node.value, start)) return
  const edits = alignText(masked, start, end, value)
  const replaced = part === masked ? edits : addReplaced(edits, {part, masked, start, end})
  node.data = {
    ...node.data,
    edits: replaced.map((edit) => ({
      start: edit.start + shift.offset,
      end: edit.end + shift.offset,
      text: edit.text
    }))
  }
}

/** Edits for characters that another stands for in the text as it was parsed, such as line endings, as well. */
function addReplaced(
  edits: ReadonlyArray<Edit>,
  {part, masked, start, end}: {part: string; masked: string; start: number; end: number}
): Edit[] {
  const all: Edit[] = []
  let next = 0
  for (let at = start; at < end; at++) {
    const edit = edits[next]
    if (edit && edit.start <= at) {
      all.push(edit)
      at = Math.max(at, edit.end - 1)
      next++
    } else if (part[at] !== masked[at] && !isMasked(masked[at] ?? '')) {
      all.push({start: at, end: at + 1, text: masked[at] ?? ''})
    }
  }

  return all
}

/** Edits that turn `whole[start, end)` into a value that Markdown reads there. */
function alignText(whole: string, start: number, end: number, value: string): Edit[] {
  const edits: Edit[] = []
  let raw = start
  let at = 0
  while (raw < end) {
    const code = whole[raw]
    if (code === '\\' && whole[raw + 1] === value[at] && (value[at] !== '\\' || raw + 1 < end)) {
      edits.push({start: raw, end: raw + 1, text: ''})
      raw += 2
      at++
      continue
    }

    if (code === '&') {
      reference.lastIndex = raw
      const found = reference.exec(whole)?.[0]
      const decoded = found === undefined ? undefined : decodeString(found)
      if (
        found !== undefined &&
        decoded !== undefined &&
        decoded !== found &&
        value.startsWith(decoded, at)
      ) {
        edits.push({start: raw, end: raw + found.length, text: decoded})
        raw += found.length
        at += decoded.length
        continue
      }
    }

    const skipped = skipPrefix(whole, raw, end, start, value[at])
    if (skipped > raw) {
      edits.push({start: raw, end: skipped, text: ''})
      raw = skipped
    } else if (code === value[at]) {
      raw++
      at++
    } else return [{start, end, text: value}]
  }

  return at === value.length ? edits : [{start, end, text: value}]
}

// Blanks before a line ending, and blanks and quote marks after it, are not in the value.
function skipPrefix(
  whole: string,
  raw: number,
  end: number,
  start: number,
  expected: string | undefined
): number {
  const before = whole[raw - 1]
  const opensLine = raw > start && (before === '\n' || before === '\r')
  // A run of blanks within a line was looked at where it begins.
  if (raw > start && !opensLine && blank.test(before ?? '')) return raw
  const prefix = opensLine ? linePrefix : blank
  let to = raw
  while (to < end && prefix.test(whole[to] ?? '')) to++
  if (to === raw) return raw
  if (opensLine) {
    // A `>` that is text after all stays: the value says how far the prefix goes.
    if (expected === '>') while (to > raw && whole[to - 1] === '>') to--
    return to
  }

  const next = whole[to]
  return next === '\n' || next === '\r' ? to : raw
}

function endUrls(parent: Parents, origin: Origin): void {
  const children: Nodes[] = []
  for (const child of parent.children) {
    children.push(child)
    if (child.type === 'link') for (const rest of endUrl(child, origin)) children.push(rest)
  }

  parent.children = children as PhrasingContent[]
}

function endUrl(link: Link, {part, shift}: Origin): PhrasingContent[] {
  const [start, end] = placeOf(link)
  const label = link.children[0]
  if (label?.type !== 'text' || label.value !== part.slice(start - shift.offset, end - shift.offset))
    return []
  const at = label.value.search(urlEnd)
  if (at < 1 || link.position === undefined) return []

  const cut = {...link.position.start, column: link.position.start.column + at, offset: start + at}
  const value = label.value.slice(at)
  const rest: Text = {type: 'text', value, position: {start: cut, end: link.position.end}}
  const extra = link.url.length - label.value.length
  link.url = link.url.slice(0, at + extra)
  link.position = {start: link.position.start, end: cut}
  label.value = label.value.slice(0, at)
  label.position = link.position
  return significant.test(value) ? readRest(rest) : [rest]
}

/** What follows an address without a blank: other addresses, or whatever else was taken for a part of this one. */
function readRest(rest: Text): PhrasingContent[] {
  const [start] = placeOf(rest)
  const nodes: PhrasingContent[] = []
  let at = start
  // Each piece is read once: a line may hold thousands of addresses.
  for (const [piece] of rest.value.matchAll(pieces)) {
    const shift = {offset: at, line: (rest.position?.start.line ?? 1) - 1}
    const [block] = significant.test(piece) ? parseChunk(piece, shift, inlineSyntax).children : []
    if (block?.type !== 'paragraph') nodes.push(createPlain(piece, at, rest))
    else for (const child of block.children) nodes.push(child)
    at += piece.length
  }

  return nodes
}

function createPlain(value: string, start: number, {position}: Text): Text {
  const text: Text = {type: 'text', value}
  if (!position) return text
  const column = position.start.column + start - (position.start.offset ?? 0)
  const point = {...position.start, column, offset: start}
  text.position = {start: point, end: {...point, column: column + value.length, offset: start + value.length}}
  return text
}
