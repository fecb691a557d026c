/**
 * Fold a character for comparing: script, width, case, accents and the shape of
 * punctuation do not count.
 */

import hongKong from 'opencc-js/dict/HKVariants'
import simplified from 'opencc-js/dict/STCharacters'
import taiwan from 'opencc-js/dict/TWVariants'
import traditional from 'opencc-js/dict/TSCharacters'

// Characters that show nothing: soft hyphen, zero-width ones, marks of direction, BOM, selectors of variants.
const invisible = /[\s\u00ad\u200b-\u200f\u2060\ufeff\p{Variation_Selector}]/u
const shed = /[\p{M}\s]+/gu
const shapes: ReadonlyArray<readonly [RegExp, string]> = [
  // Quotation marks of any shape, corner brackets among them, and what quotes titles.
  [/["'`\u00ab\u00bb\u2018-\u201f\u2039\u203a\u3008-\u300f\u301d-\u301f]/u, '"'],
  [/\u3001/u, ','],
  [/\u3002/u, '.'],
  [/[\u2010-\u2015\u2212\u2e3a\u2e3b\u30fc]/u, '-'],
  [/[\u00b7\u2022\u2027\u30fb]/u, '\u00b7'],
  [/[\u02dc\u223c\u301c]/u, '~'],
  [/[[\u3010\u3014\u3016]/u, '('],
  [/[\]\u3011\u3015\u3017]/u, ')'],
  [/\u22ef/u, '...']
]

// What is written for what in some words only, so that no dictionary of characters has it.
const inWords = [
  ['\u8986', '\u590d'],
  ['\u50cf', '\u8c61'],
  ['\u85c9', '\u501f'],
  ['\u77ad', '\u4e86'],
  ['\u934a', '\u94fe'],
  ['\u63f9', '\u80cc'],
  ['\u4ff1', '\u5177']
] as const

/** Of each Han character that is written in several ways, the one it is compared by. */
const scripts = new Map<string, string>()
/** What each character folds to, as far as it was asked. */
const folds = new Map<string, string>()

/** What a character is compared by; empty for one that shows nothing. */
export function foldCharacter(char: string): string {
  const known = folds.get(char)
  if (known !== undefined) return known
  const folded = makeFold(char)
  folds.set(char, folded)
  return folded
}

function makeFold(char: string): string {
  if (scripts.size === 0) readScripts()
  // Taken apart, a letter sheds its accents, a wide form its width and an ellipsis its shape.
  const plain = char.replace(invisible, '').normalize('NFKD').replace(shed, '').toLowerCase()
  return [...plain].map((part) => scripts.get(part) ?? foldShape(part)).join('')
}

function foldShape(char: string): string {
  return shapes.find(([shape]) => shape.test(char))?.[1] ?? char
}

function readScripts(): void {
  for (const pairs of [...[traditional, simplified, taiwan, hongKong].map(readPairs), inWords]) {
    for (const [one, other] of pairs) {
      // What one dictionary takes for the same as another's; where they part, the first one stays.
      const [from, to] = scripts.has(one) ? [other, one] : [one, other]
      if (!scripts.has(from) && lastOf(to) !== from) scripts.set(from, to)
    }
  }

  // From variant to variant to the last one.
  for (const [from, to] of scripts) scripts.set(from, lastOf(to))
}

function lastOf(char: string): string {
  for (let last = char; ;) {
    const next = scripts.get(last)
    if (next === undefined || next === last) return last
    last = next
  }
}

function readPairs(dictionary: string): Array<readonly [string, string]> {
  return dictionary.split('|').flatMap((pair) => {
    const [from = '', to = ''] = pair.split(' ')
    return from === '' || to === '' ? [] : [[from, to] as const]
  })
}
