/**
 * Decode the bytes of a text file, whatever its encoding.
 *
 * Nothing is guessed in silence and nothing is lost in silence: what is not sure is a
 * doubt that names the candidates, and what is no character becomes U+FFFD, counted
 * and with its lines. What is no text at all is refused by its kind.
 */

import {chooseEncoding} from './encodings/choose-encoding.ts'
import {decodeBytes, decodeStrictly, replacement} from './encodings/decode-bytes.ts'
import {decodeLines} from './encodings/decode-lines.ts'
import type {Declaration} from './encodings/find-declared.ts'
import {findKind} from '../find-kind.ts'
import {findMark} from './encodings/find-mark.ts'

export interface Options {
  /** What is declared about the encoding from outside or by the text, the most believable first (default: nothing). */
  readonly declared?: ReadonlyArray<Declaration>
}

/** Why a text may be wrong, worded as a message. */
export interface Doubt {
  readonly reason: string
  /** 1-based line on which it begins. */
  readonly line?: number
}

export interface DecodedText {
  readonly text: string
  /** Name in the WHATWG standard; `utf-32le`, `utf-32be` and `hz-gb-2312` beside them. */
  readonly encoding: string
  /** What tells the encoding, in a few words. */
  readonly why: string
  readonly doubts: ReadonlyArray<Doubt>
}

export interface UndecodableText {
  /** What stands there, and what was expected, worded as a message. */
  readonly reason: string
  /** 1-based line on which it was found. */
  readonly line: number
}

/** One character in five at most may be damaged; beyond it nobody can read the rest. */
const tooBroken = 5
/** One control character in ten at most: no editor types them. */
const tooOdd = 10
/** As many lines as a message can name and still be read. */
const namedLines = 5

const controls = /[\0-\x08\x0e-\x1a\x1c-\x1f]/g
/** Encodings whose lines end with the byte of a line feed and nothing else. */
const wide = /^(?:utf-16|utf-32|iso-2022|hz)/

/** Decode bytes, or say why and where they can't be. The byte order mark is not part of the text. */
export function decodeText(bytes: Uint8Array, options: Options = {}): DecodedText | UndecodableText {
  const kind = findKind(bytes)
  if (kind !== undefined) return {reason: `Unexpected ${kind}, expected text`, line: 1}
  const mark = findMark(bytes)
  const body = mark ? bytes.subarray(mark.length) : bytes
  const choice = chooseEncoding(body, mark, options.declared ?? [])
  const {encoding, why} = choice
  const known = choice.text ?? decodeStrictly(body, encoding)
  const isLegacy = encoding !== 'utf-8' && !wide.test(encoding)
  // An encoding of single bytes reads everything, UTF-8 as well.
  const mixed =
    (known === undefined && encoding === 'utf-8') || isLegacy
      ? decodeLines(body, encoding, known)
      : {text: known ?? decodeBytes(body, encoding), lines: []}
  const isWhole = known !== undefined && mixed.lines.length === 0
  const doubts: Doubt[] = choice.doubts.map((reason) => ({reason}))
  if (mixed.second !== undefined) {
    const reason = `Unexpected \`${mixed.second}\` on ${nameLines(mixed.lines)}, expected \`${encoding}\` as on other lines`
    doubts.push({reason, line: mixed.lines[0] as number})
  }

  const broken = isWhole ? [] : findBroken(mixed.text, countGenuine(body, encoding))
  const refusal = findRefusal(mixed.text, broken.length)
  if (refusal) return refusal
  if (broken.length > 0) doubts.push(describeBroken(mixed.text, broken))
  if (!mixed.text.includes('\0')) return {text: mixed.text, encoding, why, doubts}

  const nuls = [...mixed.text.matchAll(/\0/g)].map(({index}) => index)
  const lines = linesOf(mixed.text, nuls)
  const reason = `Unexpected ${count(nuls.length, 'NUL character')} on ${nameLines(lines)}, replaced ${nuls.length > 1 ? 'them' : 'it'} with \`U+FFFD\``
  doubts.push({reason, line: lines[0] as number})
  return {text: mixed.text.replaceAll('\0', replacement), encoding, why, doubts}
}

/** Why a reading is no text, if it is none. */
function findRefusal(text: string, broken: number): UndecodableText | undefined {
  if (broken * tooBroken > text.length) {
    const [line = 1] = linesOf(text, [text.indexOf(replacement)])
    return {reason: 'Unexpected bytes that are no text in any known encoding, expected text', line}
  }

  if (text.search(controls) < 0) return
  const odd = [...text.matchAll(controls)].map(({index}) => index)
  if (odd.length * tooOdd <= text.length) return
  return {
    reason: 'Unexpected control characters, expected text',
    line: linesOf(text, odd.slice(0, 1))[0] as number
  }
}

/** How often the text has U+FFFD in its bytes, from a damage before this one. */
function countGenuine(bytes: Uint8Array, encoding: string): number {
  const sign =
    encoding === 'utf-8' ? [0xef, 0xbf, 0xbd] : encoding === 'gb18030' ? [0x84, 0x31, 0xa4, 0x37] : []
  const [first] = sign
  let found = 0
  for (
    let at = first === undefined ? -1 : bytes.indexOf(first);
    at >= 0;
    at = bytes.indexOf(first as number, at + 1)
  ) {
    if (sign.every((byte, index) => bytes[at + index] === byte)) found++
  }

  return found
}

/** Offsets of U+FFFD that decoding has made; those that were there cannot be told from them and go first. */
function findBroken(text: string, genuine: number): number[] {
  return [...text.matchAll(/\ufffd/g)].map(({index}) => index).slice(genuine)
}

function describeBroken(text: string, broken: ReadonlyArray<number>): Doubt {
  const lines = linesOf(text, broken)
  const line = lines[0] as number
  if (broken.length === 1 && broken[0] === text.length - 1) {
    return {reason: 'Unexpected end within a character, replaced it with `U+FFFD`', line}
  }

  const what = count(broken.length, 'broken character')
  const reason = `Unexpected ${what} on ${nameLines(lines)}, replaced ${broken.length > 1 ? 'them' : 'it'} with \`U+FFFD\``
  return {reason, line}
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** 1-based lines of offsets in order, each once. */
function linesOf(text: string, offsets: ReadonlyArray<number>): number[] {
  const lines = new Set<number>()
  const ends = text.matchAll(/\r\n?|\n/g)
  let end = ends.next()
  let line = 1
  for (const offset of offsets) {
    for (; !end.done && end.value.index < offset; end = ends.next()) line++
    lines.add(line)
  }

  return [...lines]
}

function nameLines(lines: ReadonlyArray<number>): string {
  if (lines.length === 1) return `line ${lines[0]}`
  const more = lines.length - namedLines
  const names = lines.slice(0, namedLines).map(String)
  const last = more > 0 ? `${more} more` : (names.pop() as string)
  return `lines ${names.join(', ')} and ${last}`
}
