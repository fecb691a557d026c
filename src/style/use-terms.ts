/**
 * Write the house term wherever one of its variants stands.
 *
 * The longest variant wins; a Latin variant only counts as a whole word.
 */

import type {Text} from 'mdast'
import type {Term} from '../model.ts'
import type {Recorder} from './recorder.ts'

/** A matcher for all variants at once. */
export interface TermMatcher {
  readonly pattern: RegExp
  readonly termOf: ReadonlyMap<string, string>
}

/**
 * @param terms rows of `terms.yaml`.
 * @param path of the article; terms that except it are left out.
 * @returns undefined where there is nothing to replace.
 */
export function readMatcher(terms: ReadonlyArray<Term>, path: string): TermMatcher | undefined {
  const termOf = new Map<string, string>()
  for (const {term, variants, except} of terms) {
    if (except.includes(path)) continue
    for (const variant of variants) termOf.set(variant, term)
  }

  if (termOf.size === 0) return
  const words = [...termOf.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  return {pattern: new RegExp(words.map(wordPattern).join('|'), 'gu'), termOf}
}

/** Replace the variants in a text node. */
export function useTerms(node: Text, matcher: TermMatcher, recorder: Recorder): void {
  for (const match of [...node.value.matchAll(matcher.pattern)].reverse()) {
    const term = matcher.termOf.get(match[0])
    if (term === undefined) continue
    const rest = node.value.slice(match.index)
    // A variant that is part of the term where the term stands already.
    if (rest.startsWith(term) || standsInside(node.value, match.index, match[0], term)) continue
    recorder.rewrite(node, match.index, match.index + match[0].length, term, {
      rule: 'use-term:variant',
      why: `The digest writes \`${term}\``
    })
  }
}

function standsInside(value: string, at: number, variant: string, term: string): boolean {
  for (let from = term.indexOf(variant); from !== -1; from = term.indexOf(variant, from + 1)) {
    if (value.startsWith(term, at - from)) return true
  }

  return false
}

function wordPattern(word: string): string {
  const escaped = word.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)
  const latin = String.raw`[\p{Script=Latin}\p{N}]`
  const first = /^[\p{Script=Latin}\p{N}]/u.test(word) ? `(?<!${latin})` : ''
  const last = /[\p{Script=Latin}\p{N}]$/u.test(word) ? `(?!${latin})` : ''
  return first + escaped + last
}
