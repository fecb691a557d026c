/**
 * Keep the trace from a text node back to the raw text.
 *
 * A text node stands for one contiguous raw range, its `position`. Its value
 * is that range with the node's `edits` applied; without edits it is the range
 * itself. Whoever changes a value does it here, so that a ledger entry, a note's
 * anchor and the conservation check can always tell where a character came from.
 */

import type {Text} from 'mdast'
import type {Edit, Place} from './model.ts'

/** Raw range of a node, or an empty range for a node that no raw text stands behind. */
export function placeOf(node: {position?: Text['position']}): Place {
  const start = node.position?.start.offset
  const end = node.position?.end.offset
  return start === undefined || end === undefined ? [0, 0] : [start, end]
}

/** Value that a raw text with edits applied has between two offsets. */
export function applyEdits(raw: string, place: Place, edits: ReadonlyArray<Edit> = []): string {
  let value = ''
  let from = place[0]
  for (const edit of edits) {
    value += raw.slice(from, edit.start) + edit.text
    from = edit.end
  }

  return value + raw.slice(from, place[1])
}

/**
 * Raw range behind `[from, to)` of a node's value. Where the range touches an
 * edit it takes in the whole of that edit.
 */
export function rawPlace(node: Text, from: number, to: number): Place {
  const [start] = placeOf(node)
  let shift = start
  let first: number | undefined
  let last: number | undefined
  for (const edit of node.data?.edits ?? []) {
    const editFrom = edit.start - shift
    const editTo = editFrom + edit.text.length
    if (first === undefined && from < editFrom) first = from + shift
    if (last === undefined && to <= editFrom) last = to + shift
    if (first === undefined && from < editTo) first = edit.start
    if (last === undefined && to <= editTo) last = edit.end
    shift = edit.end - editTo
  }

  const left = first ?? from + shift
  const right = last ?? to + shift
  // An empty range where something was taken out stands on both sides of the gap.
  return left <= right ? [left, right] : [right, left]
}

/** Offset in a node's value of what stands at a raw offset; inside an edit, the edit's end. */
export function valueOffset(node: Text, offset: number): number {
  let shift = placeOf(node)[0]
  for (const edit of node.data?.edits ?? []) {
    if (offset <= edit.start) break
    const editTo = edit.start - shift + edit.text.length
    if (offset < edit.end) return editTo
    shift = edit.end - editTo
  }

  return offset - shift
}

/** One replacement of `[from, to)` of a value. */
export interface Replacement {
  readonly from: number
  readonly to: number
  readonly text: string
}

/**
 * Apply replacements, in order and not overlapping, to a node's value in one pass.
 *
 * @returns the raw range of each.
 */
export function rewriteAll(node: Text, replacements: ReadonlyArray<Replacement>): Place[] {
  const edits = node.data?.edits ?? []
  const runs = joinSharing(node, replacements)
  const made: Edit[] = []
  const places: Place[] = []
  let shift = placeOf(node)[0]
  let index = 0
  let value = ''
  let at = 0
  for (const {from, to, text, count} of runs) {
    let edit = edits[index]
    for (; edit && edit.start - shift + edit.text.length <= from; edit = edits[index]) {
      made.push(edit)
      shift = edit.end - (edit.start - shift + edit.text.length)
      index++
    }

    let start = from + shift
    let end: number | undefined
    let head = ''
    let tail = ''
    for (; edit && edit.start - shift < to; edit = edits[index]) {
      const editFrom = edit.start - shift
      const editTo = editFrom + edit.text.length
      if (editFrom < from) {
        start = edit.start
        head = edit.text.slice(0, from - editFrom)
      } else if (editFrom === from) start = edit.start
      if (editTo > to) {
        tail = edit.text.slice(to - editFrom)
        end = edit.end
      }

      shift = edit.end - editTo
      index++
    }

    end ??= to + shift
    made.push({start, end, text: head + text + tail})
    for (let times = 0; times < count; times++) places.push([start, end])
    value += node.value.slice(at, from) + text
    at = to
  }

  node.value = value + node.value.slice(at)
  node.data = {...node.data, edits: [...made, ...edits.slice(index)]}
  return places
}

