/**
 * remark plugin to take out what is left of links and pictures: pictures without a
 * source, links without a text, anchors of headings, and the tail `](...)` of a link that was
 * broken over lines.
 */

import type {Link, Nodes, Parents, Root, RootContent} from 'mdast'
import type {Place} from '../model.ts'
import type {VFile} from 'vfile'
import {toString} from 'mdast-util-to-string'
import {placeOf} from '../trace.ts'
import {cutEdge, dropNode, recordRange, sweepNodes, type Sweep} from './drop-node.ts'
import {isHeld} from './ledger.ts'

const broken = /^\s*\]\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*(?:\s+"[^"\n]*")?\s*\)/
const opening = /^\s*\[\s*$/
const openMark = /^\s*\[\s*/
const closing = /\]\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*(?:\s+"[^"\n]*")?\s*\)\s*$/
const brokenWhy = 'What is left of a link that was broken over lines'
/** What sites write into the anchor of a heading. */
const anchorText = /^(?:permalink|anchor|link to (?:this|heading)|[#\u00b6\u{1f517}])?$/iu

/** Take out remains of links and pictures. */
export function remarkMendLinks() {
  return function (tree: Root, file: VFile): void {
    mendParent(tree, [], file, new Map())
  }
}

/** @param sweep - what is to go; a parent's own goes as soon as its children are mended. */
function mendParent(parent: Parents, ancestors: ReadonlyArray<Parents>, file: VFile, sweep: Sweep): void {
  const path = [...ancestors, parent]
  unwrapPictures(parent, file)
  for (const child of parent.children as Nodes[]) {
    if ('children' in child) mendParent(child, path, file, sweep)
    const reason = judge(child)
    if (reason !== undefined && !sweep.get(parent)?.has(child)) {
      dropNode(file, child, path, {rule: `mend-links:${reason[0]}`, kind: 'drop', why: reason[1]}, sweep)
    } else if (child.type === 'paragraph' && mayBeBroken(child)) mendBroken(child, path, file, sweep)
  }

  const gone = sweep.get(parent)
  if (gone) sweepNodes(new Map([[parent, gone]]))
  sweep.delete(parent)
}

/** A link around a picture leads to the picture again, or to the page it came from. */
function unwrapPictures(parent: Parents, file: VFile): void {
  parent.children = (parent.children as Nodes[]).flatMap(function (child) {
    if (child.type !== 'link' || !child.children.some((inner) => inner.type === 'image')) return [child]
    const first = child.children[0]
    const last = child.children.at(-1)
    if (first === undefined || last === undefined) return [child]
    const [start, end] = placeOf(child)
    const reason = {rule: 'mend-links:picture', kind: 'drop', why: 'A link around a picture'} as const
    const sides: Place[] = [
      [start, placeOf(first)[0]],
      [placeOf(last)[1], end]
    ]
    if (sides.some((place) => isHeld(file, {...reason, place}))) return [child]
    for (const place of sides) recordRange(file, place, reason)
    return child.children
  }) as typeof parent.children
}

function judge(node: Nodes): readonly [rule: string, why: string] | undefined {
  if (node.type === 'image' && node.url.trim() === '') return ['empty-picture', 'A picture without a source']
  if (node.type !== 'link') return
  if (isEmpty(node)) return ['empty-link', 'A link without a text']
  if (node.url.startsWith('#') && anchorText.test(toString(node).trim())) {
    return ['anchor', 'An anchor of a heading, of use on its page only']
  }

  return
}

function isEmpty(link: Link): boolean {
  return link.children.every(
    (child) => child.type === 'break' || (child.type === 'text' && child.value.trim() === '')
  )
}

function mayBeBroken(node: Parents): boolean {
  return node.children.some((child) => child.type === 'text' && /\]\(|\[/.test(child.value))
}

function mendBroken(
  node: RootContent & Parents,
  ancestors: ReadonlyArray<Parents>,
  file: VFile,
  sweep: Sweep
): void {
  const [start, end] = placeOf(node)
  const text = String(file.value).slice(start, end)
  const head = broken.exec(text)?.[0].length ?? findOpening(node, text)
  const tail = head < text.length ? findClosing(text) : text.length
  if (head === 0 && tail === text.length) return
  // The end of a picture looks like the tail of a broken link.
  if (isInLeaf(node, start + head) || isInLeaf(node, start + tail)) return
  if (text.slice(head, tail).trim() === '') {
    dropNode(file, node, ancestors, {rule: 'mend-links:broken', kind: 'drop', why: brokenWhy}, sweep)
    return
  }

  const reason = {rule: 'mend-links:broken', kind: 'drop', why: brokenWhy} as const
  cutEdge(file, node, [start, start + head], reason)
  cutEdge(file, node, [start + tail, end], reason)
}

/** Length of a bracket that opens a link around a picture and is never closed. */
function findOpening(node: Parents, text: string): number {
  const [first, next] = node.children
  if (first?.type !== 'text' || !opening.test(first.value)) return 0
  return next === undefined || next.type === 'image' ? (openMark.exec(text)?.[0].length ?? 0) : 0
}

/** Offset of the tail of a link that nothing in the paragraph opens. */
function findClosing(text: string): number {
  const match = closing.exec(text)
  if (!match) return text.length
  const before = text.slice(0, match.index)
  return before.split('[').length <= before.split(']').length ? match.index : text.length
}

/** Whether an offset stands within something that can't be cut. */
function isInLeaf(node: Nodes, offset: number): boolean {
  const [start, end] = placeOf(node)
  if (offset <= start || offset >= end || node.type === 'text') return false
  return 'children' in node ? node.children.some((child) => isInLeaf(child, offset)) : true
}
