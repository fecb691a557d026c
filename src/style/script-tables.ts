/**
 * Tables for converting between scripts: OpenCC's dictionaries, and over them
 * what `templates/script/` knows better.
 *
 * Phrases are looked up in simplified characters, because every text folds to
 * those without a choice. A phrase of another length than what it stands for is
 * left out: a conversion never moves a character.
 */

import type {Lang} from '../model.ts'
import hongKong from 'opencc-js/dict/HKVariants'
import characters from 'opencc-js/dict/STCharacters'
import phrases from 'opencc-js/dict/STPhrases'
import morePhrases from 'opencc-js/dict/STPhrases_GeneratedFromRegionalPhrases'
import taiwan from 'opencc-js/dict/TWVariants'
import folding from 'opencc-js/dict/TSCharacters'
import simplifiedPhrases from 'opencc-js/dict/TSPhrases'
import type {CharacterSet, Usage} from './read-usage.ts'

/** A phrase, and what each of its characters becomes. */
export interface Phrase {
  readonly text: string
  /** Other ways to write it that are right, too. */
  readonly others: ReadonlyArray<string>
  /** Written down by us: wins over those of OpenCC. */
  readonly isOwn: boolean
}

/** A phrase, what it becomes, and whether we say so. */
type Entry = readonly [from: string, to: string, isOwn: boolean]

/** Phrases by their text, and how long one may be that begins with two characters. */
export interface PhraseTable {
  readonly phrases: ReadonlyMap<string, Phrase>
  readonly longest: ReadonlyMap<string, number>
}

export interface Tables {
  /** Traditional character to simplified. */
  readonly fold: ReadonlyMap<string, string>
  /** The same without those characters that stay in some simplified words. */
  readonly single: ReadonlyMap<string, string>
  /** Simplified character to the traditional one of OpenCC's standard. */
  readonly usual: ReadonlyMap<string, string>
  readonly sets: ReadonlyMap<string, CharacterSet>
  /** Traditional characters by simplified phrase. */
  readonly traditional: PhraseTable
  /** Simplified characters by traditional phrase. */
  readonly simplified: PhraseTable
  /** A wrong character and the right one, side by side. */
  readonly mistaken: ReadonlySet<string>
  /** Regional form to that of OpenCC's standard. */
  readonly standard: ReadonlyMap<string, string>
  /** Form of the standard to that of a region. */
  readonly regions: ReadonlyMap<Lang, ReadonlyMap<string, string>>
}

/** Make the tables. */
export function createTables(usage: Usage): Tables {
  const sets = new Map(usage.sets.map((set) => [set.simplified, set]))
  const single = new Map(readPairs(folding))
  const fold = new Map(single)
  for (const {simplified, forms} of usage.sets)
    for (const form of forms) if (form !== simplified) fold.set(form, simplified)
  for (const [from, to] of Object.entries(usage.characters)) single.set(from, to)
  const regions = new Map([
    ['zh-Hant-TW', new Map(readPairs(taiwan))],
    ['zh-Hant-HK', new Map(readPairs(hongKong))]
  ])
  const standard = new Map(
    [...regions.values()]
      .flatMap((region) => [...region])
      .filter(([, form]) => !usage.apart.includes(form))
      .map(([from, form]) => [form, from])
  )
  // After the standard is known: a form that a region writes for others may be a word of its own elsewhere.
  for (const [lang, pairs] of Object.entries(usage.regional))
    for (const [from, to] of Object.entries(pairs)) regions.get(lang)?.set(from, to)
  const foldText = (text: string) => mapText(text, fold)
  const standardText = (text: string) => mapText(text, standard)
  const faulty = new RegExp(Object.keys(usage.faults).join('|'), 'g')
  const mend = (text: string) => text.replace(faulty, (fault) => usage.faults[fault] ?? fault)
  return {
    fold,
    single,
    usual: new Map(readPairs(characters)),
    sets,
    traditional: createPhrases([
      ...usage.phrases.map((text): Entry => [foldText(text), standardText(text), true]),
      // Names have no precedence: the characters of one may stand beside each other by chance.
      ...usage.names.people.map((text): Entry => [foldText(text), standardText(text), false]),
      ...[...readPairs(phrases), ...readPairs(morePhrases)].map(([from, to]): Entry => [
        foldText(from),
        mend(to),
        false
      ]),
      ...Object.entries(usage.mistaken).map(([from, to]): Entry => [foldText(from), to, false])
    ]),
    // A phrase that is converted already is one, too, so that a second conversion changes nothing.
    simplified: createPhrases(
      [...Object.entries(usage.simplified), ...readPairs(simplifiedPhrases)].flatMap(
        ([from, to]): Entry[] => [
          [from, to, true],
          [to, to, true]
        ]
      )
    ),
    mistaken: new Set(Object.entries(usage.mistaken).flatMap(([from, to]) => pairUp(from, to))),
    standard,
    regions
  }
}

/** Characters of two words that are not the same, side by side. */
function pairUp(from: string, to: string): string[] {
  const others = [...to]
  return [...from].flatMap((char, at) => (char === others[at] ? [] : [char + (others[at] ?? '')]))
}

function readPairs(pairs: string): Array<readonly [from: string, to: string]> {
  return pairs.split('|').map((pair) => pair.split(' ') as [string, string])
}

/** There are fifty thousand phrases, and a second of a build is much: most texts map to themselves. */
function mapText(text: string, map: ReadonlyMap<string, string>): string {
  let mapped = ''
  let isSame = true
  for (const char of text) {
    const other = map.get(char)
    if (other !== undefined) isSame = false
    mapped += other ?? char
  }

  return isSame ? text : mapped
}

/** The first entry of a phrase is what it becomes. */
function createPhrases(entries: ReadonlyArray<Entry>): PhraseTable {
  const phrases = new Map<string, Phrase>()
  const longest = new Map<string, number>()
  for (const [from, text, isOwn] of entries) {
    const known = phrases.get(from)
    if (known) {
      if (known.text !== text) phrases.set(from, {...known, others: [...known.others, text]})
      continue
    }

    const length = lengthOf(from)
    if (length < 2 || length !== lengthOf(text)) continue
    phrases.set(from, {text, others: [], isOwn})
    const start = length === from.length ? from.slice(0, 2) : [...from].slice(0, 2).join('')
    if (length > (longest.get(start) ?? 0)) longest.set(start, length)
  }

  return {phrases, longest}
}

/** Length in characters. */
function lengthOf(text: string): number {
  return /[\ud800-\udfff]/.test(text) ? [...text].length : text.length
}
