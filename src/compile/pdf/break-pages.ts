/**
 * Break a flow into pages by total fit: of all ways to break it, the one that
 * leaves the least blank at the foot of its columns, under what its boxes say
 * about where a column may begin. Notes stand on the page that calls them, at
 * its foot or at its side; what of a long one finds no room goes on overleaf.
 *
 * Knows boxes and numbers only.
 */

import type {Box, Note, NotePart, Placed} from './types.ts'

export interface PageOptions {
  /** Height of the text area, points. */
  readonly depth: number
  /** Of the first page, where something stands above the flow. */
  readonly firstDepth?: number
  /** Pitch of its lines: blank is counted in them. */
  readonly pitch: number
  /** Blank between text and notes; their rule stands in its middle. */
  readonly noteGap: number
  /** Whether notes take room from the text. */
  readonly notes: 'foot' | 'side'
  readonly columns: 1 | 2
  readonly noteColumns: 1 | 2
}

/** A page's share of a flow: its text placed, its notes not yet. */
export interface Galley {
  readonly body: ReadonlyArray<Placed>
  readonly parts: ReadonlyArray<NotePart>
  /** Where the text stands that calls each note. */
  readonly tops: ReadonlyMap<NotePart, number>
  /** How far down the text goes. */
  readonly height: number
}

export interface PlacedNotes {
  readonly notes: ReadonlyArray<Placed>
  /** Where the rule above them stands. */
  readonly rule: number | undefined
}

// Begins a page that must not: only where no other way is left.
const forbidden = 1e6
// A last page of less than this many lines looks like an accident.
const fewLines = 4
const fewCost = 60
// A note that goes on overleaf, and each line of it that does.
const splitCost = 40
const lateCost = 8
// Notes overleaf, and no text: rather anything else.
const lonelyNotes = 2000
// A line by which the columns of a last page differ.
const unevenCost = 4
const tolerance = 1e-6
const none: ReadonlyArray<NotePart> = []

/** The best way to the start of a page. */
interface Node {
  readonly cost: number
  /** Where the page before it begins, and its second column. */
  readonly from: number
  readonly split: number
  /** Pages of nothing but notes before it. */
  readonly lonely: number
  /** Parts of notes that found no room so far. */
  readonly late: ReadonlyArray<NotePart>
}

export function breakPages(boxes: ReadonlyArray<Box>, options: PageOptions): ReadonlyArray<Galley> {
  const nodes = findNodes(boxes, options)
  const ends: number[] = []
  for (let to = boxes.length; to > 0; to = (nodes[to] as Node).from) ends.push(to)
  ends.reverse()
  const pages: Galley[] = []
  let late: ReadonlyArray<NotePart> = []
  const addLonely = () => {
    pages.push(setPage([], {from: 0, split: 0, to: 0}, late, options))
    late = takeLate(late, options.depth, options)
  }

  for (const to of ends) {
    const {from, lonely, split, late: rest} = nodes[to] as Node
    for (let count = 0; count < lonely; count++) addLonely()
    pages.push(setPage(boxes, {from, split, to}, late, options))
    late = rest
  }

  // Notes of which no text is left to stand above them.
  while (late.length > 0) addLonely()
  return pages
}

/** Indices of the boxes with which the pages of a flow begin. */
export function startPages(boxes: ReadonlyArray<Box>, options: PageOptions): ReadonlyArray<number> {
  const nodes = findNodes(boxes, options)
  const starts: number[] = []
  for (let to = boxes.length; to > 0; to = (nodes[to] as Node).from) starts.push((nodes[to] as Node).from)
  return starts.reverse()
}

/** What the best way to break a flow costs: to compare flows that differ in order. */
export function measurePages(boxes: ReadonlyArray<Box>, options: PageOptions): number {
  return findNodes(boxes, options)[boxes.length]?.cost ?? 0
}

/**
 * Cost of blank lines at the foot of a column. A line or two hardly show; more
 * had better stand in one place, before what did not fit, than be spread.
 */
