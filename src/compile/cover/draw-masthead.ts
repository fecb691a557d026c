/** The front page of a paper: masthead, dateline, lead story, what else is inside. */

import type {Chapter, Digest} from '../../model.ts'
import type {Drawing, Shape} from '../drawing.ts'
import type {Chain, Faces} from '../faces.ts'
import type {Tokens} from '../theme.ts'
import {fillLabel, formatDate} from '../../fill-label.ts'
import {drawText, height, rectangle, width, wrap} from './draw-text.ts'

const margin = 30
const room = width - 2 * margin
// Sizes of a masthead, from the largest: the first takes that does it in one line, the last in two.
const mastheadSizes = [118, 92, 72, 56, 44, 36]
const band = 26

/** @param digest is not changed. */
export function drawMasthead(digest: Digest, tokens: Tokens, faces: Faces): Drawing {
  const {labels, meta, parts} = digest
  const {accent, ink, paper, rule, soft} = tokens.colour.light
  const {latinScale: scale, weights} = tokens
  const chain = (role: 'text' | 'head' | 'note', weight: number, lang = meta.lang) =>
    faces.chain(role, lang, {weight, italic: false}, tokens)
  const head = chain('head', weights.head)
  const note = chain('note', weights.text)
  const shapes: Shape[] = []
  const bar = (y: number, thickness: number, fill: string) =>
    shapes.push({d: rectangle(margin, y, room, thickness), fill})
  const write = (line: string, with_: Chain, size: number, x: number, y: number, fill: string) =>
    shapes.push({d: drawText(line, with_, size, scale, x, y).d, fill})

  let y = margin
  const {lines, size} = fitMasthead(meta.title, head, scale)
  for (const line of lines) {
    y += size * 1.02
    const {width: length} = drawText(line, head, size, scale, 0, 0)
    write(line, head, size, margin + (room - length) / 2, y - size * 0.1, ink)
  }

  y += 14
  bar(y, 2.4, ink)
  bar(y + 4, 0.5, ink)
  y += 18
  const number = meta.number && fillLabel(labels, 'issue', {number: meta.number})
  const date = meta.date && formatDate(labels, meta.date)
  writeDateline([number, meta.subtitle, date], note, scale, y, [accent, ink, ink], shapes)
  bar(y + 7, 0.5, ink)
  y += 40

  const chapters = parts.flatMap((part) => part.chapters).filter(({kind}) => kind === 'article')
  const [lead, ...others] = chapters
  if (lead) {
    const own = chain('head', weights.head, lead.lang)
    const big = [...lead.title].length <= 16 ? 38 : [...lead.title].length <= 40 ? 29 : 22
    for (const line of wrap(lead.title, own, big, scale, room).slice(0, 4)) {
      write(line, own, big, margin, y + big * 0.6, ink)
      y += big * 1.3
    }

    write(creditOf(lead), chain('note', weights.text, lead.lang), 9, margin, y + 6, soft)
    y += 34
  }

  const rows = Math.max(0, Math.floor((height - band - margin - y) / 27))
  for (const chapter of others.slice(0, rows)) {
    bar(y, 0.4, rule)
    const own = chain('head', weights.strong, chapter.lang)
    const [line = ''] = wrap(chapter.title, own, 12.5, scale, room)
    write(line, own, 12.5, margin, y + 18, ink)
    y += 27
  }

  shapes.push({d: rectangle(0, height - band, width, band), fill: accent})
  return {width, height, background: paper, shapes}
}

function fitMasthead(
  title: string,
  chain: Chain,
  scale: number
): {lines: ReadonlyArray<string>; size: number} {
  const size = mastheadSizes.find((size) => drawText(title, chain, size, scale, 0, 0).width <= room)
  if (size !== undefined) return {lines: [title], size}
  const two = [36, 30, 25, 21].find((size) => wrap(title, chain, size, scale, room).length <= 2) ?? 18
  return {lines: wrap(title, chain, two, scale, room).slice(0, 3), size: two}
}

/** At the left, in the middle, at the right; what is in the middle goes where there is no room for it. */
function writeDateline(
  [left = '', middle = '', right = '']: ReadonlyArray<string | undefined>,
  chain: Chain,
  scale: number,
  y: number,
  fills: readonly [string, string, string],
  shapes: Shape[]
): void {
  const size = 8.5
  const [a, b, c] = [left, middle, right].map((line) => drawText(line, chain, size, scale, 0, 0).width) as [
    number,
    number,
    number
  ]
  const put = (line: string, x: number, fill: string) => {
    if (line !== '') shapes.push({d: drawText(line, chain, size, scale, x, y).d, fill})
  }

  put(left, margin, fills[0])
  if (b + 2 * Math.max(a, c) + 4 * size <= room) put(middle, margin + (room - b) / 2, fills[1])
  put(right, margin + room - c, fills[2])
}

function creditOf({byline, source}: Chapter): string {
  return [byline, source].filter(Boolean).join('\u3000')
}
