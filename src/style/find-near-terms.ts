/**
 * Find words that look like a term but are no variant of it: the same letters in
 * another case or with other blanks, or Han characters of which one is another of
 * the same reading, or of the other script. Nothing is changed: whether it is the
 * same word the editor knows.
 */

import type {Lang, Term} from '../model.ts'
import {polyphonic} from 'pinyin-pro'
import {countScripts, scriptOfTag} from '../script-of.ts'
import {foldScript} from './fold-script.ts'

/** A word that may be a variant. */
export interface NearTerm {
  readonly from: number
  readonly to: number
  readonly word: string
  readonly term: string
}

/** How words near one are found. */
interface Pattern {
  readonly pattern: RegExp
  /** One of these stands in each of them, in lower case. */
  readonly marks: ReadonlyArray<string>
  readonly word: string
  readonly term: string
  readonly isHan: boolean
}

export interface NearMatcher {
  /** Language of the article: a word in its own script is at home there. */
  readonly lang: Lang
  readonly patterns: ReadonlyArray<Pattern>
  /** Words that are known, so near nothing. */
  readonly known: ReadonlySet<string>
}

const han = /^\p{Script=Han}+$/u
const edge = String.raw`[\p{Script=Latin}\p{N}]`
/** Of two characters, each with many of the same reading, nothing can be told. */
const minHan = 3
/** A letter or two are an abbreviation of anything. */
const minLatin = 3

/** Make a matcher of the terms that hold for an article. */
export function readNearMatcher(terms: ReadonlyArray<Term>, path: string, lang: Lang): NearMatcher {
  const own = terms.filter((term) => !term.except.includes(path))
  const known = new Set(own.flatMap(({term, variants}) => [term, ...variants]))
  return {lang, patterns: own.flatMap(listPatterns), known}
}

// A digest has the same terms in each of its articles.
const patterns = new WeakMap<Term, ReadonlyArray<Pattern>>()

function listPatterns(row: Term): ReadonlyArray<Pattern> {
  const {term, variants} = row
  const listed =
    patterns.get(row) ??
    [term, ...variants].flatMap((word) => {
      const pattern = createPattern(word)
      return pattern ? [{...pattern, word, term, isHan: han.test(word)}] : []
    })
  patterns.set(row, listed)
  return listed
}

function createPattern(word: string): Pick<Pattern, 'marks' | 'pattern'> | undefined {
  const characters = [...foldScript(word)]
  if (han.test(word)) {
    if (characters.length < 2) return
    // The word itself, for another script, and with each of its characters left open.
    const open =
      characters.length < minHan ? [] : characters.map((_, at) => characters.with(at, '.').join(''))
    const marks = [characters[0] ?? '', characters.at(-1) ?? '']
    return {pattern: new RegExp([characters.join(''), ...open].join('|'), 'gu'), marks}
  }

  const chunks = word.match(/\p{Script=Latin}+|\p{N}+/gu) ?? []
  if (!/^[\p{Script=Latin}\p{N}\s._-]+$/u.test(word) || chunks.join('').length < minLatin) return
  const between = String.raw`[\s\u00a0._-]{0,2}`
  const pattern = new RegExp(`(?<!${edge})${chunks.join(between)}(?!${edge})`, 'giu')
  return {pattern, marks: [(chunks[0] ?? '').toLowerCase()]}
}

/**
 * @param text of a block, in which terms are written already.
 * @param isTaken whether a range is a term or a variant, or part of one.
 */
export function findNearTerms(
  text: string,
  {lang, patterns, known}: NearMatcher,
  isTaken: (from: number, to: number) => boolean
): NearTerm[] {
  const folded = foldScript(text)
  const lower = text.toLowerCase()
  const found = new Map<number, NearTerm>()
  for (const {isHan, marks, pattern, term, word} of patterns) {
    if (!marks.some((mark) => (isHan ? folded : lower).includes(mark))) continue
    for (const match of (isHan ? folded : text).matchAll(pattern)) {
      const from = match.index
      const to = from + match[0].length
      const actual = text.slice(from, to)
      if (known.has(actual) || isTaken(from, to) || found.has(from)) continue
      if (isHan && (isAtHome(actual, word, lang) || !isSameReading(actual, word))) continue
      found.set(from, {from, to, word: actual, term})
    }
  }

  return [...found.values()]
}

/** Whether a word differs in script alone, and is written in the article's. */
function isAtHome(actual: string, word: string, lang: Lang): boolean {
  if (foldScript(actual) !== foldScript(word)) return false
  const {simplified, traditional} = countScripts(actual)
  return scriptOfTag(lang) === 'zh-Hant' ? simplified === 0 : traditional === 0
}

function isSameReading(actual: string, word: string): boolean {
  const others = [...word]
  return [...actual].every((char, at) => {
    const other = others[at] ?? ''
    if (char === other || foldScript(char) === foldScript(other)) return true
    const readings = readingsOf(other)
    return han.test(char) && readingsOf(char).some((reading) => readings.includes(reading))
  })
}

function readingsOf(char: string): string[] {
  const readings = polyphonic(char, {type: 'array', toneType: 'none'})[0] ?? []
  return readings.flatMap((reading) => reading.split(' '))
}
