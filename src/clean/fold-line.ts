/**
 * Fold a line for matching phrases: one width, one case, one script, no blanks
 * between Han characters, so that a phrase is written once in a pack.
 */

import pairs from 'opencc-js/dict/TSCharacters'

/** What each code unit folds to: full width to half, upper case to lower, traditional to simplified. */
const folds = createFolds()

const ascii = /^[\x20-\x7e]*$/
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/
const invisibles = /[\u00ad\u200b-\u200f\u2060\ufeff]/g
/** What has a compatibility form that the table does not know. */
const compatible = /[\u00a0-\u00be\u2000-\u2017\u2020-\u2fff\u3036-\u33ff\uf900-\ufaff\ufe10-\ufe6f]/
const blanks = /\s+/g
/** A blank that only sets Han text apart says nothing. */
const loose = / (?=[\p{Script=Han}\u3000-\u303f])|(?<=[\p{Script=Han}\u3000-\u303f]) /gu

/** Fold a line. Offsets do not survive; see `foldCharacters`. */
export function foldLine(line: string): string {
  if (ascii.test(line)) return line.replace(blanks, ' ').trim().toLowerCase()
  const seen = invisible.test(line) ? line.replace(invisibles, '') : line
  const folded = foldUnits(compatible.test(seen) ? seen.normalize('NFKC') : seen)
  const text = folded.replace(blanks, ' ').trim()
  return text.includes(' ') ? text.replace(loose, '') : text
}

/** Fold a line character by character, so that offsets stay; blanks stay, too. */
export function foldCharacters(line: string): string {
  return foldUnits(line)
}

/** Only what is said: letters, digits and Han characters, folded. */
export function foldLetters(line: string): string {
  return foldLine(line).replace(/[^\p{L}\p{N}]+/gu, '')
}

function foldUnits(text: string): string {
  let folded = ''
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const fold = folds[code] ?? code
    if (fold === code) continue
    folded += text.slice(from, at) + String.fromCharCode(fold)
    from = at + 1
  }

  return from === 0 ? text : folded + text.slice(from)
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
