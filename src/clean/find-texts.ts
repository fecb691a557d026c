/**
 * Find many short texts in a text in one pass.
 *
 * A place is looked at more closely only if its first units, hashed, are those of some
 * phrase: of long phrases the first four, since two Latin letters stand everywhere.
 */

/** Called with the number of each text that is found, and where. */
type Visitor = (number: number, at: number) => void

export interface TextIndex {
  readonly texts: ReadonlyArray<string>
  /** For each unit whether it is a phrase. */
  readonly singles: Uint8Array
  /** For each hash of two units whether phrases begin so, short or long ones. */
  readonly heads: Uint8Array
  /** For each hash of the first four units whether a long phrase begins so. */
  readonly longHeads: Uint8Array
  /** Numbers of phrases by their hashes. */
  readonly units: ReadonlyMap<number, ReadonlyArray<number>>
  readonly shorts: ReadonlyMap<number, ReadonlyArray<number>>
  readonly longs: ReadonlyMap<number, ReadonlyArray<number>>
}

/** What of a place is worth a look, as bits. */
const Kind = {Short: 1, Long: 2} as const
const longSize = 4
/** Hashes have so many bits: few meet by chance, and the tables stay small. */
const mask = 0xff_ff

/** Prepare phrases to be found; none may be empty. */
export function indexTexts(texts: ReadonlyArray<string>): TextIndex {
  const singles = new Uint8Array(mask + 1)
  const heads = new Uint8Array(mask + 1)
  const longHeads = new Uint8Array(mask + 1)
  const units = new Map<number, number[]>()
  const shorts = new Map<number, number[]>()
  const longs = new Map<number, number[]>()
  for (const [number, phrase] of texts.entries()) {
    const [one, two, three, four] = [0, 1, 2, 3].map((at) => phrase.charCodeAt(at)) as Four
    const head = hash(one, two)
    if (phrase.length === 1) {
      singles[one] = 1
      add(units, one, number)
    } else if (phrase.length < longSize) {
      heads[head] = (heads[head] ?? 0) | Kind.Short
      add(shorts, head, number)
    } else {
      const key = hash(hash(head, three), four)
      heads[head] = (heads[head] ?? 0) | Kind.Long
      longHeads[key] = 1
      add(longs, key, number)
    }
  }

  return {texts, singles, heads, longHeads, units, shorts, longs}
}

type Four = [number, number, number, number]

/** Call a function with each of the texts that stands in a text, from left to right. */
export function findTexts(index: TextIndex, text: string, visitor: Visitor): void {
  const {heads, longHeads, longs, shorts, singles, texts, units} = index
  const hasSingles = units.size > 0
  let left = unitAt(text, 0)
  for (let at = 0; at < text.length; at++) {
    const right = unitAt(text, at + 1)
    if (hasSingles && singles[left] === 1) for (const number of units.get(left) ?? none) visitor(number, at)
    const head = hash(left, right)
    left = right
    const kind = heads[head] ?? 0
    if (kind === 0) continue
    if ((kind & Kind.Short) !== 0) {
      for (const number of shorts.get(head) ?? none)
        if (text.startsWith(texts[number] ?? '', at)) visitor(number, at)
    }

    if ((kind & Kind.Long) === 0) continue
    const key = hash(hash(head, unitAt(text, at + 2)), unitAt(text, at + 3))
    if (longHeads[key] !== 1) continue
    for (const number of longs.get(key) ?? none)
      if (text.startsWith(texts[number] ?? '', at)) visitor(number, at)
  }
}

const none: ReadonlyArray<number> = []

/** A unit, or 0 behind the end: `NaN`, which is no integer, would make the loop several times as slow. */
function unitAt(text: string, at: number): number {
  return at < text.length ? text.charCodeAt(at) : 0
}

function hash(head: number, unit: number): number {
  return (Math.imul(head, 31) + unit) & mask
}

function add(lists: Map<number, number[]>, key: number, number: number): void {
  const list = lists.get(key)
  if (list) list.push(number)
  else lists.set(key, [number])
}
