/**
 * Tell the script of a text by its characters: simplified or traditional Han,
 * or not Han at all.
 *
 * A character that GB 2312 holds and Big5 lacks is simplified, one that Big5
 * holds and GB 2312 lacks is traditional; the two standards agree on the rest.
 * The sets come from the decoders that every runtime has (WHATWG Encoding), so
 * there is no table to keep.
 */

/** How many characters of a text speak for each script. */
export interface ScriptCount {
  readonly han: number
  readonly simplified: number
  readonly traditional: number
  /** Letters of other scripts. */
  readonly other: number
}

// Rows of Han characters: GB 2312 levels 1 and 2, Big5 levels 1 and 2.
const gbRows = {lead: [0xb0, 0xf7], trail: [[0xa1, 0xfe]]} as const
const bigRows = {
  lead: [0xa4, 0xf9],
  trail: [
    [0x40, 0x7e],
    [0xa1, 0xfe]
  ]
} as const

const han = /\p{Script=Han}/u
const letter = /\p{L}/u

/** By code unit: what a character speaks for, as both standards hold characters of the first plane only. */
let table: Uint8Array | undefined
const Kind = {Both: 0, Simplified: 1, Traditional: 2} as const

/** Count what speaks for each script. */
export function countScripts(text: string): ScriptCount {
  table ??= readTable()
  const count = {han: 0, simplified: 0, traditional: 0, other: 0}
  for (let at = 0; at < text.length; at++) {
    // Most of a text is ASCII or Han; both are told without a look at the tables of Unicode.
    let code = text.charCodeAt(at)
    if (code >= 0xd800 && code <= 0xdbff) {
      code = text.codePointAt(at) as number
      if (code > 0xff_ff) at++
    }

    if (code < 0x80) {
      if ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) count.other++
    } else if ((code >= 0x4e00 && code <= 0x9fff) || han.test(String.fromCodePoint(code))) {
      count.han++
      const kind = table[code]
      if (kind === Kind.Simplified) count.simplified++
      else if (kind === Kind.Traditional) count.traditional++
    } else if (letter.test(String.fromCodePoint(code))) count.other++
  }

  return count
}

/** Script of a Chinese language tag; one that names none is known by its region. */
export function scriptOfTag(lang: string): 'zh-Hant' | 'zh-Hans' {
  return /-(?:Hant|TW|HK|MO)\b/i.test(lang) ? 'zh-Hant' : 'zh-Hans'
}

function readTable(): Uint8Array {
  const gb = decodeRows('gb18030', gbRows.lead, gbRows.trail)
  const big = decodeRows('big5', bigRows.lead, bigRows.trail)
  const kinds = new Uint8Array(0x1_00_00)
  for (const char of gb) if (!big.has(char)) kinds[char.charCodeAt(0)] = Kind.Simplified
  for (const char of big) if (!gb.has(char)) kinds[char.charCodeAt(0)] = Kind.Traditional
  return kinds
}

function decodeRows(
  encoding: string,
  lead: readonly [number, number],
  trails: ReadonlyArray<readonly [number, number]>
): Set<string> {
  const bytes: number[] = []
  for (let first = lead[0]; first <= lead[1]; first++) {
    for (const [from, to] of trails) {
      for (let second = from; second <= to; second++) bytes.push(first, second, 0x0a)
    }
  }

  return new Set(new TextDecoder(encoding).decode(new Uint8Array(bytes)).match(/\p{Script=Han}/gu) ?? [])
}
