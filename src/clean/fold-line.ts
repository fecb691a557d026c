/**
 * Fold a line for matching phrases: one width, one case, one script, no blanks
 * between Han characters, so that a phrase is written once in a pack.
 */

import pairs from 'opencc-js/dict/TSCharacters'

/** What each code unit folds to: full width to half, upper case to lower, traditional to simplified. */
const folds = createFolds()

const ascii = /^[\x20-\x7e]*$/
const invisibles = /[\u00ad\u200b-\u200f\u2060\ufeff]/g
/** What has a compatibility form that the table does not know. */
const compatible = /[\u00a0-\u00be\u2000-\u2017\u2020-\u2fff\u3036-\u33ff\uf900-\ufaff\ufe10-\ufe6f]/
/** Any of the two above. */
const odd = /[\u00a0-\u00be\u2000-\u2017\u2020-\u2fff\u3036-\u33ff\uf900-\ufaff\ufe10-\ufe6f\ufeff]/
const surrogate = /[\ud800-\udfff]/
const letter = /[\p{L}\p{N}]/u
const others = /[^\p{L}\p{N}]+/gu
const blanks = /\s{2,}|[^\S ]/g
/** A blank that only sets Han text apart says nothing. */
const loose = / (?=[\p{Script=Han}\u3000-\u303f])|(?<=[\p{Script=Han}\u3000-\u303f]) /gu

/** Fold a line. Offsets do not survive; see `foldCharacters`. */
export function foldLine(line: string): string {
  if (ascii.test(line)) return line.replace(blanks, ' ').trim().toLowerCase()
  const text = foldWidth(line).replace(blanks, ' ').trim()
  return text.includes(' ') ? text.replace(loose, '') : text
}

/** Fold a line character by character, so that offsets stay; blanks stay, too. */
export function foldCharacters(line: string): string {
  return foldUnits(line)
}

/** Only what is said: letters, digits and Han characters, folded. */
export function foldLetters(line: string): string {
  return keepLetters(foldWidth(line))
}

/** Whether each character of a line folds by itself, so that what a part of it folds to is a part of the fold. */
export function isFoldedApart(line: string): boolean {
  return !compatible.test(line) && !surrogate.test(line)
}

function foldWidth(line: string): string {
  if (!odd.test(line)) return foldUnits(line)
  const seen = line.replace(invisibles, '')
  return foldUnits(compatible.test(seen) ? seen.normalize('NFKC') : seen)
}

function foldUnits(text: string): string {
  let at = 0
  while (at < text.length && folds[text.charCodeAt(at)] === text.charCodeAt(at)) at++
  if (at === text.length) return text
  return mapUnits(text, (code) => folds[code] ?? code)
}

/** What each code unit is, as far as it was asked: a letter or a digit, or neither. */
const Kind = {Unknown: 0, Letter: 1, Other: 2} as const
const kinds = new Uint8Array(0x1_00_00)

function keepLetters(text: string): string {
  // Outside the first plane a letter is two units.
  if (surrogate.test(text)) return text.replace(others, '')
  let at = 0
  while (at < text.length && isLetter(text.charCodeAt(at))) at++
  if (at === text.length) return text
  return mapUnits(text, (code) => (isLetter(code) ? code : undefined))
}

function isLetter(code: number): boolean {
  if (kinds[code] === Kind.Unknown)
    kinds[code] = letter.test(String.fromCharCode(code)) ? Kind.Letter : Kind.Other
  return kinds[code] === Kind.Letter
}

/** So many units are put into a string at once; a call takes no more than some ten thousand values. */
const chunk = 4096
/** Where units stand until they are a string. */
const units: number[] = []

/** A text with each unit mapped to another, or to none. */
function mapUnits(text: string, map: (code: number) => number | undefined): string {
  let mapped = ''
  for (let at = 0; at < text.length; at += chunk) {
    const end = Math.min(text.length, at + chunk)
    units.length = 0
    for (let index = at; index < end; index++) {
      const code = map(text.charCodeAt(index))
      if (code !== undefined) units.push(code)
    }

    mapped += String.fromCharCode.apply(undefined, units)
  }

  return mapped
}

function createFolds(): Uint16Array {
  const table = Uint16Array.from({length: 0x1_00_00}, (_, code) => code)
  for (const pair of pairs.split('|')) {
    const [from = '', to = ''] = pair.split(' ')
    if (from.length === 1 && to.length === 1) table[from.charCodeAt(0)] = to.charCodeAt(0)
  }

  // The block of full-width forms repeats ASCII, an ideographic space is a space.
  for (let code = 0x21; code <= 0x7e; code++) table[code + 0xfee0] = code
  table[0x3000] = 0x20
  for (let code = 0x41; code <= 0x5a; code++) {
    table[code] = code + 0x20
    table[code + 0xfee0] = code + 0x20
  }

  return table
}
