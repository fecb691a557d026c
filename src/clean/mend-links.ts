/**
 * remark plugin to take out what is left of links and pictures: pictures without a
 * source, links without a text, anchors of headings, and the tail `](...)` of a link that was
 * broken over lines.
 */

import type {Link, Nodes, Parents, Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import {toString} from 'mdast-util-to-string'
import {placeOf} from '../trace.ts'
import {cutRange} from './cut-range.ts'
import {detachNode} from './drop-node.ts'
import {record} from './ledger.ts'

const broken = /^\s*\]\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*(?:\s+"[^"\n]*")?\s*\)/
const opening = /^\s*\[\s*$/
/** What sites write into the anchor of a heading. */
const anchorText = /^(?:permalink|anchor|link to (?:this|heading)|[#\u00b6\u{1f517}])?$/iu

/** Take out remains of links and pictures. */
export function remarkMendLinks() {
  return function (tree: Root, file: VFile): void {
    mendParent(tree, [], file)
  }
}

function mendParent(parent: Parents, ancestors: ReadonlyArray<Parents>, file: VFile): void {
  const path = [...ancestors, parent]
  for (const child of [...parent.children] as Nodes[]) {
    if ('children' in child) mendParent(child, path, file)
    const reason = judge(child)
    if (reason !== undefined && parent.children.includes(child as never)) {
      const top = detachNode(child, path)
      record(file, {rule: `mend-links:${reason[0]}`, kind: 'drop', place: placeOf(top), why: reason[1]})
    } else if (child.type === 'paragraph') mendBroken(child, path, file)
  }
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
  return link.children.every((child) => child.type === 'text' && child.value.trim() === '')
}

function mendBroken(node: RootContent & Parents, ancestors: ReadonlyArray<Parents>, file: VFile): void {
  const [start, end] = placeOf(node)
  const text = String(file.value).slice(start, end)
  const size = broken.exec(text)?.[0].length ?? (opening.test(text) ? text.length : 0)
  if (size === 0) return
  const why = 'What is left of a link that was broken over lines'
  const parent = ancestors.at(-1)
  if (!parent?.children.includes(node as never)) return
  if (text.slice(size).trim() === '') {
    record(file, {rule: 'mend-links:broken', kind: 'drop', place: placeOf(detachNode(node, ancestors)), why})
    return
  }

  cutRange(node, [start, start + size])
  record(file, {rule: 'mend-links:broken', kind: 'drop', place: [start, start + size], why})
}
