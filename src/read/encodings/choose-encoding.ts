/**
 * Choose the encoding of a text: what its mark says, what the bytes can only be, what is declared
 * for it and what it reads like, in this order.
 *
 * A declaration is evidence and no order: half of the pages that claim an encoding
 * were converted since. Where two readings are near, both are named.
 */

import {decodeStrictly, findEncoding, replacement} from './decode-bytes.ts'
import type {Declaration} from './find-declared.ts'
import type {Mark} from './find-mark.ts'
import {isLatin, legacyEncodings, rankReadings, type Reading} from './guess-encoding.ts'
import {judgeText} from './judge-text.ts'
import {languageOf} from './languages.ts'
import {measureUtf8, type Measure} from './measure-utf-8.ts'
import {sampleSize, takeSample} from './take-sample.ts'

export interface Choice {
  readonly encoding: string
  readonly why: string
  /** What speaks against it, worded as messages. */
  readonly doubts: ReadonlyArray<string>
  /** The text, where choosing has read it. */
  readonly text?: string
}

/** What a declaration is worth, in the unit of costs: it outweighs the difference of one rare letter. */
const declaredWorth = 8
/** That bytes above ASCII are UTF-8 throughout is no chance, even if they are few. */
const utf8Worth = 9
/** A reading is sure that is e^12 times as likely as the next: all letters of a headline do that. */
const sureMargin = 12
/** What a declared reading must be better by, to be beyond doubt. */
const declaredMargin = 3
/** Cost a byte above which nothing that was tried is a text; texts cost about 4. */
const textCost = 6
/** Cost a letter below which Han letters are a sentence: pairs of ASCII letters by chance make rare ones. */
const hanCost = 9.5
/** Sequences of UTF-8 that no other encoding has by chance, one of three bytes counting double. */
const enough = 8
/** What a Latin text has above ASCII: letters with accents, quotation marks, dashes, currencies. */
const typographic = /^[\0-\u024f\u2010-\u205e\u20a0-\u20bf\u2122]*$/
/** So many ASCII letters to each that is not: text of another script has more of those. */
const scarce = 16
/** Bytes in which nearly every text has shown as much, so that a long one need not be read again. */
const glance = 0x1_00_00

/** UTF-16 without a mark is rare, and rarer without a blank or line feed, whose bytes have a NUL. */
const wideCost = 10

const wide = ['utf-16le', 'utf-16be']

/** Choose the encoding of bytes behind their mark. */
export function chooseEncoding(
  bytes: Uint8Array,
  mark: Mark | undefined,
  declared: ReadonlyArray<Declaration>
): Choice {
  const found = declared.map((one) => ({...one, encoding: findEncoding(one.name)}))
  const unknown = found.flatMap(({name, by, encoding}) =>
    encoding === undefined
      ? [`Unexpected encoding \`${name}\` declared by ${by}, expected one that is known`]
      : []
  )
  const claims = found.flatMap(({by, encoding}) => (encoding === undefined ? [] : [{by, encoding}]))
  const finding: Finding = mark ? {encoding: mark.encoding, why: 'byte order mark'} : choose(bytes, claims)
  const {encoding, why, text} = finding
  const [first] = claims
  const contradiction =
    first && !finding.isSaid && !isSame(first.encoding, encoding)
      ? [`Unexpected \`${first.encoding}\` declared by ${first.by}, read the bytes as \`${encoding}\``]
      : []
  const doubts = [...unknown, ...contradiction, ...(finding.doubts ?? [])]
  return {encoding, why, doubts, ...(text !== undefined && {text})}
}

interface Claim {
  readonly by: string
  readonly encoding: string
}

interface Finding {
  readonly encoding: string
  readonly why: string
  readonly doubts?: ReadonlyArray<string>
  readonly text?: string
  /** What the first claim says reads the same text. */
  readonly isSaid?: boolean
}

/** Whether two names mean one encoding: a page in UTF-16 need not say in which order. */
function isSame(a: string, b: string): boolean {
  const fold = (name: string) => name.replace(/^gbk$/, 'gb18030').replace(/^(utf-(?:16|32))[lb]e$/, '$1')
  return fold(a) === fold(b)
}

function choose(bytes: Uint8Array, claims: ReadonlyArray<Claim>): Finding {
  const hasNul = bytes.subarray(0, sampleSize).includes(0)
  const wideFinding = hasNul ? (findUtf32(bytes) ?? findUtf16(bytes, 'NUL bytes as in UTF-16')) : undefined
  if (wideFinding) return wideFinding
  const text = decodeStrictly(bytes, 'utf-8')
  // Each byte is a character: nothing above ASCII, where every claim but that of wider units is right.
  if (text !== undefined && text.length === bytes.length) return {...findEscapes(text, bytes), isSaid: true}
  if (text !== undefined && weigh(measureUtf8(bytes.subarray(0, glance))) >= enough) {
    return {encoding: 'utf-8', why: 'valid UTF-8', text}
  }

  const measure = measureUtf8(bytes)
  const weight = weigh(measure)
  const isMostlyAscii = text !== undefined && (bytes.length - text.length) * scarce < text.length
  if (text !== undefined && (measure.long > 0 || isMostlyAscii) && typographic.test(text)) {
    return {encoding: 'utf-8', why: 'valid UTF-8', text}
  }

  if (text !== undefined && weight >= enough) return {encoding: 'utf-8', why: 'valid UTF-8', text}
  if (measure.broken === 0 && measure.isCut && weight >= enough / 2) {
    return {encoding: 'utf-8', why: 'valid UTF-8 but for its end'}
  }

  // No other encoding has as many by chance.
  if (weight > 4 * measure.broken && weight >= enough) {
    return {encoding: 'utf-8', why: 'UTF-8 but for a few bytes'}
  }

  return guess(bytes, claims, text !== undefined)
}

