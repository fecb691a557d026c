/**
 * Tell which characters of a traditional text were left in the simplified form
 * when somebody converted it in part.
 *
 * Most simplified characters tell by themselves. A few are traditional characters,
 * too, of another word: behind (`hou`) is written like the empress. Whether such a
 * one was left over the article tells, by places where no other reading is
 * possible, and the characters beside it, by which names are known.
 */

import {countScripts} from '../script-of.ts'
import {findContext, type Script} from './find-context.ts'
import {coverPhrases, type Covered} from './find-phrases.ts'
import type {CharacterSet, Usage} from './read-usage.ts'
import type {Tables} from './script-tables.ts'

type Knowledge = Readonly<{tables: Tables; usage: Usage}>

/** Stands for miles and villages, and in simplified texts for the inside of something. */
const inside = '\u91cc'
/** Opens names and dates: at the beginning of a clause only what follows tells the preposition. */
const preposition = '\u4e8e'
const empress = '\u540e'
const han = /\p{Script=Han}/u
/** What a date or a place begins with that stands behind the preposition: numbers, this, last, the same day. */
const dates =
  /[\d\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u4eca\u53bb\u672c\u4e0a\u540c\u7576\u6628\u660e\u524d\u6b64\u662f]/u

/**
 * Whether a text is traditional with leftovers: a phrase proves one, or one stands
 * where a traditional text writes another character that this one nowhere has.
 */
export function hasLeftovers(text: string, around: Script, knowledge: Knowledge): boolean {
  const {tables, usage} = knowledge
  const signs = new Set([...usage.signs, inside])
  const context = findContext(text, around)
  let from = 0
  for (const line of text.split('\n')) {
    const start = from
    from += line.length + 1
    const chars = Array.from(line)
    // Beyond the first plane an index is none of a code unit; what is not sure is no sign.
    if (chars.length !== line.length) continue
    const places = chars.flatMap((char, at) =>
      signs.has(char) && context[start + at] === 'zh-Hant' ? [at] : []
    )
    if (places.length === 0) continue
    const covered = coverPhrases(
      chars.map((char) => tables.fold.get(char) ?? char),
      tables.traditional
    )
    if (places.some((at) => isSign(at, chars, covered[at]))) return true
  }

  return false

  function isSign(at: number, chars: ReadonlyArray<string>, covered: Covered | undefined): boolean {
    const char = chars[at] ?? ''
    if (covered) {
      const {found, index} = covered
      return [found.text, ...found.others].every((way) => way[index] !== char)
    }

    if (!usage.signs.includes(char) || isName(chars, at, usage)) return false
    // Who writes the right character elsewhere may mean a name by this one.
    const [right = char] = tables.sets.get(char)?.forms ?? []
    return (char !== preposition && char !== empress) || !text.includes(right)
  }
}

/** What is known of a character that may be a leftover. */
export interface Candidate {
  readonly simplified: string
  readonly set: CharacterSet | undefined
  /** Whether a word of two characters or more ends before it. */
  readonly isBehindWord: boolean
  /** Whether the article, or the block, has leftovers. */
  readonly isMixed: boolean
}

/** Whether a character that stands in a traditional passage is one that was not converted. */
export function isLeftover(
  text: ReadonlyArray<string>,
  at: number,
  {simplified, set, isBehindWord, isMixed}: Candidate,
  {tables, usage}: Knowledge
): boolean {
  const char = text[at] ?? ''
  if (char !== simplified) return false
  if (set?.forms.includes(char)) {
    if (!isMixed || set.forms[0] === char || !usage.rare.includes(char)) return false
    return isBehindWord || !isName(text, at, usage)
  }

  const usual = set?.forms[0] ?? tables.usual.get(char) ?? char
  if (usual === char || usage.taste.includes(char)) return false
  return !tables.standard.has(char) || countScripts(char).simplified > 0
}

/** Whether a place is named by a number: in figure one, not one mile. */
export function isNumbered(
  folded: ReadonlyArray<string>,
  at: number,
  numeral: RegExp,
  {tables, usage}: Knowledge
): boolean {
  if (folded[at] !== inside) return false
  let from = at
  while (from > 0 && numeral.test(folded[from - 1] ?? '')) from--
  if (from === at) return false
  return [...usage.numbered].some((char) => (tables.fold.get(char) ?? char) === folded[from - 1])
}

/** Whether what stands beside a character makes it a part of a name. */
function isName(text: ReadonlyArray<string>, at: number, usage: Usage): boolean {
  const before = text[at - 1] ?? ''
  const after = text[at + 1] ?? ''
  // What it is the inside of stands before it.
  if (text[at] === inside) return !/[\p{L}\p{N}\p{Pe}\p{Pf}]/u.test(before) || usage.sounds.includes(before)
  if (text[at] === preposition) return !han.test(before) && han.test(after) && !dates.test(after)
  return text[at] === empress && usage.bylines.includes(before) && !han.test(text[at - 2] ?? '')
}
