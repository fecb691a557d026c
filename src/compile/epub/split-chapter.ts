/**
 * Split a long chapter into documents that a small reader can open.
 *
 * A reader loads and lays out a document as a whole, so that a long one makes
 * turning a page slow, and some have too little memory for it. Blocks stay
 * whole, a heading stays with what it heads, and a note goes where its first
 * call is: readers show it in a window only from the same document.
 */

import {Buffer} from 'node:buffer'
import type {Element, ElementContent} from 'hast'
import {eachElement} from './each-element.ts'

// Bytes, about 80 000 Han characters; 2 kB more are the frame. Old readers refused documents from 300 kB.
const maxSize = 248_000

/**
 * @param root section of a chapter; not changed.
 * @param title name of the sections that go on, which have no heading of their own.
 */
export function splitChapter(root: Element, title: string, limit = maxSize): ReadonlyArray<Element> {
  if (sizeOf(root) <= limit) return [root]
  const {blocks, notes, tail} = takeApart(root)
  const notesOf = shareNotes(blocks, notes)
  const pieces = shareBlocks(
    blocks,
    (block) => sizeOf(block) + sum((notesOf.get(block) ?? []).map(sizeOf)),
    limit
  )
  return pieces.map((piece, index) => {
    const own = piece.flatMap((block) => notesOf.get(block) ?? [])
    const children = [
      ...piece,
      ...(notes && own.length > 0 ? [{...notes, children: [...headOf(notes), ...own]}] : []),
      ...(index === pieces.length - 1 ? tail : [])
    ]
    const {className, lang} = root.properties
    return {
      ...root,
      properties: index === 0 ? root.properties : {className, lang, ariaLabel: title},
      children
    }
  })
}

function takeApart({children}: Element) {
  const at = children.findIndex(
    (child) => child.type === 'element' && [child.properties['className']].flat().includes('notes')
  )
  const notes = children[at]
  if (notes?.type !== 'element') return {blocks: children, notes: undefined, tail: []}
  return {blocks: children.slice(0, at), notes, tail: children.slice(at + 1)}
}

const headOf = ({children}: Element) => structuredClone(children.filter(isNoNote))

const isNoNote = (node: ElementContent) => node.type !== 'element' || node.tagName !== 'aside'

/** Notes by the block that calls them first; a note called by none goes with the last. */
function shareNotes(blocks: ReadonlyArray<ElementContent>, notes: Element | undefined) {
  const left = new Map(
    (notes?.children ?? []).flatMap((note) =>
      note.type !== 'element' || isNoNote(note) ? [] : [[String(note.properties['id']), note] as const]
    )
  )
  const shared = new Map<ElementContent, Element[]>()
  const take = (node: ElementContent, own: Element[]) => {
    eachElement(node, function ({properties}) {
      if (properties['role'] !== 'doc-noteref') return
      const id = String(properties['href']).slice(1)
      const note = left.get(id)
      if (!note) return
      left.delete(id)
      own.push(note)
      take(note, own)
    })
  }

  for (const block of blocks) {
    const own: Element[] = []
    take(block, own)
    if (own.length > 0) shared.set(block, own)
  }

  const last = blocks.at(-1)
  if (last && left.size > 0) shared.set(last, [...(shared.get(last) ?? []), ...left.values()])
  return shared
}

/** Fill pieces up to the limit; one always holds a block that is no heading. */
function shareBlocks(
  blocks: ReadonlyArray<ElementContent>,
  weigh: (block: ElementContent) => number,
  limit: number
): ReadonlyArray<ReadonlyArray<ElementContent>> {
  const pieces: ElementContent[][] = [[]]
  let size = 0
  // How many blocks at the end of a piece head what follows.
  let heads = 0
  for (const block of blocks) {
    const piece = pieces.at(-1) ?? []
    const weight = weigh(block)
    if (size + weight > limit && heads < piece.length) {
      const next = piece.splice(piece.length - heads)
      pieces.push([...next, block])
      size = sum(next.map(weigh)) + weight
    } else {
      piece.push(block)
      size += weight
    }

    heads = isHead(block) ? heads + 1 : 0
  }

  return pieces
}

/** A heading, or the mark of a page before one. */
function isHead(block: ElementContent): boolean {
  return block.type === 'element' && /^(?:h[1-6]|header|span)$/.test(block.tagName)
}

/** About as many bytes as a node takes when written. */
function sizeOf(node: ElementContent): number {
  if (node.type === 'text') return Buffer.byteLength(node.value)
  if (node.type !== 'element') return 0
  const {children, properties, tagName} = node
  let size = 2 * tagName.length + 5
  for (const name in properties) size += name.length + String(properties[name]).length + 4
  for (const child of children) size += sizeOf(child)
  return size
}

function sum(values: ReadonlyArray<number>): number {
  return values.reduce((total, value) => total + value, 0)
}
