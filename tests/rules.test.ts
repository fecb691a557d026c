/** Every rule fires on its own examples and only on those, and ids are used once. */

import {fileURLToPath} from 'node:url'
import {describe, expect, test} from 'vitest'
import {readRulePack} from '../src/clean/index.ts'
import {matchRule} from '../src/clean/match-rule.ts'
import {formatRules} from './clean/format-rules.ts'
import {loadRules} from './clean/load-rules.ts'

const packs = loadRules()

for (const pack of packs) {
  describe(pack.path, () => {
    for (const rule of pack.rules) {
      test(rule.id, () => {
        for (const example of rule.drop) expect(matchRule(rule, example), example).toBe(true)
        for (const example of rule.keep) expect(matchRule(rule, example), example).toBe(false)
      })
    }
  })
}

test('ids are unique within a job', () => {
  for (const job of new Set(packs.map((pack) => pack.job))) {
    const ids = packs.filter((pack) => pack.job === job).flatMap((pack) => pack.rules.map((rule) => rule.id))
    expect(ids).toEqual([...new Set(ids)])
  }
})

test('a pack that is not whole is refused', () => {
  const whole = {id: 'a', is: ['x'], why: 'x', weight: 1, drop: ['x'], keep: ['y']}
  const read = (rule: object) => () => readRulePack('job/kind.yaml', JSON.stringify([rule]))
  expect(read(whole)).not.toThrow()
  expect(read({...whole, why: ''})).toThrow('Unexpected rule `a` in `job/kind.yaml`, expected a `why`')
  expect(read({...whole, drop: undefined})).toThrow('expected at least one `drop` example')
  expect(read({...whole, keep: []})).toThrow('expected at least one `keep` example')
  expect(read({...whole, drop: ['y']})).toThrow('expected it to match its example `y`')
  expect(read({...whole, keep: ['x']})).toThrow('expected it not to match its example `x`')
  expect(read({...whole, starts: ['x']})).toThrow('expected exactly one of')
  expect(read({...whole, is: undefined, pattern: '('})).toThrow('expected a regular expression')
  expect(read({...whole, colour: 'red'})).toThrow('expected no key `colour`')
  expect(() => readRulePack('job/kind.yaml', 'a: 1')).toThrow('expected a list of rules')
})

test('docs/rules.md tells what the packs say', async () => {
  const page = fileURLToPath(new URL('../docs/rules.md', import.meta.url))
  await expect(formatRules(packs)).toMatchFileSnapshot(page)
})
