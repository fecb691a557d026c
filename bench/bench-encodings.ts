/**
 * Measure how well bytes are read: texts are written in every encoding that can hold them, damaged in
 * the ways that files are, and read back.
 *
 * Prints a Markdown table. `right`: the text came back, but for what the damage took.
 * `silent`: it did not, and no doubt says so; none may, and one is exit code 1. Run it with a folder of texts in UTF-8
 * to measure these beside the sample (default: only the sample and the sentences below).
 */

import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {createMultibyteEncoder} from '@exodus/bytes/multi-byte.js'
import {createSinglebyteEncoder} from '@exodus/bytes/single-byte.js'
import * as OpenCC from 'opencc-js'
import {decodeText} from '../src/read/decode-text.ts'

type Encode = (text: string) => Uint8Array

const lengths = [
  ['headline', 12],
  ['paragraph', 100],
  ['article', 2000]
] as const
/** Texts of one language and length: what one minute of a processor can read. */
const most = 30

const sentences: Readonly<Record<string, string>> = {
  ja: '日本の歴史について考えるとき、私たちはまず古い都のことを思い出す。朝の駅には人が多く、新聞を読みながら電車を待っている。コンピュータの発展は社会を大きく変えた。',
  ko: '한국의 역사에 대하여 이야기할 때 우리는 먼저 오래된 도시를 떠올린다. 아침이면 역에는 사람들이 많고 모두 신문을 읽으며 기차를 기다린다. ',
  ru: 'История этого города начинается с небольшой деревни на берегу реки. Утром на станции много людей, все читают газеты и ждут поезда. Потом наступает тишина. ',
  fr: 'Le café était fermé, mais la fenêtre restait ouverte. À côté, un élève lisait déjà le journal de l’été dernier, où l’on parlait d’une forêt brûlée. ',
  pl: 'Zażółć gęślą jaźń, powiedział nauczyciel, a dzieci się śmiały. W mieście było już późno i światła gasły. Następnego dnia poszliśmy nad rzekę. ',
  el: 'Η ιστορία της πόλης αρχίζει από ένα μικρό χωριό δίπλα στο ποτάμι. Το πρωί ο σταθμός είναι γεμάτος ανθρώπους που διαβάζουν εφημερίδες. '
}

const multi = (name: string): Encode => createMultibyteEncoder(name)
const single = (name: string): Encode => createSinglebyteEncoder(name)
const utf16 =
  (isLittle: boolean): Encode =>
  (text) => {
    const bytes = Buffer.from(text, 'utf16le')
    return new Uint8Array(isLittle ? bytes : bytes.swap16())
  }
const utf32 =
  (isLittle: boolean): Encode =>
  (text) => {
    const characters = [...text]
    const bytes = new DataView(new ArrayBuffer(characters.length * 4))
    for (const [index, character] of characters.entries())
      bytes.setUint32(index * 4, character.codePointAt(0) as number, isLittle)
    return new Uint8Array(bytes.buffer)
  }

/** Encodings, what writes them, the languages that are written in them, and their marks. */
const encodings: ReadonlyArray<
  readonly [name: string, encode: Encode, langs: string, mark?: ReadonlyArray<number>]
> = [
  [
    'utf-8',
    (text) => new TextEncoder().encode(text),
    'zh-Hans zh-Hant ja ko ru fr pl el',
    [0xef, 0xbb, 0xbf]
  ],
  ['utf-16le', utf16(true), 'zh-Hans zh-Hant ja ko ru fr', [0xff, 0xfe]],
  ['utf-16be', utf16(false), 'zh-Hans zh-Hant ja ko ru fr', [0xfe, 0xff]],
  ['utf-32le', utf32(true), 'zh-Hans zh-Hant fr', [0xff, 0xfe, 0, 0]],
  ['utf-32be', utf32(false), 'zh-Hans zh-Hant fr', [0, 0, 0xfe, 0xff]],
  ['gb18030', multi('gb18030'), 'zh-Hans zh-Hant'],
  ['big5', multi('big5'), 'zh-Hant'],
  ['shift_jis', multi('shift_jis'), 'ja'],
  ['euc-jp', multi('euc-jp'), 'ja'],
  ['iso-2022-jp', multi('iso-2022-jp'), 'ja'],
  ['euc-kr', multi('euc-kr'), 'ko'],
  ['windows-1251', single('windows-1251'), 'ru'],
  ['koi8-r', single('koi8-r'), 'ru'],
  ['windows-1252', single('windows-1252'), 'fr'],
  ['windows-1250', single('windows-1250'), 'pl'],
  ['iso-8859-2', single('iso-8859-2'), 'pl'],
  ['windows-1253', single('windows-1253'), 'el']
]

const damages: ReadonlyArray<string> = [
  'declared',
  'undeclared',
  'declared wrong',
  'truncated',
  'mark',
  'broken byte'
]

interface Count {
  runs: number
  right: number
  silent: number
}

/** Encodings of single bytes have a letter for every byte: no reader can tell that one is wrong. */
const isSingle = (name: string): boolean => /^(?:windows|koi8|iso-8859)/.test(name)

/** Wrong claims: the likeliest mistakes, and for UTF-8 that of an old server. */
function wrongFor(name: string): string {
  if (name === 'big5' || name.startsWith('utf')) return 'gbk'
  return name === 'gb18030' ? 'big5' : 'utf-8'
}

