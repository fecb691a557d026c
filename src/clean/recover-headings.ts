/**
 * remark plugin to recover headings that the raw text does not mark up.
 *
 * A heading is a line that is short, ends in no stop, and has a body behind it; on top of
 * that something must speak for it: a number on a line of its own, a number before it
 * that no list explains, strong text throughout, or being one of several such lines
 * in a text without pictures, whose captions would look the same.
 */

import type {Heading, Paragraph, PhrasingContent, Root, RootContent, Text} from 'mdast'
import type {VFile} from 'vfile'
import {toString} from 'mdast-util-to-string'
import {placeOf, splitText} from '../trace.ts'
import {setPlace} from './cut-range.ts'
import {measureText} from './list-units.ts'

/** Longer lines are sentences; see `measureText`. */
const longest = 36
/** A line without any other sign is a heading only if it is shorter than this. */
const shortest = 20
/** The body behind a heading is at least this long. */
const bodySize = 24
/** What stands around a heading without a sign is at least this long, and ends in a stop. */
const sentenceSize = 12

const numberLine =
  /^(?:part|chapter|section|no\.?|\u7b2c)?\s{0,2}(?:0?\d{1,2}|[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}|[ivx]{1,4})[.\u3001\uff0e]?\s{0,2}(?:\u90e8\u5206|\u7ae0|\u7bc0|\u8282)?$/i
const numbered =
  /^(?:[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}\s?[\u3001.\uff0e:\uff1a]|[(\uff08][\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\d]{1,3}[)\uff09]|\u7b2c[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\d]{1,3}[\u90e8\u7ae0\u7bc0\u8282\u6b65\u70b9\u9ede\u8bfe\u8ab2]|\d{1,2}\s?[\u3001.\uff0e)\uff09]\s?(?=\D)|\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\s?(?=[^\d.])|part\s?\d|step\s?\d|0\d\s?(?=\D))/iu
