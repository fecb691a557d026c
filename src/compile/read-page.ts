/** Read the pages of a theme, and what stands at their head and foot. */

import type {Reader} from './read-values.ts'

/** A page geometry; points, but for `column` and `gap`, which are ems of the body. */
export interface PageGeometry {
  readonly width: number
  readonly height: number
  readonly inner: number
  readonly outer: number
  readonly top: number
  readonly bottom: number
  readonly columns: 1 | 2
  readonly lines: number
  readonly column: number
  /** Between columns. */
  readonly gap: number
  readonly notes: 'foot' | 'side'
  /** Columns of notes at the foot. */
  readonly noteColumns: 1 | 2
  /** Width of notes at the side, and the blank before them; 0 where notes stand at the foot. */
  readonly side: number
  readonly sideGap: number
  /** Medium whose sizes of type it takes. */
  readonly type: string
}

/** What a running head or foot says. */
export type Field = 'number' | 'book' | 'part' | 'article' | 'folio'
export type Fields = ReadonlyArray<Field>

/** What stands at the head or the foot of every page. */
export interface Furniture {
  /** Points from the edge of the page to the baseline. */
  readonly at: number
  readonly lines: ReadonlyArray<{readonly inner?: Fields; readonly outer?: Fields; readonly center?: Fields}>
  /** A hairline towards the text. */
  readonly rule: boolean
}

const fields: ReadonlyArray<Field> = ['number', 'book', 'part', 'article', 'folio']
// A printer needs so much, points: about five millimetres.
const leastMargin = 14

/** @param bodyOf size and line of the body by medium. */
export function readPage(
  reader: Reader,
  bodyOf: (medium: string) => {readonly size: number; readonly line: number} | undefined
): PageGeometry {
  const name = reader.path.split('.').at(-1) ?? ''
  const type = reader.has('type') ? reader.text('type') : name
  const body = bodyOf(type)
  if (!body) throw reader.unexpected('type', 'a medium for which `type.body` has a size')
  const width = reader.millimetres('width')
  const height = reader.millimetres('height')
  const inner = reader.millimetres('inner')
  const top = reader.millimetres('top')
  const columns = reader.has('columns') ? reader.choice('columns', [1, 2]) : 1
  const lines = reader.number('lines')
  const column = reader.ems('column')
  const gap = reader.has('gap') ? reader.ems('gap') : 0
  const notes = reader.has('notes') ? reader.choice('notes', ['foot', 'side']) : 'foot'
  const side = notes === 'side' ? reader.millimetres('side') : 0
  const sideGap = notes === 'side' ? reader.millimetres('side-gap') : 0
  // Outer and lower margins are what is left.
  const outer = width - inner - (columns * column + (columns - 1) * gap) * body.size - side - sideGap
  const bottom = height - top - lines * body.line
  if (outer < leastMargin) throw reader.unexpected('column', 'columns that leave an outer margin of 5 mm')
  if (bottom < leastMargin) throw reader.unexpected('lines', 'lines that leave a lower margin of 5 mm')
  return {
    width,
    height,
    inner,
    outer,
    top,
    bottom,
    columns,
    lines,
    column,
    gap,
    notes,
    noteColumns: reader.has('note-columns') ? reader.choice('note-columns', [1, 2]) : 1,
    side,
    sideGap,
    type
  }
}

/** @returns undefined where it is `none`. */
export function readFurniture(reader: Reader, key: string): Furniture | undefined {
  if (!reader.has(key) || reader.is(key, 'none')) return
  const own = reader.at(key)
  const readFields = (line: Reader, place: string) =>
    line.has(place) ? {[place]: line.list(place, fields)} : {}
  return {
    at: own.millimetres('at'),
    lines: own.rows('lines').map((line) => ({
      ...readFields(line, 'inner'),
      ...readFields(line, 'outer'),
      ...readFields(line, 'center')
    })),
    rule: own.has('rule') && own.flag('rule')
  }
}
