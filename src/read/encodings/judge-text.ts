/**
 * Judge how likely it is that a reading of bytes is a text: what its letters cost in
 * a language, and what it costs that they stand side by side.
 *
 * Costs add up to the natural logarithm of one over a likelihood, so two readings of the same
 * bytes can be held against each other by their difference.
 */

import {costOf, type Language} from './languages.ts'

/** What a character is to its neighbours. */
const Kind = {
  Other: 0,
  Lower: 1,
  Upper: 2,
  Accented: 3,
  AccentedUpper: 4,
  Alphabet: 5,
  AlphabetUpper: 6,
  Han: 7,
  Kana: 8,
  Hangul: 9,
  Script: 10,
  Odd: 11
} as const

/** A capital inside a word; in two ASCII letters it is a name of a product. */
const capitalCost = 4
const innerCapitalCost = 2
/** Letters of two scripts side by side. */
const scriptCost = 7
/** Han beside ASCII: a name in a Chinese sentence. */
const mixedCost = 2.5
const accentedCost = 3
/** A sign that no word has in it. */
const oddCost = 1.5

const table = makeTable()

/** What the end of a text costs that is no whole character: bytes may have been cut there. */
const cutCost = 8

/** What a text costs in a language; `mayBeCut`: its encoding has characters of several bytes. */
export function judgeText(text: string, language: Language, mayBeCut = false): number {
  const isCut = mayBeCut && text.endsWith('\ufffd')
  const end = isCut ? text.length - 1 : text.length
  let cost = isCut ? cutCost : 0
  let before = 0
  for (let at = 0; at < end; at++) {
    const code = text.charCodeAt(at)
    const kind = kinds[code] as number
    cost += code < 0x80 ? costOf(code) : (language.costs.get(code) ?? costOf(code))
    cost += table[before * 12 + kind] as number
    before = kind
  }

  return cost
}

const kinds = makeKinds()

function makeKinds(): Uint8Array {
  const kinds = new Uint8Array(0x1_00_00)
  const fill = (from: number, to: number, kind: number) => kinds.fill(kind, from, to + 1)
  fill(0x41, 0x5a, Kind.Upper)
  fill(0x61, 0x7a, Kind.Lower)
  fill(0x80, 0xbf, Kind.Odd)
  for (const mark of [0xa0, 0xa1, 0xab, 0xb0, 0xb7, 0xba, 0xbb, 0xbf]) kinds[mark] = Kind.Other
  setCase(kinds, 0xc0, 0x24f, Kind.Accented, Kind.AccentedUpper)
  setCase(kinds, 0x1e00, 0x1eff, Kind.Accented, Kind.AccentedUpper)
  setCase(kinds, 0x370, 0x52f, Kind.Alphabet, Kind.AlphabetUpper)
  kinds[0xd7] = kinds[0xf7] = Kind.Odd
  fill(0x590, 0xeff, Kind.Script)
  fill(0x2100, 0x27bf, Kind.Odd)
  fill(0x3041, 0x30ff, Kind.Kana)
  fill(0x3400, 0x9fff, Kind.Han)
  fill(0xf900, 0xfaff, Kind.Han)
  fill(0xac00, 0xd7a3, Kind.Hangul)
  fill(0xff61, 0xff9f, Kind.Kana)
  return kinds
}

function setCase(kinds: Uint8Array, from: number, to: number, lower: number, upper: number): void {
  for (let code = from; code <= to; code++) {
    const character = String.fromCharCode(code)
    kinds[code] = character.toLowerCase() === character ? lower : upper
  }
}

function makeTable(): Float32Array {
  const table = new Float32Array(144)
  for (let before = 0; before < 12; before++) {
    for (let kind = 0; kind < 12; kind++) table[before * 12 + kind] = costOfPair(before, kind)
  }

  return table
}

function costOfPair(before: number, kind: number): number {
  const isUpper = (kind: number) =>
    kind === Kind.Upper || kind === Kind.AccentedUpper || kind === Kind.AlphabetUpper
  const isLower = (kind: number) => kind === Kind.Lower || kind === Kind.Accented || kind === Kind.Alphabet
  if (before === Kind.Other || kind === Kind.Other) return 0
  if (before === Kind.Odd || kind === Kind.Odd) return oddCost
  const [a, b] = [groupOf(before), groupOf(kind)]
  if (a !== b) return costOfGroups(a, b, before, kind)
  if (isLower(before) && isUpper(kind))
    return kind === Kind.Upper && before === Kind.Lower ? innerCapitalCost : capitalCost
  const isAccented = (kind: number) => kind === Kind.Accented || kind === Kind.AccentedUpper
  if (isAccented(before) && isAccented(kind)) return accentedCost
  return 0
}

/** Scripts whose letters stand in one word: Latin, another alphabet, Han with kana, Hangul, others. */
function groupOf(kind: number): number {
  if (kind <= Kind.AccentedUpper) return Kind.Lower
  if (kind <= Kind.AlphabetUpper) return Kind.Alphabet
  return kind === Kind.Kana ? Kind.Han : kind
}

function costOfGroups(a: number, b: number, before: number, kind: number): number {
  const isEast = (group: number) => group === Kind.Han || group === Kind.Hangul
  const isAscii = (kind: number) => kind === Kind.Lower || kind === Kind.Upper
  if (isEast(a) && isEast(b)) return 2.5
  if ((isEast(a) && isAscii(kind)) || (isEast(b) && isAscii(before))) return mixedCost
  return scriptCost
}