const closed = /[\u3002.;\uff1b,\uff0c\u2026:\uff1a\u3001](?:["'\u201d\u2019\u300d\u300f)\uff09*]*)$/u
/** A line of marks that makes the line before it a heading. */
const underline = /\s*\n[=]{2,}\s*$/
const sentence = /[\u3002\uff0c,;\uff1b!\uff01?\uff1f]/u
const stop = /[\u3002.!?\uff01\uff1f:\uff1a](?:["'\u201d\u2019\u300d\u300f)\uff09*]*)$/u
const letters = /[\p{L}\p{N}]/u
/** What opens a line that is no heading: a label of a value, a caption, an item. */
const noHeading =
  /^(?:[-\u2022\u00b7\u25cf\u25aa\u2014>|\u2190-\u2193\u25b2\u25bc\u25b3\u201c"\u300c@#]|https?:|\u56fe|\u5716|figure|table|source|photo|credit|image)/iu

/** Recover headings. */
export function remarkRecoverHeadings() {
  return function (tree: Root, file: VFile): void {
    joinUnderlines(tree, String(file.value))
    joinNumbers(tree, String(file.value))
    const found = tree.children.map((node, index) => judge(tree.children, node, index))
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

function judge(nodes: ReadonlyArray<RootContent>, node: RootContent, index: number): Sign | undefined {
  if (node.type !== 'paragraph') return
  const text = toString(node).trim()
  const size = measureText(text)
  if (text === '' || size > longest || !letters.test(text)) return
  if (hasPicture(node) || isLink(node)) return
  const next = nodes[index + 1]
  if (next === undefined) return
  if (node.children.some((child) => child.type === 'text' && child.data?.edits?.some(isJoint)))
    return 'number-line'
  if (numberLine.test(text) && isBody(next)) return 'number-line'
  if (noHeading.test(text)) return
  const label = text.replace(/[:\uff1a]$/, '')
  if (isStrong(node, label.length) && next.type === 'list' && !closed.test(label)) return 'strong'
  if (closed.test(text)) return
  if (numbered.test(text) && !isNumbered(nodes[index - 1]) && !isNumbered(next)) {
    return /^[\d(\uff08]/.test(text) ? 'numbered-item' : 'numbered'
  }

  if (isStrong(node, text.length) && (isBody(next) || next.type === 'code' || isPicture(next)))
    return 'strong'
  if (/^[(\uff08]/.test(text)) return
  if (size > shortest || size < 2 || sentence.test(text) || !isSentence(next)) return
  const before = nodes[index - 1]
  if (before === undefined || !isSentence(before)) return
  return isPicture(next) ? undefined : 'plain'
}

/**
 * A numbered line with a line of marks under it is a heading whose number makes
 * Markdown take it for a list.
 */
function joinUnderlines(tree: Root, raw: string): void {
  for (let index = 0; index < tree.children.length; index++) {
    const list = tree.children[index]
    if (list?.type !== 'list' || list.children.length !== 1) continue
    const [paragraph, more] = list.children[0]?.children ?? []
    if (paragraph?.type !== 'paragraph' || more !== undefined) continue
    const [start, end] = placeOf(list)
    const last = paragraph.children.at(-1)
    const next = tree.children[index + 1]
    const isUnderlined = last?.type === 'text' && underline.test(last.value)
    const isRuled =
      next?.type === 'thematicBreak' &&
      raw.slice(end, placeOf(next)[0]).trim() === '' &&
      !raw.slice(end, placeOf(next)[0]).includes('\n\n')
    if (!isUnderlined && !isRuled) continue
    if (isUnderlined) splitText(last, last.value.search(underline))
    const number: Text = {type: 'text', value: raw.slice(start, placeOf(paragraph)[0])}
    if (list.position) number.position = structuredClone(list.position)
    setPlace(number, [start, placeOf(paragraph)[0]])
    const heading: Heading = {
      type: 'heading',
      depth: isUnderlined ? 1 : 2,
      children: [number, ...paragraph.children],
      data: {recovered: true}
    }
    if (list.position) heading.position = structuredClone(list.position)
    setPlace(heading, [start, isRuled && next ? placeOf(next)[1] : end])
    tree.children.splice(index, isRuled ? 2 : 1, heading)
  }
}

/** A number on a line of its own and the line behind it become one. */
function joinNumbers(tree: Root, raw: string): void {
  for (let index = 0; index < tree.children.length - 1; index++) {
    const node = tree.children[index]
    const next = tree.children[index + 1]
    if (node?.type !== 'paragraph' || next?.type !== 'paragraph') continue
    if (!numberLine.test(toString(node).trim()) || isLink(next) || hasPicture(next)) continue
    const title = toString(next).trim()
    if (title === '' || measureText(title) > longest || closed.test(title) || numberLine.test(title)) continue
    const isBeside = raw.slice(placeOf(node)[1], placeOf(next)[0]).trim() === ''
    const joint = createJoint(node, next, isBeside)
    node.children = [...unwrap(node), joint, ...unwrap(next)]
    setPlace(node, [placeOf(node)[0], placeOf(next)[1]])
    tree.children.splice(index + 1, 1)
  }
}

// The line ending between two lines, standing as a blank.
function createJoint(node: Paragraph, next: Paragraph, isBeside: boolean): Text {
  const [end] = placeOf(next)
  const start = isBeside ? placeOf(node)[1] : end
  const joint: Text = {type: 'text', value: ' ', data: {edits: [{start, end, text: ' '}]}}
  if (node.position) joint.position = structuredClone(node.position)
  setPlace(joint, [start, end])
  return joint
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

function isStrong(node: Paragraph, size: number): boolean {
  const strong = node.children.filter((child) => child.type === 'strong')
  return size > 0 && toString(strong).trim().length >= size * 0.9
}

function isNumbered(node: RootContent | undefined): boolean {
  if (node?.type !== 'paragraph') return false
  return numbered.test(toString(node).trim())
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