function blankCost(lines: number): number {
  return lines <= 2 ? lines ** 2 : 4 + 6 * Math.sqrt(lines - 2)
}

/** The same for one of two columns: beside a full one each line shows. */
function shortCost(lines: number): number {
  return lines <= 2 ? lines ** 2 : 4 + 6 * (lines - 2)
}

/** Heights of columns, from sums. */
function createHeights(boxes: ReadonlyArray<Box>): (from: number, to: number) => number {
  const sums = new Float64Array(boxes.length + 1)
  for (const [index, {after = 0, before, height}] of boxes.entries())
    sums[index + 1] = (sums[index] as number) + before + height + after
  return (from, to) => {
    const first = boxes[from]
    if (!first || to <= from) return 0
    const last = boxes[to - 1] as Box
    const inside = (sums[to] as number) - (sums[from] as number)
    return inside - first.before - (last.after ?? 0) + (first.head?.height ?? 0)
  }
}

function findNodes(boxes: ReadonlyArray<Box>, options: PageOptions): ReadonlyArray<Node | undefined> {
  const {columns, depth, firstDepth = depth, pitch} = options
  const count = boxes.length
  const height = createHeights(boxes)
  const nodes: Array<Node | undefined> = Array.from({length: count + 1})
  nodes[0] = {cost: 0, from: 0, split: 0, lonely: 0, late: []}
  for (let from = 0; from < count; from++) {
    const start = nodes[from]
    if (!start) continue
    const room = from === 0 ? firstDepth : depth
    const {late: carried, lonely} = clearNotes(start.late, boxes, from, height, options)
    const notes = startNotes(carried, options)
    let split = from + 1
    for (let to = from + 1; to <= count; to++) {
      for (const note of (boxes[to - 1] as Box).notes) notes.add(note)
      const area = room - notes.least()
      // One box always stands on its page, even if it stands out.
      const isAlone = to === from + 1
      if ((area < -tolerance || !notes.fit(room)) && !isAlone) break
      const next = boxes[to]
      let taken = to
      let used = height(from, to)
      let cost = start.cost + lonely * lonelyNotes + 1
      if (columns === 1) {
        if (area - used < -tolerance && !isAlone) break
        if (next) cost += blankCost(Math.max(0, area - used) / pitch)
        else if (from > 0 && used < fewLines * pitch) cost += fewCost
      } else {
        while (split < to && height(split, to) > area + tolerance) split++
        if (height(from, split) > area + tolerance && !isAlone) break
        const best = splitColumns(boxes, height, {from, to, area, first: split, isLast: !next, pitch})
        cost += best.cost
        taken = best.split
        used = Math.max(height(from, taken), height(taken, to))
      }

      if (next) cost += Math.min(next.breakCost, forbidden)
      const known = nodes[to]
      // What is late only adds to it.
      if (known && cost >= known.cost) continue
      const late = notes.rest(room - used)
      if (late.length > 0) cost += splitCost + lateCost * late.length + (next ? 0 : lonelyNotes)
      if (!known || cost < known.cost) nodes[to] = {cost, from, split: taken, lonely, late}
    }
  }

  return nodes
}

interface Columns {
  readonly from: number
  readonly to: number
  readonly area: number
  /** First place at which the second column could begin. */
  readonly first: number
  readonly isLast: boolean
  readonly pitch: number
}

/** Where the second column begins best: full columns, or, on a last page, level ones. */
function splitColumns(
  boxes: ReadonlyArray<Box>,
  height: (from: number, to: number) => number,
  {area, first, from, isLast, pitch, to}: Columns
): {readonly split: number; readonly cost: number} {
  let best = {split: first, cost: Infinity}
  for (let split = first; split <= to; split++) {
    const left = height(from, split)
    if (left > area + tolerance && split > from + 1) break
    const right = height(split, to)
    const breaking = split < to ? Math.min((boxes[split] as Box).breakCost, forbidden) : 0
    const slack = (used: number) => shortCost(Math.max(0, area - used) / pitch)
    // The left column of a last page is the longer one.
    const uneven = (right > left + tolerance ? 2 : 1) * (Math.abs(left - right) / pitch) * unevenCost
    const cost = breaking + (isLast ? uneven : slack(left) + slack(right))
    if (cost < best.cost) best = {split, cost}
  }

  return best
}