function weigh({long, short}: Measure): number {
  return 2 * long + short
}

/** UTF-32 without a mark, by the NUL bytes that it has in it. */
function findUtf32(bytes: Uint8Array): Finding | undefined {
  const head = bytes.subarray(0, sampleSize)
  for (const encoding of ['utf-32le', 'utf-32be']) {
    const whole = head.subarray(0, head.length - (head.length % 4))
    const text = whole.length > 0 ? decodeStrictly(whole, encoding) : undefined
    // Every fourth byte is NUL, and those before it are no more than a plane.
    if (text !== undefined && !text.includes('\0')) return {encoding, why: 'NUL bytes as in UTF-32'}
  }

  return
}

/** UTF-16 without a mark, by what the first bytes say: no line of it can be told from another before it is read. */
function findUtf16(bytes: Uint8Array, why?: string): Finding | undefined {
  const head = bytes.subarray(0, sampleSize)
  const [best, next] = rankReadings(head, [...wide, 'utf-8', ...legacyEncodings])
  if (!best || !wide.includes(best.encoding) || best.cost > textCost * head.length) return
  return {
    encoding: best.encoding,
    why: why ?? `reads like ${best.language}`,
    doubts: nameRivals(best, next ? [next] : [])
  }
}

/** ASCII, which may hold another encoding in escapes. */
function findEscapes(text: string, bytes: Uint8Array): Finding {
  if (/\x1b\$[@B]|\x1b\(J/.test(text)) {
    return {encoding: 'iso-2022-jp', why: 'escapes of ISO-2022-JP'}
  }

  if (/~\{(?:[\x21-\x77][\x21-\x7e])+~\}/.test(text)) {
    const read = decodeStrictly(bytes, 'hz-gb-2312')
    const han = read?.replace(/[\0-\x7f]+/g, '').slice(0, sampleSize)
    const isHan = han !== undefined && judgeText(han, languageOf('simplified')) < hanCost * han.length
    if (isHan) return {encoding: 'hz-gb-2312', why: 'escapes of HZ'}
  }

  return {encoding: 'utf-8', why: 'ASCII only', text}
}

/** Choose by what the bytes say in each encoding. */
function guess(bytes: Uint8Array, claims: ReadonlyArray<Claim>, isUtf8: boolean): Finding {
  const isShort = bytes.length <= sampleSize
  const wideFinding = isShort ? undefined : findUtf16(bytes)
  if (wideFinding) return wideFinding
  const sample = takeSample(bytes)
  const short = isShort ? wide : []
  const declared = new Set(claims.slice(0, 1).map(({encoding}) => encoding))
  // A claim of wider units is wrong where the text could be read to find it.
  const narrow = [...declared].filter((encoding) => !/^(?:utf-(?:16|32)|iso-2022|hz)/.test(encoding))
  const readings = rankReadings(sample, [...narrow, 'utf-8', ...short, ...legacyEncodings])
  const costOf = ({encoding, cost}: Reading) =>
    cost +
    (wide.includes(encoding) ? wideCost : 0) -
    (declared.has(encoding) ? declaredWorth : 0) -
    (isUtf8 && encoding === 'utf-8' ? utf8Worth : 0)
  const sorted = readings.toSorted((a, b) => costOf(a) - costOf(b))
  const best = sorted[0] as Reading
  const claim = claims.find(({encoding}) => encoding === best.encoding)
  const others = sorted.filter(({text}) => text !== best.text)
  const rivals = claim
    ? others.filter(({cost}) => cost < best.cost + declaredMargin)
    : others.filter((other) => costOf(other) < costOf(best) + sureMargin)
  const doubts = nameRivals(best, rivals)
  if (doubts.length === 0 && !claim && isLatin(best.encoding)) {
    doubts.push(`Unexpected bytes that are not UTF-8, read them as \`${best.encoding}\``)
  }

  if (best.cost > textCost * sample.length) {
    doubts.push(`Unexpected bytes that read like no language, read them as \`${best.encoding}\``)
  }

  const isSaid = readings.some(({encoding, text}) => encoding === claims[0]?.encoding && text === best.text)
  const why = isUtf8 && best.encoding === 'utf-8' ? 'valid UTF-8' : `reads like ${best.language}`
  return {
    encoding: best.encoding,
    why: claim ? `declared by ${claim.by}, and the bytes fit` : why,
    doubts,
    isSaid,
    // Without a replacement in it, it is what all bytes say.
    ...(isShort && !best.text.includes(replacement) && {text: best.text})
  }
}

function nameRivals(best: Reading, rivals: ReadonlyArray<Reading>): string[] {
  const near = rivals.filter(({cost, text}) => text !== best.text && cost < best.cost + sureMargin)
  if (near.length === 0) return []
  // More than three names help nobody to look.
  const names = [best, ...near].slice(0, 3).map(({encoding}) => `\`${encoding}\``)
  const last = names.pop() as string
  return [`Unexpected bytes that may be ${names.join(', ')} or ${last}, read them as \`${best.encoding}\``]
}
