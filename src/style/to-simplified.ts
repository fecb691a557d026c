/**
 * Decide for each Han character of a block how a simplified text writes it.
 *
 * Most traditional characters have one simplified form. The few that stay as
 * they are in some words stand in OpenCC's phrases and in ours; where a text of
 * Taiwan has one character for two (to write, and the particle), the word around it
 * decides.
 */

import type {Script} from './find-context.ts'
import {findPhrases} from './find-phrases.ts'
import type {Conversion, Doubt, Settings} from './to-traditional.ts'

const particle = '\u7740'
const written = '\u8457'
/** Stands before who wrote it. */
const by = '\u7531'
/** As long as a name, surname and all. */
const nameOnly = /^\p{Script=Han}{2,3}$/u
const stop = /[^\p{Script=Han}]/u

/** @param context script of the surroundings of each character. */
export function toSimplified(
  text: ReadonlyArray<string>,
  context: ReadonlyArray<Script>,
  settings: Settings
): Conversion {
  const {tables} = settings
  const doubts: Doubt[] = []
  const plain = text.map(function (char, at) {
    if (char !== written || context[at] === 'zh-Hans') return tables.standard.get(char) ?? char
    const use = findWritten(text, at, settings)
    if (use === 'unknown') doubts.push({at, chosen: particle, others: [written]})
    return use === 'written' ? written : particle
  })
  const converted = plain.map((char) => tables.single.get(char) ?? char)
  for (const {at, text: phrase} of findPhrases(plain, tables.simplified))
    for (const [index, char] of phrase.entries()) converted[at + index] = char

  return {text: converted, doubts, mends: 0}
}

/** What the one character that Taiwan has for both is at a place. */
export function findWritten(
  text: ReadonlyArray<string>,
  at: number,
  {usage}: Pick<Settings, 'usage'>
): 'written' | 'particle' | 'unknown' {
  for (const word of usage.written) {
    const inside = [...word].indexOf(written)
    const from = at - inside
    if (from >= 0 && text.slice(from, from + [...word].length).join('') === word) return 'written'
  }

  // Alone at the end of a clause that is no longer than a name.
  const isLast = at + 1 === text.length || stop.test(text[at + 1] ?? '')
  if (!isLast) return 'particle'
  let from = at
  while (from > 0 && !stop.test(text[from - 1] ?? '')) from--
  const named = text.lastIndexOf(by, at)
  const isBy = named >= from
  const name = text.slice(isBy ? named + 1 : from, at).join('')
  const isKnown = usage.names.people.includes(name)
  if (text[from - 1] === '\u300b' || isKnown) return 'written'
  if (!nameOnly.test(name) || !usage.bylines.includes(name[0] ?? '')) return 'particle'
  const isAlone = from === 0 && at + 1 === text.length
  return isBy || isAlone ? 'written' : 'unknown'
}
