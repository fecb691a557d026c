/**
 * remark plugin to recover lists that the raw text does not mark up.
 *
 * Lines that count (a number and an ideographic comma, a circled number) one behind the other
 * are an ordered list; short sentences behind a line that announces them ("the points are:")
 * are left as they are, unless they all open with the same bullet. The number becomes the
 * list's own.
 */

import type {List, ListItem, Paragraph, Root, RootContent, Text} from 'mdast'
import type {VFile} from 'vfile'
import {toString} from 'mdast-util-to-string'
import {placeOf} from '../trace.ts'
import {cutRange, setPlace} from './cut-range.ts'
import {recordRange} from './drop-node.ts'

const numbers = /^(\d{1,2})\s?[\u3001\uff0e]\s?|^([\u2460-\u2473])\s?/
const bullet = /^([\u2022\u25cf\u25aa\u00b7\u25a0\u25c6])\s?/
/** The code of a circled 1 is one more than this. */
const circled = 0x245f

interface Mark {
  readonly kind: 'number' | 'circled' | 'bullet'
  readonly value: number
  /** Length of the mark and the blank behind it. */
  readonly size: number
}

/** Recover lists. */
export function remarkRecoverLists() {
  return function (tree: Root, file: VFile): void {
    const children: RootContent[] = []
    for (let index = 0; index < tree.children.length;) {
      const end = findRunEnd(tree.children, index)
      const run = tree.children.slice(index, end)
      if (run.length >= 2) children.push(createList(run as Paragraph[], file))
      else children.push(...run)
      index = end
    }

    tree.children = children
  }
}

function readMark(node: RootContent | undefined): Mark | undefined {
  if (node?.type !== 'paragraph' || node.children[0]?.type !== 'text') return
  const text = node.children[0].value
  const number = numbers.exec(text)
  if (number?.[1] !== undefined) return {kind: 'number', value: Number(number[1]), size: number[0].length}
  if (number?.[2] !== undefined) {
    return {kind: 'circled', value: number[2].charCodeAt(0) - circled, size: number[0].length}
  }

  const found = bullet.exec(text)
  return found ? {kind: 'bullet', value: 0, size: found[0].length} : undefined
}

/** End of the run of counted lines that starts at an index; of a single line, the next index. */
function findRunEnd(nodes: ReadonlyArray<RootContent>, index: number): number {
  const first = readMark(nodes[index])
  if (!first || (first.kind !== 'bullet' && first.value !== 1)) return index + 1
  let end = index + 1
  for (;;) {
    const next = readMark(nodes[end])
    const expected = first.kind === 'bullet' ? 0 : first.value + end - index
    if (next?.kind !== first.kind || next.value !== expected) return end
    end++
  }
}

function createList(run: ReadonlyArray<Paragraph>, file: VFile): List {
  const isOrdered = readMark(run[0])?.kind !== 'bullet'
  const items = run.map((paragraph) => createItem(paragraph, file))
  const list: List = {
    type: 'list',
    ordered: isOrdered,
    start: isOrdered ? 1 : null,
    spread: false,
    children: items
  }
  const [first] = run
  if (first?.position) list.position = structuredClone(first.position)
  setPlace(list, [placeOf(items[0] ?? list)[0], placeOf(items.at(-1) ?? list)[1]])
  return list
}

function createItem(paragraph: Paragraph, file: VFile): ListItem {
  const size = readMark(paragraph)?.size ?? 0
  const [start, end] = placeOf(paragraph)
  const first = paragraph.children[0] as Text
  const at = placeOf(first)[0] + size
  const item: ListItem = {type: 'listItem', spread: false, children: [paragraph]}
  if (paragraph.position) item.position = structuredClone(paragraph.position)
  // A blank behind the mark may have gone before; then the mark is all that there is to cut.
  if (toString(first).length > size && !first.data?.edits?.some((edit) => edit.start < at)) {
    recordRange(file, [start, at], {
      rule: 'recover-lists:mark',
      kind: 'drop',
      why: 'The mark of a list item, which the list brings itself'
    })
    cutRange(paragraph, [start, at])
    setPlace(paragraph, [at, end])
  }

  return item
}
