/**
 * Sentences in which a conversion by characters, or by the longest phrase from the left, goes wrong.
 */

import {readFileSync} from 'node:fs'
import * as OpenCC from 'opencc-js'
import {describe, expect, test} from 'vitest'
import {parse} from 'yaml'
import {loadTemplates} from '../../src/io/load-templates.ts'
import {createScriptConverter} from '../../src/style/convert-script.ts'
import {readUsage} from '../../src/style/index.ts'

interface Group {
  readonly script: string
  readonly from: string
  readonly cases: ReadonlyArray<readonly [text: string, expected: string]>
}

const groups = parse(
  readFileSync(new URL('script-cases.yaml', import.meta.url), 'utf8')
) as ReadonlyArray<Group>
const usage = readUsage(loadTemplates('script'))

const converters = new Map<string, (text: string) => string>()

function convert(text: string, {script, from}: Group): string {
  return createScriptConverter(script, usage, {lang: from, text}).convert(text).after.join('')
}

/** What OpenCC alone makes of it. */
function convertPlainly(text: string, {script, from}: Group): string {
  const to = {'zh-Hant': 't', 'zh-Hant-TW': 'tw', 'zh-Hant-HK': 'hk', 'zh-Hans': 'cn'}[script]
  const source = script === 'zh-Hans' ? (from === 'zh-Hans' ? 't' : 'tw') : 'cn'
  const key = `${source} ${to}`
  const converter = converters.get(key) ?? OpenCC.Converter({from: source, to: to as 'cn'})
  converters.set(key, converter)
  return converter(text)
}

for (const group of groups) {
  describe(`${group.from} to ${group.script}`, () => {
    for (const [text, expected] of group.cases) {
      test(`${text} → ${expected}`, () => {
        const converted = convert(text, group)
        expect(converted).toBe(expected)
        expect(convert(converted, {...group, from: group.script}), 'a second time').toBe(expected)
      })
    }
  })
}

test('sentences are many, and OpenCC alone gets more of them wrong', () => {
  const all = groups.flatMap((group) => group.cases.map(([text, expected]) => ({group, text, expected})))
  expect(all.length).toBeGreaterThanOrEqual(120)
  const wrong = all.filter(({group, text, expected}) => convertPlainly(text, group) !== expected)
  expect(wrong.length).toBeGreaterThan(20)
})
