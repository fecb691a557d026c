/**
 * How often letters stand in texts of a language, as far as it takes to tell a right
 * reading of bytes from a wrong one.
 *
 * All costs are natural logarithms of one over a share: a letter that is one in a hundred
 * costs 4.6. ASCII costs the same in every language, since every encoding reads it alike,
 * and what a language does not mention has the cost of `costOf`. They are rough on purpose: between right
 * and wrong lie many units for each letter.
 */

import {decodeBytes} from './decode-bytes.ts'
import {simplified, traditional} from '../../frequent-han.ts'

export interface Language {
  readonly name: string
  /** Costs by code unit. */
  readonly costs: ReadonlyMap<number, number>
}

/** Costs of what no language claims, by the first code unit of each range. */
const ranges: ReadonlyArray<readonly [from: number, cost: number]> = [
  [0x00, 16],
  [0x20, 4],
  [0x7f, 16],
  [0xa0, 11],
  [0xc0, 12],
  [0x180, 14],
  [0x2b0, 15],
  [0x370, 12.5],
  [0x460, 15],
  [0x590, 13],
  [0x700, 15],
  [0xe00, 13],
  [0xe80, 16],
  [0x1e00, 14],
  [0x2000, 13],
  [0x20a0, 12],
  [0x2500, 12.5],
  [0x2600, 12],
  [0x27c0, 15],
  [0x2e80, 17],
  [0x3000, 9],
  [0x3040, 13],
  [0x3100, 14],
  [0x3400, 19],
  [0x4e00, 15.5],
  [0xa000, 17],
  [0xac00, 14.5],
  [0xd7b0, 17],
  // Surrogates: a pair is two of them.
  [0xd800, 10],
  [0xe000, 20],
  [0xf900, 17],
  [0xfb00, 16],
  [0xfe30, 13],
  [0xfe70, 16],
  // No letter: the first two bytes of much that is no text.
  [0xff00, 20],
  [0xff01, 9.5],
  [0xff61, 13],
  [0xffe0, 12],
  [0xfff0, 20]
]

/** Marks that stand in texts of any language. */
const common: ReadonlyArray<readonly [characters: string, cost: number]> = [
  ['\t\n\r', 4],
  ['\u2018\u2019\u201c\u201d\u2026\u2013\u2014', 6.5],
  ['\u00a0\u00ab\u00bb\u00b7\u2022\u2039\u203a\u201e\u201a', 8],
  ['\u00a9\u00ae\u00b0\u00a7\u00a3\u20ac\u2122\u00bf\u00a1\u00ba\u00aa\u00d7\u2032', 9]
]
const cjk: ReadonlyArray<readonly [characters: string, cost: number]> = [
  ['\uff0c\u3002', 3.5],
  ['\u3001\u201c\u201d\uff1a', 5],
  ['\u300a\u300b\u300c\u300d\uff1f\uff01\uff1b\uff08\uff09\u3000', 6],
  ['\u300e\u300f\u3010\u3011\u2014\u2026\u2018\u2019\u00b7\u2027\u30fb\uff0e', 7]
]

/** Cost of a code unit that a language says nothing about. */
export const costOf: (code: number) => number = (function () {
  const costs = new Float32Array(0x1_00_00)
  ranges.forEach(([from, cost], index) => costs.fill(cost, from, ranges[index + 1]?.[0] ?? costs.length))
  for (const [characters, cost] of common) {
    for (const character of characters) costs[character.charCodeAt(0)] = cost
  }

  return (code) => costs[code] ?? 20
})()

type Group = readonly [characters: Iterable<string>, cost: number]

function define(name: string, groups: ReadonlyArray<Group>): Language {
  const costs = new Map<number, number>()
  // The first group that has a letter decides.
  for (const [characters, cost] of groups) {
    for (const character of characters) {
      const code = character.charCodeAt(0)
      if (character.length === 1 && code >= 0x80 && !costs.has(code)) costs.set(code, cost)
    }
  }

  return {name, costs}
}

/** Letters in order of their frequency, the first of cost `from`, the last of cost `to`. */
function graded(letters: string, from: number, to: number): Group[] {
  const all = [...letters]
  return all.map((letter, index) => [letter, from + ((to - from) * index) / all.length])
}

