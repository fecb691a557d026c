/**
 * Find surnames that are written unlike the word with the same simplified
 * character: in traditional characters Yu the surname is not `yu`, what is left.
 *
 * A name shows by what stands around it: a profession before it, what
 * somebody does after it. What was seen so once holds for the whole article.
 */

import type {Tables} from './script-tables.ts'
import type {NameWords} from './read-usage.ts'

/** Finds names in folded text. */
export interface NameFinder {
  /** Names with a sign, surname and all. */
  readonly list: (text: string) => string[]
  /** Whether a surname and a given name fill a clause, which is no sure sign. */
  readonly isLikely: (text: string, at: number) => boolean
  /** Simplified surname to the traditional one. */
  readonly surnames: ReadonlyMap<string, string>
}

/** Make a finder. */
export function createNameFinder(names: NameWords, {fold}: Pick<Tables, 'fold'>): NameFinder {
  const foldText = (text: string) => [...text].map((char) => fold.get(char) ?? char).join('')
  const surnames = new Map(names.surnames.map((name) => [foldText(name), name]))
  const surname = `[${[...surnames.keys()].join('')}]`
  const before = `(?:${names.before.map(foldText).join('|')})`
  const after = `(?:${names.after.map(foldText).join('|')})`
  const titles = `(?:${names.titles.map(foldText).join('|')})`
  const stop = String.raw`(?:$|[^\p{Script=Han}])`
  // A given name has one or two characters; where nothing ends it, it is not known how many.
  const signs = [
    new RegExp(`(?<=${before})(${surname}\\p{Script=Han}{1,2})(?=${stop}|${after}|${titles})`, 'gu'),
    new RegExp(`(?<=^|[^\\p{Script=Han}])(${surname}\\p{Script=Han}{1,2}?)(?=${after}|${titles})`, 'gu'),
    new RegExp(`(${surname}${titles})`, 'gu')
  ]
  const alone = new RegExp(`${surname}\\p{Script=Han}{1,2}(?=${stop})`, 'uy')
  return {
    surnames,
    list: (text) => signs.flatMap((sign) => [...text.matchAll(sign)].map((match) => match[1] ?? '')),
    isLikely(text, at) {
      if (at > 0 && /\p{Script=Han}/u.test(text[at - 1] ?? '')) return false
      alone.lastIndex = at
      return alone.test(text)
    }
  }
}
