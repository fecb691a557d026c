/** Check the tables of a PDF: rows of one width, heads that say what they head. */

import type {Check, PdfElement} from './types.ts'
import {PDFDict, PDFName} from '@cantoo/pdf-lib'
import {walkElements} from './read-pdf.ts'
import type {Block, Line} from './list-blocks.ts'
import {listOf, nameAt, numberAt} from './pdf-objects.ts'

interface Cell {
  readonly element: PdfElement
  readonly row: number
  readonly column: number
  readonly columns: number
}

export function checkTables(
  elements: ReadonlyArray<PdfElement>,
  blocks: ReadonlyArray<Block>,
  report: (check: Check, text: string, page?: number) => void
): void {
  const blockOf = new Map(blocks.map((block) => [block.element, block]))
  for (const table of elements) {
    if (table.role !== 'Table') continue
    const {cells, widths} = placeCells([...walkElements(table)].filter((element) => element.role === 'TR'))
    const page = cells.map(({element}) => blockOf.get(element)?.at[0]).find((at) => at !== undefined)
    if (new Set(widths).size > 1) report('table', `rows of ${[...new Set(widths)].join(', ')} columns`, page)
    const heads = cells.filter(({element}) => element.role === 'TH')
    if (heads.length === 0) report('table', 'no TH', page)
    if (heads.some(({element}) => attributeOf(element, 'Scope') === undefined))
      report('table', 'TH without Scope', page)
    checkColumns(cells, blockOf, report)
  }
}

/** What stands in one column stands beside all of the next, on each page. */
function checkColumns(
  cells: ReadonlyArray<Cell>,
  blockOf: ReadonlyMap<PdfElement, Block>,
  report: (check: Check, text: string, page?: number) => void
): void {
  const ends = new Map<string, {left: number; right: number}>()
  let part = 0
  let last: Line | undefined
  let lastRow = -1
  for (const {element, row, column, columns} of cells) {
    const lines = blockOf.get(element)?.lines ?? []
    const [first] = lines
    // A row that stands higher than the one before begins another column of the page.
    if (first && row !== lastRow) {
      if (last && (first.page !== last.page || first.y < last.y)) part++
      last = first
      lastRow = row
    }

    for (const {page, left, right} of columns > 1 ? [] : lines) {
      const key = `${part} ${column} ${page}`
      const known = ends.get(key) ?? {left: Infinity, right: 0}
      ends.set(key, {left: Math.min(known.left, left), right: Math.max(known.right, right)})
    }
  }

  for (const [key, {right}] of ends) {
    const [part = 0, column = 0, page = 0] = key.split(' ').map(Number)
    const next = ends.get(`${part} ${column + 1} ${page}`)
    if (next && next.left < right)
      report('table-column', `columns ${column + 1} and ${column + 2} overlap`, page)
  }
}

/** Where each cell stands, and how many columns each row has, with those that cells above reach into. */
function placeCells(rows: ReadonlyArray<PdfElement>): {cells: Cell[]; widths: number[]} {
  const cells: Cell[] = []
  let reaching: number[] = []
  const widths = rows.map((row, index) => {
    const left = reaching.map((count) => count - 1)
    let column = 0
    for (const element of row.kids) {
      if (!('role' in element)) continue
      while ((reaching[column] ?? 0) > 0) column++
      const columns = Number(attributeOf(element, 'ColSpan') ?? 1)
      cells.push({element, row: index, column, columns})
      for (let span = 0; span < columns; span++)
        left[column++] = Number(attributeOf(element, 'RowSpan') ?? 1) - 1
    }

    const width = Math.max(column, reaching.findLastIndex((count) => count > 0) + 1)
    reaching = left
    return width
  })
  return {cells, widths}
}

function attributeOf({dict}: PdfElement, key: string): string | number | undefined {
  for (const attributes of listOf(dict.lookup(PDFName.of('A')))) {
    if (!(attributes instanceof PDFDict)) continue
    const value = nameAt(attributes, key) ?? numberAt(attributes, key)
    if (value !== undefined) return value
  }

  return undefined
}
