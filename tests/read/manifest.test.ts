import {readFileSync, readdirSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {VFile} from 'vfile'
import {reporter} from 'vfile-reporter'
import {manifestSchema, termsSchema} from '../../src/read/manifest-schema.ts'
import {readManifest} from '../../src/read/read-manifest.ts'
import {readTerms} from '../../src/read/read-terms.ts'

const here = new URL('manifest/', import.meta.url)
const paths = new Set(['a.txt', 'b.md', 'in/c.txt', 'foreword.md', 'rules/house.yaml'])

describe('readManifest', () => {
  for (const name of readdirSync(here).sort()) {
    test(name, async () => {
      const folder = new URL(`${name}/`, here)
      const isTerms = name.startsWith('terms')
      const path = isTerms ? 'terms.yaml' : 'digest.yaml'
      const file = new VFile({path, value: readFileSync(new URL(path, folder), 'utf8')})
      const value = isTerms ? readTerms(file) : readManifest(file, paths)
      const said = value ? JSON.stringify(value, undefined, 2) : reporter(file, {color: false})
      await expect(said + '\n').toMatchFileSnapshot(
        new URL(value ? 'value.json' : 'messages.txt', folder).pathname
      )
    })
  }
})

test('of many slips fifty are told, each once', () => {
  const entries = Array.from({length: 60}, () => '      - {file: a.txt, titel: A}\n').join('')
  const file = new VFile({path: 'digest.yaml', value: `title: T\nparts:\n  - articles:\n${entries}`})
  expect(readManifest(file, paths)).toBeUndefined()
  const lines = file.messages.map(({line, reason}) => `${line} ${reason}`)
  expect(lines).toHaveLength(50)
  expect(new Set(lines).size).toBe(50)
})

describe('schemas', () => {
  test.each([
    ['digest.schema.json', manifestSchema],
    ['terms.schema.json', termsSchema]
  ])('docs/%s is what the code checks by', async (name, schema) => {
    const path = new URL(`../../docs/${name}`, import.meta.url).pathname
    await expect(JSON.stringify(schema, undefined, 2) + '\n').toMatchFileSnapshot(path)
  })
})
