/**
 * Build a table from the tags of an HTML table and what stands between them.
 */

import type {Html, Nodes, Paragraph, PhrasingContent, RootContent, Table, TableCell, TableRow} from 'mdast'
import {placeOf} from '../trace.ts'
import {setPlace} from './cut-range.ts'

/** A tag or a stretch of text of raw HTML; places are raw offsets. */
export interface Token {
  readonly kind: 'tag' | 'text'
  readonly name: string
  readonly start: number
  readonly end: number
}

/** Tags that tables are made of. */
export const cellTags: ReadonlySet<string> = new Set('table thead tbody tfoot tr td th caption'.split(' '))

export function isCell({name}: Token): boolean {
  return name === 'td' || name === 'th' || name === 'caption'
}

/** Places among tokens at which a table begins that is whole and holds no other. */
export function findTables(tokens: ReadonlyArray<Token>, raw: string): Set<number> {
  const found = new Set<number>()
  let open: number | undefined
  for (const [index, token] of tokens.entries()) {
    if (token.name !== 'table') continue
    if (raw[token.start + 1] !== '/') open = index
    else if (open !== undefined) {
      found.add(open)
      open = undefined
    }
  }

  return found
}

/** A table; one of a single column is a layout, and its cells are paragraphs. */
export function createTable(
  rows: ReadonlyArray<ReadonlyArray<PhrasingContent[]>>,
  origin: Html
): RootContent[] {
  const filled = rows.filter((row) => row.some((cell) => cell.length > 0))
  const width = filled.reduce((most, row) => Math.max(most, row.length), 0)
  if (width < 2) return filled.flat().flatMap((cell) => createParagraph(cell, origin))
  const [start] = placeOf(filled.flat(2)[0] ?? origin)
  const children = filled.map((row): TableRow => {
    const nodes = row.map((cell): TableCell => place({type: 'tableCell', children: [...cell]}, cell))
    while (nodes.length < width) nodes.push(place({type: 'tableCell', children: []}, row.flat()))
    return place({type: 'tableRow', children: nodes}, row.flat())
  })
  return [place({type: 'table', children}, filled.flat(2))]

  function place<Node extends Table | TableRow | TableCell>(node: Node, inside: ReadonlyArray<Nodes>): Node {
    const [first] = inside
    const last = inside.at(-1)
    setPlace(node, first && last ? [placeOf(first)[0], placeOf(last)[1]] : [start, start], origin)
    return node
  }
}

export function createParagraph(children: ReadonlyArray<PhrasingContent>, origin: Html): Paragraph[] {
  const [first] = children
  const last = children.at(-1)
  if (!first || !last) return []
  const paragraph: Paragraph = {type: 'paragraph', children: [...children]}
  setPlace(paragraph, [placeOf(first)[0], placeOf(last)[1]], origin)
  return [paragraph]
}
