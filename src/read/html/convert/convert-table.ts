/**
 * Convert tables: those that hold data; of those that hold a layout, what stands in them.
 */

import type {Element} from 'hast'
import type {AlignType, FrameData, Table, TableCell, TableRow} from 'mdast'
import {toString} from 'hast-util-to-string'
import {addFrame, addTextFrames} from './add-frames.ts'
import {buildPhrasing, type Mark} from './build-phrasing.ts'
import {closeParagraph, hullOf, openFlow, type Flow, type Scene} from './flow.ts'
import {findOwnPlace, listTexts} from './list-pieces.ts'
import {attributeOf, childrenOf, findElements} from './tags.ts'

/** Blocks that no cell of data holds. */
const layoutTags = /^(?:table|h[1-6]|pre|blockquote|figure|article|section|hr|dl)$/
/** A cell of data says no more than this; what says more is set as a text. */
const longest = 600
/** No table of data is wider, and no cell of one spans more. */
const widest = 100
const lineNumbers: FrameData = {
  rule: 'line-numbers',
  why: 'Numbers of the lines of a piece of code',
  confidence: 1
}

interface Row {
  readonly cells: ReadonlyArray<Element>
  readonly isHead: boolean
}

/** Add a table. */
export function addTable(node: Element, flow: Flow, scene: Scene, marks: ReadonlyArray<Mark>): void {
  closeParagraph(flow, scene)
  const rows = listRows(node, scene)
  if (isLayout(node, rows) || !findOwnPlace(scene.source, node)) {
    addLayout(node, flow, scene, marks)
    return
  }

  for (const caption of childrenOf(node, 'caption')) {
    const inside = openFlow({role: 'caption'})
    scene.walk(caption, inside, marks)
    closeParagraph(inside, scene)
    flow.blocks.push(...inside.blocks)
  }

  // A table holds rows alone, so frames among them stand before it.
  for (const part of listRowParts(node, scene)) scene.walk(part, flow, marks)
  closeParagraph(flow, scene)
  const children = fillRows(rows, flow, scene, marks)
  if (children.length === 0) return
  const width = children[0]?.children.length ?? 0
  const table: Table = {type: 'table', align: readAlign(rows, width), children}
  flow.blocks.push(scene.locate(table, hullOf(children)))
}

/** Whether a table only sets things side by side. */
function isLayout(node: Element, rows: ReadonlyArray<Row>): boolean {
  const role = attributeOf(node, 'role')
  if (role === 'presentation' || role === 'none') return true
  const cells = rows.flatMap((row) => row.cells)
  if (rows.every((row) => row.cells.length < 2) || rows.some((row) => row.cells.length > widest)) return true
  const isData = childrenOf(node, 'caption').length > 0 || cells.some(({tagName}) => tagName === 'th')
  return cells.some(function (cell) {
    const blocks = findElements(cell, ({tagName}) => layoutTags.test(tagName))
    if (blocks.length > 0)
      return !isData || blocks.some(({tagName}) => tagName === 'table' || tagName === 'pre')
    if (isData) return false
    return toString(cell).length > longest || findElements(cell, ({tagName}) => tagName === 'p').length > 3
  })
}

/** Add what stands in a table, but for the numbers beside lines of code. */
function addLayout(node: Element, flow: Flow, scene: Scene, marks: ReadonlyArray<Mark>): void {
  const cells = listRows(node, scene).flatMap((row) => row.cells)
  const hasCode = cells.some((cell) => findElements(cell, ({tagName}) => tagName === 'pre').length > 0)
  const gutters = new Set(hasCode ? cells.filter((cell) => /^[\s\d]+$/.test(toString(cell))) : [])
  const walk = (part: Element): void => {
    for (const child of part.children) {
      if (child.type !== 'element') scene.walk(child, flow, marks)
      else if (gutters.has(child)) {
        addTextFrames(listTexts(child), flow, scene, {data: lineNumbers, marks})
        closeParagraph(flow, scene)
      } else if (/^(?:thead|tbody|tfoot|tr)$/.test(child.tagName) && !scene.frames.has(child)) walk(child)
      else scene.walk(child, flow, marks)
    }

    closeParagraph(flow, scene)
  }

  walk(node)
}

