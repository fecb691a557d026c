/**
 * Decode a text whose lines may be in two encodings, as pages are that were pasted
 * together: what is not in the encoding of the rest is read in its own, line by line.
 */

import {decodeBytes, decodeStrictly} from './decode-bytes.ts'
import {legacyEncodings, rankReadings} from './guess-encoding.ts'
import {measureUtf8} from './measure-utf-8.ts'
import {isHigh, joinBytes, sampleSize, splitLines} from './take-sample.ts'

export interface Mixed {
  readonly text: string
  /** The second encoding, where there is one. */
  readonly second?: string
  /** 1-based lines that are in it. */
  readonly lines: ReadonlyArray<number>
}

type Line = readonly [start: number, end: number]

/**
 * Decode bytes that are mostly in an encoding of ASCII and more.
 *
 * @param known - what they say where all of them are in it, if that was read before.
 */
export function decodeLines(bytes: Uint8Array, encoding: string, known: string | undefined): Mixed {
  const lines = [...splitLines(bytes)]
  const isUtf8 = encoding === 'utf-8'
  const odd = lines.filter((line) => (isUtf8 ? isBroken(bytes, line) : isForeign(bytes, line)))
  const second = odd.length > 0 ? findSecond(bytes, odd, encoding) : undefined
  const others = new Set(
    second === undefined
      ? []
      : odd.filter((line) => decodeStrictly(bytes.subarray(...line), second) !== undefined)
  )
  if (second === undefined || others.size === 0)
    return {text: known ?? decodeBytes(bytes, encoding), lines: []}

  const parts: string[] = []
  let from = 0
  for (const [start, end] of others) {
    if (start > from) parts.push(decodeBytes(bytes.subarray(from, start), encoding))
    parts.push(decodeBytes(bytes.subarray(start, end), second))
    from = end
  }

  parts.push(decodeBytes(bytes.subarray(from), encoding))
  const numbers = lines.flatMap((line, index) => (others.has(line) ? [index + 1] : []))
  return {text: parts.join(''), second, lines: numbers}
}

/** Whether a line is not UTF-8, and not UTF-8 with a scratch. */
function isBroken(bytes: Uint8Array, [start, end]: Line): boolean {
  if (!isHigh(bytes, start, end)) return false
  const {short, long, broken} = measureUtf8(bytes, start, end)
  return broken > 0 && 2 * long + short < 2 * broken
}

/** Whether a line of another text is UTF-8, which takes more than a chance. */
function isForeign(bytes: Uint8Array, [start, end]: Line): boolean {
  const {long, broken, isCut} = measureUtf8(bytes, start, end)
  return broken === 0 && !isCut && long > 1
}

/** The encoding in which odd lines read best, all of them together. */
function findSecond(bytes: Uint8Array, odd: ReadonlyArray<Line>, encoding: string): string | undefined {
  const sample = joinBytes(odd.map((line) => bytes.subarray(...line))).subarray(0, sampleSize)
  const candidates = encoding === 'utf-8' ? legacyEncodings : ['utf-8']
  const [best] = rankReadings(sample, [encoding, ...candidates])
  return best?.encoding === encoding ? undefined : best?.encoding
}
