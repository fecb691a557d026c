/**
 * Judge whether words that are alike are the same passage: mistyped or edited
 * here and there, or another passage that says something else.
 */

import {diffChars} from 'diff'

// One letter in so many may differ: fewer, and a near copy of a passage that is gone is taken for it.
const lettersPerError = 8
// Words that are shorter are like others by chance; in letters.
const leastWords = 9
// Another place must differ by so many letters more, and by so large a share of them: the slips of a typist
// may fall on the very letters by which two passages differ.
const margin = {letters: 2, share: 0.08} as const
// A letter is mistyped; two are left out, doubled or changed about. More in a row is another word.
const longest = {replaced: 1, added: 2} as const

// A passage with another number or with a negation more or less says something else: digits, numerals of
// Han, and the words that negate.
const telling =
  /[\p{N}\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u5343\u4e07\u4ebf\u4e24\u534a\u4e0d\u6ca1\u672a\u975e\u65e0\u52ff\u83ab\u522b\u5426]/u
const negation = /(?<!\p{L})(?:no|not|none|never|neither|nor|cannot|without)(?!\p{L})|n['\u2019]t(?!\p{L})/giu

/** How many letters of some words may differ. */
export function allowErrors(words: string): number {
  return words.length < leastWords ? 0 : Math.floor(words.length / lettersPerError)
}

/** How many letters more must differ elsewhere. */
export function marginOf(words: string): number {
  return Math.max(margin.letters, Math.ceil(words.length * margin.share))
}

/** Words with what is said around the letters. */
export interface Wording {
  readonly letters: string
  readonly original: string
}

/**
 * Whether words say what is quoted.
 *
 * @param end offset of the passage's end in the quoted letters.
 * @returns offset of the passage's end in the found letters, or undefined where it is another passage.
 */
export function judgeSimilar(quoted: Wording, found: Wording, end: number): number | undefined {
  if (countNegations(quoted) !== countNegations(found)) return
  let from = 0
  let to = 0
  let removed = ''
  let added = ''
  let passageEnd: number | undefined
  for (const part of [...diffChars(quoted.letters, found.letters), undefined]) {
    if (part?.removed) removed += part.value
    else if (part?.added) added += part.value
    else {
      if (!isSlip(removed, added)) return
      from += removed.length
      to += added.length
      removed = added = ''
      const size = part?.value.length ?? 0
      // The call stands behind the last letters, so these must stand as they are quoted.
      if (from + 2 <= end && end <= from + size) passageEnd = to + (end - from)
      from += size
      to += size
    }
  }

  return passageEnd
}

function isSlip(removed: string, added: string): boolean {
  if (telling.test(removed + added)) return false
  const size = Math.max(removed.length, added.length)
  return size <= (removed !== '' && added !== '' ? longest.replaced : longest.added)
}

function countNegations({original}: Wording): number {
  return original.match(negation)?.length ?? 0
}
