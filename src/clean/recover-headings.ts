/**
 * remark plugin to recover headings that the raw text does not mark up.
 *
 * A heading is a line that is short, ends in no stop, and has a body behind it; on top of
 * that something must speak for it: a number on a line of its own, a number before it
 * that no list explains, strong text throughout, or being one of several such lines
 * in a text without pictures, whose captions would look the same. What a rule knows as
 * something else, such as a caption, is none.
 */

import type {Heading, List, Paragraph, PhrasingContent, Root, RootContent} from 'mdast'
import type {Rule, RulePack} from '../model.ts'
import type {VFile} from 'vfile'
import {toString} from 'mdast-util-to-string'
import {createNumbered, findOnlyLine} from './create-numbered.ts'
import {foldLine} from './fold-line.ts'
import {joinParagraphs} from './join-text.ts'
import {listOthers} from './list-rules.ts'
import {measureText} from './list-units.ts'
import {findRule} from './pick-rules.ts'

/** Longer lines are sentences; see `measureText`. */
const longest = 36
/** A line without any other sign is a heading only if it is shorter than this. */
const shortest = 20
/** The body behind a heading is at least this long. */
const bodySize = 24
/** What stands around a heading without a sign is at least this long, and ends in a stop. */
const sentenceSize = 12

const numberLine =
  /^(?:part|chapter|section|step|lesson|day|phase|no\.?|\u7b2c|\u6b65\u9aa4)?\s{0,2}(?:0?\d{1,2}|[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}|[ivx]{1,4})[.\u3001\uff0e]?\s{0,2}(?:\u6b65|\u90e8\u5206|\u7ae0|\u7bc0|\u8282)?$/i
const numbered =
  /^(?:[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}\s?[\u3001.\uff0e:\uff1a]|[(\uff08][\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\d]{1,3}[)\uff09]|\u7b2c[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\d]{1,3}[\u90e8\u7ae0\u7bc0\u8282\u6b65\u70b9\u9ede\u8bfe\u8ab2]|\d{1,2}\s?[\u3001.\uff0e)\uff09]\s?(?=\D)|\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\s?(?=[^\d.])|part\s?\d|step\s?\d|0\d\s?(?=\D))/iu
