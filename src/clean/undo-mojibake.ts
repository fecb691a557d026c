/**
 * Find text that was read in a wrong encoding and can be had back: its characters are turned into
 * the bytes that they were read from, and these are read as what they were.
 *
 * Every damage needs its own proof, since a wrong repair is worse than none. Bytes that
 * are UTF-8 as a whole are hardly ever so by chance. Pairs of GBK and Big5 are always some Han
 * letter, so what comes out must be the letters that everybody writes.
 */

import {createMultibyteDecoder, createMultibyteEncoder} from '@exodus/bytes/multi-byte.js'
import {windows1252toString} from '@exodus/bytes/single-byte.js'
import {simplified, traditional} from '../frequent-han.ts'

export interface Damage {
  readonly from: number
  readonly to: number
  /** What was written. */
  readonly text: string
}

/** One way in which text is damaged. */
export interface Way {
  /** Rule of the ledger behind the plugin's name. */
  readonly rule: string
  readonly why: string
  readonly find: (value: string) => ReadonlyArray<Damage>
}

/** Characters that Windows-1252 shows for bytes above ASCII, and the controls of ISO 8859-1. */
const bytes: ReadonlyMap<string, number> = new Map([
  ...Array.from({length: 0x80}, (_, index): [string, number] => [
    String.fromCharCode(0x80 + index),
    0x80 + index
  ]),
  ...Array.from({length: 0x80}, (_, index): [string, number] => [
    windows1252toString(Uint8Array.of(0x80 + index)),
    0x80 + index
  ])
])
const high = [...bytes.keys()].join('')
const follow = [...bytes].flatMap(([character, byte]) => (byte < 0xc0 ? [character] : [])).join('')
const utf8Run = new RegExp(`(?:[\\u00c2-\\u00f4][${follow}]{1,3})+`, 'g')
const pairRun = new RegExp(`(?:[${high}][${high}@-~])+`, 'g')
/** What the first byte of a frequent letter looks like in both; dashes and quotation marks are none, and stand everywhere. */
const pairLead = /[\u00a0-\u00ff]/
const wideRun = /[\u0391-\u0451\u2010-\u33ff\u4e00-\u9fff\ue000-\uf8ff\uff01-\uffe5\u20ac]{3,}/g

const utf8 = new TextDecoder('utf-8', {fatal: true})
const lenientUtf8 = new TextDecoder('utf-8')
const encodeGbk = createMultibyteEncoder('gbk')

/** Beside Han, what stands in any Chinese sentence. */
const marks =
  '\uff0c\u3002\u3001\uff1a\uff1b\uff1f\uff01\u201c\u201d\u300c\u300d\u300a\u300b\uff08\uff09\u3000\u2026\u2014'
const frequentHans = new Set(simplified + marks)
const frequentHant = new Set(traditional + marks)
/** Two letters that everybody writes are a word; among more, three in five are such in any prose. */
const shortest = 2
const enough = 4
const share = 0.6

/** All ways. Pairs go first: some of them are UTF-8 by chance, and UTF-8 never makes pairs of frequent letters. */
export const ways: ReadonlyArray<Way> = [
  {
    rule: 'utf-8-as-gbk',
    why: 'UTF-8 that was read as GBK',
    find: (value) => findRuns(value, wideRun, readFromGbk)
  },
  {
    rule: 'gbk',
    why: 'GBK that was read as Windows-1252',
    find: (value) => findPairs(value, 'gbk', frequentHans)
  },
  {
    rule: 'big5',
    why: 'Big5 that was read as Windows-1252',
    find: (value) => findPairs(value, 'big5', frequentHant)
  },
  {rule: 'utf-8', why: 'UTF-8 that was read as Windows-1252', find: findUtf8}
]

function findPairs(value: string, encoding: string, frequent: ReadonlySet<string>): Damage[] {
  return pairLead.test(value) ? findRuns(value, pairRun, (run) => readPairs(run, encoding, frequent)) : []
}

function findRuns(
  value: string,
  run: RegExp,
  read: (run: string, next: string) => string | undefined
): Damage[] {
  return [...value.matchAll(run)].flatMap(function ({0: match, index}) {
    const text = read(match, value.charAt(index + match.length))
    return text === undefined ? [] : [{from: index, to: index + match.length, text}]
  })
}

/** Text may have been damaged twice and more; each time its bytes are UTF-8 again. */
function findUtf8(value: string): Damage[] {
  return findRuns(value, utf8Run, function (run, next) {
    if (isWritten(run, next)) return
    let text = readUtf8(run)
    for (let inner = text; inner !== undefined;) {
      text = inner
      const again = text.match(utf8Run)
      inner = again?.length === 1 && again[0] === text ? readUtf8(text) : undefined
    }

    return text
  })
}

/** Whether a run may well be what was written: a capital before a quotation mark, a dash or a fixed blank. */
function isWritten(run: string, next: string): boolean {
  if (run.length !== 2 || /[a-z]/.test(next)) return false
  return (
    /[\u2018-\u201e\u2026\u2013\u2014\u2039\u203a]$/.test(run) ||
    /^[^\u00c2\u00c3][\u00a0\u00ab\u00bb]$/.test(run)
  )
}

/** What the bytes behind a run say in UTF-8, if they are UTF-8 and printable. */
function readUtf8(run: string): string | undefined {
  const text = attempt(() => utf8.decode(Uint8Array.from(run, (character) => bytes.get(character) ?? 0)))
  // Controls may be the bytes of a text that was damaged twice.
  return text === undefined || /[\p{Co}\p{Cn}\0-\x1f\x7f]/u.test(text) || /^[\x80-\x9f]+$/.test(text)
    ? undefined
    : text
}

/** What a run of Han says if its bytes in GBK are UTF-8: rare letters that make frequent ones. */
function readFromGbk(run: string): string | undefined {
  let known = 0
  for (const letter of run) {
    if (!frequentHans.has(letter) && !frequentHant.has(letter)) continue
    known++
    // Most runs are done with here.
    if (known >= share * run.length) return
  }

  // What is no UTF-8 is no Chinese either: nothing need be thrown to tell.
  const text = attempt(() => lenientUtf8.decode(encodeGbk(run)))
  return text !== undefined && isChinese(text, frequentHans, frequentHant) ? text : undefined
}

/** What a run of odd letters says in an encoding of pairs, if that is Chinese. */
function readPairs(run: string, encoding: string, frequent: ReadonlySet<string>): string | undefined {
  // A word of any language may hold two letters with accents, each before a plain one.
  if (run.length < 2 * enough && /[@-~]/.test(run)) return
  const read = createMultibyteDecoder(encoding)
  const text = attempt(() =>
    read(Uint8Array.from(run, (character) => bytes.get(character) ?? character.charCodeAt(0)))
  )
  return text !== undefined && isChinese(text, frequent) ? text : undefined
}

function isChinese(text: string, ...sets: ReadonlyArray<ReadonlySet<string>>): boolean {
  const letters = [...text]
  if (
    letters.length < shortest ||
    !letters.every((letter) => /[\p{Script=Han}\u3000-\u303f\uff00-\uffef\u2010-\u2026\u00b7]/u.test(letter))
  )
    return false
  const known = letters.filter((letter) => sets.some((set) => set.has(letter)))
  return known.length === letters.length
    ? known.some((letter) => /\p{Script=Han}/u.test(letter))
    : letters.length >= enough && known.length >= share * letters.length
}

function attempt(read: () => string): string | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof TypeError) return
    throw error
  }
}
