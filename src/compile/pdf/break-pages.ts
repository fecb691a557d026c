/**
 * Break a flow into pages by total fit: of all ways to break it, the one that
 * leaves the least blank at the foot of its pages, under what its boxes say
 * about where a page may begin. Notes stand at the foot of the page that calls
 * them and take their room from it.
 *
 * Knows boxes and numbers only.
 */

import type {Box, Note, Page, Placed} from './types.ts'

export interface PageOptions {
  /** Height of the text area, points. */
  readonly depth: number
  /** Pitch of its lines: blank is counted in them. */
  readonly pitch: number
  /** Blank between text and notes; their rule stands in its middle. */
  readonly noteGap: number
}

// Begins a page that must not: only where no other way is left.
const forbidden = 1e6
// A last page of less than this many lines looks like an accident.
const fewLines = 4
const fewCost = 60

export function breakPages(boxes: ReadonlyArray<Box>, options: PageOptions): ReadonlyArray<Page> {
  const {ends} = findEnds(boxes, options)
  let from = 0
  return ends.map((to) => {
    const page = setPage(boxes.slice(from, to), options)
    from = to
    return page
  })
}

/** What the best way to break a flow costs: to compare flows that differ in order. */
export function measurePages(boxes: ReadonlyArray<Box>, options: PageOptions): number {
  return findEnds(boxes, options).cost
}

/**
 * Cost of blank lines at the foot of a page. A line or two hardly show; more
 * had better stand in one place, before what did not fit, than be spread.
 */
function blankCost(lines: number): number {
  return lines <= 2 ? lines ** 2 : 4 + 6 * Math.sqrt(lines - 2)
}

/** Indices after the last box of each page, and what the breaks cost. */
function findEnds(
  boxes: ReadonlyArray<Box>,
  {depth, pitch, noteGap}: PageOptions
): {readonly ends: ReadonlyArray<number>; readonly cost: number} {
  const count = boxes.length
  const cost: number[] = Array.from({length: count + 1}, () => Infinity)
  const before: number[] = Array.from({length: count + 1}, () => 0)
  cost[0] = 0
  for (let from = 0; from < count; from++) {
    const start = cost[from] as number
    if (start === Infinity) continue
    let body = 0
    let notes = 0
    let after = 0
    for (let to = from; to < count; to++) {
      const item = boxes[to] as Box
      body += (to === from ? (item.head?.height ?? 0) : after + item.before) + item.height
      after = item.after ?? 0
      for (const note of item.notes) notes += note.height + (notes === 0 ? noteGap : 0)
      const slack = depth - body - notes
      // One box always stands on its page, even if it stands out.
      if (slack < -1e-6 && to > from) break
      const next = boxes[to + 1]
      const breaking = next
        ? Math.min(next.breakCost, forbidden) + blankCost(Math.max(0, slack) / pitch)
        : depth - slack < fewLines * pitch && from > 0
          ? fewCost
          : 0
      const total = start + breaking + 1
      if (total < (cost[to + 1] as number)) {
        cost[to + 1] = total
        before[to + 1] = from
      }
    }
  }

  const ends: number[] = []
  for (let end = count; end > 0; end = before[end] as number) ends.unshift(end)
  return {ends, cost: cost[count] as number}
}

function setPage(boxes: ReadonlyArray<Box>, {depth, noteGap}: PageOptions): Page {
  const body: Placed[] = []
  const notes: Note[] = []
  let y = 0
  for (const [index, box] of boxes.entries()) {
    if (index === 0 && box.head) {
      body.push({y, marks: box.head.marks, anchors: [], isRepeated: true})
      y += box.head.height
    }

    if (index > 0) y += box.before
    body.push({y, marks: box.marks, anchors: box.anchors, isRepeated: false})
    y += box.height + (box.after ?? 0)
    notes.push(...box.notes)
  }

  const height = notes.reduce((sum, note) => sum + note.height, 0)
  let foot = depth - height
  const noteRule = notes.length > 0 ? foot - noteGap / 2 : undefined
  const placed = notes.map((note): Placed => {
    const at = foot
    foot += note.height
    return {y: at, marks: note.marks, anchors: [note.id], isRepeated: false}
  })
  return {body, notes: placed, noteRule}
}
