/**
 * Set a table: columns by their content, rows ruled by hairlines, the head
 * repeated on each page that the table goes over to.
 */

import type {Element} from 'hast'
import type {Box, Line, Mark} from './types.ts'
import {createTag, type Tag} from './tags.ts'
import {inlinesOf, spaced, type BlockSetter, type Place} from './block-parts.ts'
import {baselineIn, fillGrid, layLines} from './set-text.ts'

interface Cell {
  readonly node: Element
  readonly tag: Tag
  readonly column: number
  readonly span: number
}

interface Row {
  readonly cells: ReadonlyArray<Cell>
  readonly isHead: boolean
}

// Blank between columns, and above and below a row, in ems of the note size.
const gutter = 1.2
const padding = 0.35
const hairline = 0.35
// Cost of a table that goes over: rather some lines left blank.
const splitCost = 20
// A head of up to this many ems is not broken.
const shortHead = 4

export function setTable(node: Element, place: Place, setter: BlockSetter): Box[] {
  const {sheet} = setter
  const style = sheet.style('note', 'note', 'text')
  const pitch = sheet.pitchOf('note')
  const inner = {...place, style, pitch, indent: 0}
  const tag = createTag('Table', place.tag)
  const rows = readRows(node, tag)
  const columns = Math.max(0, ...rows.flatMap((row) => row.cells.map((cell) => cell.column + cell.span)))
  if (columns === 0) return []
  const gap = gutter * style.size
  const widths = measureColumns(rows, columns, place.measure - gap * (columns - 1), inner, setter)
  const edges = widths.map(
    (_, index) => place.x + widths.slice(0, index).reduce((sum, width) => sum + width + gap, 0)
  )

  const colour = sheet.tokens.colour.print.rule
  const set = (row: Row, isLast: boolean): Box => {
    const pad = padding * style.size
    let depth = 1
    const marks = row.cells.flatMap((cell): Mark[] => {
      const width = spanWidth(widths, cell, gap)
      const lines = layCell(cell, inner, setter, width, row.isHead)
      depth = Math.max(depth, lines.length)
      return lines.map((line, index) => ({
        kind: 'line',
        line,
        x: edges[cell.column] ?? place.x,
        baseline: pad + index * pitch + baselineIn(pitch, style.size)
      }))
    })
    const height = depth * pitch + 2 * pad
    const rule = (y: number): Mark => ({
      kind: 'rule',
      x: place.x,
      y: y - hairline / 2,
      width: place.measure,
      height: hairline,
      colour
    })
    const rules = [...(row.isHead ? [rule(0)] : []), ...(row.isHead || isLast ? [rule(height)] : [])]
    return {height, marks: [...rules, ...marks], notes: [], before: 0, breakCost: 0, anchors: []}
  }

  const boxes = rows.map((row, index) => set(row, index === rows.length - 1))
  const heads = boxes.filter((_, index) => rows[index]?.isHead)
  const [head] = heads
  const body = boxes.map((box, index): Box => {
    // No row stands alone under its head, on either page.
    const isAlone = index === heads.length || index === heads.length + 1 || index === boxes.length - 1
    if (index === 0) return box
    return {
      ...box,
      ...(head && !rows[index]?.isHead && {head}),
      breakCost: rows[index]?.isHead || isAlone ? Infinity : splitCost
    }
  })
  return spaced(fillGrid(body, sheet.pitch / 2), sheet.pitch, sheet.pitch / 2)
}

function readRows(node: Element, table: Tag): Row[] {
  const rows: Row[] = []
  const visit = (parent: Element, isHead: boolean) => {
    for (const child of parent.children) {
      if (child.type !== 'element') continue
      if (child.tagName === 'tr') rows.push(readRow(child, isHead, table))
      else if (child.tagName !== 'caption') visit(child, child.tagName === 'thead')
    }
  }

  visit(node, false)
  return rows
}

function readRow(node: Element, isHead: boolean, table: Tag): Row {
  const row = createTag('TR', table)
  let column = 0
  const cells = node.children.flatMap((child): Cell[] => {
    if (child.type !== 'element' || !/^t[dh]$/.test(child.tagName)) return []
    const span = Math.max(1, Number(child.properties['colSpan'] ?? 1) || 1)
    const rows = Math.max(1, Number(child.properties['rowSpan'] ?? 1) || 1)
    const scope = child.properties['scope'] === 'row' ? ('Row' as const) : ('Column' as const)
    const tag = createTag(child.tagName === 'th' ? 'TH' : 'TD', row, {
      cell: {...(child.tagName === 'th' && {scope}), columns: span, rows}
    })
    const cell = {node: child, tag, column, span}
    column += span
    return [cell]
  })
  return {cells, isHead}
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
      const width = Math.max(0, ...lines.map((line) => line.width))
      const words = lines.flatMap(measureWords)
      natural[cell.column] = Math.max(natural[cell.column] ?? 0, width + 0.1)
      // A short head is a word, too.
      const needed = isHead && width <= shortHead * place.style.size ? width : Math.max(0, ...words)
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
function measureWords({pieces}: Line): number[] {
  const widths: number[] = []
  let isOpen = false
  for (const {atom} of pieces) {
    const width = atom.cluster.width * atom.size
    const isWord = atom.cluster.face?.isLatin === true && atom.cluster.text.trim() !== ''
    if (isWord && isOpen) widths.push((widths.pop() ?? 0) + width)
    else widths.push(width)
    isOpen = isWord
  }

  return widths
}
