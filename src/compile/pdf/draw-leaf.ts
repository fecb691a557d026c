/** Draw a page: its text, its notes, the rules between columns, head and foot. */

import type {FaceRole, Field, Fields, Furniture} from '../theme.ts'
import type {Leaf} from './make-up.ts'
import type {Writer} from './pdf.ts'
import type {Inline, Line} from './types.ts'
import type {Press} from './block-parts.ts'
import {fillLabel} from '../../fill-label.ts'
import {layLines} from './set-text.ts'
import {noteMeasure} from './style-sheet.ts'
import {createTag} from './tags.ts'
import type {Digest, Lang} from '../../model.ts'

// Between the text and the baseline of a running head or foot: ems of its size.
const clearance = 1.8
// The rule above notes at the foot, in ems of the body: where the theme has one column.
const noteRule = 6

/** A leaf in its place in the book. */
export interface BoundLeaf {
  readonly leaf: Leaf
  /** Label of the page: its number as it is printed. */
  readonly label: string
  /** A right-hand page: its outer edge lies at the right. */
  readonly isRight: boolean
}

/** @param x where the page begins on its paper. */
export function drawLeaf(
  writer: Writer,
  {isRight, label, leaf}: BoundLeaf,
  press: Press,
  digest: Digest,
  x = 0
): void {
  const {sheet} = press
  const {page} = sheet
  const sideWidth = page.notes === 'side' ? page.side + page.sideGap : 0
  // Notes at the side stand at the outer edge.
  const left = x + (isRight ? page.inner : page.outer + sideWidth)
  const columnAt = (column: number) => left + column * (sheet.measure + sheet.gap)
  for (const {anchors, column, isRepeated, marks, y} of leaf.body) {
    for (const id of anchors) writer.addAnchor(id, page.top + y)
    writer.draw(marks, columnAt(column), page.top + y, isRepeated)
  }

  drawRules(writer, leaf, left, press)
  const notesAt =
    page.notes === 'side' ? (isRight ? left + sheet.fullMeasure + page.sideGap : x + page.outer) : left
  for (const {anchors, column, marks, y} of leaf.notes) {
    for (const id of anchors) writer.addAnchor(id, page.top + y)
    writer.draw(marks, notesAt + column * (noteMeasure(sheet) + sheet.gap), page.top + y)
  }

  if (leaf.isBare) return
  const {foot, head} = sheet.tokens
  const draw = (furniture: Furniture, isHead: boolean) =>
    drawFurniture(writer, furniture, isHead, {left, isRight, fields: readFields(leaf, label, digest)}, press)
  // An opening has its own head.
  if (head && !leaf.isOpening) draw(head, true)
  if (foot) draw(foot, false)
}

function drawRules(writer: Writer, {bands, noteRule: ruleAt}: Leaf, left: number, {sheet}: Press): void {
  const {colour, rules} = sheet.tokens
  const {top} = sheet.page
  const draw = (x: number, y: number, width: number, height: number) =>
    writer.draw([{kind: 'rule', x, y, width, height, colour: colour.print.rule}], 0, 0)
  if (rules.columns && sheet.page.columns > 1) {
    for (const band of bands)
      draw(left + sheet.measure + sheet.gap / 2 - rules.hair / 2, top + band.top, rules.hair, band.height)
  }

  if (ruleAt === undefined) return
  const em = sheet.style('body', 'text', 'text').size
  draw(left, top + ruleAt, sheet.page.columns > 1 ? sheet.fullMeasure : noteRule * em, rules.hair)
}

interface Words {
  readonly text: string
  readonly lang: Lang
}

interface Setting {
  readonly left: number
  readonly isRight: boolean
  readonly fields: Readonly<Record<Field, Words | undefined>>
}

function readFields({chapter, part}: Leaf, label: string, {labels, meta}: Digest): Setting['fields'] {
  const own = (text: string | undefined): Words | undefined =>
    text === undefined ? undefined : {text, lang: meta.lang}
  return {
    number: own(meta.number && fillLabel(labels, 'issue', {number: meta.number})),
    book: own(meta.title),
    part: own(part),
    article: chapter && {text: chapter.title, lang: chapter.lang},
    folio: own(label)
  }
}

/** Draw what stands at the head or the foot of every page; it is read by nobody. */
function drawFurniture(
  writer: Writer,
  {at, lines, rule}: Furniture,
  isHead: boolean,
  {fields, isRight, left}: Setting,
  press: Press
): void {
  const {sheet} = press
  const {size} = sheet.style('small', 'text', 'text')
  const pitch = sheet.pitchOf('small')
  const face = isHead ? 'note' : 'text'
  const known = furniture.get(press) ?? new Map<string, Line | undefined>()
  furniture.set(press, known)
  const lay = (names: Fields | undefined, room: number) => {
    const key = JSON.stringify([face, room, names?.map((name) => [name, fields[name]])])
    if (!known.has(key)) known.set(key, layFields(names, fields, face, press, room))
    return known.get(key)
  }
  const {page} = sheet
  // Clear of the text, however narrow the margin is.
  const clear = page.top + sheet.depth + clearance * size
  const base = isHead
    ? Math.min(at, page.top - clearance * size - (lines.length - 1) * pitch)
    : Math.max(page.height - at - (lines.length - 1) * pitch, clear)
  const room = sheet.fullMeasure
  for (const [index, {center, inner, outer}] of lines.entries()) {
    const y = base + index * pitch
    // What is named last of the outer ones stands outermost.
    const [start, end] = isRight ? [inner, outer] : [outer?.toReversed(), inner]
    const right = lay(end, room)
    // What is too long for its place is cut by the measure: its first line stands.
    const begin = lay(start, room - (right ? right.width + 2 * size : 0))
    const middle = lay(center, room)
    const put = (line: Line | undefined, x: number) => {
      if (line) writer.draw([{kind: 'line', line, x, baseline: 0}], left, y, true)
    }

    put(begin, 0)
    put(middle, (room - (middle?.width ?? 0)) / 2)
    put(right, room - (right?.width ?? 0))
  }

  if (!rule) return
  const under = isHead ? base + (lines.length - 1) * pitch + size * 0.6 : base - size * 1.4
  const {colour, rules} = sheet.tokens
  const line = {
    kind: 'rule',
    x: 0,
    y: under,
    width: room,
    height: rules.hair,
    colour: colour.print.ink
  } as const
  writer.draw([line], left, 0)
}

// Lines of a book's heads and feet: the pages of a chapter have most of them in common.
const furniture = new WeakMap<Press, Map<string, Line | undefined>>()

/** Fields in a line, an em of blank between them. */
function layFields(
  names: Fields | undefined,
  fields: Setting['fields'],
  face: FaceRole,
  press: Press,
  room: number
): Line | undefined {
  const {sheet} = press
  const tag = createTag('Span', undefined)
  const runs = (names ?? []).flatMap((name, index): Inline[] => {
    const words = fields[name]
    if (!words || words.text === '') return []
    const isFolio = name === 'folio' && face === 'note'
    const style = sheet.style(
      'small',
      isFolio ? 'text' : face,
      isFolio ? 'strong' : 'text',
      sheet.tokens.colour.print.soft
    )
    const run = {text: words.text, style, lang: words.lang, tag}
    return index === 0 ? [run] : [{...run, text: '\u3000'}, run]
  })
  return layLines(runs, {...press, notes: () => undefined}, room, 0, true)[0]
}
