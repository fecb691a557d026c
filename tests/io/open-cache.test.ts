/** A build that remembers gives what one gives that does not. */

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {afterAll, beforeEach, expect, test} from 'vitest'
import type {RawFile} from '../../src/model.ts'
import {loadWorld, openCache, openWorkshop} from '../../src/io.ts'
import {build, readRulePacks} from '../../src/pipeline.ts'

const world = await loadWorld({readRulePacks, date: '2024-01-01'})
const workshop = openWorkshop({rules: world.rules, threads: 1})
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'cache-'))
const out = path.join(root, 'out')
const entries = path.join(out, '.cache', 'd')

const articles: Readonly<Record<string, string>> = {
  'a.md':
    '# Boats\n\nThe ferry ran until the bridge was opened, and some years after.\n\nSubscribe to our newsletter!\n',
  'b.md': '# Tins\n\nWhen the owner died, nobody came for the tin. It stood on our shelf.\n',
  'c.txt': 'Sheds\n\nThree people sat in a shed and wrote down what the sea had said.\n'
}
const rule = `- id: shelf
  contains: [stood on our shelf]
  why: an own rule
  weight: 1
  drop: ["It stood on our shelf."]
  keep: ["It stood."]
`

function folderOf(texts: Readonly<Record<string, string>>) {
  const files = Object.entries(texts).map(([path, text]): RawFile => ({
    path,
    bytes: new TextEncoder().encode(text)
  }))
  return {name: 'd', files}
}

/** Build with the cache, and save it; how many entries were made anew. */
async function remember(texts: Readonly<Record<string, string>>) {
  const cache = openCache(out, 'd')
  let made = 0
  const counting = {
    ...cache,
    keep(key: string, bytes: Uint8Array) {
      made++
      cache.keep(key, bytes)
    }
  }
  const result = await build(
    folderOf(texts),
    // A thread takes a second to start: here it goes on to the next build.
    {...world, workshop: {...workshop.remember(counting), rest: async () => {}}},
    {formats: ['html']}
  )
  cache.save()
  return {made, result}
}

async function expectSame(texts: Readonly<Record<string, string>>): Promise<number> {
  const {made, result} = await remember(texts)
  const {editions, files, lock} = await build(folderOf(texts), world, {formats: ['html']})
  expect(result.outcome).toBe('built')
  expect(result.editions).toEqual(editions)
  expect(result.files).toEqual(files)
  expect(result.lock).toBe(lock)
  return made
}

beforeEach(async () => {
  fs.rmSync(out, {recursive: true, force: true})
  fs.mkdirSync(out)
  await remember(articles)
})

afterAll(async () => {
  await workshop.rest()
  fs.rmSync(root, {recursive: true})
})

const count = () => fs.readdirSync(entries).length

test('nothing is made twice', async () => {
  expect(count()).toBe(6)
  expect(await expectSame(articles)).toBe(0)
  expect(count()).toBe(6)
})

test('an article that is edited, and one that is gone', async () => {
  expect(await expectSame({...articles, 'b.md': '# Tins\n\nSomebody came for the tin.\n'})).toBe(2)
  const {'b.md': _, ...others} = articles
  expect(await expectSame(others)).toBe(0)
  expect(count()).toBe(4)
})

test('a rule of one\u2019s own, and then another one', async () => {
  const manifest = {...articles, 'digest.yaml': 'title: D\nrules: [own.yaml]\n', 'own.yaml': rule}
  expect(await expectSame(manifest)).toBe(3)
  expect(await expectSame({...manifest, 'own.yaml': rule.replace('weight: 1', 'weight: 0.1')})).toBe(3)
})

test('a decision', async () => {
  const {result} = await remember({...articles, 'digest.yaml': 'title: D\n'})
  expect(result.outcome).toBe('built')
  const manifest = 'title: D\nkeep: [no-such-id]\n'
  expect(await expectSame({...articles, 'digest.yaml': manifest})).toBe(3)
})

test('entries that are cut off, are something else, or are no files', async () => {
  const [first = '', second = '', third = ''] = fs
    .readdirSync(entries)
    .map((name) => path.join(entries, name))
  fs.truncateSync(first, 100)
  fs.writeFileSync(second, 'something else that is long enough to be one of them')
  fs.rmSync(third)
  fs.mkdirSync(third)
  expect(await expectSame(articles)).toBe(3)
})

test('a folder that leads out of the output folder is not written to', async () => {
  const elsewhere = path.join(root, 'elsewhere')
  fs.mkdirSync(elsewhere)
  fs.rmSync(path.join(out, '.cache'), {recursive: true})
  fs.symlinkSync(elsewhere, path.join(out, '.cache'))
  expect(await expectSame(articles)).toBe(6)
  expect(fs.readdirSync(elsewhere, {recursive: true})).toEqual([])
})