/** Rows, and groups of rows, that are frames. */
function listRowParts(node: Element, {frames}: Scene): Element[] {
  return childrenOf(node).flatMap(function (child): Element[] {
    if (child.tagName !== 'caption' && frames.has(child)) return [child]
    return childrenOf(child, 'tr').filter((row) => frames.has(row))
  })
}

function listRows(node: Element, {frames}: Scene): Row[] {
  return childrenOf(node).flatMap(function (child): Row[] {
    if (frames.has(child)) return []
    if (child.tagName === 'tr') return [createRow(child, false)]
    if (!/^(?:thead|tbody|tfoot)$/.test(child.tagName)) return []
    return childrenOf(child, 'tr')
      .filter((row) => !frames.has(row))
      .map((row) => createRow(row, child.tagName === 'thead'))
  })
}

function createRow(node: Element, isInHead: boolean): Row {
  const cells = childrenOf(node).filter(({tagName}) => tagName === 'td' || tagName === 'th')
  return {cells, isHead: isInHead || (cells.length > 0 && cells.every(({tagName}) => tagName === 'th'))}
}

/** Rows of equal width: a cell that spans several leaves the others empty. */
function fillRows(
  rows: ReadonlyArray<Row>,
  flow: Flow,
  scene: Scene,
  marks: ReadonlyArray<Mark>
): TableRow[] {
  // Columns that cells of rows above reach into, with how many rows they still do.
  const spans: number[] = []
  const filled = rows.map(function ({cells}): TableCell[] {
    const made: TableCell[] = []
    const skip = () => {
      while ((spans[made.length] ?? 0) > 0) {
        spans[made.length] = (spans[made.length] ?? 0) - 1
        made.push({type: 'tableCell', children: []})
      }
    }

    for (const cell of cells) {
      skip()
      const [across, down] = [readSpan(cell, 'colSpan'), readSpan(cell, 'rowSpan')]
      // A cell is always made, whatever those before it claim.
      for (let column = 0; column === 0 || (column < across && made.length < widest); column++) {
        spans[made.length] = made.length < widest ? down - 1 : 0
        made.push(column === 0 ? createCell(cell, scene, marks) : {type: 'tableCell', children: []})
      }
    }

    // What spans more columns than there are leaves none empty.
    return made.slice(0, made.findLastIndex(({children}) => children.length > 0) + 1)
  })
  const said = filled.filter((row) => row.some(({children}) => children.length > 0))
  const width = said.reduce((most, row) => Math.max(most, row.length), 0)
  closeParagraph(flow, scene)
  return said.map(function (cells): TableRow {
    while (cells.length < width) cells.push({type: 'tableCell', children: []})
    const place = hullOf(cells.filter(({children}) => children.length > 0))
    for (const cell of cells) if (!cell.position) scene.locate(cell, [place[1], place[1]])
    return scene.locate({type: 'tableRow', children: cells}, place)
  })
}

function createCell(node: Element, scene: Scene, marks: ReadonlyArray<Mark>): TableCell {
  const inside = openFlow({edge: 'break', isHeading: node.tagName === 'th'})
  const data = scene.frames.get(node)
  if (data) addFrame(node, inside, scene, {data, marks})
  else scene.open(node, inside, marks)
  const children = buildPhrasing(inside.atoms, scene) as TableCell['children']
  const cell: TableCell = {type: 'tableCell', children}
  return children.length > 0 ? scene.locate(cell, hullOf(children)) : cell
}

function readSpan(node: Element, name: 'colSpan' | 'rowSpan'): number {
  const span = Number(node.properties[name] ?? 1)
  return Number.isSafeInteger(span) && span > 0 ? Math.min(span, widest) : 1
}

/** How each column is aligned, where most of its cells are so. */
function readAlign(rows: ReadonlyArray<Row>, width: number): AlignType[] {
  return Array.from({length: width}, function (_, column): AlignType {
    const votes = rows.filter((row) => !row.isHead).map((row) => alignOf(row.cells[column]))
    const [first] = votes
    return first !== undefined && votes.every((vote) => vote === first) ? first : null
  })
}

function alignOf(cell: Element | undefined): 'left' | 'right' | 'center' | undefined {
  if (!cell) return
  const style = /text-align\s*:\s*(left|right|center)/i.exec(attributeOf(cell, 'style'))?.[1]
  const align = (style ?? attributeOf(cell, 'align')).toLowerCase()
  return align === 'left' || align === 'right' || align === 'center' ? align : undefined
}
