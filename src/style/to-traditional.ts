/**
 * Decide for each Han character of a block how a traditional text writes it.
 *
 * In a simplified passage a phrase decides; without one a name does, then
 * what is usual, and where that is a guess the editor is asked. In a traditional
 * passage the author has decided: only leftovers of the other script are
 * converted, and a character is mended only where a phrase says that a machine
 * mistook it for another word.
 */

import type {Lang} from '../model.ts'
import {countScripts} from '../script-of.ts'
import type {Script} from './find-context.ts'
import {isLeftover, isNumbered} from './find-leftovers.ts'
import type {NameFinder} from './find-names.ts'
import {coverPhrases, type Covered} from './find-phrases.ts'
import type {CharacterSet, Usage} from './read-usage.ts'
import type {Tables} from './script-tables.ts'

/** A character whose choice rests on nothing but what is usual. */
export interface Doubt {
  /** Index of the character. */
  readonly at: number
  readonly chosen: string
  readonly others: ReadonlyArray<string>
  /** It stands in the text as it is: a doubt only where a machine took other characters for the wrong word. */
  readonly isWritten?: boolean
}

export interface Conversion {
  readonly text: ReadonlyArray<string>
  readonly doubts: ReadonlyArray<Doubt>
  /** How many characters were mended that a machine had taken for another word. */
  readonly mends: number
}

/** What a conversion of an article knows. */
export interface Settings {
  readonly script: Lang
  readonly tables: Tables
  readonly usage: Usage
  readonly finder: NameFinder
  /** Names that the article shows to be names, folded. */
  readonly names: ReadonlySet<string>
  /** Forms of the standard, and the regional ones that the article writes for them. */
  readonly preferred: ReadonlyMap<string, string>
  /** Whether the article is traditional but for leftovers of a conversion. */
  readonly isMixed: boolean
}

// Han text as numbers are written in it, for what is counted.
const numeral =
  /[\d\uff10-\uff19\u96f6\u3007\u4e00\u4e8c\u4e24\u5169\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u5343\u4e07\u842c\u4ebf\u5104\u6570\u6578\u51e0\u5e7e]/
/** What is counted, by its simplified character: animals, miles, and what is left over a round number. */
const counted: ReadonlyMap<string, string> = new Map([
  ['\u53ea', '\u96bb'],
  ['\u91cc', '\u91cc'],
  ['\u4f59', '\u9918']
])

const inside = '\u91cc'
/** Means several before what is counted, unless it ends a word for a number of another kind: how many, index. */
const several = '\u6570'
/** Has, was, this, near, and, ten: what several stands behind. */
const beforeSeveral =
  /^$|\P{Script=Han}|[\u6709\u4e86\u7684\u8fd1\u8fbe\u524d\u8fd9\u90a3\u4ee5\u8fc7\u517b\u6293\u6765\u548c\u4e0e\u53ca\u662f\u51fa\u89c1\u5230\u5341\u767e\u5343\u4e07]/u

