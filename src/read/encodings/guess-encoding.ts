/**
 * Guess the encoding of bytes by what they say in each: all candidates read the same
 * sample, and the reading that is most likely a text comes first.
 */

import {decodeBytes} from './decode-bytes.ts'
import {judgeText} from './judge-text.ts'
import {languageKeys, languageOf} from './languages.ts'

/** One reading of a sample. */
export interface Reading {
  readonly encoding: string
  /** What the sample says. */
  readonly text: string
  /** Name of the language in which it is most likely. */
  readonly language: string
  /** What it costs there, the rarity of the encoding included; less is likelier. */
  readonly cost: number
}

const latin = languageKeys.slice(languageKeys.indexOf('western'))
const western = latin.slice(0, latin.indexOf('polish'))
const central = ['german', 'polish', 'czech', 'hungarian', 'romanian', 'croatian']
const slavic = ['russian', 'ukrainian']

/** Encodings beside Unicode that are guessed, how rare each is, and the languages written in it. */
const legacy: ReadonlyArray<readonly [encoding: string, rarity: number, languages: ReadonlyArray<string>]> = [
  ['gb18030', 0, ['simplified', 'traditional', 'japanese']],
  ['big5', 0, ['traditional']],
  ['shift_jis', 2, ['japanese']],
  ['euc-jp', 3, ['japanese']],
  ['euc-kr', 2, ['korean']],
  ['windows-1252', 1, western],
  ['windows-1250', 3, central],
  ['windows-1251', 2, slavic],
  ['windows-1253', 3, ['greek']],
  ['windows-1254', 4, ['turkish', ...western]],
  ['windows-1255', 4, ['hebrew']],
  ['windows-1256', 4, ['arabic', 'western']],
  ['windows-1257', 5, ['baltic', 'german']],
  ['windows-1258', 5, ['vietnamese']],
  ['windows-874', 4, ['thai']],
  ['koi8-r', 4, slavic],
  ['koi8-u', 5, slavic],
  ['ibm866', 6, slavic],
  ['iso-8859-2', 5, central],
  ['iso-8859-5', 6, slavic],
  ['iso-8859-7', 5, ['greek']],
  ['iso-8859-15', 6, western],
  ['macintosh', 6, western]
]
const rarities = new Map(legacy.map(([encoding, rarity]) => [encoding, rarity]))
const languages = new Map(legacy.map(([encoding, , keys]) => [encoding, keys]))
/** What is not guessed and only declared. */
const unusual = 6

/** Encodings to guess from where bytes above ASCII stand. */
export const legacyEncodings: ReadonlyArray<string> = legacy.map(([encoding]) => encoding)

/** Encodings of single bytes for Latin letters: they differ in a few letters and are never sure. */
export function isLatin(encoding: string): boolean {
  const key = languages.get(encoding)?.[0]
  return key === undefined
    ? /^iso-8859-(?:1|3|4|10|13|14|16)$/.test(encoding)
    : latin.includes(key) || key === 'german'
}

/** Read a sample in each encoding, the likeliest first. */
export function rankReadings(sample: Uint8Array, encodings: Iterable<string>): Reading[] {
  return [...new Set(encodings)]
    .map((encoding) => readSample(sample, encoding))
    .sort((a, b) => a.cost - b.cost)
}

function readSample(sample: Uint8Array, encoding: string): Reading {
  const text = decodeBytes(sample, encoding)
  const mayBeCut = !/^(?:windows|koi8|ibm|iso-8859|mac|x-mac)/.test(encoding)
  let best: {language: string; cost: number} | undefined
  for (const key of languages.get(encoding) ?? languageKeys) {
    const language = languageOf(key)
    const cost = judgeText(text, language, mayBeCut)
    if (!best || cost < best.cost) best = {language: language.name, cost}
  }

  const rarity = rarities.get(encoding) ?? (encoding.startsWith('utf-') ? 0 : unusual)
  return {encoding, text, language: best?.language ?? '', cost: (best?.cost ?? 0) + rarity}
}
