/**
 * Set quotation marks as the region of a script does: corner brackets in
 * traditional text, curly marks in simplified text, the inner pair unlike the outer.
 *
 * Only what pairs up within a block is touched, and only around Han text: an
 * English passage keeps its own marks, and so does an apostrophe.
 */

import type {Lang} from '../model.ts'
import type {Block, BlockRewrite} from './list-blocks.ts'

interface Marks {
  readonly name: string
  readonly pairs: ReadonlyArray<readonly [open: string, close: string]>
}

const corner: Marks = {
  name: 'corner',
  pairs: [
    ['\u300c', '\u300d'],
    ['\u300e', '\u300f']
  ]
}
const curly: Marks = {
  name: 'curly',
  pairs: [
    ['\u201c', '\u201d'],
    ['\u2018', '\u2019']
  ]
}
const all = [...corner.pairs, ...curly.pairs]
const closeOf = new Map(all)
const isClose = new Set(all.map(([, close]) => close))
/** Han text, and punctuation that stands with it alone. */
const chinese = /[\p{Script=Han}\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff5e]/u
const latin = /[\p{Script=Latin}\p{N}]/u
const doubles = /[\u201c\u201d]/
const opener = /[\s:\uff1a]/
const stop = /[.!?\u2026\u3002\uff01\uff1f]/

/** A pair of marks, by where they stand. */
interface Pair {
  readonly open: number
  readonly close: number
  readonly depth: number
}

/** Changes that set the quotation marks of a block for a script. */
export function setQuotes(block: Block, script: Lang): BlockRewrite[] {
  const {text} = block
  const marks = script === 'zh-Hans' ? curly : corner
  const rewrites: BlockRewrite[] = []
  for (const {open, close, depth} of findPairs(text)) {
    const [left, right] = marks.pairs[depth % 2] ?? ['', '']
    const isOwn = marks.pairs.some(([mark]) => mark === text[open])
    if (isOwn || !isChinese(text, open, close)) continue
    for (const [at, mark] of [
      [open, left],
      [close, right]
    ] as const) {
      if (text[at] === mark) continue
      rewrites.push({
        from: at,
        to: at + 1,
        text: mark,
        rule: `set-quotes:${marks.name}`,
        why: 'Quotation marks of the script that the digest is set in'
      })
    }
  }

  return rewrites.sort((a, b) => a.from - b.from)
}

function findPairs(text: string): Pair[] {
  const pairs: Pair[] = []
  const stack: Array<{at: number; close: string}> = []
  const alone: number[] = []
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ''
    if (isApostrophe(text, at)) continue
    const close = closeOf.get(char)
    if (close !== undefined) stack.push({at, close})
    else if (isClose.has(char)) {
      const from = stack.findLastIndex((open) => open.close === char)
      if (from === -1) {
        alone.push(at)
        continue
      }

      const [open, ...inner] = stack.splice(from)
      for (const other of inner) alone.push(other.at)
      if (open) pairs.push({open: open.at, close: at, depth: from})
    }
  }

  const equal = pairEqual(
    text,
    [...alone, ...stack.map((open) => open.at)].sort((a, b) => a - b)
  )
  return equal ? [...pairs, equal] : pairs
}

/** Two marks that look the same and have no others: the first opens after a colon or a blank, the second closes behind a stop. */
function pairEqual(text: string, alone: ReadonlyArray<number>): Pair | undefined {
  const [open, close, ...more] = alone
  if (open === undefined || close === undefined || more.length > 0) return
  const isSame = text[open] === text[close] && doubles.test(text[open] ?? '')
  const isOpen = open === 0 || opener.test(text[open - 1] ?? '')
  return isSame && isOpen && stop.test(text[close - 1] ?? '') ? {open, close, depth: 0} : undefined
}

function isApostrophe(text: string, at: number): boolean {
  return (
    /[\u2018\u2019]/.test(text[at] ?? '') && latin.test(text[at - 1] ?? '') && latin.test(text[at + 1] ?? '')
  )
}

/** Whether marks stand around Han text, or in it. */
function isChinese(text: string, open: number, close: number): boolean {
  if (chinese.test(text.slice(open + 1, close))) return true
  const before = text.slice(0, open).trimEnd().at(-1) ?? ''
  const after = text.slice(close + 1).trimStart()[0] ?? ''
  return chinese.test(before) || chinese.test(after)
}
