/** A title slip on cloth: a thread-bound book. */

import type {Digest} from '../../model.ts'
import type {Drawing, Shape} from '../drawing.ts'
import type {Chain, Faces} from '../faces.ts'
import type {Tokens} from '../theme.ts'
import {fillLabel, formatDate} from '../../fill-label.ts'
import {drawText, height, rectangle, ring, width, wrap} from './draw-text.ts'

// The slip, pasted on the cloth near the upper left corner, and the thread of the binding near the right edge.
const margin = 46
const spine = 30
const stitches = [0.09, 0.36, 0.64, 0.91]
const threadWidth = 1.3
const stackedMost = 8
const columnsMost = 2

export function drawSlip(digest: Digest, tokens: Tokens, faces: Faces): Drawing {
  const {meta, labels} = digest
  const colours = tokens.colour.light
  const colour = (name: string, fallback: string) => colours[name] ?? fallback
  const cloth = colour('cloth', colours.ink)
  const thread = colour('thread', colours.rule)
  const head = faces.chain('head', meta.lang, {weight: tokens.weights.head, italic: false}, tokens)
  const text = faces.chain('text', meta.lang, {weight: tokens.weights.text, italic: false}, tokens)
  const scale = tokens.latinScale

  const title = isStackable(meta.title) ? stackTitle(meta.title, head) : layTitle(meta.title, head, scale)
  const slip = frame(margin, margin, title.width, title.height, colour('slip', colours.paper), colours.ink)
  const shapes: Shape[] = [...binding(thread), ...slip, {d: title.draw(margin, margin), fill: colours.ink}]

  const below = [
    meta.number && fillLabel(labels, 'issue', {number: meta.number}),
    meta.date && formatDate(labels, meta.date)
  ]
    .filter(Boolean)
    .join('\u3000')
  const lines: ReadonlyArray<readonly [string | undefined, number, Chain]> = [
    [meta.subtitle, 15, head],
    [meta.editor && fillLabel(labels, 'editedBy', {editor: meta.editor}), 11, text],
    [below, 11, text]
  ]
  const room = width - 2 * margin - spine
  const set = lines.flatMap(([line, size, chain]) =>
    line ? wrap(line, chain, size, scale, room).map((row) => ({row, size, chain})) : []
  )
  let y = height - margin - 22
  for (const {row, size, chain} of set.reverse()) {
    shapes.push({d: drawText(row, chain, size, scale, margin, y).d, fill: thread})
    y -= size * 1.75
  }

  // The cloth is dark: the vermilion that is mixed for the dark stands out on it.
  shapes.push({d: seal(margin, height - margin - 10, 11), fill: tokens.colour.dark.accent})
  return {width, height, background: cloth, shapes}
}

/** Words of another script cannot be stacked. */
function isStackable(title: string): boolean {
  const length = [...title].length
  return /^\p{Script=Han}+$/u.test(title) && length <= stackedMost * columnsMost
}

interface Title {
  readonly width: number
  readonly height: number
  /** Places of the characters, from the slip's corner. */
  readonly draw: (x: number, y: number) => string
}

/** Characters one under another, columns from right to left. */
function stackTitle(title: string, chain: Chain): Title {
  const chars = [...title]
  const columns = Math.ceil(chars.length / stackedMost)
  const rows = Math.ceil(chars.length / columns)
  const size = rows <= 4 ? 50 : rows <= 6 ? 42 : 34
  const pitch = size * 1.16
  const pad = {x: size * 0.62, y: size * 0.72}
  return {
    width: columns * pitch + 2 * pad.x,
    // A slip is long: a short title stands in its upper part.
    height: Math.max(rows * pitch + 2 * pad.y, 250),
    draw: (x, y) =>
      chars
        .map((char, index) => {
          const left = x + pad.x + (columns - 1 - Math.floor(index / rows)) * pitch + (pitch - size) / 2
          const top = y + pad.y + (index % rows) * pitch
          return drawText(char, chain, size, 1, left, top + size * 0.88).d
        })
        .join('')
  }
}

/** Lines of a title that is read across. */
function layTitle(title: string, chain: Chain, scale: number): Title {
  const room = width - 2 * margin - spine - 60
  const size = [...title].length <= 12 ? 36 : [...title].length <= 30 ? 28 : 22
  const rows = wrap(title, chain, size, scale, room)
  const pitch = size * 1.36
  return {
    width: width - 2 * margin - spine,
    height: rows.length * pitch + size * 1.9,
    draw: (x, y) =>
      rows
        .map(
          (row, index) =>
            drawText(row, chain, size, scale, x + 30, y + size * 0.95 + index * pitch + size * 0.94).d
        )
        .join('')
  }
}

/** Paper with a heavy rule, a gap and a fine one inside its edge. */
function frame(x: number, y: number, w: number, h: number, paper: string, ink: string): Shape[] {
  const inset = 7
  return [
    {d: rectangle(x, y, w, h), fill: paper},
    {d: ring(x + inset, y + inset, w - 2 * inset, h - 2 * inset, 1.1), fill: ink},
    {d: ring(x + inset + 2.9, y + inset + 2.9, w - 2 * inset - 5.8, h - 2 * inset - 5.8, 0.35), fill: ink}
  ]
}

/** The thread: down the spine, and round it through each of four holes. */
function binding(thread: string): Shape[] {
  const x = width - spine
  const across = stitches
    .map((share) => rectangle(x, height * share - threadWidth / 2, spine, threadWidth))
    .join('')
  return [{d: rectangle(x - threadWidth / 2, 0, threadWidth, height) + across, fill: thread}]
}

function seal(x: number, y: number, side: number): string {
  return ring(x, y, side, side, 1.1)
}
