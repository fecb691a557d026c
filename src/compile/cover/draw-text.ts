/** What covers are drawn with: lines of text as outlines, rectangles, frames; one page, in points. */

import {outline, pickFace, type Chain, type Face} from '../faces.ts'

// A5; other pages show it scaled.
export const width = 419.53
export const height = 595.28

export function rectangle(x: number, y: number, w: number, h: number): string {
  return `M${round(x)} ${round(y)}H${round(x + w)}V${round(y + h)}H${round(x)}Z`
}

/** A frame: the inner edge runs the other way, so that it stays open. */
export function ring(x: number, y: number, w: number, h: number, weight: number): string {
  const [left, top, right, bottom] = [x + weight, y + weight, x + w - weight, y + h - weight].map(round)
  return `${rectangle(x, y, w, h)}M${left} ${top}V${bottom}H${right}V${top}Z`
}

export function round(value: number): number {
  return Math.round(value * 100) / 100
}

/** Outlines of a line, each character in its face. */
export function drawText(
  line: string,
  chain: Chain,
  size: number,
  scale: number,
  x: number,
  y: number
): {d: string; width: number} {
  let d = ''
  let pen = x
  let before: {text: string; face: Face} | undefined
  for (const run of runsOf(line, chain)) {
    const {face, text} = run
    if (before && before.face.isLatin !== face.isLatin && isWord(before.text.at(-1)) && isWord(text[0]))
      pen += autoSpace * size
    before = run
    const drawn = outline(text, face, face.isLatin ? size * scale : size, pen, y)
    d += drawn.d
    pen += drawn.width
  }

  return {d, width: pen - x}
}

// Between Han and Latin, in ems (CLREQ 3.2.2).
const autoSpace = 0.2

function isWord(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}]/u.test(char)
}

function runsOf(line: string, chain: Chain): ReadonlyArray<{text: string; face: Face}> {
  const runs: Array<{text: string; face: Face}> = []
  for (const char of line) {
    const isLatin = /[\p{Script=Latin}\p{N} !-~\u00c0-\u024f\u2013]/u.test(char)
    const face = pickFace(chain, char.codePointAt(0) ?? 0, isLatin)
    if (!face) continue
    const last = runs.at(-1)
    if (last?.face.key === face.key) last.text += char
    else runs.push({text: char, face})
  }

  return runs
}

/** Break a line at blanks and between Han characters, as few lines as do, as even as they can be. */
export function wrap(text: string, chain: Chain, size: number, scale: number, room: number): string[] {
  const pieces =
    text.match(
      /[\p{Script=Latin}\p{N}\p{P}'\u2019-]*[\p{Script=Latin}\p{N}][\p{Script=Latin}\p{N}\p{P}'\u2019-]*\s*|\S[\u3001\u3002\uff01\uff0c\uff1a\uff1b\uff1f\u300d\u300f\u300b\uff09]*\s*/gu
    ) ?? []
  const measure = (line: string) => drawText(line.trim(), chain, size, scale, 0, 0).width
  const fill = (limit: number): string[] => {
    const rows: string[] = []
    for (const piece of pieces) {
      const last = rows.at(-1)
      if (last !== undefined && measure(last + piece) <= limit) rows[rows.length - 1] = last + piece
      else rows.push(piece)
    }

    return rows
  }

  const rows = fill(room)
  const even = fill((measure(text) / rows.length) * 1.12)
  return (even.length === rows.length ? even : rows).map((row) => row.trim())
}