const closed = /[\u3002.;\uff1b,\uff0c\u2026:\uff1a\u3001](?:["'\u201d\u2019\u300d\u300f)\uff09*]*)$/u
const sentence = /[\u3002\uff0c,;\uff1b!\uff01?\uff1f]/u
const stop = /[\u3002.!?\uff01\uff1f:\uff1a](?:["'\u201d\u2019\u300d\u300f)\uff09*]*)$/u
const letters = /[\p{L}\p{N}]/u
/** What opens a line that is no heading: an item, a quotation, an address. */
const noHeading =
  /^(?:[-\u2022\u00b7\u25cf\u25aa\u2014>|\u2190-\u2193\u25b2\u25bc\u25b3\u201c"\u300c@#]|https?:)/iu

export interface Options {
  readonly rules: ReadonlyArray<RulePack>
}

/** Recover headings. */
export function remarkRecoverHeadings(options: Options) {
  const rules = listOthers(options.rules, 'recover-headings')
  const others = {
    always: rules.filter((rule) => rule.weight === 1),
    plain: rules.filter((rule) => rule.weight < 1)
  }

  return function (tree: Root, file: VFile): void {
    joinNumbers(tree, String(file.value))
    // The number of an item of a page stands in no text.
    if (file.data.kind !== 'html') openItems(tree, String(file.value))
    const found = tree.children.map((node, index) => judge(tree.children, node, index, others))
    // One line without a sign of its own may be anything; several are a pattern.
    const plain = found.filter((sign) => sign === 'plain').length
    tree.children = tree.children.map(function (node, index) {
      const sign = found[index]
      if (node.type !== 'paragraph' || sign === undefined || (sign === 'plain' && plain < 2)) return node
      return createHeading(node, sign === 'numbered-item' ? 3 : 2)
    })
  }
}

type Sign = 'number-line' | 'numbered' | 'numbered-item' | 'strong' | 'plain'

/** Rules that say of a line that it is no heading: of every line, and of one that has no sign of its own. */
interface Others {
  readonly always: ReadonlyArray<Rule>
  readonly plain: ReadonlyArray<Rule>
}

function judge(
  nodes: ReadonlyArray<RootContent>,
  node: RootContent,
  index: number,
  others: Others
): Sign | undefined {
  if (node.type !== 'paragraph') return
  const text = toString(node).trim()
  const size = measureText(text)
  if (text === '' || size > longest || !letters.test(text)) return
  if (hasPicture(node) || isLink(node)) return
  const next = nodes[index + 1]
  const before = nodes[index - 1]
  if (next === undefined) return
  if (node.children.some((child) => child.type === 'text' && child.data?.edits?.some(isJoint)))
    return 'number-line'
  if (numberLine.test(text) && isBody(next)) return 'number-line'
  if (isPointed(node, before, next))
    return isStrong(node, text.replace(point, '').length) ? 'strong' : 'plain'
  if (noHeading.test(text) || findRule(others.always, foldLine(text))) return
  const label = text.replace(/[:\uff1a]$/, '')
  if (isStrong(node, label.length) && !closed.test(label)) {
    if (blocks.has(next.type) || (size <= labelSize && label !== text && isBody(next))) return 'strong'
  }

  if (closed.test(text)) return
  if (numbered.test(text) && !isSameCount(text, before) && !isSameCount(text, next)) {
    return /^[\d(\uff08]/.test(text) ? 'numbered-item' : 'numbered'
  }

  if (isStrong(node, text.length) && (isBody(next) || next.type === 'code' || isPicture(next)))
    return 'strong'
  if (/^[(\uff08]/.test(text) || size < 2) return
  return isPlain(text, size, nodes, index) && !findRule(others.plain, foldLine(text)) ? 'plain' : undefined
}

/** Whether a line has a mark as points have it and is none, since a body stands behind it. */
function isPointed(node: Paragraph, before: RootContent | undefined, next: RootContent): boolean {
  const text = toString(node).trim()
  if (!point.test(text) || closed.test(text) || isPicture(next) || (before && isPicture(before))) return false
  const isPoint = (other: RootContent | undefined) =>
    other !== undefined && point.test(toString(other).trim())
  return !isPoint(before) && !isPoint(next) && isLong(next, measureText(text))
}

const point = /^[\u2022\u25cf\u25aa\u25b2\u25a0\u25c6]\s*(?=[\p{L}\p{N}])/u

/** A line without a sign of its own, by what stands around it. */
function isPlain(text: string, size: number, nodes: ReadonlyArray<RootContent>, index: number): boolean {
  const before = nodes[index - 1]
  const next = nodes[index + 1]
  const behind = nodes[index + 2]
  if (!before || !next || isPicture(before)) return false
  if (isPicture(next) && (size > labelSize || !behind || !isSentence(behind) || !isSentence(before)))
    return false
  const words = text.replace(/[?\uff1f]$/u, '')
  if (size > shortest || sentence.test(words) || /[:\uff1a]/u.test(words)) return false
  return (
    (isSentence(next) || isPicture(next)) &&
    (isSentence(before) || before.type === 'heading' || blocks.has(before.type))
  )
}

function isLong(node: RootContent, size: number): boolean {
  return isSentence(node) && measureText(toString(node)) >= size * 2
}

/** Blocks that a line may head. */
const blocks: ReadonlySet<string> = new Set(['list', 'table', 'code'])
/** A label that heads a paragraph is no longer than this; see `measureText`. */
const labelSize = 14

/**
 * Numbered lines that stand alone between paragraphs and count on from each other are
 * headings, though each looks like a list of one item.
 */
function openItems(tree: Root, raw: string): void {
  const alone = tree.children.flatMap((node, index) => (isAlone(node, tree.children, index) ? [node] : []))
  const follows = (one: List | undefined, other: List | undefined) =>
    one !== undefined && other !== undefined && (other.start ?? 1) === (one.start ?? 1) + 1
  const counted = new Set<RootContent>(
    alone.filter((list, at) => follows(alone[at - 1], list) || follows(list, alone[at + 1]))
  )
  tree.children = tree.children.map(function (node) {
    const line = node.type === 'list' && counted.has(node) ? findOnlyLine(node) : undefined
    if (node.type !== 'list' || !line) return node
    return createNumbered(node, {...line, children: unwrap(line)}, {depth: 3, raw})
  })
}

function isAlone(node: RootContent, nodes: ReadonlyArray<RootContent>, index: number): node is List {
  if (node.type !== 'list' || node.ordered !== true) return false
  const line = findOnlyLine(node)
  if (!line || hasPicture(line)) return false
  const text = toString(line).trim()
  const next = nodes[index + 1]
  return measureText(text) <= longest && !closed.test(text) && next !== undefined && isBody(next)
}

/** A number on a line of its own and the line behind it become one. */
function joinNumbers(tree: Root, raw: string): void {
  const children: RootContent[] = []
  for (const next of tree.children) {
    const node = children.at(-1)
    if (node?.type === 'paragraph' && next.type === 'paragraph' && isNumberOf(node, next)) {
      node.children = unwrap(node)
      joinParagraphs(node, {...next, children: unwrap(next)}, ' ', raw)
    } else children.push(next)
  }

  tree.children = children
}

/** Whether a number stands on a line of its own before a line that it may head. */
function isNumberOf(node: Paragraph, next: Paragraph): boolean {
  if (!numberLine.test(toString(node).trim()) || isLink(next) || hasPicture(next)) return false
  const title = toString(next).trim()
  return title !== '' && measureText(title) <= longest && !closed.test(title) && !numberLine.test(title)
}

function isJoint(edit: {start: number; end: number; text: string}): boolean {
  return edit.text === ' '
}

function createHeading(node: Paragraph, depth: Heading['depth']): Heading {
  const heading: Heading = {type: 'heading', depth, children: unwrap(node), data: {recovered: true}}
  if (node.position) heading.position = node.position
  return heading
}

/** Children without the strong text around all of them. */
function unwrap(node: Paragraph): PhrasingContent[] {
  return node.children.flatMap((child) => (child.type === 'strong' ? child.children : [child]))
}

/** Whether nearly all of a text of so many characters is strong. */
function isStrong(node: Paragraph, size: number): boolean {
  const strong = node.children.filter((child) => child.type === 'strong')
  return size > 0 && toString(strong).trim().length >= size * 0.9
}

/** Whether a line counts on in the same way: then both are items, not headings. */
function isSameCount(text: string, node: RootContent | undefined): boolean {
  if (node?.type !== 'paragraph') return false
  const other = toString(node).trim()
  return numbered.test(other) && shapeOf(other) === shapeOf(text)
}

/** How a number is written: which digits and which mark behind them. */
function shapeOf(text: string): string {
  const [number = ''] = numbered.exec(text) ?? []
  return number
    .replace(/\s+/g, '')
    .replace(/\d+/g, '1')
    .replace(/[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]+/gu, '\u4e00')
    .normalize('NFKC')
    .toLowerCase()
}

function isBody(node: RootContent): boolean {
  if (node.type === 'blockquote' || node.type === 'list') return measureText(toString(node)) >= bodySize
  return node.type === 'paragraph' && measureText(toString(node)) >= bodySize
}

/** Body, though it may be a short turn of a conversation: a paragraph that ends in a stop. */
function isSentence(node: RootContent): boolean {
  if (node.type !== 'paragraph') return isBody(node)
  const text = toString(node).trim()
  return measureText(text) >= sentenceSize && stop.test(text.slice(-12))
}

function isLink(node: Paragraph): boolean {
  const linked = node.children.filter((child) => child.type === 'link')
  return linked.length > 0 && toString(linked).length > toString(node).length / 2
}

function hasPicture(node: Paragraph): boolean {
  return node.children.some((child) => child.type === 'image' || child.type === 'imageReference')
}

function isPicture(node: RootContent): boolean {
  return node.type === 'paragraph' && hasPicture(node)
}