/** Replacements with those joined that change one edit, which is but one range; `count` says of how many each is made. */
function joinSharing(
  node: Text,
  replacements: ReadonlyArray<Replacement>
): ReadonlyArray<Replacement & {readonly count: number}> {
  const edits = node.data?.edits ?? []
  const runs: {from: number; to: number; texts: string[]; count: number}[] = []
  let shift = placeOf(node)[0]
  let index = 0
  for (const {from, to, text} of replacements) {
    let edit = edits[index]
    for (; edit && edit.start - shift + edit.text.length <= from; edit = edits[++index])
      shift = edit.end - (edit.start - shift + edit.text.length)
    const last = runs.at(-1)
    if (last && edit && edit.start - shift < last.to) {
      last.texts.push(node.value.slice(last.to, from), text)
      last.to = to
      last.count++
    } else runs.push({from, to, texts: [text], count: 1})
  }

  return runs.map(({texts, ...run}) => ({...run, text: texts.join('')}))
}

/** Cut a node's value at an offset; the node keeps the head, the tail is returned. */
export function splitText(node: Text, at: number): Text {
  const [start, end] = placeOf(node)
  const edits = node.data?.edits ?? []
  let shift = start
  let raw: number | undefined
  const left: Edit[] = []
  const right: Edit[] = []
  for (const edit of edits) {
    const editFrom = edit.start - shift
    const editTo = editFrom + edit.text.length
    if (at >= editTo) left.push(edit)
    else if (at <= editFrom) {
      raw ??= at + shift
      right.push(edit)
    } else {
      // Inside an edit: the raw range goes to the head, the tail keeps its text.
      raw = edit.end
      left.push({...edit, text: edit.text.slice(0, at - editFrom)})
      right.push({start: edit.end, end: edit.end, text: edit.text.slice(at - editFrom)})
    }

    shift = edit.end - editTo
  }

  raw ??= at + shift
  const tail: Text = {
    type: 'text',
    value: node.value.slice(at),
    position: {start: pointAt(node, raw, start), end: pointAt(node, end, start)}
  }
  const {edits: _, ...rest} = node.data ?? {}
  tail.data = right.length > 0 ? {...rest, edits: right} : {...rest}
  node.data = left.length > 0 ? {...rest, edits: left} : {...rest}
  node.value = node.value.slice(0, at)
  node.position = {start: pointAt(node, start, start), end: pointAt(node, raw, start)}
  return tail
}

/**
 * Cut a node's value at offsets, in order; the node keeps the head, and stands first in what is returned.
 *
 * It is cut in halves, so that of many edits each is carried over a few times only.
 */
export function splitAll(node: Text, offsets: ReadonlyArray<number>): Text[] {
  const middle = offsets.length >> 1
  const at = offsets[middle]
  if (at === undefined) return [node]
  const tail = splitText(node, at)
  const behind = offsets.slice(middle + 1).map((offset) => offset - at)
  return [...splitAll(node, offsets.slice(0, middle)), ...splitAll(tail, behind)]
}

/**
 * Cut a node at a raw offset; the node keeps the head, the tail is returned.
 *
 * Unlike `splitText` it knows on which side an edit belongs that leaves nothing in
 * the value. An offset inside an edit cuts behind it.
 */
export function splitTextAt(node: Text, offset: number): Text {
  const tail = splitText(node, valueOffset(node, offset))
  const left = node.data?.edits ?? []
  const right = tail.data?.edits ?? []
  if ([...left, ...right].some((edit) => edit.start < offset && edit.end > offset)) return tail
  const isLeft = (edit: Edit) => edit.text !== '' || edit.end <= offset
  const isRight = (edit: Edit) => edit.text !== '' || edit.end > offset
  const start = placeOf(node)[0]
  setEdits(node, [...left.filter(isLeft), ...right.filter((edit) => !isRight(edit))])
  setEdits(tail, [...left.filter((edit) => !isLeft(edit)), ...right.filter(isRight)])
  if (node.position) node.position = {start: node.position.start, end: pointAt(node, offset, start)}
  if (tail.position) tail.position = {start: pointAt(node, offset, start), end: tail.position.end}
  return tail
}

function setEdits(node: Text, edits: ReadonlyArray<Edit>): void {
  const {edits: _, ...rest} = node.data ?? {}
  node.data = edits.length > 0 ? {...rest, edits} : rest
}

// Lines and columns inside a node are not counted: the offset is what counts,
// and `vfile-location` finds the line where a message is made.
function pointAt(node: Text, offset: number, start: number) {
  const point = node.position?.start ?? {line: 1, column: 1}
  return {line: point.line, column: point.column + (offset - start), offset}
}
