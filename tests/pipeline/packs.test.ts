/** Packs of one's own: what they drop, and how a digest is refused whose pack does not load. */

import {readFileSync, readdirSync} from 'node:fs'
import type {VFile} from 'vfile'
import {reporter} from 'vfile-reporter'
import {describe, expect, test} from 'vitest'
import {isFast} from '../../src/clean/check-pattern.ts'
import {build} from '../../src/pipeline.ts'
import {world} from '../compile/read-press.ts'

const here = new URL('packs/', import.meta.url)

const manifest = `title: Boats
keep: [lift-title:heading#00000000]
drop:
  - drop-junk:nothing#00000000
rules: [rules/house.yaml]
articles: [a.md]
`
const article = `# The boat

The river was high that spring, and nobody in the village had seen the ferry for three days.

On the fourth day it came back without its master, with a lamp still burning at the bow of it.

The ferryman's daughter tied it to the old post, counted the oars, and found that one of them was new.

She told nobody what she thought of that, and for the rest of the summer she rowed the boat herself.

Boat Weekly is made by three people in a shed.
`
const pack = `- id: boat-weekly
  contains: [boat weekly is]
  why: Tells of the weekly
  drop: ['Boat Weekly is made by three people in a shed']
  keep: ['The boat is weekly painted']
`

function buildWith(house: string) {
  const files = Object.entries({'a.md': article, 'digest.yaml': manifest, 'rules/house.yaml': house})
  const folder = {
    name: 'boats',
    files: files.map(([path, text]) => ({path, bytes: new TextEncoder().encode(text)}))
  }
  return build(folder, world, {formats: ['html']})
}

describe('a pack that does not load', () => {
  for (const name of readdirSync(here).sort()) {
    test(name, async () => {
      const {editions, files, outcome} = await buildWith(
        readFileSync(new URL(`${name}/house.yaml`, here), 'utf8')
      )
      expect([outcome, editions]).toEqual(['refused', []])
      const said = reporter(files.filter(({path}) => path === 'rules/house.yaml') as VFile[], {color: false})
      await expect(`${said}\n`).toMatchFileSnapshot(new URL(`${name}/messages.txt`, here).pathname)
    })
  }
})

test('a pack that loads drops, and decisions that decide nothing are named', async () => {
  const {editions, files, outcome} = await buildWith(pack)
  expect(outcome).toBe('built')
  const page = new TextDecoder().decode(editions[0]?.bytes)
  expect(page).toContain('The river was high that spring')
  expect(page).not.toContain('Boat Weekly is made')
  const messages = files.find(({path}) => path === 'digest.yaml')?.messages.map(String)
  expect(messages).toEqual([
    'digest.yaml:2:8: Unexpected `lift-title:heading#00000000` in `keep`, expected the id of a change; it decided nothing',
    'digest.yaml:4:5: Unexpected `drop-junk:nothing#00000000` in `drop`, expected the id of a flag; it decided nothing'
  ])
})

test.each([
  ['(a+)+$', false],
  ['(?:a|a)*b', false],
  ['(?:a|b)*c', true],
  ['(?:ab)*c', true],
  ['(?:a{1,20}){1,20}b', false],
  ['(?:a?){40}b', false],
  ['^.*a.*b.*$', true],
  ['a.*b.*c.*d', false],
  ['(?<=a.*b.*)c.*d', false],
  ['^\\s*(?:one|two|three)\\s*$', true]
])('%s is fast: %s', (pattern, expected) => {
  expect(isFast(pattern)).toBe(expected)
})
