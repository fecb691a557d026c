/**
 * Write the house term wherever one of its variants stands.
 *
 * The longest word wins; a Latin one only counts as a whole word. A term where
 * it stands already is left alone, inside and out: a term without variants is a
 * way to say that a name or a quotation stays as it is written. Where the script
 * is converted, words are sought in either script, and a term that cannot stand in
 * the script that is asked for is written in its form there.
 */

import type {Term} from '../model.ts'
import {countScripts} from '../script-of.ts'
import type {Block, BlockRewrite} from './list-blocks.ts'

/** What a found word is. */
interface Word {
  readonly term: Term
  readonly isVariant: boolean
  /** What is to stand there: the term, in the script that is asked for. */
  readonly text: string
}

/** A matcher for all terms and variants at once. */
export interface TermMatcher {
  readonly pattern: RegExp
  readonly words: ReadonlyMap<string, Word>
  readonly fold: (text: string) => string
}

/** A word of `terms.yaml` where it stands, and what is to stand there. */
export interface FoundTerm {
  readonly from: number
  readonly to: number
  readonly term: Term
  readonly text: string
  readonly kind: 'term' | 'script' | 'variant'
}

/**
 * @param terms rows of `terms.yaml`.
 * @param path of the article; terms that except it are left out.
 * @param script the script that the article is converted to, how to fold a text to one script, and how to convert it.
 * @returns undefined where there is nothing to look for.
 */
export function readMatcher(
  terms: ReadonlyArray<Term>,
  path: string,
  script?: {
    readonly lang: string
    readonly fold: (text: string) => string
    readonly convert: (text: string) => string
  }
): TermMatcher | undefined {
  const fold = script?.fold ?? ((text: string) => text)
  const words = new Map<string, Word>()
  const write = (word: string) =>
    script === undefined || fitsScript(word, script.lang) ? word : script.convert(word)
  for (const term of terms) {
    if (term.except.includes(path)) continue
    for (const variant of term.variants) {
      // A variant in the other script is the term already, once it is folded.
      if (fold(variant) !== fold(term.term))
        words.set(fold(variant), {term, isVariant: true, text: write(term.term)})
    }
  }

  // Last, so that a term wins over a variant that only the script tells from it.
  for (const term of terms) {
    if (term.except.includes(path)) continue
    words.set(fold(term.term), {term, isVariant: false, text: write(term.term)})
  }

  if (words.size === 0) return
  const sorted = [...words.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  return {pattern: new RegExp(sorted.map(wordPattern).join('|'), 'gu'), words, fold}
}

/** Find terms and variants in a text, in order. */
export function findTerms(text: string, {pattern, words, fold}: TermMatcher): FoundTerm[] {
  const found: FoundTerm[] = []
  const folded = fold(text)
  // A fold that changes lengths would name the wrong place.
  const line = folded.length === text.length ? folded : text
  for (const match of line.matchAll(pattern)) {
    const word = words.get(match[0])
    if (!word) continue
    const from = match.index
    const to = from + match[0].length
    const kind = word.isVariant ? 'variant' : text.slice(from, to) === word.text ? 'term' : 'script'
    found.push({from, to, term: word.term, text: word.text, kind})
  }

  return found
}

/** Which of the found words are to be rewritten, and how. */
export function rewriteTerms(
  block: Block,
  found: ReadonlyArray<FoundTerm>,
  script: string | undefined,
  shown: Set<string> | undefined
): BlockRewrite[] {
  return found.flatMap(function ({from, to, term, text, kind}): BlockRewrite[] {
    const bracket = shown && showOriginal(block, to, term, shown)
    const rest = bracket === undefined ? '' : bracket
    if (kind === 'term') {
      if (rest === '') return []
      return [{from: to, to, text: rest, rule: 'use-term:original', why: `\`${text}\` stands here first`}]
    }

    const rule = kind === 'variant' ? 'use-term:variant' : `convert-script:${(script ?? '').toLowerCase()}`
    return [{from, to, text: text + rest, rule, why: `The digest writes \`${text}\``}]
  })
}

/** The original in brackets, where it is to be shown and is not there yet. */
function showOriginal(block: Block, at: number, term: Term, shown: Set<string>): string | undefined {
  if (term.show !== 'first' || term.original === undefined || shown.has(term.term)) return
  // A heading names, it does not explain.
  if (block.node.type === 'heading') return
  shown.add(term.term)
  const rest = block.text.slice(at, at + term.original.length + 2).toLowerCase()
  if (/^[(\uff08]/.test(rest) && rest.slice(1).trimStart().startsWith(term.original.toLowerCase())) return
  return `\uff08${term.original}\uff09`
}

/** Whether a word could be written in a script as it stands. */
function fitsScript(word: string, lang: string): boolean {
  const {simplified, traditional} = countScripts(word)
  return lang === 'zh-Hans' ? traditional === 0 : simplified === 0
}

function wordPattern(word: string): string {
  const escaped = word.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)
  const latin = String.raw`[\p{Script=Latin}\p{N}]`
  const first = /^[\p{Script=Latin}\p{N}]/u.test(word) ? `(?<!${latin})` : ''
  const last = /[\p{Script=Latin}\p{N}]$/u.test(word) ? `(?!${latin})` : ''
  return first + escaped + last
}
