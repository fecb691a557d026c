/**
 * Fold a text for comparing: width, case, white space and the shape of
 * quotation marks do not count, and each folded character remembers where it
 * came from.
 */

/** A folded text; character `i` of `text` ends before `ends[i]` of the original and starts at `starts[i]`. */
export interface Folded {
  readonly text: string
  readonly starts: ReadonlyArray<number>
  readonly ends: ReadonlyArray<number>
}

// Quotation marks of any shape, corner brackets among them.
const quotes = /["'\u2018-\u201f\u300c-\u300f\u301d-\u301f]/u
// Characters that show nothing: soft hyphen, zero-width ones, marks of direction, BOM.
const invisible = /[\s\u00ad\u200b-\u200f\u2060\ufeff]/u

/** Fold a text, character by character. */
export function foldText(value: string): Folded {
  let text = ''
  const starts: number[] = []
  const ends: number[] = []
  let at = 0
  for (const char of value) {
    const end = at + char.length
    if (!invisible.test(char)) {
      const folded = quotes.test(char) ? '"' : char.normalize('NFKC').toLowerCase()
      for (let index = 0; index < folded.length; index++) {
        starts.push(at)
        ends.push(end)
      }

      text += folded
    }

    at = end
  }

  return {text, starts, ends}
}
