/**
 * Check the lines of a book: what may not begin or end one (W3C CLREQ 3.1.4, GB/T
 * 15834), words that are broken, and the right margin.
 *
 * What stands around the end of a line is looked up in the digest, for a blank that
 * a line is broken at, or a word that is an address, cannot be told from the page.
 */

import type {Check, Fault, Glyph} from './types.ts'
import type {Match, TextKind} from './list-texts.ts'
import {squash, type Line} from './list-blocks.ts'
import {splitBlock} from './check-pages.ts'

const neverFirst =
  /^[\uff0c\u3002\u3001\uff1b\uff1a\uff1f\uff01\uff09\u300b\u300d\u300f\u201d\u2019\u2026\uff05\u3011\u3009\u3015\u3017\u00b7\u30fb\uff0e\u2030\uff5e\uff3d\uff5d\u3005,.;:!?)\]}%]/
const neverLast = /[\u300a\uff08\u300c\u300e\u201c\u2018\u3010\u3008\u3014\u3016\uff3b\uff5b([{]$/
const hyphen = /[\u00ad\u2010-]$/
/** Marks that come in pairs, as one. */
const paired = /[\u2014\u2026]/
const latin = /[\p{Script=Latin}\p{M}]/u
// What is longer is no word, and is broken like an address.
const longestWord = 28

/** Kinds that are set to the margin; all others are set from the left. */
const justified = new Set<TextKind>(['p', 'quote', 'editor', 'item', 'dd'])
// How far a line may end from the margin, in points.
const tolerance = 0.5
// Blocks whose left ends differ by less stand in one column, in points.
const sameLeft = 6
// Share of a group's lines from which on their common end is its margin.
const leastShare = 0.25

/** Marks whose blank half goes at the end of a line. */
const trimmed =
  /^[\uff0c\u3002\u3001\uff1b\uff1a\uff1f\uff01\uff09\u300b\u300d\u300f\u201d\u2019\u3011\u3009\u3015\u3017\uff0e\uff3d\uff5d]$/
/** Marks that may hang. */
const hanging = /^[\uff0c\u3002\u3001\uff0e]$/

/** The end of a line within a block, and where that is in the text. */
interface Break {
  readonly line: Line
  readonly next: Line
  /** Text before and after, with their blanks. */
  readonly before: string
  readonly after: string
  readonly isForced: boolean
}

export function checkLines(matches: ReadonlyArray<Match>): Fault[] {
  return matches.flatMap(({text, block}) =>
    text.kind === 'code' ? [] : listBreaks(text.text, block.lines).flatMap(checkBreak)
  )
}

function checkBreak({line, next, before, after, isForced}: Break): Fault[] {
  const ends = line.text.trimEnd()
  const starts = next.text.trimStart()
  const shown = `${ends.slice(-10)} | ${starts.slice(0, 10)}`
  const fault = (check: Check): Fault => ({check, page: line.page + 1, text: shown})
  const word = `${/[!-~\u00c0-\u024f]*$/.exec(before)?.[0] ?? ''}${/^[!-~\u00c0-\u024f]*/.exec(after)?.[0] ?? ''}`
  const isAddress = word.includes('://') || word.length > longestWord
  const faults: Fault[] = []
  if (isAddress || isForced) return faults
  if (neverFirst.test(starts) || isCall(next.glyphs, line)) faults.push(fault('line-start'))
  if (neverLast.test(ends)) faults.push(fault('line-end'))
  const [last = ''] = [...ends].slice(-1)
  const [first = ''] = [...starts]
  if (last === first && paired.test(last)) faults.push(fault('split-dash'))
  const isWord = latin.test(last) && latin.test(first)
  // A number that ends with the call of a note ends there.
  const isNumber = /\d/.test(last) && /\d/.test(first) && !isCall(line.glyphs.slice(-1), line)
  const isBlank = /\s$/.test(before) || /^\s/.test(after)
  if (isWord && !isBlank && !hyphen.test(line.text)) faults.push(fault('split-word'))
  if (isNumber && !isBlank) faults.push(fault('split-number'))
  // Without its blank, the text of the tags would run the words together.
  if ((isWord || isNumber) && isBlank && !/\s/.test(line.text.slice(ends.length) + next.text.slice(0, 1)))
    faults.push(fault('lost-blank'))
  return faults
}

/** A raised figure begins the line: the call of a note. */
function isCall([first]: ReadonlyArray<Glyph>, {size}: Line): boolean {
  return first !== undefined && /\d/.test(first.text) && first.size < 0.8 * size
}

/** @param text of the block in the digest, whose letters are the same. */
function listBreaks(text: string, lines: ReadonlyArray<Line>): Break[] {
  let letters = 0
  let at = 0
  return lines.slice(0, -1).map((line, index) => {
    letters += squash(line.text).length
    for (let count = squash(text.slice(0, at)).length; count < letters && at < text.length; at++)
      if (!/[\s\u00ad]/.test(text[at] ?? '')) count++
    const blanks = /^\s*/.exec(text.slice(at))?.[0] ?? ''
    return {
      line,
      next: lines[index + 1] ?? line,
      before: text.slice(0, at),
      after: text.slice(at),
      isForced: blanks.includes('\n')
    }
  })
}

/** Where lines end, by page. */
export interface Edges {
  /** Of the columns of the text. */
  readonly columns: (page: number) => ReadonlyArray<number>
  /** Of notes at the side, which are too narrow to be justified; undefined: they stand at the foot. */
  readonly side: ((page: number) => number) | undefined
}

/**
 * Check that lines end at the margin: plain paragraphs at that of the page, others at
 * one that most lines of their kind share.
 */
export function checkMargin(matches: ReadonlyArray<Match>, edges: Edges): {lines: number; faults: Fault[]} {
  const faults: Fault[] = []
  const groups = new Map<string, {isPlain: boolean; lines: Line[]}>()
  for (const {text, block} of matches) {
    if (!justified.has(text.kind)) continue
    if (edges.side && text.note !== undefined) {
      faults.push(...block.lines.flatMap((line) => checkRagged(line, edges.side?.(line.page) ?? 0)))
      continue
    }

    const lefts = new Map(
      splitBlock(block).flatMap((part) => {
        const left = Math.min(...part.map((line) => line.left))
        return part.map((line) => [line, Math.round(left / sameLeft)] as const)
      })
    )
    for (const {line, isForced} of listBreaks(text.text, block.lines)) {
      if (isForced) continue
      // Items, quotations and notes stand further in, or in columns of their own.
      const isPlain = text.kind === 'p' && text.note === undefined
      const place = isPlain ? '' : `${text.kind} ${text.note === undefined} ${lefts.get(line)}`
      const key = `${line.page % 2} ${place}`
      const group = groups.get(key) ?? {isPlain, lines: []}
      group.lines.push(line)
      groups.set(key, group)
    }
  }

  let lines = 0
  for (const {isPlain, lines: group} of groups.values()) {
    lines += group.length
    const common = isPlain ? undefined : commonEnd(group)
    // A margin that is nearly the page's is meant to be that.
    const isPages = group.some(({page, size}) =>
      edges.columns(page).some((edge) => Math.abs(edge - (common ?? edge)) < size / 2)
    )
    for (const line of group) {
      const margins = isPages || common === undefined ? edges.columns(line.page) : [common]
      const off = Math.min(...margins.flatMap((margin) => endsOf(line).map((end) => Math.abs(end - margin))))
      if (off > tolerance)
        faults.push({
          check: 'margin',
          page: line.page + 1,
          text: `${off.toFixed(1)} pt: ${line.text.slice(-20)}`
        })
    }
  }

  return {lines, faults}
}

function checkRagged(line: Line, edge: number): Fault[] {
  const over = Math.min(...endsOf(line)) - edge
  const text = `${over.toFixed(1)} pt over: ${line.text.slice(-20)}`
  return over > tolerance ? [{check: 'margin', page: line.page + 1, text}] : []
}

/** Ends that a line may have: of its last glyph, of its body, of nothing where it hangs. */
function endsOf({glyphs}: Line): number[] {
  const last = glyphs.findLast(({text}) => text.trim() !== '') ?? glyphs.at(-1)
  if (!last) return []
  const end = last.x + last.advance
  if (!trimmed.test(last.text)) return [end]
  const half = [end, last.x + last.size / 2, last.x + last.size * 0.75]
  return hanging.test(last.text) ? [...half, last.x, last.x + last.size / 4] : half
}

/** The end that most lines of a group share; every line is measured by it. */
function commonEnd(lines: ReadonlyArray<Line>): number | undefined {
  const counts = new Map<number, number[]>()
  for (const line of lines) {
    for (const end of endsOf(line)) {
      const key = Math.round(end / tolerance)
      const ends = counts.get(key) ?? []
      ends.push(end)
      counts.set(key, ends)
    }
  }

  const most = [...counts.values()].sort((a, b) => b.length - a.length)[0]
  if (!most || most.length < leastShare * lines.length) return undefined
  return most.sort((a, b) => a - b)[Math.floor(most.length / 2)]
}
