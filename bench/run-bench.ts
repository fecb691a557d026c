/**
 * Measure what reading and cleaning cost beside parsing alone, and what a
 * whole build costs, on the sample digest. CPU time of this process, the
 * median of several rounds; ratios are what to look at, for they travel from
 * machine to machine better than seconds.
 *
 * Run it by `npm run bench`, on a machine that does nothing else.
 */

import path from 'node:path'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import type {Format, RawFile, World} from '../src/model.ts'
import {build, cleanFile, loadFolder, loadWorld, readRulePacks} from '../src/index.ts'

const sample = path.join(import.meta.dirname, '..', 'sources', 'open-weights')
const rounds = 7

/** Texts are repeated up to this size, so that a round is long enough to be measured. */
const targetSize = 500_000

interface Row {
  readonly name: string
  readonly seconds: number
  readonly bytes: number
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

const whole = await measure('remark-parse + gfm, all articles', articles, parse)
const builds = [whole]
for (const formats of [['html'], ['epub'], ['pdf'], ['html', 'epub', 'pdf']] as const) {
  builds.push(await measure(`build ${formats.join(', ')}`, articles, () => compile(world, formats)))
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
  work: (files: ReadonlyArray<RawFile>) => void | Promise<void>
): Promise<Row> {
  const seconds: number[] = []
  // The first round warms up and is not counted.
  for (let round = 0; round <= rounds; round++) {
    const start = process.cpuUsage()
    await work(files)
    const {system, user} = process.cpuUsage(start)
    if (round > 0) seconds.push((user + system) / 1e6)
  }

  seconds.sort((a, b) => a - b)
  return {name, seconds: seconds[Math.floor(rounds / 2)] ?? 0, bytes: sizeOf(files)}
}

function report(rows: ReadonlyArray<Row>, base: Row): void {
  for (const {bytes, name, seconds} of rows) {
    const columns = [
      name.padEnd(36),
      `${(seconds * 1000).toFixed(0)} ms`.padStart(9),
      `${(bytes / 1e6 / seconds).toFixed(2)} MB/s`.padStart(12),
      `${(seconds / base.seconds).toFixed(2)} x`.padStart(10)
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
