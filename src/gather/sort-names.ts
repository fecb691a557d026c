/**
 * Sort names as an index does: Han by sound or by strokes, Latin by letters.
 *
 * The order is written here and not asked of `Intl.Collator`, whose data change
 * with the version of Node: editions are the same bytes on each. A name is cut
 * into characters and words, and these are compared one by one.
 */

import type {IndexOrder} from '../model.ts'
import pairs from 'opencc-js/dict/TSCharacters'
import {pinyin} from 'pinyin-pro'

/** A name with its place in the order. */
export interface Sorted {
  /** What it stands under: a letter, a number of strokes, or nothing of both. */
  readonly group: string | number | undefined
  /** By which it is compared. */
  readonly key: ReadonlyArray<string>
}

export interface SortOptions {
  readonly order: IndexOrder
  /** `templates/strokes/counts.txt`: by strokes nothing can be sorted without it. */
  readonly strokes?: string | undefined
}

const han = /\p{Script=Han}/u
const words = /\p{Script=Han}+|[^\p{Script=Han}\s\p{P}]+/gu
// Behind every syllable and word, so that what has no sound or strokes comes last.
const last = '\u{10ffff}'

/**
 * @returns a function from a name to its place; a person's family name is read as one.
 */
export function createSorter({order, strokes}: SortOptions): (name: string, isPerson?: boolean) => Sorted {
  const count = order === 'stroke' ? readStrokes(strokes ?? '') : undefined
  return function (name, isPerson = false) {
    const key = (name.match(words) ?? []).flatMap((word, index) => {
      if (!han.test(word)) return [plain(word)]
      return count
        ? [...word].map((char) => strokeKey(char, count))
        : soundKeys(word, isPerson && index === 0)
    })
    return {group: groupOf(key[0] ?? '', name, count), key: [...key, '', ...name]}
  }
}

/** For `sort`. */
export function compareSorted(a: Sorted, b: Sorted): number {
  const rank = rankOf(a) - rankOf(b)
  if (rank !== 0) return rank
  for (let at = 0; at < Math.min(a.key.length, b.key.length); at++) {
    const [one = '', other = ''] = [a.key[at], b.key[at]]
    if (one !== other) return one < other ? -1 : 1
  }

  return a.key.length - b.key.length
}

/** Strokes first, then letters, then the rest. */
function rankOf({group}: Sorted): number {
  if (group === undefined) return 1e6
  return typeof group === 'number' ? group : 1e3 + (group.codePointAt(0) ?? 0)
}

function groupOf(first: string, name: string, count: StrokeCount | undefined): Sorted['group'] {
  const [start = ''] = name.match(words) ?? []
  if (count && han.test(start)) return count(String.fromCodePoint(start.codePointAt(0) ?? 0))
  const letter = first.slice(0, 1).toUpperCase()
  return /^[A-Z]$/.test(letter) ? letter : undefined
}

/** Letters alone: without case, marks and width. */
function plain(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

let simple: ReadonlyMap<string, string> | undefined

/** Syllables with the number of their tone; words are known in simplified characters. */
function soundKeys(word: string, isSurname: boolean): string[] {
  simple ??= new Map(pairs.split('|').map((pair) => pair.split(' ') as [string, string]))
  const folded = [...word].map((char) => simple?.get(char) ?? char).join('')
  const read = pinyin(folded, {
    toneType: 'num',
    type: 'array',
    v: true,
    toneSandhi: false,
    surname: isSurname ? 'head' : 'off'
  })
  return read.map((syllable) => (han.test(syllable) ? last : syllable))
}

type StrokeCount = (char: string) => number | undefined

function strokeKey(char: string, count: StrokeCount): string {
  const strokes = count(char)
  return strokes === undefined ? last : String(strokes).padStart(2, '0') + char
}

// Digits of the table: their places are 0 to 61.
const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

function readStrokes(table: string): StrokeCount {
  const blocks = table.split('\n').flatMap((line) => {
    const [first = '', counts = ''] = line.startsWith('#') ? [] : line.split(' ')
    return counts === '' ? [] : [{first: Number.parseInt(first, 16), counts}]
  })
  return function (char) {
    const code = char.codePointAt(0) ?? 0
    const block = blocks.find(({first, counts}) => code >= first && code < first + counts.length)
    const strokes = block ? digits.indexOf(block.counts.charAt(code - block.first)) : 0
    return strokes > 0 ? strokes : undefined
  }
}
