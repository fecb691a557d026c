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

const matchers = ['is', 'starts', 'ends', 'contains', 'pattern'] as const
const keys: ReadonlySet<string> = new Set([...matchers, 'id', 'why', 'weight', 'drop', 'keep'])
const idShape = /^[a-z\d]+(?:-[a-z\d]+)*$/

/**
 * Parse and check a pack.
 *
 * @param path - path below the rules' folder, `<job>/<kind>.yaml`.
 */
export function readRulePack(path: string, text: string): RulePack {
  const [job = ''] = path.split('/')
  const value: unknown = parse(text)
  if (!Array.isArray(value)) throw new Error(`Unexpected content of \`${path}\`, expected a list of rules`)
  const rules = value.map((item: unknown) => readRule(path, item))
  const ids = new Set<string>()
  for (const {id} of rules) {
    if (ids.has(id)) throw new Error(`Unexpected second rule \`${id}\` in \`${path}\`, expected one`)
    ids.add(id)
  }

  return {path, job, rules}
}

function readRule(path: string, value: unknown): Rule {
  const fields = value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {}
  const id = fields['id']
  const fail = (expected: string) =>
    new Error(`Unexpected rule \`${String(id)}\` in \`${path}\`, expected ${expected}`)
  if (typeof id !== 'string' || !idShape.test(id)) throw fail('an id in kebab-case')
  const unknown = Object.keys(fields).find((key) => !keys.has(key))
  if (unknown !== undefined) throw fail(`no key \`${unknown}\``)
  if (matchers.filter((name) => fields[name] !== undefined).length !== 1) {
    throw fail(`exactly one of ${matchers.map((name) => `\`${name}\``).join(', ')}`)
  }

  const {why, weight = 1, drop, keep} = fields
  if (typeof why !== 'string' || why === '') throw fail('a `why`')
  if (typeof weight !== 'number' || weight <= 0 || weight > 1) throw fail('a `weight` between 0 and 1')
  if (!isTexts(drop)) throw fail('at least one `drop` example')
  if (!isTexts(keep)) throw fail('at least one `keep` example')
  const rule: Rule = {id, why, weight, drop, keep, ...readMatcher(fields, fail)}
  const missed = drop.find((example) => !matchRule(rule, example))
  if (missed !== undefined) throw fail(`it to match its example \`${missed}\``)
  const caught = keep.find((example) => matchRule(rule, example))
  if (caught !== undefined) throw fail(`it not to match its example \`${caught}\``)
  return rule
}

function readMatcher(fields: Record<string, unknown>, fail: (expected: string) => Error): Partial<Rule> {
  const {pattern} = fields
  if (pattern !== undefined) {
    if (typeof pattern !== 'string') throw fail('a `pattern` that is a text')
    try {
      new RegExp(pattern, 'u')
    } catch (error) {
      throw fail(`a regular expression (${error instanceof Error ? error.message : String(error)})`)
    }

    return {pattern}
  }

  const name = matchers.find((matcher) => fields[matcher] !== undefined) ?? 'is'
  const phrases = fields[name]
  if (!isTexts(phrases)) throw fail(`\`${name}\` to be a list of texts`)
  return {[name]: phrases}
}

function isTexts(value: unknown): value is ReadonlyArray<string> {
  return (
    Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string' && item !== '')
  )
}