/** Print what is late on pages of its own until boxes that stay together find room beside the rest of it. */
function clearNotes(
  late: ReadonlyArray<NotePart>,
  boxes: ReadonlyArray<Box>,
  from: number,
  height: (from: number, to: number) => number,
  options: PageOptions
): {readonly late: ReadonlyArray<NotePart>; readonly lonely: number} {
  if (late.length === 0) return {late, lonely: 0}
  const {depth} = options
  let to = from + 1
  while (boxes[to]?.breakCost === Infinity) to++
  const fits = (carried: ReadonlyArray<NotePart>) => {
    const notes = startNotes(carried, options)
    for (const box of boxes.slice(from, to)) for (const note of box.notes) notes.add(note)
    return notes.fit(depth) && height(from, to) + notes.least() <= depth + tolerance
  }

  if (!fits([])) return {late, lonely: 0}
  let lonely = 0
  let rest = late
  while (!fits(rest)) {
    rest = takeLate(rest, depth, options)
    lonely++
  }

  return {late: rest, lonely}
}

/** Notes of a page as boxes are added to it. */
function startNotes(late: ReadonlyArray<NotePart>, options: PageOptions) {
  const {noteGap, notes: place} = options
  // What has to stand here, and what may go on overleaf: the end of the last note.
  const here: NotePart[] = late.slice(0, 1)
  let rest: NotePart[] = late.slice(1)
  const area = (parts: ReadonlyArray<NotePart>) => areaOf(parts, options)
  return {
    add({parts}: Note): void {
      here.push(...rest, ...parts.slice(0, 1))
      rest = parts.slice(1)
    },
    /** Room that notes take from the text at least. */
    least: () => (place === 'side' || here.length === 0 ? 0 : area(here) + noteGap),
    fit: (room: number) => place === 'foot' || sumOf(here) <= room + tolerance,
    /** What goes on overleaf if the page leaves this much room. */
    rest(room: number): ReadonlyArray<NotePart> {
      if (here.length === 0) return none
      return takeLate([...here, ...rest], place === 'side' ? options.depth : room - noteGap, options)
    }
  }
}

/** The parts that find no room. */
function takeLate(
  parts: ReadonlyArray<NotePart>,
  room: number,
  options: PageOptions
): ReadonlyArray<NotePart> {
  // No more than fill all columns: a note may be as long as a book.
  const most = (room + tolerance) * options.noteColumns
  let count = 0
  for (let sum = 0; count < parts.length; count++) {
    sum += (parts[count] as NotePart).height
    if (sum > most && count > 0) break
  }

  while (count > 1 && areaOf(parts.slice(0, count), options) > room + tolerance) count--
  return parts.slice(count)
}

/** Height of notes, in as many columns as they have. */
function areaOf(parts: ReadonlyArray<NotePart>, {noteColumns}: PageOptions): number {
  const total = sumOf(parts)
  if (noteColumns === 1) return total
  const left = sumOf(parts.slice(0, splitNotes(parts)))
  return Math.max(left, total - left)
}

/** Where the second column of notes begins, so that both are as low as can be. */
function splitNotes(parts: ReadonlyArray<NotePart>): number {
  const total = sumOf(parts)
  let left = 0
  let split = 0
  while (split < parts.length) {
    const {height} = parts[split] as NotePart
    if (Math.max(left + height, total - left - height) > Math.max(left, total - left)) break
    left += height
    split++
  }

  return split
}

function sumOf(parts: ReadonlyArray<NotePart>): number {
  let sum = 0
  for (const {height} of parts) sum += height
  return sum
}