/** All characters of two bytes whose lead is in a range, in an encoding. */
function rows(encoding: string, first: number, last: number): string {
  const bytes: number[] = []
  for (let lead = first; lead <= last; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (encoding === 'big5' ? trail < 0x7f || trail > 0xa0 : trail > 0xa0) bytes.push(lead, trail)
    }
  }

  return decodeBytes(Uint8Array.from(bytes), encoding).replaceAll('\ufffd', '')
}

/** Zipf's law, fitted to a share of 4 % for the first and 0.05 % for the five hundredth. */
function frequent(letters: string): Group[] {
  return [...letters].map((letter, index) => [letter, 3.2 + 0.7 * Math.log(index + 1)])
}

function span(from: number, to: number): string {
  return Array.from({length: to - from + 1}, (_, index) => String.fromCharCode(from + index)).join('')
}

/** A language of Latin letters: those beside ASCII that it writes often, and seldom. */
function latin(name: string, often: string, seldom = ''): Language {
  return define(name, [
    [often, 5],
    [seldom, 7],
    [(often + seldom).toUpperCase(), 8]
  ])
}

function cyrillic(name: string, letters: string): Language {
  return define(name, [...graded(letters, 2.3, 8), ...graded(letters.toUpperCase(), 5, 10), ['\u2116', 9]])
}

