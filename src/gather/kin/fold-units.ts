/**
 * Fold code units, so that copies of a text in two scripts, widths or cases read the same.
 *
 * Unlike a conversion it asks for no context: the characters that are one another's
 * simplified, traditional or regional forms make a class, and each stands for its class.
 * What a conversion would tell apart falls together, which costs a comparison nothing.
 */

import hongKong from 'opencc-js/dict/HKVariants'
import simplified from 'opencc-js/dict/TSCharacters'
import taiwan from 'opencc-js/dict/TWVariants'

/** How a unit stands in a text. */
export const Unit = {
  Unknown: 0,
  /** Says nothing: marks, blanks, symbols. */
  None: 1,
  /** A word by itself: Han, kana, and letters of scripts that set no blanks between words. */
  Char: 2,
  /** Part of a word. */
  Letter: 3,
  Digit: 4,
  /** Drops out of a word without ending it: marks on letters, apostrophes, soft hyphens. */
  Mark: 5,
  /** Half of a character outside the first plane. */
  Surrogate: 6
} as const

const single =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
// Zero, as Chinese writes it, is a number that counts as a letter.
const letter = /[\p{L}\p{Nl}]/u
const digit = /\p{Nd}/u
const mark = /[\p{M}'\u00ad\u2018\u2019\u200b-\u200f\u2060\ufeff]/u
const capital = /\p{Lu}/u
/** What has a compatibility form that the table does not know; `normalize` is slow, and few texts need it. */
const compatible =
  /[\u00a0-\u00be\u2000-\u2017\u2020-\u2fff\u3036-\u33ff\uf900-\ufaff\ufe10-\ufe6f\uff61-\uffdc]/

const units = new Uint8Array(0x1_00_00)
let folds: Uint16Array | undefined

/** A text in which each unit can be folded by itself. */
export function foldForms(text: string): string {
  return compatible.test(text) ? text.normalize('NFKC') : text
}

/** What each code unit folds to: width, case, script. */
export function readFolds(): Uint16Array {
  folds ??= createFolds()
  return folds
}

/** How a folded unit stands in a text. */
export function unitOf(code: number): number {
  const known = units[code] as number
  return known === Unit.Unknown ? (units[code] = tellUnit(code)) : known
}

/** How a character stands in a text, of any plane. */
export function tellUnit(code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) return Unit.Surrogate
  const char = String.fromCodePoint(code)
  if (single.test(char)) return letter.test(char) ? Unit.Char : Unit.None
  if (digit.test(char)) return Unit.Digit
  if (letter.test(char)) return Unit.Letter
  return mark.test(char) ? Unit.Mark : Unit.None
}

/** Whether an unfolded unit is a capital letter. */
export function isCapital(code: number): boolean {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a
  return code < 0x25_00 && capital.test(String.fromCharCode(code))
}

/** A text folded unit by unit, nothing left out. */
export function foldAll(text: string): string {
  const table = readFolds()
  return [...text].map((char) => (char.length === 1 ? unitToString(table, char) : char)).join('')
}

function unitToString(table: Uint16Array, char: string): string {
  return String.fromCharCode(table[char.charCodeAt(0)] as number)
}

function createFolds(): Uint16Array {
  const table = Uint16Array.from({length: 0x1_00_00}, (_, code) => code)
  for (const pair of [simplified, taiwan, hongKong].join('|').split('|')) {
    const [from = '', to = ''] = pair.split(' ')
    if (from.length === 1 && to.length === 1) joinClasses(table, from.charCodeAt(0), to.charCodeAt(0))
  }

  for (let code = 0; code < table.length; code++) table[code] = findClass(table, code)
  // Letters, which no pair above holds; one that folds to two units keeps its case.
  for (let code = 0x41; code < 0x25_00; code++) {
    const lower = String.fromCharCode(code).toLowerCase()
    if (lower.length === 1) table[code] = lower.charCodeAt(0)
  }

  // The block of full-width forms repeats ASCII.
  for (let code = 0x21; code <= 0x7e; code++) table[code + 0xfee0] = table[code] as number
  table[0x3000] = 0x20
  return table
}

/** Join two classes; a class goes by its lowest member, so that the order of pairs does not matter. */
function joinClasses(table: Uint16Array, one: number, other: number): void {
  const a = findClass(table, one)
  const b = findClass(table, other)
  table[Math.max(a, b)] = Math.min(a, b)
}

function findClass(table: Uint16Array, code: number): number {
  let at = code
  while (table[at] !== at) at = table[at] as number
  return at
}
