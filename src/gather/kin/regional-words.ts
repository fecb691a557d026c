/**
 * Tell words of one region from names: where a text crosses the strait, one word for
 * "information" becomes another each time, which is no sign of another content.
 */

import phrases from 'opencc-js/dict/TWPhrases'
import {foldAll, foldForms} from './fold-units.ts'

let regional: Set<string> | undefined

// Digits as they are written in Chinese, and the words for two, tens and up.
const numerals = new Set([
  0x30_07, 0x4e_00, 0x4e_8c, 0x4e_09, 0x56_db, 0x4e_94, 0x51_6d, 0x4e_03, 0x51_6b, 0x4e_5d, 0x53_41, 0x76_7e,
  0x53_43, 0x4e_07, 0x4e_24, 0x96_f6
])

/** Whether a folded character is part of a figure. */
export function isNumeral(code: number): boolean {
  return numerals.has(code)
}

/** Whether two folded expressions are one word in two regions. */
export function isRegional(one: string, other: string): boolean {
  regional ??= readPhrases()
  return regional.has(`${one} ${other}`) || regional.has(`${other} ${one}`)
}

/** Pairs of what differs: what both words open and end with is matched elsewhere. */
function readPhrases(): Set<string> {
  const pairs = new Set<string>()
  for (const phrase of phrases.split('|')) {
    const [one = '', other = ''] = foldAll(foldForms(phrase)).split(' ')
    const size = Math.min(one.length, other.length)
    let head = 0
    while (head < size && one[head] === other[head]) head++
    let tail = 0
    while (tail < size - head && one.at(-1 - tail) === other.at(-1 - tail)) tail++
    pairs.add(`${one.slice(head, one.length - tail)} ${other.slice(head, other.length - tail)}`)
  }

  return pairs
}
