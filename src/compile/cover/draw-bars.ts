/** A field of bars, one for each article, as long as its text. */

import type {Digest} from '../../model.ts'
import type {Drawing, Shape} from '../drawing.ts'
import type {Chain, Faces} from '../faces.ts'
import type {Tokens} from '../theme.ts'
import {fillLabel, formatDate} from '../../fill-label.ts'
import {drawText, height, rectangle, round, width, wrap} from './draw-text.ts'

const margin = 40
const room = width - 2 * margin
// Bars and the blank between them; where there are many, both get thinner.
const thickest = 9
const thinnest = 1
const shareOfBar = 0.55
const shortest = 0.04
const titleSizes = [54, 44, 36, 30, 24]

/** @param digest is not changed. */
export function drawBars(digest: Digest, tokens: Tokens, faces: Faces): Drawing {
  const {labels, meta, parts} = digest
  const {accent, paper, ...others} = tokens.colour.light
  const field = others['field'] ?? accent
  const ink = others['field-ink'] ?? paper
  const bar = others['bar'] ?? paper
  const signal = others['signal'] ?? ink
  const {latinScale: scale, weights} = tokens
  const head = faces.chain('head', meta.lang, {weight: weights.head, italic: false}, tokens)
  const text = faces.chain('text', meta.lang, {weight: weights.text, italic: false}, tokens)
  const shapes: Shape[] = []
  const write = (line: string, chain: Chain, size: number, y: number, fill: string) =>
    shapes.push({d: drawText(line, chain, size, scale, margin, y).d, fill})

  let y = margin + 12
  if (meta.number) write(fillLabel(labels, 'issue', {number: meta.number}), head, 15, y, signal)
  const {lines, size} = fitTitle(meta.title, head, scale)
  y += 14
  for (const line of lines) {
    y += size * 1.2
    write(line, head, size, y, ink)
  }

  y += 14
  for (const line of meta.subtitle ? wrap(meta.subtitle, text, 13, scale, room).slice(0, 3) : []) {
    y += 20
    write(line, text, 13, y, ink)
  }

  const editor = meta.editor && fillLabel(labels, 'editedBy', {editor: meta.editor})
  const below = [editor, meta.date && formatDate(labels, meta.date)].filter(Boolean).join('\u3000')
  const foot = height - margin
  if (below !== '') write(below, text, 10.5, foot, ink)

  const lengths = sampleLengths(
    parts.flatMap((part) => part.chapters.map(({length}) => length)),
    foot - 40 - (y + 40)
  )
  shapes.push(...drawField(lengths, y + 40, foot - 40, bar, signal))
  return {width, height, background: field, shapes}
}

function fitTitle(title: string, chain: Chain, scale: number): {lines: ReadonlyArray<string>; size: number} {
  const size = titleSizes.find((size) => wrap(title, chain, size, scale, room).length <= 3) ?? 20
  return {lines: wrap(title, chain, size, scale, room).slice(0, 4), size}
}

/** So many lengths as find room; of more articles the longest of each few. */
function sampleLengths(lengths: ReadonlyArray<number>, space: number): ReadonlyArray<number> {
  const most = Math.max(1, Math.floor(space / (thinnest / shareOfBar)))
  const step = Math.ceil(lengths.length / most)
  if (step <= 1) return lengths
  return Array.from({length: Math.ceil(lengths.length / step)}, (_, index) =>
    lengths.slice(index * step, (index + 1) * step).reduce((longest, length) => Math.max(longest, length), 0)
  )
}

/** Bars from the foot of the field upwards, so that few stand on its ground; the first article's is on top. */
function drawField(
  lengths: ReadonlyArray<number>,
  top: number,
  bottom: number,
  fill: string,
  first: string
): Shape[] {
  const longest = lengths.reduce((most, length) => Math.max(most, length), 1)
  const pitch = Math.min(thickest / shareOfBar, (bottom - top) / Math.max(1, lengths.length))
  const from = bottom - pitch * lengths.length
  return lengths.map((length, index) => {
    const size = room * Math.max(shortest, length / longest)
    const y = from + index * pitch
    return {d: rectangle(margin, round(y), size, pitch * shareOfBar), fill: index === 0 ? first : fill}
  })
}
