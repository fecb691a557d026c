/** Articles are read and cleaned in other threads: the same comes out, and one that takes too much costs no other. */

import {afterAll, describe, expect, test} from 'vitest'
import type {Limits, RawFile} from '../../src/model.ts'
import {securePictures} from '../../src/gather/index.ts'
import {loadFolder, loadWorld, openWorkshop} from '../../src/io.ts'
import {build, readRulePacks} from '../../src/pipeline.ts'
import {openBench} from '../../src/workshop.ts'

const world = await loadWorld({readRulePacks, date: '2024-01-01'})
const sample = loadFolder(new URL('../../sources/open-weights', import.meta.url).pathname)
const encode = (path: string, text: string): RawFile => ({path, bytes: new TextEncoder().encode(text)})
const good = encode('good.md', '# Good\n\nThe ferry ran until the bridge was opened, and some years after.\n')
/** Many times the work that a thread may do here, which is more than one needs to warm up. */
const slow = encode('bad.md', Array.from({length: 2000}, (_, at) => `e${'`'.repeat(at)}`).join(''))
/** Of little work, and of trees more than a hundred megabytes. */
const hungry = encode('bad.txt', 'a\n'.repeat(600_000))
const shops: ReturnType<typeof openWorkshop>[] = []

// To start a thread takes seconds where nothing is compiled: tests share this one.
const one = open({size: 1, depth: 30})

function open(limits: Partial<Limits>, threads = 1) {
  const workshop = openWorkshop({rules: world.rules, limits, threads})
  shops.push(workshop)
  return workshop
}

afterAll(() => Promise.all(shops.map((shop) => shop.rest())))

test('threads give what this thread gives, down to messages and the bytes of editions', async () => {
  const bench = openBench(world.rules)
  const article = sample.files.find(({path}) => path.endsWith('.md') || path.endsWith('.txt')) as RawFile
  const order = {id: 'a', given: {byline: 'Wu'}}
  expect(await one.read(article, order)).toEqual(bench.read(article, order))
  expect(await one.clean(article, order)).toEqual(bench.clean(article, order))

  const formats = ['html', 'epub'] as const
  const here = await build(sample, world, {formats})
  expect(here.editions).toHaveLength(2)
  const there = await build(sample, {...world, workshop: one}, {formats})
  expect(there.editions).toEqual(here.editions)
  expect(there.files).toEqual(here.files)
})

test('articles of all sizes come back, whichever thread has them, and in whatever order', async () => {
  const bench = openBench(world.rules)
  const line = 'The ferry ran until the bridge was opened, and some years after.\n'
  // The last is larger than what shares a thread; together they are worth two.
  const files = [1, 3000, 2, 3000, 3, 17_000].map((count, index) =>
    encode(`${index}.txt`, line.repeat(count))
  )
  const workshop = open({}, 2)
  const order = (file: RawFile) => ({id: file.path})
  const read = await Promise.all(files.map((file) => workshop.read(file, order(file))))
  expect(read.map(({evidence}) => evidence !== undefined)).toEqual(files.map(() => true))
  const cleaned = await Promise.all(files.map((file) => workshop.clean(file, order(file))))
  expect(cleaned.map(({article}) => article?.text)).toEqual(
    files.map((file) => bench.clean(file, order(file)).article?.text)
  )
})

describe('an article beyond a limit is left out by name', () => {
  test.each([
    [
      'time',
      slow,
      () => open({time: 5}),
      'Unexpected article that takes more than 5 s to read and clean, expected less; left it out'
    ],
    [
      'memory',
      hungry,
      () => open({memory: 64, time: 60}),
      'Unexpected article that takes more than 64 MB of memory, expected less; left it out'
    ],
    ['size', hungry, () => one, 'Unexpected article of 2 MB, expected at most 1 MB; left it out']
  ] as const)('%s', async (ruleId, bad, shop, reason) => {
    const folder = {name: 'd', files: [good, bad]}
    const result = await build(folder, {...world, workshop: shop()}, {formats: ['html']})
    expect(result.outcome).toBe('built')
    expect(result.skipped).toEqual([bad.path])
    const said = result.files.flatMap(({messages, path}) => messages.map((message) => ({path, message})))
    expect(said).toMatchObject([{path: bad.path, message: {ruleId, reason, fatal: true}}])
    expect(new TextDecoder().decode(result.editions[0]?.bytes)).toContain('The ferry ran until')
  })

  test('depth', async () => {
    const {evidence, file} = await one.read(encode('a.md', `${'> '.repeat(31)}x\n`), {id: 'a'})
    expect(evidence).toBeUndefined()
    expect(file.messages.map(({reason}) => reason)).toEqual([
      'Unexpected depth of nesting, expected at most 30 levels; left it out'
    ])
  })
})

test('a file without a byte is answered, though there is nothing to do', async () => {
  const workshop = open({})
  const {file} = await workshop.read(encode('a.txt', ''), {id: 'a'})
  expect(file.path).toBe('a.txt')
})

test('what the editor wrote beside the articles has the same limits', async () => {
  const manifest = encode('digest.yaml', 'title: Boats\nforeword: fore.md\n')
  const files = [manifest, good, {...hungry, path: 'fore.md'}, {...hungry, path: 'notes/good.md'}]
  const result = await build({name: 'd', files}, {...world, workshop: one}, {formats: ['html']})
  expect(result.skipped).toEqual(['notes/good.md', 'fore.md'])
  const reason = 'Unexpected text of 2 MB, expected at most 1 MB; left it out'
  expect(result.files.flatMap(({messages}) => messages.map((message) => message.reason))).toEqual([
    reason,
    reason
  ])
})

describe('a picture', () => {
  const tiles = Array.from({length: 4000}, (_, at) => `<use href="#a" x="${at % 80}" y="${at / 80}"/>`).join(
    ''
  )
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 50"><path id="a" d="M0 0h1v1z"/>${tiles}</svg>`
  const picture = {
    name: 'a.svg',
    mediaType: 'image/svg+xml',
    bytes: new TextEncoder().encode(drawing.padEnd(2 ** 20 + 1)),
    width: 80,
    height: 50,
    orientation: 1,
    isPlain: false
  } as const

  test('may be larger than an article', async () => {
    const {picture: drawn} = await one.convertPicture(picture, {width: 8, height: 12})
    expect(drawn?.mediaType).toBe('image/png')
  })

  test('that takes too long is left out, with the reason', async () => {
    const {convertPicture} = open({time: 0.001})
    const {assets, refused} = await securePictures(new Map([['b/a.svg', picture]]), {convertPicture})
    expect(assets.size).toBe(0)
    expect(refused.map(({messages, path}) => [path, messages.map(({reason}) => reason)])).toEqual([
      [
        'b/a.svg',
        ['Unexpected picture that takes more than 0.001 s to decode or draw, expected less; left it out']
      ]
    ])
  })
})

test('where all articles are left out, the digest is refused', async () => {
  const folder = {name: 'd', files: [hungry]}
  const result = await build(folder, {...world, workshop: one}, {formats: ['html']})
  expect(result.outcome).toBe('refused')
})