function setPage(
  boxes: ReadonlyArray<Box>,
  {from, split, to}: {readonly from: number; readonly split: number; readonly to: number},
  late: ReadonlyArray<NotePart>,
  options: PageOptions
): Galley {
  const {depth, firstDepth = depth, noteGap} = options
  const left = setColumn(boxes.slice(from, split), 0)
  const right = setColumn(boxes.slice(split, to), 1)
  const height = Math.max(left.height, right.height)
  const called = boxes.slice(from, to).flatMap(({notes}) => notes.flatMap(({parts}) => parts))
  const all = [...late, ...called]
  const room = from === 0 && to > 0 ? firstDepth : depth
  const area = options.notes === 'side' ? room : room - (to > from ? height + noteGap : 0)
  const rest = all.length === 0 ? all : takeLate(all, area, options)
  return {
    body: [...left.placed, ...right.placed],
    parts: all.slice(0, all.length - rest.length),
    tops: findTops(boxes, from, left.placed),
    height
  }
}

/** Where the text stands that calls each note. */
function findTops(
  boxes: ReadonlyArray<Box>,
  from: number,
  body: ReadonlyArray<Placed>
): Map<NotePart, number> {
  const tops = new Map<NotePart, number>()
  for (const [index, {y}] of body.filter(({isRepeated}) => !isRepeated).entries())
    for (const {parts} of boxes[from + index]?.notes ?? []) if (parts[0]) tops.set(parts[0], y)
  return tops
}

function setColumn(boxes: ReadonlyArray<Box>, column: number): {placed: Placed[]; height: number} {
  const placed: Placed[] = []
  let y = 0
  let after = 0
  for (const [index, box] of boxes.entries()) {
    if (index === 0 && box.head) {
      placed.push({y, column, marks: box.head.marks, anchors: [], isRepeated: true})
      y += box.head.height
    }

    if (index > 0) y += after + box.before
    placed.push({y, column, marks: box.marks, anchors: box.anchors, isRepeated: false})
    y += box.height
    after = box.after ?? 0
  }

  return {placed, height: y}
}

/** Place the notes of a page: at its foot, or each at the side of its call. */
export function placeNotes({parts, tops}: Pick<Galley, 'parts' | 'tops'>, options: PageOptions): PlacedNotes {
  if (parts.length === 0) return {notes: [], rule: undefined}
  const {depth, noteGap, notes: place} = options
  if (place === 'side') return {notes: placeSideNotes(parts, tops, depth), rule: undefined}
  const top = depth - areaOf(parts, options)
  const split = options.noteColumns === 1 ? parts.length : splitNotes(parts)
  let y = top
  const notes = parts.map((part, index): Placed => {
    if (index === split) y = top
    const placed = placePart(part, y, index < split ? 0 : 1)
    y += part.height
    return placed
  })
  return {notes, rule: top - noteGap / 2}
}

/** Each at the height of its call, or under the one before. */
function placeSideNotes(
  parts: ReadonlyArray<NotePart>,
  tops: ReadonlyMap<NotePart, number>,
  depth: number
): Placed[] {
  let foot = 0
  const ys = parts.map((part) => {
    const y = Math.max(foot, tops.get(part) ?? foot)
    foot = y + part.height
    return y
  })
  // What would stand out at the foot moves up, and with it what stands above.
  let limit = depth
  for (let index = parts.length - 1; index >= 0; index--) {
    limit = Math.min(ys[index] as number, limit - (parts[index] as NotePart).height)
    ys[index] = limit
  }

  return parts.map((part, index) => placePart(part, ys[index] as number, 0))
}

/** Height of the notes of a page, with the blank above them. */
export function measureNotes(parts: ReadonlyArray<NotePart>, options: PageOptions): number {
  return options.notes === 'side' || parts.length === 0 ? 0 : areaOf(parts, options) + options.noteGap
}

function placePart({id, marks}: NotePart, y: number, column: number): Placed {
  return {y, column, marks, anchors: id === undefined ? [] : [id], isRepeated: false}
}
