/**
 * Measure what reading and cleaning cost beside parsing alone, how that grows with
 * the length of a text, what texts cost that were made to be slow, and what a whole
 * build costs, on the sample digest. CPU time of this process, the median of several
 * rounds; ratios are what to look at, for they travel from machine to machine better
 * than seconds.
 *
 * Run it by `npm run bench`, on a machine that does nothing else; `npm run bench -- --long`
 * measures a text of 20 MB as well, which takes some minutes.
 */

import path from 'node:path'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import type {Format, RawFile, World} from '../src/model.ts'
import {build, cleanFile, loadFolder, loadWorld, readRulePacks} from '../src/index.ts'

const sample = path.join(import.meta.dirname, '..', 'sources', 'open-weights')
const rounds = 5
/** Whole builds take long, and their times differ little. */
const buildRounds = 3

/** Texts are repeated up to this size, so that a round is long enough to be measured. */
const targetSize = 300_000
/** Sizes between which the time a byte must not grow. */
const sizes = [10_000, 100_000, 1_000_000, ...(process.argv.includes('--long') ? [20_000_000] : [])]
/** Bytes of a hostile text, and its lines where each is short. */
const hostileSize = 200_000
const hostileLines = 20_000

interface Row {
  readonly name: string
  readonly seconds: number
  readonly bytes: number
  /** What parsing alone takes, where it is not a row of its own. */
  readonly base?: number
}

const world = await loadWorld({readRulePacks})
console.log(`Node ${process.version}, fascicle ${world.version}, medians of ${rounds} rounds`)

const folder = loadFolder(sample)
const isArticle = (file: RawFile) => /^\d.*\.(?:md|txt)$/.test(file.path)
const articles = folder.files.filter(isArticle)
const markdown = repeat(articles.filter((file) => file.path.endsWith('.md')))
const text = repeat(articles.filter((file) => file.path.endsWith('.txt')))

const parsing = await measure('remark-parse + gfm, Markdown', markdown, parse)
report([parsing, await measure('read + clean, Markdown', markdown, clean)], parsing)
const plain = await measure('remark-parse + gfm, plain text', text, parse)
report([plain, await measure('read + clean, plain text', text, clean)], plain)

for (const [name, files] of [
  ['Markdown', markdown],
  ['plain text', text]
] as const) {
  const rows: Row[] = []
  for (const size of sizes) {
    const file = grow(files, size)
    rows.push(
      await measure(`read + clean, ${name}, ${size / 1000} kB`, [file], clean, size > 1e5 ? 1 : rounds)
    )
  }

  report(rows)
}

const hostile: Row[] = []
for (const [name, shape] of listHostile()) {
  for (const ending of ['md', 'txt']) {
    const file = {path: `hostile.${ending}`, bytes: Buffer.from(shape)}
    const alone = await measure(name, [file], parse, 1)
    hostile.push({...(await measure(`${name}, ${ending}`, [file], clean, 1)), base: alone.seconds})
  }
}

report(hostile)

const whole = await measure('remark-parse + gfm, all articles', articles, parse)
const builds = [whole]
for (const formats of [['html'], ['epub'], ['pdf'], ['html', 'epub', 'pdf']] as const) {
  const name = `build ${formats.join(', ')}`
  builds.push(await measure(name, articles, () => compile(world, formats), buildRounds))
}

report(builds, whole)

function parse(files: ReadonlyArray<RawFile>): void {
  for (const {bytes} of files) unified().use(remarkParse).use(remarkGfm).parse(Buffer.from(bytes).toString())
}

function clean(files: ReadonlyArray<RawFile>): void {
  for (const file of files) cleanFile(file, world)
}

async function compile(world: World, formats: ReadonlyArray<Format>): Promise<void> {
  const {outcome} = await build(folder, world, {formats})
  if (outcome !== 'built') throw new Error('Unexpected refusal of the sample digest')
}

async function measure(
  name: string,
  files: ReadonlyArray<RawFile>,
  work: (files: ReadonlyArray<RawFile>) => void | Promise<void>,
  count = rounds
): Promise<Row> {
  const seconds: number[] = []
  // The first round warms up and is not counted, unless it is the only one.
  for (let round = count > 1 ? 0 : 1; round <= count; round++) {
    const start = process.cpuUsage()
    await work(files)
    const {system, user} = process.cpuUsage(start)
    if (round > 0) seconds.push((user + system) / 1e6)
  }

  seconds.sort((a, b) => a - b)
  return {name, seconds: seconds[Math.floor(count / 2)] ?? 0, bytes: sizeOf(files)}
}

function report(rows: ReadonlyArray<Row>, base?: Row): void {
  for (const {base: own, bytes, name, seconds} of rows) {
    const alone = own ?? base?.seconds
    const columns = [
      name.padEnd(40),
      `${(seconds * 1000).toFixed(0)} ms`.padStart(9),
      `${(bytes / 1e6 / seconds).toFixed(2)} MB/s`.padStart(12),
      alone === undefined ? '' : `${(seconds / alone).toFixed(2)} x`.padStart(10)
    ]
    console.log(columns.join(''))
  }

  console.log('')
}

function repeat(files: ReadonlyArray<RawFile>): ReadonlyArray<RawFile> {
  return Array.from({length: Math.ceil(targetSize / sizeOf(files))}, () => files).flat()
}

function sizeOf(files: ReadonlyArray<RawFile>): number {
  return files.reduce((sum, file) => sum + file.bytes.length, 0)
}

/** One text of a size, of lines of the sample, each with a number, so that none is a copy of another. */
function grow(files: ReadonlyArray<RawFile>, size: number): RawFile {
  const lines = files.flatMap(({bytes}) => Buffer.from(bytes).toString().split('\n'))
  const grown: string[] = []
  let length = 0
  for (let index = 0; length < size; index++) {
    const line = lines[index % lines.length] ?? ''
    grown.push(line === '' ? line : `${line} ${index}`)
    length += Buffer.byteLength(grown.at(-1) ?? '') + 1
  }

  return {path: files[0]?.path ?? '', bytes: Buffer.from(grown.join('\n'))}
}

/** Texts that were made to be slow. */
function listHostile(): [name: string, text: string][] {
  const fill = (text: string) => text.repeat(Math.ceil(hostileSize / Buffer.byteLength(text)))
  const letters = (from: number, count: number, size: number) =>
    // Far apart and without a short period, the same on each run.
    Array.from({length: size}, (_, index) =>
      String.fromCharCode(from + ((index * index * 7919) % count))
    ).join('')
  const lines = Array.from({length: hostileLines}, (_, index) => index)
  return [
    ['one paragraph of Han letters', letters(0x4e00, 20_011, hostileSize / 3)],
    ['one word', letters(0x61, 26, hostileSize)],
    ['lines that count to three', lines.map((line) => (line % 3) + 1).join('\n')],
    [
      'items of one letter',
      lines.map((line) => `- ${String.fromCharCode(0x4e00 + (line % 20_000))}`).join('\n')
    ],
    ['one line again and again', fill('\u540c\u4e00\u884c\u6587\u5b57\u3002\n')],
    ...['[', '*', '<', '(a', '.', '\u3002'].map((mark): [string, string] => [
      `nothing but ${mark}`,
      fill(mark)
    ])
  ]
}
