/**
 * remark plugin to drop frames: what of a web page is not its article, such as menus,
 * advertising and comments.
 *
 * Reading a page says which parts these are; here they go into the ledger, each with what
 * it is and how sure that is. What the editor keeps stands where it stood.
 */

import type {Frame, FrameData, Nodes, Paragraph, Parents, PhrasingContent, Root, Text} from 'mdast'
import type {VFile} from 'vfile'
import {placeOf} from '../trace.ts'
import {setPlace} from './cut-range.ts'
import {isHeld, record} from './ledger.ts'
import {hasNode} from './visit-texts.ts'

/** Parents that hold blocks. */
const flowParents: ReadonlySet<string> = new Set([
  'root',
  'blockquote',
  'listItem',
  'footnoteDefinition',
  'frame'
])
const phrasing: ReadonlySet<string> = new Set(
  'text emphasis strong delete link image inlineCode break footnoteReference'.split(' ')
)

/** Drop frames. */
export function remarkDropFrames() {
  return function (tree: Root, file: VFile): void {
    if (hasNode(tree, 'frame')) dropIn(tree, file)
  }
}

/** @returns whether anything is left of what a parent held. */
function dropIn(parent: Parents, file: VFile): boolean {
  const children: Nodes[] = []
  let hasGap = false
  for (const child of parent.children as Nodes[]) {
    if (child.type === 'frame') {
      if (dropFrame(child, file)) hasGap = true
      else children.push(...openFrame(child, parent, file))
      continue
    }

    const isFilled = 'children' in child && child.children.length > 0
    if (isFilled && !dropIn(child, file) && child.type !== 'tableCell') continue
    const before = children.at(-1)
    if (hasGap && child.type === 'text' && before?.type === 'text' && follows(before, child))
      joinTexts(before, child)
    else children.push(child)
    hasGap = false
  }

  parent.children = children as typeof parent.children
  return children.length > 0
}

/** @returns whether it went: what the editor keeps stays. */
function dropFrame(node: Frame, file: VFile): boolean {
  const {rule, why, confidence}: FrameData = node.data
  const entry = {rule: `drop-frames:${rule}`, kind: 'drop', place: placeOf(node), why, confidence} as const
  if (isHeld(file, entry)) return false
  record(file, entry)
  return true
}

/** What a frame holds, as its parent may hold it. */
function openFrame(node: Frame, parent: Parents, file: VFile): Nodes[] {
  if (!dropIn(node, file)) return []
  const nodes = node.children as Nodes[]
  if (!flowParents.has(parent.type) || !nodes.every(({type}) => phrasing.has(type))) return nodes
  const paragraph: Paragraph = {type: 'paragraph', children: nodes as PhrasingContent[]}
  setPlace(paragraph, placeOf(node), node)
  return [paragraph]
}

function follows(before: Text, next: Text): boolean {
  return placeOf(before)[1] <= placeOf(next)[0]
}

/** A text that a frame parted is one again. */
function joinTexts(before: Text, next: Text): void {
  const [start, end] = placeOf(before)
  const [from, to] = placeOf(next)
  const gap = {start: end, end: from, text: ''}
  before.value += next.value
  before.data = {...before.data, edits: [...(before.data?.edits ?? []), gap, ...(next.data?.edits ?? [])]}
  setPlace(before, [start, to])
}
