/**
 * Set a paragraph: runs of text become boxes, a line each, with what it costs
 * to begin a page with them.
 */

import type {Lang} from '../../model.ts'
import type {Faces} from '../faces.ts'
import type {Shaper} from './shape.ts'
import type {StyleSheet} from './style-sheet.ts'
import type {Box, Inline, Line, Mark, Note, TextStyle} from './types.ts'
import {breakLines} from './break-lines.ts'
import {buildItems} from './items.ts'
import {setLines} from './set-lines.ts'

/** What setting needs besides the text. */
export interface Setter {
  readonly sheet: StyleSheet
  readonly shaper: Shaper
  readonly faces: Faces
  /** Language of the book: its faces set what has no script of its own. */
  readonly lang: Lang
  /** The parts of a note, the first of which belongs to the line that calls it. */
  readonly notes: (id: string) => ReadonlyArray<Note>
}

export interface TextOptions {
  readonly pitch: number
  /** Size that the pitch is for: it says where the baseline lies. */
  readonly size: number
  /** Left edge and width. */
  readonly x?: number
  readonly measure: number
  readonly indent?: number
  readonly align?: 'justify' | 'left' | 'right' | 'center'
  readonly before?: number
  /** Cost of beginning a page with the first line. */
  readonly firstCost?: number
  readonly anchors?: ReadonlyArray<string>
  /** Lines that may not part: a title. */
  readonly isWhole?: boolean
}

// Han glyphs stand in an em box of which this share is above the baseline.
const ascent = 0.88

/** Where the baseline lies in a line of this pitch. */
export function baselineIn(pitch: number, size: number): number {
  return (pitch - size) / 2 + ascent * size
}

/** Break a text into lines. */
export function layLines(
  inlines: ReadonlyArray<Inline>,
  setter: Setter,
  measure: number,
  indent = 0,
  isRagged = false
): ReadonlyArray<Line> {
  const {sheet, shaper, faces, lang: bookLang} = setter
  const chain = (style: TextStyle, lang: Lang) =>
    faces.chain(
      style.role,
      lang.startsWith('zh') ? lang : bookLang,
      {weight: style.weight, italic: style.italic, isCode: style.isCode === true},
      sheet.tokens
    )
  const items = buildItems(inlines, {shaper, chain, latinScale: sheet.tokens.latinScale, indent, measure})
  return setLines(items, breakLines(items, measure), isRagged)
}

/** Set a text into boxes of one line each. */
export function setText(inlines: ReadonlyArray<Inline>, setter: Setter, options: TextOptions): Box[] {
  const {
    pitch,
    size,
    x = 0,
    measure,
    indent = 0,
    align = 'justify',
    before = 0,
    firstCost = 0,
    anchors = [],
    isWhole = false
  } = options
  const lines = layLines(inlines, setter, measure, indent, align !== 'justify')
  let waiting: Note[] = []
  return lines.map((line, index): Box => {
    const slack = measure - line.width
    const shift = align === 'right' ? slack : align === 'center' ? slack / 2 : 0
    const mark: Mark = {kind: 'line', line, x: x + shift, baseline: baselineIn(pitch, size)}
    // The parts of a long note follow it, a part a line, and so go over the page.
    const called = line.calls.flatMap((id) => setter.notes(id))
    const pending = [...waiting, ...called]
    const isLast = index === lines.length - 1
    const here = isLast || line.calls.length > 0 ? pending : pending.slice(0, 1)
    waiting = isLast || line.calls.length > 0 ? [] : pending.slice(1)
    return {
      height: pitch,
      marks: [mark],
      notes: here,
      before: index === 0 ? before : 0,
      breakCost: index === 0 ? firstCost : isWhole || index === 1 || isLast ? Infinity : 0,
      anchors: [...(index === 0 ? anchors : []), ...anchorsOf(line)]
    }
  })
}

function anchorsOf(line: Line): string[] {
  return line.pieces.flatMap(({atom}) => (atom.inline.anchor ? [atom.inline.anchor] : []))
}

/** Add to the blank after a block so that it takes whole multiples of a unit, and the grid goes on. */
export function fillGrid(boxes: ReadonlyArray<Box>, unit: number): Box[] {
  const total = boxes.reduce((sum, box) => sum + box.before + box.height + (box.after ?? 0), 0)
  return addAfter(boxes, Math.ceil(total / unit - 1e-6) * unit - total)
}

/** Add to the blank after a block. */
export function addAfter(boxes: ReadonlyArray<Box>, after: number): Box[] {
  return boxes.map((box, index) =>
    index === boxes.length - 1 ? {...box, after: (box.after ?? 0) + after} : box
  )
}
