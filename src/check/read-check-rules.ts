/**
 * Read a pack of rules for finished editions: YAML in, rules out.
 *
 * The name of the pack says what it is about: `pdf` and `html` are formats,
 * the name of a target is that target's, and rules of any other pack name
 * their targets themselves.
 */

import type {CheckRule, Level, Settings, Target} from './types.ts'
import {parse} from 'yaml'
import {targets} from './types.ts'

const levels: ReadonlyArray<Level> = ['error', 'warning', 'info']
const words = ['id', 'check', 'what', 'why', 'mend', 'source'] as const
const lists = ['names', 'types', 'within'] as const
const keys: ReadonlySet<string> = new Set([...words, ...lists, 'level', 'limit', 'targets'])

/** @throws Error where a rule is not whole: packs are ours, so that is a bug. */
export function readCheckRules(path: string, text: string): CheckRule[] {
  const pack = path.replace(/\.yaml$/, '')
  const value: unknown = parse(text)
  if (!Array.isArray(value)) throw new Error(`Unexpected content of \`${path}\`, expected a list of rules`)
  return value.map((rule) => readRule(pack, rule as Record<string, unknown>))
}

function readRule(pack: string, rule: Record<string, unknown>): CheckRule {
  const fail = (expected: string): never => {
    throw new Error(`Unexpected rule \`${String(rule['id'])}\` in \`${pack}.yaml\`, expected ${expected}`)
  }
  const text = (key: string): string => {
    const value = rule[key]
    return typeof value === 'string' && value.trim() !== '' ? value : fail(`a \`${key}\``)
  }
  const unknown = Object.keys(rule).find((key) => !keys.has(key))
  if (unknown !== undefined) fail(`no key \`${unknown}\``)
  const level = levels.find((each) => each === rule['level']) ?? fail('a `level`')
  const source = text('source')
  if (!/^(?:https:\/\/\S+|second-hand: \S.*)$/.test(source))
    fail('a `source`: an address, or `second-hand: `')
  const format = pack === 'pdf' || pack === 'html' ? pack : 'epub'
  return {
    pack,
    id: text('id'),
    format,
    targets: format === 'epub' ? readTargets(pack, rule['targets'], fail) : undefined,
    level,
    check: text('check'),
    what: text('what'),
    why: text('why'),
    mend: text('mend'),
    source,
    ...readSettings(rule, fail)
  }
}

function readTargets(pack: string, value: unknown, fail: (expected: string) => never): Target[] {
  const own = targets.filter((target) => target === pack)
  if (own.length > 0) return own
  const named = Array.isArray(value) ? targets.filter((target) => value.includes(target)) : []
  return named.length > 0 ? named : fail('`targets`')
}

function readSettings(rule: Record<string, unknown>, fail: (expected: string) => never): Settings {
  const {limit} = rule
  if (limit !== undefined && typeof limit !== 'number') fail('a number as `limit`')
  for (const key of lists) {
    const value = rule[key]
    const isList = Array.isArray(value) && value.every((each) => typeof each === 'string')
    if (value !== undefined && !isList) fail(`a list of words as \`${key}\``)
  }

  const given = [...lists, 'limit'].filter((key) => rule[key] !== undefined)
  return Object.fromEntries(given.map((key) => [key, rule[key]]))
}