/** @param context script of the surroundings of each character. */
export function toTraditional(
  text: ReadonlyArray<string>,
  context: ReadonlyArray<Script>,
  settings: Settings
): Conversion {
  const {tables, usage, finder} = settings
  const folded = text.map((char) => tables.fold.get(char) ?? char)
  const line = folded.join('')
  const isMixed = settings.isMixed || countScripts(text.join('')).simplified > 0
  const isPlain = line.length === folded.length
  const phrases = coverPhrases(folded, tables.traditional)
  const named = coverNames(line, isPlain, settings)
  const doubts: Doubt[] = []
  let mends = 0
  const region = tables.regions.get(settings.script)

  const converted = text.map(function (char, at) {
    if (!han.test(char)) return char
    const simplified = folded[at] ?? char
    const isPlace = isNumbered(folded, at, numeral, settings) || isAfterWord(at)
    const evidence = named.has(at) || isPlace ? undefined : phrases[at]
    const set = tables.sets.get(simplified)
    const isTraditional = simplified !== char || context[at] === 'zh-Hant'
    const surname = named.has(at) ? finder.surnames.get(simplified) : undefined
    if (surname !== undefined) return toRegion(surname)
    const isBehindWord = (phrases[at - 1]?.index ?? 0) > 0
    const candidate = {simplified, set, isBehindWord, isMixed}
    if (isTraditional && !isLeftover(text, at, candidate, settings)) {
      return set ? keepOrMend(at, char, evidence, set) : keepWord(char, evidence)
    }

    if (evidence) return toRegion(evidence.found.text[evidence.index] ?? char)
    return toRegion(choose(at, simplified, set, isPlace))
  })

  return {text: converted, doubts, mends}

  function choose(at: number, simplified: string, set: CharacterSet | undefined, isPlace: boolean): string {
    const usual = set?.forms[0] ?? tables.usual.get(simplified) ?? simplified
    if (isPlace) return usual
    const counter = counted.get(simplified)
    if (counter !== undefined && isCounted(at)) return counter
    if (!set) return usual
    const surname = finder.surnames.get(simplified)
    const isLikelyName = surname !== undefined && isPlain && finder.isLikely(line, at)
    const chosen = usual
    if (set.doubt || (isLikelyName && surname !== usual)) {
      const others = set.forms.filter((form) => form !== chosen).map((form) => toRegion(form))
      doubts.push({at, chosen: toRegion(chosen), others})
    }

    return chosen
  }

  function isCounted(at: number): boolean {
    const before = folded[at - 1] ?? ''
    if (before === several) return beforeSeveral.test(folded[at - 2] ?? '')
    return numeral.test(before)
  }

  /** Whether the inside of something stands at a place, and no miles: what it is the inside of ends like several. */
  function isAfterWord(at: number): boolean {
    return folded[at] === inside && folded[at - 1] === several && !isCounted(at)
  }

  function toRegion(char: string, isWritten = false): string {
    // Without a region the author's own form counts.
    if (!region) return isWritten ? char : (settings.preferred.get(char) ?? char)
    if (isWritten && usage.free.includes(char)) return char
    const standard = tables.standard.get(char) ?? char
    return region.get(standard) ?? standard
  }

  /** A character that stands for no other word, unless a machine took it for one. */
  function keepWord(char: string, covered: Covered | undefined): string {
    const right = covered?.found.text[covered.index]
    return right !== undefined && tables.mistaken.has(char + right) ? toRegion(right) : toRegion(char, true)
  }

  function keepOrMend(at: number, char: string, covered: Covered | undefined, set: CharacterSet): string {
    const standard = tables.standard.get(char) ?? char
    const isSame = (other: string | undefined) => other === char || other === standard
    if (covered) {
      const {found, index} = covered
      const right = found.text[index] ?? char
      const isRight = isSame(right) || found.others.some((other) => isSame(other[index]))
      const isFirm = isFirmIn(found.text.join(''), index, settings)
      const isTaste = !isFirm && (usage.taste.includes(char) || usage.free.includes(char))
      if (isRight || isTaste || !set.forms.includes(standard) || !set.forms.includes(right))
        return toRegion(char, true)
      // What is a rule of ours, or of the region, is no machine's mistake.
      if (!isFirm) mends++
      return toRegion(right)
    }

    // What a machine writes by mistake is the rarer form, and never the character it was given.
    const isRarer = set.forms.indexOf(standard) > 0 && standard !== set.simplified
    if (
      isRarer &&
      !usage.taste.includes(standard) &&
      !(counted.get(set.simplified) === char && isCounted(at))
    ) {
      const others = set.forms.filter((form) => form !== standard).map((form) => toRegion(form))
      doubts.push({at, chosen: char, others, isWritten: true})
    }

    return toRegion(char, true)
  }
}

const han = /\p{Script=Han}/u

/** Whether a character stands in a word that is no matter of taste. */
function isFirmIn(phrase: string, index: number, {script, usage}: Settings): boolean {
  const words = [
    ...(usage.firm['zh-Hant'] ?? []),
    ...(script === 'zh-Hant' ? [] : (usage.firm[script] ?? []))
  ]
  return words.some((word) => {
    const at = phrase.indexOf(word)
    return at !== -1 && at <= index && index < at + word.length
  })
}

/** Where surnames stand. */
function coverNames(line: string, isPlain: boolean, {names}: Settings): Set<number> {
  const found = new Set<number>()
  // Beyond the first plane an index of a string is none of a character; names do not stand there.
  if (!isPlain) return found
  for (const name of names)
    for (let at = line.indexOf(name); at !== -1; at = line.indexOf(name, at + 1)) found.add(at)
  return found
}
