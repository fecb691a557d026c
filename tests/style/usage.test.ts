/** What is written down about characters says what it means: a phrase in the wrong script would spread it. */

import {expect, test} from 'vitest'
import {loadTemplates} from '../../src/io/load-templates.ts'
import {foldScript} from '../../src/style/fold-script.ts'
import {readUsage} from '../../src/style/index.ts'
import {countScripts} from '../../src/script-of.ts'

const usage = readUsage(loadTemplates('script'))

test('forms are of the character, and each character stands once', () => {
  const seen = usage.sets.map(({simplified}) => simplified)
  expect(new Set(seen).size).toBe(seen.length)
  for (const {simplified, forms} of usage.sets) {
    expect(new Set(forms).size, simplified).toBe(forms.length)
    for (const form of forms) expect([...form], simplified).toHaveLength(1)
    expect(foldScript(forms[0] ?? ''), simplified).toBe(simplified)
  }
})

test('phrases, names and words around names are traditional', () => {
  const {people, surnames, before, after, titles} = usage.names
  for (const phrase of [...usage.phrases, ...people, ...surnames, ...before, ...after, ...titles])
    // Big5 lacks the particle that Hong Kong writes, so by it alone the particle counts as simplified.
    expect(countScripts(phrase.replaceAll('\u7740', '')).simplified, phrase).toBe(0)
})

test('a phrase has two characters or more, and no phrase stands twice', () => {
  const short = usage.phrases.filter((phrase) => [...phrase].length < 2)
  expect(short).toEqual([])
  const twice = usage.phrases.filter((phrase, index) => usage.phrases.indexOf(phrase) !== index)
  expect(twice).toEqual([])
  expect(usage.names.people.filter((name, index) => usage.names.people.indexOf(name) !== index)).toEqual([])
})

test('phrases keep their length when they are simplified', () => {
  for (const [from, to] of Object.entries(usage.simplified))
    expect([...to], from).toHaveLength([...from].length)
})

test('a missing file is told', () => {
  expect(() => readUsage(new Map())).toThrow('Expected `characters.yaml`')
})
