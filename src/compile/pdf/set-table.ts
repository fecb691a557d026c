/**
 * Set a table: columns by their content, rows ruled by hairlines, the head
 * repeated on each page that the table goes over to, and rows higher than some
 * lines broken over it.
 */

import type {Element} from 'hast'
import type {Box, Line, Mark} from './types.ts'
import {toString} from 'hast-util-to-string'
import {createTag, keepTag, type Tag} from './tags.ts'
import {inlinesOf, moveMark, spaced, type BlockSetter, type Place} from './block-parts.ts'
import {setCaption} from './set-figure.ts'
import {addAfter, baselineIn, fillGrid, layLines, notesOf} from './set-text.ts'

interface Cell {
  readonly node: Element
  readonly tag: Tag
  readonly column: number
  readonly span: number
  /** Rows that it stands in. */
  readonly rows: number
}

interface Row {
  readonly cells: ReadonlyArray<Cell>
  readonly isHead: boolean
}

/** A cell, set. */
interface SetCell extends Cell {
  readonly lines: ReadonlyArray<Line>
  readonly x: number
  readonly width: number
  readonly isRight: boolean
}

interface SetRow {
  readonly cells: ReadonlyArray<SetCell>
  readonly isHead: boolean
  /** Lines of its highest cell. */
  readonly depth: number
  /** Shares a cell with the row above. */
  readonly isJoined: boolean
}

// Blank between columns, and above and below a row, in ems of the note size.
const gutter = 1.2
const padding = 0.35
// Cost of a table that goes over: rather some lines left blank; of a row that does: rather the row before it.
const splitCost = 20
const splitRowCost = 60
// A row of more lines may go over, but for so many of them at either end.
const wholeRow = 8
const keptLines = 2
// As HTML has it (the table model's limit of colspan).
const mostSpan = 1000
// A head of up to this many ems is not broken.
const shortHead = 4
// What columns of figures hold; they stand at the right.
const figures = /^[\p{Sc}\s]*[-+\u2212]?[\d.,\s]+(?:%|\p{L}{1,3})?$/u

export function setTable(node: Element, place: Place, setter: BlockSetter): Box[] {
  const {sheet} = setter
  const style = sheet.style('note', 'note', 'text')
  const inner = {...place, style, pitch: sheet.pitchOf('note'), indent: 0}
  const tag = createTag('Table', place.tag)
  const caption = node.children.find(
    (child): child is Element => child.type === 'element' && child.tagName === 'caption'
  )
  const titles = caption
    ? addAfter(setCaption(caption, place, setter, createTag('Caption', tag), 0), sheet.pitch / 4)
    : []
  const rows = layRows(readRows(node, tag), inner, setter)
  const boxes = rows.map((row, index) => setRow(row, index === rows.length - 1, inner, setter))
  const firstRow = rows.findIndex((row) => !row.isHead)
  const head = joinBoxes(boxes.slice(0, Math.max(0, firstRow)).flat())
  const body = boxes.flatMap((set, index): Box[] => {
    const row = rows[index]
    if (!row) return []
    // No row stands alone under its head, on either page, and none without the cell that it shares.
    const isKept = index <= firstRow + 1 || index === rows.length - 1 || row.isJoined
    const cost = row.isHead || isKept ? Infinity : splitCost
    return set.map((box, at) => ({
      ...box,
      ...(head && !row.isHead && {head}),
      breakCost: at > 0 ? box.breakCost : index === 0 && titles.length === 0 ? 0 : cost
    }))
  })
  return spaced(fillGrid([...titles, ...body], sheet.pitch / 2), sheet.pitch, sheet.pitch / 2)
}

/** A head of several rows as one box. */
function joinBoxes(boxes: ReadonlyArray<Box>): Box | undefined {
  const [first] = boxes
  if (!first) return
  let y = 0
  const marks = boxes.flatMap((box) => {
    const top = y
    y += box.height
    return box.marks.map((mark) => moveMark(mark, top))
  })
  return {...first, height: y, marks}
}

