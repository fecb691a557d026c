/** Every rule fires on its own examples and only on those, ids are used once, and weights are found as they were trained. */

import {fileURLToPath} from 'node:url'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {readRulePack} from '../src/clean/index.ts'
import {foldLine} from '../src/clean/fold-line.ts'
import {listPhrases} from '../src/clean/list-features.ts'
import {matchRule} from '../src/clean/match-rule.ts'
import {findPhrases} from '../src/clean/score-unit.ts'
import {formatRules} from './clean/format-rules.ts'
import {loadRules} from './clean/load-rules.ts'

const packs = loadRules()

// A pack of trained weights holds no rules.
for (const pack of packs.filter((pack) => !pack.weights)) {
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

test('weights that are not whole are refused', () => {
  const read = (text: string) => () => readRulePack('job/weights.yaml', text)
  expect(read('{bias: -1, weights: {stop: 2}}')).not.toThrow()
  expect(read('weights: {stop: 2}')).toThrow(
    'Unexpected content of `job/weights.yaml`, expected a `bias` and `weights`'
  )
  expect(read('{bias: -1, weights: {stop: much}}')).toThrow(
    'Unexpected weight of `stop` in `job/weights.yaml`, expected a number'
  )
})

test('phrases that have a weight are found as training lists them', () => {
  const weights = packs.find((pack) => pack.weights)?.weights
  if (!weights) throw new Error('Expected trained weights')
  const phrases = [...weights.phrases.keys()]
  // Han letters, whole and torn words, and marks; what parts words, and what only seems to.
  const between = [
    '',
    '',
    '',
    ' ',
    '  ',
    '_',
    '1',
    '-',
    '\u3000',
    '\u00e9',
    '\u00f7',
    '\u00df',
    '\ud83d',
    '\n'
  ]
  const others = ['\u6cb3', '\u6c34\u6cb3', 'Boat', 'x', '\u2019s', '\uff21\uff22', '\u{1f449}', '\uff01']
  const piece = fc.oneof(
    fc.constantFrom(...phrases),
    fc.constantFrom(...phrases).map((phrase) => phrase.slice(1)),
    fc.constantFrom(...between),
    fc.constantFrom(...others)
  )
  let found = 0
  fc.assert(
    fc.property(fc.array(piece, {maxLength: 24}), (pieces) => {
      const folded = foldLine(pieces.join(''))
      const expected = [...listPhrases(folded)].filter((phrase) => weights.phrases.has(phrase))
      found += expected.length
      expect([...findPhrases(folded, weights)].sort()).toEqual(expected.sort())
    }),
    {seed: 20_261_121, numRuns: 1000}
  )
  expect(found).toBeGreaterThan(1000)
})

test('docs/rules.md tells what the packs say', async () => {
  const page = fileURLToPath(new URL('../docs/rules.md', import.meta.url))
  await expect(formatRules(packs)).toMatchFileSnapshot(page)
})