const makers: Readonly<Record<string, () => Language>> = {
  simplified: () =>
    define('simplified Chinese', [
      ...cjk,
      ...frequent(simplified),
      [rows('gb18030', 0xb0, 0xd7), 9.6],
      [rows('gb18030', 0xd8, 0xf7), 12.5]
    ]),
  traditional: () =>
    define('traditional Chinese', [
      ...cjk,
      ...frequent(traditional),
      [rows('big5', 0xa4, 0xc6), 9.6],
      [rows('big5', 0xc9, 0xf9), 12.5]
    ]),
  japanese: () =>
    define('Japanese', [
      ...cjk,
      ['\u306e\u306b\u306f\u3092\u305f\u304c\u3067\u3066\u3068\u3057\u308c\u3055\u3044\u308b\u306a', 4],
      [span(0x3041, 0x3093), 5.3],
      ['\u30fc\u30f3\u30b9\u30c8\u30eb\u30a4\u30a2\u30e9\u30ea', 5.5],
      [span(0x30a1, 0x30f6), 6.5],
      ['\u5e74\u65e5\u6708\u5927\u672c\u4eba\u56fd\u4e2d\u4e00\u4f1a\u4e0a\u8005\u884c\u751f\u5206', 6.3],
      [rows('euc-jp', 0xb0, 0xcf), 8.6],
      [rows('euc-jp', 0xd0, 0xf4), 13],
      [span(0xff61, 0xff9f), 11]
    ]),
  korean: () =>
    define('Korean', [
      ...graded(
        '\uc774\ub2e4\ub294\uc5d0\uc758\uac00\uc744\uace0\ub85c\ud558\uc740\uc9c0\ud55c\uae30',
        3.6,
        4.6
      ),
      ...graded(
        '\uc11c\ub97c\uc0ac\ub3c4\uc790\ub9ac\ub098\uc778\uc2dc\uc5b4\uc804\uc73c\ub77c\uc218',
        4.6,
        5.2
      ),
      [rows('euc-kr', 0xb0, 0xc8), 7.3],
      [span(0xac00, 0xd7a3), 13],
      [rows('euc-kr', 0xca, 0xfd), 12]
    ]),
  russian: () =>
    cyrillic(
      'Russian',
      '\u043e\u0435\u0430\u0438\u043d\u0442\u0441\u0440\u0432\u043b\u043a\u043c\u0434\u043f\u0443\u044f\u044b' +
        '\u044c\u0433\u0437\u0431\u0447\u0439\u0445\u0436\u0448\u044e\u0446\u0449\u044d\u0444\u044a\u0451'
    ),
  ukrainian: () =>
    cyrillic(
      'Ukrainian',
      '\u043e\u0430\u043d\u0438\u0456\u0442\u0432\u0440\u0435\u0441\u043a\u043b\u0443\u0434\u043c\u043f\u044f' +
        '\u0437\u044c\u0431\u0433\u0439\u0447\u0445\u0446\u0436\u0457\u044e\u0448\u0454\u0449\u0444\u0491\u0458'
    ),
  greek: () =>
    define('Greek', [
      ...graded(
        '\u03b1\u03bf\u03b9\u03c4\u03b5\u03c3\u03bd\u03b7\u03c5\u03c1\u03c0\u03ba\u03bc\u03bb\u03c9\u03c2\u03cc' +
          '\u03af\u03ac\u03ad\u03b4\u03ae\u03b3\u03b8\u03c7\u03cd\u03c6\u03ce\u03b2\u03be\u03b6\u03c8',
        2.4,
        7
      ),
      [span(0x386, 0x3ab), 7]
    ]),
  hebrew: () => define('Hebrew', [[span(0x5d0, 0x5ea), 3.6]]),
  arabic: () =>
    define('Arabic', [
      ['\u0627\u0644\u064a\u0645\u0648\u0646\u0631\u062a\u0628\u0629\u0639\u062f\u0633', 3],
      [span(0x621, 0x64a), 4.8],
      ['\u060c\u061b\u061f', 6]
    ]),
  thai: () => define('Thai', [[span(0xe01, 0xe4e), 3.9]]),
  western: () =>
    latin('French', '\u00e9\u00e8\u00e0\u00ea', '\u00e7\u00ee\u00f4\u00fb\u00e2\u00f9\u00eb\u00ef\u0153'),
  german: () => latin('German', '\u00e4\u00f6\u00fc\u00df', '\u00e9'),
  spanish: () => latin('Spanish', '\u00e1\u00e9\u00ed\u00f3\u00fa\u00f1', '\u00fc\u00bf\u00a1'),
  portuguese: () =>
    latin('Portuguese', '\u00e3\u00e7\u00e1\u00e9\u00ed\u00f3', '\u00f5\u00ea\u00fa\u00e2\u00f4\u00e0'),
  italian: () => latin('Italian', '\u00e0\u00e8\u00f2\u00f9', '\u00ec\u00e9'),
  nordic: () => latin('Nordic', '\u00e5\u00e4\u00f6\u00f8\u00e6', '\u00e9'),
  icelandic: () => latin('Icelandic', '\u00e1\u00f0\u00ed\u00f3\u00fe\u00e6\u00f6', '\u00fa\u00fd\u00e9'),
  polish: () => latin('Polish', '\u0142\u0105\u0119\u00f3\u017c\u015b\u0107', '\u0144\u017a'),
  czech: () =>
    latin(
      'Czech',
      '\u00ed\u00e1\u011b\u00e9\u0159\u010d\u017e\u00fd\u0161\u016f',
      '\u00fa\u010f\u0165\u0148\u00f3\u013e\u00f4\u00e4'
    ),
  hungarian: () => latin('Hungarian', '\u00e1\u00e9\u0151\u00f6\u00f3\u00fc', '\u00ed\u00fa\u0171'),
  romanian: () => latin('Romanian', '\u0103\u00ee\u015f\u0163\u00e2', ''),
  croatian: () => latin('Croatian', '\u010d\u0161\u017e\u0107', '\u0111'),
  turkish: () => latin('Turkish', '\u0131\u015f\u011f\u00fc\u00e7\u00f6', '\u0130\u00e2'),
  baltic: () =>
    latin(
      'Baltic',
      '\u0101\u0117\u0161\u012b\u0113\u016b\u017e\u00f5\u00e4\u00fc\u00f6',
      '\u0173\u012f\u0105\u0119\u010d\u0137\u013c\u0146\u0123'
    ),
  vietnamese: () =>
    define('Vietnamese', [
      ['\u0300\u0301\u0303\u0309\u0323', 4],
      ['\u0111\u01b0\u01a1\u00ea\u00f4\u00e2\u0103', 4.5],
      ['\u00e0\u00e1\u00e3\u00e8\u00e9\u00ed\u00f3\u00fa\u00f9', 6],
      ['\u0110\u01af\u01a0\u00ca\u00d4\u00c2\u0102', 7]
    ])
}

const known = new Map<string, Language>()

/** A language by its key; its costs are made when they are first asked for. */
export function languageOf(key: string): Language {
  let language = known.get(key)
  if (!language) {
    const make = makers[key]
    if (!make) throw new Error(`Unexpected language ${key}`)
    known.set(key, (language = make()))
  }

  return language
}

/** All languages. */
export const languageKeys: ReadonlyArray<string> = Object.keys(makers)
