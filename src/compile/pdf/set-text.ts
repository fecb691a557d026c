/**
 * Set a paragraph: runs of text become boxes, a line each, with what it costs
 * to begin a page with them.
 */

import type {Lang} from '../../model.ts'
import type {Shaper} from './shape.ts'
import type {StyleSheet} from './style-sheet.ts'
import type {Box, Inline, Line, Mark, Note} from './types.ts'
import {breakLines} from './break-lines.ts'
import {buildItems, createItems} from './items.ts'
import {setLines} from './set-lines.ts'

/** What setting needs besides the text. */
export interface Setter {
  readonly sheet: StyleSheet
  readonly shaper: Shaper
  /** Language of the book: its faces set what has no script of its own. */
  readonly lang: Lang
  /** The note of an id, where it is called for the first time. */
  readonly notes: (id: string) => Note | undefined
  /** Label of the page on which an id stands, once pages are counted. */
  readonly pageOf?: (id: string) => string | undefined
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
  /** Lines are as even as their number allows: a title, too. */
  readonly isBalanced?: boolean
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
  const {sheet, shaper} = setter
  const {hang, latinScale} = sheet.tokens
  buildItems(inlines, {shaper, latinScale, indent, measure, hangs: hang && !isRagged}, workspace)
  return setLines(workspace, breakLines(workspace, measure), isRagged)
}

// Half an em of a title: nearer than that no eye sees lines to be even.
const evenSteps = 5

/** The narrowest measure that takes no more lines. */
function layBalanced(inlines: ReadonlyArray<Inline>, setter: Setter, measure: number): ReadonlyArray<Line> {
  let lines = layLines(inlines, setter, measure, 0, true)
  if (lines.length < 2) return lines
  let [low, high] = [measure / 2, measure]
  for (let step = 0; step < evenSteps; step++) {
    const middle = (low + high) / 2
    const tried = layLines(inlines, setter, middle, 0, true)
    const isFit = tried.length <= lines.length && tried.every(({width}) => width <= middle + 1)
    if (isFit) lines = tried
    if (isFit) high = middle
    else low = middle
  }

  return lines
}

// Items live until their lines are set: one store serves all paragraphs.
const workspace = createItems()

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
    isWhole = false,
    isBalanced = false
  } = options
  const lines = isBalanced
    ? layBalanced(inlines, setter, measure)
    : layLines(inlines, setter, measure, indent, align !== 'justify')
  return lines.map((line, index): Box => {
    const slack = measure - line.width
    const shift = align === 'right' ? slack : align === 'center' ? slack / 2 : 0
    const mark: Mark = {kind: 'line', line, x: x + shift, baseline: baselineIn(pitch, size)}
    const isLast = index === lines.length - 1
    return {
      height: pitch,
      marks: [mark],
      notes: notesOf(line, setter),
      before: index === 0 ? before : 0,
      breakCost: index === 0 ? firstCost : isWhole || index === 1 || isLast ? Infinity : 0,
      anchors: [...(index === 0 ? anchors : []), ...line.anchors]
    }
  })
}

/** The notes that a line calls. */
export function notesOf({calls}: Line, {notes}: Setter): Note[] {
  return calls.flatMap((id) => notes(id) ?? [])
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
