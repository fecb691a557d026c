/**
 * Match a line against a phrase rule.
 *
 * Phrases and line are folded alike; a pattern is matched on the folded line, so it
 * is written in lower case, half width and simplified characters. A pattern that
 * reads values matches the line folded character by character, blanks and all.
 */

import type {Rule} from '../model.ts'
import {foldCharacters, foldLine} from './fold-line.ts'

type Matcher = (folded: string) => boolean

const matchers = new WeakMap<Rule, Matcher>()

/** Whether a rule fires on a line as it is written. */
export function matchRule(rule: Rule, line: string): boolean {
  return (
    matchFolded(rule, foldLine(line)) ||
    (rule.pattern !== undefined && matchFolded(rule, foldCharacters(line)))
  )
}

/** Whether a rule fires on a line that is folded already. */
export function matchFolded(rule: Rule, folded: string): boolean {
  let matcher = matchers.get(rule)
  if (!matcher) matchers.set(rule, (matcher = createMatcher(rule)))
  return matcher(folded)
}

function createMatcher(rule: Rule): Matcher {
  if (rule.pattern !== undefined) {
    const pattern = new RegExp(rule.pattern, 'u')
    return (folded) => pattern.test(folded)
  }

  const is = new Set(rule.is?.map(foldLine))
  const starts = rule.starts?.map(foldLine) ?? []
  const ends = rule.ends?.map(foldLine) ?? []
  const contains = rule.contains?.map(foldLine) ?? []
  return (folded) =>
    is.has(folded) ||
    starts.some((phrase) => folded.startsWith(phrase)) ||
    ends.some((phrase) => folded.endsWith(phrase)) ||
    contains.some((phrase) => folded.includes(phrase))
}
