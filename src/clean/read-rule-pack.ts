/**
 * Read a pack of phrase rules.
 *
 * A pack is data that people write, so it is checked when it is loaded: each rule
 * says why it exists and brings examples on which it must and must not fire, and
 * fires accordingly. One that doesn't is refused with a sentence that says where.
 */

import type {Rule, RulePack} from '../model.ts'
import {parse} from 'yaml'
import {matchRule} from './match-rule.ts'
import {isWeights, readWeights} from './read-weights.ts'

const matchers = ['is', 'starts', 'ends', 'contains', 'pattern'] as const
const keys: ReadonlySet<string> = new Set([...matchers, 'id', 'why', 'weight', 'drop', 'keep'])
const idShape = /^[a-z\d]+(?:-[a-z\d]+)*$/

/**
 * Parse and check a pack.
 *
 * @param path - path below the rules' folder, `<job>/<kind>.yaml`.
 * @param isProven - the examples are known to hold, as tests prove of the packs that are shipped
 * (default: false); running them takes longer than all the rest.
 */
export function readRulePack(path: string, text: string, isProven = false): RulePack {
  const [job = ''] = path.split('/')
  const value: unknown = parse(text)
  if (isWeights(value)) return {path, job, rules: [], weights: readWeights(path, value)}
  if (!Array.isArray(value)) throw new Error(`Unexpected content of \`${path}\`, expected a list of rules`)
  const rules = value.map((item: unknown) => {
    const rule = readRule(item, {isProven})
    if ('expected' in rule) {
      throw new Error(`Unexpected rule \`${rule.id}\` in \`${path}\`, expected ${rule.expected}`)
    }

    return rule
  })
  const ids = new Set<string>()
  for (const {id} of rules) {
    if (ids.has(id)) throw new Error(`Unexpected second rule \`${id}\` in \`${path}\`, expected one`)
    ids.add(id)
  }

  return {path, job, rules}
}

/** A rule that can't be used, and what was expected of it. */
export interface FaultyRule {
  readonly id: string
  readonly expected: string
}

/**
 * Read and check one rule of a pack.
 *
 * @param options.isAllowed - says of a pattern whether it may run (default: any may).
 * @param options.isProven - the examples are known to hold (default: false).
 */
export function readRule(
  value: unknown,
  options: {isAllowed?: (pattern: string) => boolean; isProven?: boolean} = {}
): Rule | FaultyRule {
  const {isAllowed = () => true, isProven = false} = options
  const fields = value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {}
  const id = fields['id']
  const fail = (expected: string): FaultyRule => ({id: String(id), expected})
  if (typeof id !== 'string' || !idShape.test(id)) return fail('an id in kebab-case')
  const unknown = Object.keys(fields).find((key) => !keys.has(key))
  if (unknown !== undefined) return fail(`no key \`${unknown}\``)
  if (matchers.filter((name) => fields[name] !== undefined).length !== 1) {
    return fail(`exactly one of ${matchers.map((name) => `\`${name}\``).join(', ')}`)
  }

  const {why, weight = 1, drop, keep} = fields
  if (typeof why !== 'string' || why === '') return fail('a `why`')
  if (typeof weight !== 'number' || weight <= 0 || weight > 1) return fail('a `weight` between 0 and 1')
  if (!isTexts(drop)) return fail('at least one `drop` example')
  if (!isTexts(keep)) return fail('at least one `keep` example')
  const matcher = readMatcher(fields, isAllowed)
  if (typeof matcher === 'string') return fail(matcher)
  const rule: Rule = {id, why, weight, drop, keep, ...matcher}
  if (isProven) return rule
  const missed = drop.find((example) => !matchRule(rule, example))
  if (missed !== undefined) return fail(`it to match its example \`${missed}\``)
  const caught = keep.find((example) => matchRule(rule, example))
  if (caught !== undefined) return fail(`it not to match its example \`${caught}\``)
  return rule
}

/** @returns the matcher, or what was expected of it. */
function readMatcher(
  fields: Record<string, unknown>,
  isAllowed: (pattern: string) => boolean
): Partial<Rule> | string {
  const {pattern} = fields
  if (pattern !== undefined) {
    if (typeof pattern !== 'string') return 'a `pattern` that is a text'
    try {
      new RegExp(pattern, 'u')
    } catch (error) {
      return `a regular expression (${explainSyntax(error)})`
    }

    return isAllowed(pattern) ? {pattern} : 'a `pattern` that repeats less freely, this one may take long'
  }

  const name = matchers.find((matcher) => fields[matcher] !== undefined) ?? 'is'
  const phrases = fields[name]
  if (!isTexts(phrases)) return `\`${name}\` to be a list of texts`
  return {[name]: phrases}
}

/** What the engine says of a pattern, without the pattern. */
function explainSyntax(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error)
  return said
    .slice(said.lastIndexOf(': ') + 1)
    .trim()
    .toLowerCase()
}

function isTexts(value: unknown): value is ReadonlyArray<string> {
  return (
    Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string' && item !== '')
  )
}