/** Set the cells of all rows, and measure the rows. */
function layRows(rows: ReadonlyArray<Row>, place: Place, setter: BlockSetter): SetRow[] {
  let columns = 0
  for (const {cells} of rows) for (const cell of cells) columns = Math.max(columns, cell.column + cell.span)
  const gap = gutter * place.style.size
  const widths = measureColumns(rows, columns, place.measure - gap * (columns - 1), place, setter)
  const edges: number[] = []
  let x = place.x
  for (const width of widths) {
    edges.push(x)
    x += width + gap
  }

  const right = findFigures(rows)
  const laid = rows.map((row) =>
    row.cells.map((cell): SetCell => {
      const width = spanWidth(widths, cell, gap)
      const lines = layCell(cell, place, setter, width, row.isHead)
      const isRight = right.has(cell.column) && cell.span === 1
      return {...cell, lines, x: edges[cell.column] ?? place.x, width, isRight}
    })
  )
  const depths = rows.map(() => 1)
  // Cells of one row first; what stands in several rows adds to the last of them what they lack.
  for (const [index, cells] of laid.entries()) {
    for (const {lines, rows: count} of cells)
      if (count === 1) depths[index] = Math.max(depths[index] ?? 1, lines.length)
  }

  for (const [index, cells] of laid.entries()) {
    for (const {lines, rows: count} of cells) {
      const last = Math.min(rows.length, index + count) - 1
      const others = depths.slice(index, last).reduce((sum, depth) => sum + depth, 0)
      depths[last] = Math.max(depths[last] ?? 1, lines.length - others)
    }
  }

  // First row that no cell above it stands in.
  let free = 0
  return rows.map(({isHead}, index) => {
    const cells = laid[index] ?? []
    const isJoined = index < free
    for (const cell of cells) free = Math.max(free, index + cell.rows)
    return {isHead, cells, depth: depths[index] ?? 1, isJoined}
  })
}

/** The boxes of a row: one, or, where it is high, one for each of its lines. */
function setRow({cells, depth, isHead}: SetRow, isLast: boolean, place: Place, setter: BlockSetter): Box[] {
  const {pitch, style} = place
  const pad = padding * style.size
  const canSplit = depth > wholeRow && !isHead && cells.every(({rows}) => rows === 1)
  const steps = canSplit ? depth : 1
  return Array.from({length: steps}, (_, step): Box => {
    const isFirst = step === 0
    const isEnd = step === steps - 1
    const top = isFirst ? pad : 0
    const height = top + (canSplit ? pitch : depth * pitch) + (isEnd ? pad : 0)
    const shown = cells.map((cell) => ({
      ...cell,
      lines: canSplit ? cell.lines.slice(step, step + 1) : cell.lines
    }))
    const lines = shown.flatMap((cell) => cell.lines)
    const marks = shown.flatMap(({isRight, lines, width, x}) =>
      lines.map((line, at): Mark => ({
        kind: 'line',
        line,
        x: x + (isRight ? width - line.width : 0),
        baseline: top + at * pitch + baselineIn(pitch, style.size)
      }))
    )
    const rules = [
      ...(isHead ? [ruleAt(0, place, setter)] : []),
      ...(isHead || (isLast && isEnd) ? [ruleAt(height, place, setter)] : [])
    ]
    return {
      height,
      marks: [...rules, ...marks],
      notes: lines.flatMap((line) => notesOf(line, setter)),
      before: 0,
      breakCost: step < keptLines || step > steps - keptLines ? Infinity : splitRowCost,
      anchors: lines.flatMap(({anchors}) => anchors)
    }
  })
}

function ruleAt(y: number, {measure, x}: Place, {sheet}: BlockSetter): Mark {
  const {colour, rules} = sheet.tokens
  return {
    kind: 'rule',
    x,
    y: y - rules.hair / 2,
    width: measure,
    height: rules.hair,
    colour: colour.print.rule
  }
}

function readRows(node: Element, table: Tag): Row[] {
  const rows: Row[] = []
  /** Rows that a column is still taken for by a cell above. */
  const taken: number[] = []
  const visit = (parent: Element, isHead: boolean) => {
    for (const child of parent.children) {
      if (child.type !== 'element') continue
      if (child.tagName === 'tr')
        rows.push({cells: readCells(child, keepTag(createTag('TR', table)), taken), isHead})
      else if (child.tagName !== 'caption') visit(child, child.tagName === 'thead')
    }
  }

  visit(node, false)
  return rows
}

