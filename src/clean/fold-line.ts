/**
 * Fold a line for matching phrases: one width, one case, one script, no blanks
 * between Han characters, so that a phrase is written once in a pack.
 */

import pairs from 'opencc-js/dict/TSCharacters'

const toSimplified = new Map(
  pairs.split('|').map((pair) => {
    const [from = '', to = ''] = pair.split(' ')
    return [from, to] as const
  })
)

const ascii = /^[\x20-\x7e]*$/
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g
const blanks = /\s+/g
/** A blank that only sets Han text apart says nothing. */
const loose = / (?=[\p{Script=Han}\u3000-\u303f])|(?<=[\p{Script=Han}\u3000-\u303f]) /gu

/** Fold a line. Offsets do not survive; see `foldCharacters`. */
export function foldLine(line: string): string {
  if (ascii.test(line)) return line.replace(blanks, ' ').trim().toLowerCase()
  const normal = line.replace(invisible, '').normalize('NFKC').toLowerCase()
  return simplify(normal).replace(blanks, ' ').replace(loose, '').trim()
}

/** Fold a line character by character, so that offsets stay; blanks stay, too. */
export function foldCharacters(line: string): string {
  let text = ''
  for (const character of line) {
    const folded = simplify(character.normalize('NFKC').toLowerCase())
    text += folded.length === character.length ? folded : character
  }

  return text
}

/** Only what is said: letters, digits and Han characters, folded. */
export function foldLetters(line: string): string {
  return foldLine(line).replace(/[^\p{L}\p{N}]/gu, '')
}

function simplify(text: string): string {
  let simplified = ''
  for (const character of text) simplified += toSimplified.get(character) ?? character
  return simplified
}
