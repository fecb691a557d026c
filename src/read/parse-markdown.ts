/**
 * Parse Markdown into a tree that keeps its trace.
 *
 * CommonMark, GFM and front matter, with emphasis that works beside Han text.
 * Two things differ from what the parser gives: each text node's edits say
 * where its value parts from the raw text (escapes, character references, the
 * marks that open a quoted line), and a bare URL ends where Han text or its
 * punctuation begins, since such text runs on without a space.
 */

import type {Link, Nodes, Parents, PhrasingContent, Root, Text} from 'mdast'
import type {Edit} from '../model.ts'
import type {Extension as TreeExtension} from 'mdast-util-from-markdown'
import {frontmatterFromMarkdown} from 'mdast-util-frontmatter'
import {gfmFromMarkdown} from 'mdast-util-gfm'
import {cjkFriendlyExtension} from 'micromark-extension-cjk-friendly'
import {frontmatter} from 'micromark-extension-frontmatter'
import {gfm} from 'micromark-extension-gfm'
import {decodeString} from 'micromark-util-decode-string'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import {placeOf} from '../trace.ts'

type SyntaxExtension = ReturnType<typeof gfm>

/** Where a chunk stands in the whole text. */
export interface Shift {
  readonly offset: number
  readonly line: number
}

// The transform finds URLs that the syntax leaves alone (such as inside words) and makes nodes without
// positions; a node without a position has no trace.
const treeExtensions: ReadonlyArray<TreeExtension> = [
  ...gfmFromMarkdown().map((extension) => ({...extension, transforms: []})),
  frontmatterFromMarkdown(['yaml', 'toml'])
]
const documentSyntax: ReadonlyArray<SyntaxExtension> = [
  gfm(),
  cjkFriendlyExtension(),
  frontmatter(['yaml', 'toml'])
]

/** Where a bare URL ends although no space follows. */
const urlEnd = /[\p{Script=Han}\u2018-\u201d\u3000-\u303f\uff00-\uffef]/u
/** Whatever stripping the marks and blanks of a continued line takes away. */
const linePrefix = /[ \t>]/
const blank = /[ \t]/
const reference = /&(?:#x[\da-f]{1,6}|#\d{1,7}|[a-z\d]{1,31});/iy

/** Parse a whole Markdown text. */
export function parseMarkdown(text: string): Root {
  return parseChunk(text, text, {offset: 0, line: 0}, documentSyntax)
}

/**
 * Parse a part of a text; positions count in the whole.
 *
 * @param syntax - micromark extensions, such as one that turns constructs off; one parser is kept for each list.
 */
export function parseChunk(
  whole: string,
  chunk: string,
  shift: Shift,
  syntax: ReadonlyArray<SyntaxExtension>
): Root {
  const tree = parserOf(syntax).parse(chunk)
  trace(tree, whole, shift)
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

function trace(node: Nodes, whole: string, shift: Shift): void {
  if (node.position && shift.offset + shift.line > 0) {
    const {start, end} = node.position
    node.position = {
      start: {
        line: start.line + shift.line,
        column: start.column,
        offset: (start.offset ?? 0) + shift.offset
      },
      end: {line: end.line + shift.line, column: end.column, offset: (end.offset ?? 0) + shift.offset}
    }
  }

  if (node.type === 'text') traceText(node, whole)
  if (!('children' in node)) return
  for (const child of node.children) trace(child, whole, shift)
  if (node.children.some((child) => child.type === 'link')) endUrls(node, whole)
}

function traceText(node: Text, whole: string): void {
  const [start, end] = placeOf(node)
  if (end - start === node.value.length && whole.startsWith(node.value, start)) return
  node.data = {...node.data, edits: alignText(whole, start, end, node.value)}
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

function endUrls(parent: Parents, whole: string): void {
  const children: Nodes[] = []
  for (const child of parent.children) {
    children.push(child)
    if (child.type === 'link') children.push(...endUrl(child, whole))
  }

  parent.children = children as PhrasingContent[]
}

function endUrl(link: Link, whole: string): Text[] {
  const [start, end] = placeOf(link)
  const label = link.children[0]
  if (label?.type !== 'text' || label.value !== whole.slice(start, end)) return []
  const at = label.value.search(urlEnd)
  if (at < 1 || link.position === undefined) return []

  const cut = {...link.position.start, column: link.position.start.column + at, offset: start + at}
  const rest: Text = {
    type: 'text',
    value: label.value.slice(at),
    position: {start: cut, end: link.position.end}
  }
  const extra = link.url.length - label.value.length
  link.url = link.url.slice(0, at + extra)
  link.position = {start: link.position.start, end: cut}
  label.value = label.value.slice(0, at)
  label.position = link.position
  return [rest]
}
