/**
 * Read metadata out of a line by a rule with named groups.
 *
 * Rules match folded text; the values are taken from the text as it is written.
 */

import type {Metadata, Rule} from '../model.ts'
import {foldCharacters} from './fold-line.ts'
import {pickRules} from './pick-rules.ts'

export interface Credit {
  readonly rule: Rule
  readonly metadata: Metadata
  /** What matched, as offsets in the text. */
  readonly from: number
  readonly to: number
}

const patterns = new WeakMap<Rule, RegExp>()
const edges = /^[\s*_:|/\uff1a\uff5c\u4e28>]+|[\s*_:|/\uff1a\uff5c\u4e28,\uff0c;\uff1b\u3002]+$/g
const account =
  /\s*[(\uff08](?:\u5fae\u4fe1)?(?:ID|\u516c\u4f17\u53f7|\u516c\u773e\u865f|\u5fae\u4fe1\u53f7).*$/i

/** The first rule that reads something in a text. */
export function readCredit(rules: ReadonlyArray<Rule>, text: string): Credit | undefined {
  const folded = foldCharacters(text)
  for (const rule of pickRules(rules, folded)) {
    const match = getPattern(rule)?.exec(folded)
    if (!match?.indices) continue
    const metadata: {-readonly [Key in keyof Metadata]: Metadata[Key]} = {}
    for (const [name, range] of Object.entries(match.indices.groups ?? {})) {
      if (!range) continue
      const value = text
        .slice(...range)
        .replace(edges, '')
        .replace(account, '')
        .replace(edges, '')
      if (value === '') continue
      if (name === 'publisher') metadata.source ??= value
      else if (name === 'title' || name === 'byline' || name === 'source') metadata[name] = value
      else if (name === 'date') metadata.date = readDate(value)
    }

    return {rule, metadata, from: match.index, to: match.index + match[0].length}
  }

  return
}

function getPattern(rule: Rule): RegExp | undefined {
  if (rule.pattern === undefined) return
  let pattern = patterns.get(rule)
  if (!pattern) patterns.set(rule, (pattern = new RegExp(rule.pattern, 'du')))
  return pattern
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const numeric = /^(\d{4})\D{1,4}(\d{1,2})\D{1,4}(\d{1,2})/
const monthName = /(?:^|[\s,])([a-z]{3})[a-z]*\.?/gi

/** ISO 8601 where a date is whole, else the date as written. */
export function readDate(text: string): string {
  const digits = numeric.exec(text)
  if (digits) return joinDate(digits[1], Number(digits[2]), digits[3]) ?? text
  const name = [...text.matchAll(monthName)].find((match) => months.includes((match[1] ?? '').toLowerCase()))
  const year = /\b(\d{4})\s*$/.exec(text)?.[1] ?? /\b((?:19|20)\d{2})\b/.exec(text)?.[1]
  const day = /(?:^|[^\d:+-])(\d{1,2})(?!\d|:)/.exec(text)?.[1]
  if (!name || year === undefined || day === undefined) return text
  return joinDate(year, months.indexOf((name[1] ?? '').toLowerCase()) + 1, day) ?? text
}

function joinDate(year: string | undefined, month: number, day: string | undefined): string | undefined {
  if (
    year === undefined ||
    day === undefined ||
    month < 1 ||
    month > 12 ||
    Number(day) < 1 ||
    Number(day) > 31
  )
    return
  return `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
}