/** Bytes, what is declared for them, and whether the text may differ at its end or in one place. */
function* damage(
  kind: string,
  name: string,
  bytes: Uint8Array,
  mark: ReadonlyArray<number> | undefined
): Generator<{bytes: Uint8Array; declared?: string; spare?: 'end' | 'place'}> {
  if (kind === 'declared') yield {bytes, declared: name}
  if (kind === 'undeclared') yield {bytes}
  if (kind === 'declared wrong') yield {bytes, declared: wrongFor(name)}
  if (kind === 'mark' && mark) yield {bytes: Uint8Array.from([...mark, ...bytes])}
  if (kind === 'truncated') {
    for (let cut = 1; cut <= 4; cut++) yield {bytes: bytes.subarray(0, bytes.length - cut), spare: 'end'}
  }

  if (kind !== 'broken byte' || isSingle(name) || name === 'iso-2022-jp') return
  const damaged = Uint8Array.from(bytes)
  // No encoding of several bytes has 0xff in a character; in UTF-16 and UTF-32 it makes another one.
  damaged[Math.floor(bytes.length / 2)] = 0xff
  if (!name.startsWith('utf-16') && !name.startsWith('utf-32')) yield {bytes: damaged, spare: 'place'}
}

function isRight(text: string, expected: string, spare: 'end' | 'place' | undefined): boolean {
  if (spare === undefined) return text === expected
  if (spare === 'end')
    return (
      expected.startsWith(text.replace(/[\ufffd]+$/, '').slice(0, -1)) && text.length + 5 > expected.length
    )
  // A broken pair may take its other half for another letter, and so on until the next ASCII character.
  let head = 0
  while (head < text.length && text[head] === expected[head]) head++
  let tail = 0
  while (tail < text.length - head && text.at(-1 - tail) === expected.at(-1 - tail)) tail++
  return expected.length - head - tail <= 3
}

function readTexts(folder: string): string {
  return readdirSync(folder)
    .filter((name) => /\.(?:md|txt)$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
}

/** Pieces of a length from a long text, evenly taken. */
function cutPieces(text: string, length: number, hasLetters: RegExp): string[] {
  const all = text.replace(/\s*\n\s*/g, '\n')
  const long = all.length < length ? all.repeat(Math.ceil((2 * length) / all.length)) : all
  const step = Math.max(7, Math.floor((long.length - length) / most))
  const pieces: string[] = []
  for (let at = 0; at + length <= long.length && pieces.length < most; at += step) {
    const piece = long.slice(at, at + length)
    // Without letters beyond ASCII every encoding is right.
    if ((piece.match(hasLetters)?.length ?? 0) * 3 >= Math.min(length, 12) && !/\p{Cs}/u.test(piece))
      pieces.push(piece)
  }

  return pieces
}

function measure(texts: ReadonlyMap<string, string>): void {
  const counts = new Map<string, Count>()
  const failures: string[] = []
  for (const [name, encode, langs, mark] of encodings) {
    for (const lang of langs.split(' ')) {
      for (const [size, length] of lengths) {
        const pieces = cutPieces(
          texts.get(lang) ?? '',
          length,
          lang === 'fr' || lang === 'pl' ? /[a-z\u0080-\u024f]/g : /[^\0-\u02ff]/g
        )
        for (const piece of pieces) {
          let bytes: Uint8Array
          try {
            bytes = encode(piece)
          } catch {
            // This encoding cannot hold the piece.
            continue
          }

          for (const kind of damages) {
            const count = counts.get(`${name} ${size} ${kind}`) ?? {runs: 0, right: 0, silent: 0}
            for (const given of damage(kind, name, bytes, mark)) {
              const declared = given.declared === undefined ? [] : [{name: given.declared, by: 'the bench'}]
              const result = decodeText(given.bytes, {declared})
              const right = 'text' in result && isRight(result.text, piece, given.spare)
              count.runs++
              if (right) count.right++
              else if ('text' in result && result.doubts.length === 0) {
                count.silent++
                failures.push(
                  `${name} ${size} ${kind} as ${result.encoding}: ${JSON.stringify(piece.slice(0, 40))}`
                )
              }
            }
            counts.set(`${name} ${size} ${kind}`, count)
          }
        }
      }
    }
  }

  print(counts)
  for (const failure of failures.slice(0, 40)) console.error(failure)
  if (failures.length > 0) process.exitCode = 1
}

function print(counts: ReadonlyMap<string, Count>): void {
  console.log(`| encoding | length | ${damages.join(' | ')} | silent |`)
  console.log(`| --- | --- | ${damages.map(() => '---:').join(' | ')} | ---: |`)
  for (const [name] of encodings) {
    for (const [size] of lengths) {
      const row = damages.map(
        (kind) => counts.get(`${name} ${size} ${kind}`) ?? {runs: 0, right: 0, silent: 0}
      )
      const cells = row.map(({runs, right}) =>
        runs === 0 ? '\u2013' : `${((100 * right) / runs).toFixed(1)} %`
      )
      const runs = row.reduce((sum, count) => sum + count.runs, 0)
      const silent = row.reduce((sum, count) => sum + count.silent, 0)
      if (runs > 0) console.log(`| ${name} | ${size} | ${cells.join(' | ')} | ${silent} of ${runs} |`)
    }
  }
}

const [folder] = process.argv.slice(2)
const chinese = readTexts('sources/open-weights') + (folder === undefined ? '' : readTexts(folder))
measure(
  new Map([
    ['zh-Hans', OpenCC.Converter({from: 'tw', to: 'cn'})(chinese)],
    ['zh-Hant', OpenCC.Converter({from: 'cn', to: 'tw'})(chinese)],
    ...Object.entries(sentences)
  ])
)
