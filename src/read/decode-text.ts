/**
 * Decode the bytes of a text file.
 *
 * A raw file is UTF-8, or UTF-16 that says so by its byte order mark, or ASCII
 * with a few single bytes beside it, as Windows-1252 writes its quotation
 * marks: that is read with a warning. Anything else is refused with the line on
 * which it stops being text: a guess would put wrong characters into a book
 * without a word. Further encodings are further entries of `marks`.
 */

import {characterOf} from '../windows-1252.ts'

export interface DecodedText {
  readonly text: string
  /** WHATWG encoding name. */
  readonly encoding: string
  /** Why the encoding is not certain, worded as a message. */
  readonly doubt?: string
}

export interface UndecodableText {
  /** What stands there, and what was expected, worded as a message. */
  readonly reason: string
  /** 1-based line on which it was found. */
  readonly line: number
}

/** Byte order marks and the encodings that they announce. */
const marks: ReadonlyArray<readonly [encoding: string, mark: ReadonlyArray<number>]> = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]]
]

const lineFeed = 0x0a

/** Decode bytes, or say why and where they can't be. The byte order mark is not part of the text. */
export function decodeText(bytes: Uint8Array): DecodedText | UndecodableText {
  const marked = marks.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))
  const encoding = marked?.[0] ?? 'utf-8'
  const text = decode(bytes, encoding)
  if (text === undefined && isNearlyAscii(bytes)) {
    const doubt = 'Unexpected bytes that are not UTF-8, read them as `windows-1252`'
    return {text: decodeWindows(bytes), encoding: 'windows-1252', doubt}
  }

  if (text === undefined) return explain(bytes, encoding)

  const nul = text.indexOf('\0')
  if (nul < 0) return {text, encoding}
  return {reason: 'Unexpected NUL character, expected text', line: countLines(text, nul)}
}

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, {fatal: true}).decode(bytes)
  } catch {
    // The only way in which a decoder says that these bytes are not its encoding.
    return undefined
  }
}

function decodeWindows(bytes: Uint8Array): string {
  return new TextDecoder('latin1')
    .decode(bytes)
    .replace(/[\u0080-\u009f]/g, (char) => characterOf(char.charCodeAt(0)))
}

// One byte in thirty at most: a quotation mark here and there, never a text of letters.
const rare = 30

/** Whether bytes above ASCII are rare and always alone: no encoding of Han looks like that. */
function isNearlyAscii(bytes: Uint8Array): boolean {
  let count = 0
  for (const [index, byte] of bytes.entries()) {
    if (byte === 0) return false
    if (byte < 0x80) continue
    if ((bytes[index + 1] ?? 0) >= 0x80) return false
    count++
  }

  return count * rare <= bytes.length
}

function explain(bytes: Uint8Array, encoding: string): UndecodableText {
  const reason = `Unexpected bytes that are not ${encoding.toUpperCase()}, expected text in UTF-8, or in UTF-16 with a byte order mark`
  if (encoding !== 'utf-8') return {reason, line: 1}

  // A line feed byte is never part of a longer UTF-8 sequence, so lines decode one by one.
  let line = 1
  let start = 0
  while (start < bytes.length) {
    const feed = bytes.indexOf(lineFeed, start)
    const end = feed < 0 ? bytes.length : feed + 1
    if (decode(bytes.subarray(start, end), encoding) === undefined) break
    start = end
    line++
  }

  return {reason, line}
}

function countLines(text: string, end: number): number {
  let lines = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines++
  return lines
}
