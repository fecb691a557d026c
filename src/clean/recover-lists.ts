/**
 * remark plugin to recover lists that the raw text does not mark up.
 *
 * Lines that count (a number and an ideographic comma, a circled number) one behind the other
 * are an ordered list; short sentences behind a line that announces them ("the points are:")
 * are left as they are, unless they all open with the same bullet. The number becomes the
 * list's own.
 */

import type {List, ListItem, Paragraph, Root, RootContent, Text} from 'mdast'
import type {Place} from '../model.ts'
import type {VFile} from 'vfile'
import {toString} from 'mdast-util-to-string'
import {placeOf} from '../trace.ts'
import {setPlace} from './cut-range.ts'
import {cutEdge} from './drop-node.ts'
import {isHeld} from './ledger.ts'

const numbers = /^(\d{1,2})\s?[\u3001\uff0e]\s?|^([\u2460-\u2473])\s?/
const bullet = /^([\u2022\u25cf\u25aa\u00b7\u25a0\u25c6])\s?/
const rule = 'recover-lists:mark'
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
      if (run.length >= 2 && !run.some((line) => isMarkHeld(line as Paragraph, file)))
        children.push(createList(run as Paragraph[], file))
      else for (const node of run) children.push(node)
      index = end
    }

    tree.children = children.flatMap((node): RootContent[] =>
      node.type === 'list' && file.data.kind !== 'html' ? splitRestarts(node, String(file.value)) : [node]
    )
  }
}

/** Markdown counts on where an author counted from one again: those are two lists. */
function splitRestarts(list: List, raw: string): List[] {
  if (list.ordered !== true) return [list]
  const numberOf = (item: ListItem) =>
    Number(/^\d{1,3}/.exec(raw.slice(placeOf(item)[0], placeOf(item)[0] + 3))?.[0])
  const starts = list.children.flatMap(function (item, index) {
    const before = list.children[index - 1]
    return before && numberOf(item) === 1 && numberOf(before) > 1 ? [index] : []
  })
  if (starts.length === 0) return [list]
  return [0, ...starts].map(function (start, index): List {
    const children = list.children.slice(start, starts[index])
    const part: List = {...list, children, start: index === 0 ? (list.start ?? 1) : 1}
    const [first] = children
    setPlace(part, [placeOf(first ?? list)[0], placeOf(children.at(-1) ?? list)[1]])
    return part
  })
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
  setPlace(list, [placeOf(items[0] ?? list)[0], placeOf(items.at(-1) ?? list)[1]], first)
  return list
}

function placeOfMark(paragraph: Paragraph): Place {
  const [first] = paragraph.children
  return [placeOf(paragraph)[0], placeOf(first ?? paragraph)[0] + (readMark(paragraph)?.size ?? 0)]
}

/** Whether the editor keeps a mark; then the line stays a line. */
function isMarkHeld(paragraph: Paragraph, file: VFile): boolean {
  return isHeld(file, {rule, kind: 'drop', place: placeOfMark(paragraph)})
}

function createItem(paragraph: Paragraph, file: VFile): ListItem {
  const size = readMark(paragraph)?.size ?? 0
  const place = placeOfMark(paragraph)
  const first = paragraph.children[0] as Text
  const item: ListItem = {type: 'listItem', spread: false, children: [paragraph]}
  if (paragraph.position) item.position = paragraph.position
  // A blank behind the mark may have gone before; then the mark is all that there is to cut.
  if (toString(first).length > size && !first.data?.edits?.some((edit) => edit.start < place[1])) {
    cutEdge(file, paragraph, place, {
      rule,
      kind: 'drop',
      why: 'The mark of a list item, which the list brings itself'
    })
  }

  return item
}