/** @param taken is counted down by this row. */
function readCells(node: Element, row: Tag, taken: number[]): Cell[] {
  let column = 0
  const skip = () => {
    while ((taken[column] ?? 0) > 0) column++
  }

  const cells = node.children.flatMap((child): Cell[] => {
    if (child.type !== 'element' || !/^t[dh]$/.test(child.tagName)) return []
    skip()
    const span = readSpan(child.properties['colSpan'])
    const rows = readSpan(child.properties['rowSpan'])
    const scope = child.properties['scope'] === 'row' ? ('Row' as const) : ('Column' as const)
    const cellTag = createTag(child.tagName === 'th' ? 'TH' : 'TD', row, {
      cell: {...(child.tagName === 'th' && {scope}), columns: span, rows}
    })
    const tag = keepTag(cellTag)
    const cell = {node: child, tag, column, span, rows}
    for (let at = column; at < column + span; at++) taken[at] = rows
    column += span
    return [cell]
  })
  for (let at = 0; at < taken.length; at++) taken[at] = Math.max(0, (taken[at] ?? 0) - 1)
  return cells
}

function readSpan(value: unknown): number {
  return Math.min(mostSpan, Math.max(1, Math.floor(Number(value ?? 1)) || 1))
}

/** Columns that hold nothing but figures below their heads. */
function findFigures(rows: ReadonlyArray<Row>): Set<number> {
  const found = new Set<number>()
  const others = new Set<number>()
  for (const {cells, isHead} of rows) {
    for (const {column, node} of cells) {
      const text = toString(node).trim()
      if (isHead || node.tagName === 'th' || text === '') continue
      if (figures.test(text)) found.add(column)
      else others.add(column)
    }
  }

  return new Set([...found].filter((column) => !others.has(column)))
}

function layCell(
  cell: Cell,
  place: Place,
  setter: BlockSetter,
  width: number,
  isHead: boolean
): ReadonlyArray<Line> {
  const weight = isHead || cell.tag.role === 'TH' ? setter.sheet.tokens.weights.strong : place.style.weight
  const inlines = inlinesOf(cell.node, place, setter, cell.tag, {...place.style, weight})
  return layLines(inlines, setter, width, 0, true)
}

function spanWidth(widths: ReadonlyArray<number>, {column, span}: Cell, gap: number): number {
  return widths.slice(column, column + span).reduce((sum, width) => sum + width, 0) + gap * (span - 1)
}

/** The largest of any number of values. */
function most(values: ReadonlyArray<number>): number {
  return values.reduce((largest, value) => Math.max(largest, value), 0)
}

/** Widths by content: what each column would take in one line, and what it needs at least. */
function measureColumns(
  rows: ReadonlyArray<Row>,
  columns: number,
  room: number,
  place: Place,
  setter: BlockSetter
): number[] {
  const natural: number[] = Array.from({length: columns}, () => place.style.size)
  const least: number[] = Array.from({length: columns}, () => place.style.size * 2)
  for (const {cells, isHead} of rows) {
    for (const cell of cells) {
      if (cell.span > 1) continue
      const lines = layCell(cell, place, setter, 1e5, isHead)
      const width = most(lines.map((line) => line.width))
      const words = lines.flatMap(measureWords)
      natural[cell.column] = Math.max(natural[cell.column] ?? 0, width + 0.1)
      // A short head is a word, too.
      const needed = isHead && width <= shortHead * place.style.size ? width : most(words)
      least[cell.column] = Math.max(least[cell.column] ?? 0, needed + 0.1)
    }
  }

  const sum = (values: ReadonlyArray<number>) => values.reduce((total, value) => total + value, 0)
  const extra = room - sum(natural)
  if (extra >= 0) return natural.map((width) => width + extra / columns)
  // The room beyond what each needs goes to those that want more, by how much they want.
  const least2 = least.map((width, index) => Math.min(width, natural[index] ?? width))
  const spare = Math.max(0, room - sum(least2))
  const want = natural.map((width, index) => width - (least2[index] ?? 0))
  const total = sum(want) || 1
  const given = least2.map((width, index) => width + (spare * (want[index] ?? 0)) / total)
  const scale = Math.min(1, room / sum(given))
  return given.map((width) => width * scale)
}

/** Widths of what had better not be broken: words, with their hyphens, dates, single Han characters. */
function measureWords({runs}: Line): number[] {
  const widths: number[] = []
  let isOpen = false
  for (const {clusters, face, size} of runs) {
    for (const {text, width} of clusters) {
      const isWord = face?.isLatin === true && text.trim() !== ''
      if (isWord && isOpen) widths.push((widths.pop() ?? 0) + width * size)
      else widths.push(width * size)
      isOpen = isWord
    }
  }

  return widths
}
