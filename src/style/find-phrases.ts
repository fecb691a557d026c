/**
 * Cut a text into phrases of a table: the fewest pieces that cover it.
 *
 * Taking the longest phrase from the left, as converters do, cuts
 * `ABC` into `AB` + `C` even where `BC` belongs with what follows; the fewest
 * pieces take the whole clause into account. Among equals the longer phrase comes
 * first, and a phrase of our own wins over one of the dictionary.
 */

import type {Phrase, PhraseTable} from './script-tables.ts'

/** A phrase where it stands. */
export interface FoundPhrase {
  readonly at: number
  /** What its characters become. */
  readonly text: ReadonlyArray<string>
  readonly others: ReadonlyArray<ReadonlyArray<string>>
}

// A piece costs 1. What a longer phrase is worth among equals, and one of our own, is too little to
// outweigh a piece.
const lengthBonus = 0.001
const ownBonus = 0.05
/** Sums that differ by less are the same. */
const tolerance = 1e-9

/** A phrase, and which of its characters stands at a place. */
export interface Covered {
  readonly found: FoundPhrase
  readonly index: number
}

/** The phrase that each character of a text belongs to, if any. */
export function coverPhrases(text: ReadonlyArray<string>, table: PhraseTable): Array<Covered | undefined> {
  const covered: Array<Covered | undefined> = []
  for (const found of findPhrases(text, table))
    for (const index of found.text.keys()) covered[found.at + index] = {found, index}
  return covered
}

/** @param text characters to look up. */
export function findPhrases(text: ReadonlyArray<string>, table: PhraseTable): FoundPhrase[] {
  const costs = new Float64Array(text.length + 1)
  const picked: Array<Phrase | undefined> = []
  for (let at = text.length - 1; at >= 0; at--) {
    costs[at] = 1 + (costs[at + 1] ?? 0)
    const start = (text[at] ?? '') + (text[at + 1] ?? '')
    const longest = table.longest.get(start) ?? 0
    let word = text[at] ?? ''
    for (let length = 2; length <= longest && at + length <= text.length; length++) {
      word += text[at + length - 1]
      const phrase = table.phrases.get(word)
      if (!phrase) continue
      const bonus = lengthBonus * length * length + (phrase.isOwn ? ownBonus : 0)
      const cost = 1 - bonus + (costs[at + length] ?? 0)
      // Among equals the phrase that begins here, and the longest.
      if (cost > (costs[at] ?? 0) + tolerance) continue
      costs[at] = cost
      picked[at] = phrase
    }
  }

  const found: FoundPhrase[] = []
  for (let at = 0; at < text.length;) {
    const phrase = picked[at]
    if (!phrase) {
      at++
      continue
    }

    const piece = [...phrase.text]
    found.push({at, text: piece, others: phrase.others.map((other) => [...other])})
    at += piece.length
  }

  return found
}
