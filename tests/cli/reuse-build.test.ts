/** What has not changed since the last build is handed out again, and nothing else is. */

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {afterAll, beforeEach, expect, test} from 'vitest'
import type {RawFile} from '../../src/model.ts'
import {readArguments, type BuildRequest} from '../../src/cli/read-arguments.ts'
import {reuseBuild} from '../../src/cli/reuse-build.ts'
import {loadWorld, openCache} from '../../src/io.ts'
import {build, readRulePacks} from '../../src/pipeline.ts'

const world = await loadWorld({readRulePacks, date: '2024-01-01'})
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'reuse-'))
const out = path.join(root, 'out')
const texts: Readonly<Record<string, string>> = {
  'a.md': '# Boats\n\nThe ferry ran until the bridge was opened, and some years after.[^1]\n',
  'notes/b.md': 'A note on an article that is not there.\n'
}

function request(...args: ReadonlyArray<string>): BuildRequest {
  const read = readArguments(['build', 'd', '--format', 'html', ...args])
  if (read.command !== 'build') throw new Error('Expected a build')
  return read
}

/** Build as the command does, and save; whether it was known, and what came of it. */
async function run(own: Readonly<Record<string, string>>, asked = request(), here = world) {
  const cache = openCache(out, 'd')
  const files = Object.entries(own).map(([path, text]): RawFile => ({path, bytes: Buffer.from(text)}))
  const made = {name: 'd', files, request: asked, world: here}
  const {isKnown, result} = await reuseBuild(cache, made, (world) =>
    build({name: 'd', files}, world, {
      formats: ['html'],
      ...(asked.pages !== undefined && {pages: asked.pages})
    })
  )
  if (!isKnown) cache.save()
  return {isKnown, result}
}

beforeEach(() => {
  fs.rmSync(out, {recursive: true, force: true})
  fs.mkdirSync(out)
})

afterAll(() => fs.rmSync(root, {recursive: true}))

const one = {'a.md': texts['a.md'] ?? ''}

test('the same again, with its messages', async () => {
  const first = await run(one)
  const second = await run(one)
  expect([first.isKnown, second.isKnown]).toEqual([false, true])
  expect(second.result.editions).toEqual(first.result.editions)
  expect(second.result.lock).toBe(first.result.lock)
  const tell = ({result}: typeof first) =>
    result.files.map(({messages, path}) => [path, messages.map((message) => ({...message}))])
  expect(tell(second)).toEqual(tell(first))
})

test.each([
  ['another text', {'a.md': '# Boats\n\nThe ferry runs.\n'}, request(), world],
  ['other pages', one, request('--pages', 'A4'), world],
  ['another limit', one, request('--limit', 'depth=2'), world],
  ['another date', one, request(), {...world, date: '2025-01-01'}]
])('%s is built', async (_, own, asked, here) => {
  await run(one)
  expect((await run(own, asked, here)).isKnown).toBe(false)
})

test('what lacks something is built each time', async () => {
  expect((await run(texts)).result.skipped).toEqual(['notes/b.md'])
  expect((await run(texts)).isKnown).toBe(false)
})

test('an entry that is broken is none', async () => {
  const {result} = await run(one)
  const folder = path.join(out, '.cache', 'd')
  for (const name of fs.readdirSync(folder)) fs.truncateSync(path.join(folder, name), 40)
  const again = await run(one)
  expect(again.isKnown).toBe(false)
  expect(again.result.editions).toEqual(result.editions)
})
