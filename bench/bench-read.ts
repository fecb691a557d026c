/**
 * Measure what reading and cleaning cost, and how the cost grows: beside parsing alone on the same
 * text in the same run, from 10 kB to as much as is asked for, and on texts of a slow shape.
 *
 * Prints Markdown tables. Texts are made of the sample digest, and of a folder of articles where one
 * is named; their lines are numbered, so that none is a copy of another. CPU time of this process, the
 * median of rounds; each row is measured round by round beside its base, so that a busy machine
 * weighs on both alike. `npx tsx bench/bench-read.ts [FOLDER] [--most=BYTES]`
 */

import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {parseArgs} from 'node:util'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import {cleanArticle} from '../src/clean/index.ts'
import {loadWorld, readRulePacks} from '../src/index.ts'
import type {RawFile} from '../src/model.ts'
import {readArticle} from '../src/read/read-article.ts'

const sample = path.join(import.meta.dirname, '..', 'sources', 'open-weights')
/** Odd, so that there is one in the middle. */
const rounds = 5
/** So large a text takes long enough for one round to tell. */
const largeSize = 1_000_000
/** The size of a text that is compared with parsing alone. */
const comparedSize = 300_000
const sizes = [10_000, 100_000, 1_000_000, 10_000_000]
/** Sizes of each slow shape: where the second takes much more than four times the first, the shape is not linear. */
const shapeSizes = [25_000, 100_000]

/** Texts of a size that are, or might be, slow. */
const shapes: Readonly<Record<string, (size: number) => string>> = {
  'short lines': (size) => number(size, (index) => `${index}`),
  'lists of one item': (size) => number(size, (index) => `- ${index}\n\n${index}\n`),
  'one list': (size) => number(size, (index) => `- ${index}`),
  'one paragraph': (size) => number(size, (index) => `words of line ${index}`),
  'one line': (size) => number(size, (index) => `Sentence ${index}. `, ''),
  'one line of Han letters': (size) =>
    number(size / 3, (index) => `${han(index)}${han(index * 7)}\u3002`, ''),
  'one word': (size) => 'a'.repeat(size),
  'marks of emphasis': (size) => number(size, (index) => `**a${index} *b* `, ''),
  'readings of words': (size) => number(size, (index) => `${han(index)}(sh${index}\u00f9)`, ''),
  'blanks that nobody sees': (size) => number(size, (index) => `a${index}\u200b`, ''),
  addresses: (size) => number(size, (index) => `https://example.org/${index} `, ''),
  'tags in a line': (size) => number(size, (index) => `<b>${index}</b> `, ''),
  quotations: (size) => number(size, (index) => `> ${index}\n`),
  headings: (size) => number(size, (index) => `# ${index}\n`)
}

const {positionals, values} = parseArgs({
  allowPositionals: true,
  options: {most: {type: 'string', default: String(largeSize)}}
})
const {rules} = await loadWorld({readRulePacks})
const parser = unified().use(remarkParse)
const gfmParser = unified().use(remarkParse).use(remarkGfm)

console.log(`Node ${process.version}\n`)
for (const ending of ['.md', '.txt']) {
  const lines = readLines(ending)
  compare(ending, lines)
  grow(ending, lines)
}

measureShapes()

/** Parsing, reading and cleaning of one text. */
function compare(ending: string, lines: ReadonlyArray<string>): void {
  const text = fill(lines, comparedSize)
  const file = makeFile(ending, text)
  const works = {
    'remark-parse': () => parser.parse(text),
    'remark-parse + gfm': () => gfmParser.parse(text),
    read: () => read(file),
    'read + clean': () => clean(file)
  }
  const seconds = measure(Object.values(works))
  const base = seconds[0] ?? 0
  console.log(
    `| ${ending}, ${comparedSize / 1000} kB | CPU | MB/s | beside remark-parse |\n| --- | ---: | ---: | ---: |`
  )
  Object.keys(works).forEach(function (name, index) {
    const own = seconds[index] ?? 0
    console.log(`| ${name} | ${inMilliseconds(own)} | ${speedOf(file, own)} | ${(own / base).toFixed(2)} |`)
  })
  console.log('')
}

function grow(ending: string, lines: ReadonlyArray<string>): void {
  console.log(`| ${ending} | read | read + clean | MB/s |\n| --- | ---: | ---: | ---: |`)
  for (const size of sizes.filter((size) => size <= Number(values.most))) {
    const file = makeFile(ending, fill(lines, size))
    const [reading = 0, both = 0] = measure(
      [() => read(file), () => clean(file)],
      size < largeSize ? rounds : 1
    )
    const columns = [inMilliseconds(reading), inMilliseconds(both), speedOf(file, both)]
    console.log(`| ${size / 1000} kB | ${columns.join(' | ')} |`)
  }

  console.log('')
}

function measureShapes(): void {
  const named = shapeSizes.map((size) => `${size / 1000} kB`)
  console.log(`| shape | ${named.join(' | ')} | growth |\n| --- |${' ---: |'.repeat(named.length + 1)}`)
  for (const [name, shape] of Object.entries(shapes)) {
    for (const ending of ['.md', '.txt']) {
      const seconds = shapeSizes.map(
        (size) => measure([() => clean(makeFile(ending, shape(size)))], 1)[0] ?? 0
      )
      const [first = 0, last = 0] = seconds
      console.log(
        `| ${name}, ${ending} | ${seconds.map(inMilliseconds).join(' | ')} | ${(last / first).toFixed(1)} |`
      )
    }
  }
}

function han(index: number): string {
  return String.fromCharCode(0x4e00 + (index % 20_000))
}

function number(size: number, write: (index: number) => string, glue = '\n'): string {
  const parts: string[] = []
  for (let index = 0, length = 0; length < size; index++) {
    const part = write(index)
    parts.push(part)
    length += part.length + glue.length
  }

  return parts.join(glue)
}

function readLines(ending: string): ReadonlyArray<string> {
  return [sample, ...positionals].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .sort()
      .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n'))
  )
}

/** Lines of a text again and again, each with a number, up to a size in bytes. */
function fill(lines: ReadonlyArray<string>, size: number): string {
  const filled: string[] = []
  for (let index = 0, length = 0; length < size; index++) {
    const line = lines[index % lines.length] ?? ''
    filled.push(line === '' ? line : `${line} ${index}`)
    length += Buffer.byteLength(filled.at(-1) ?? '') + 1
  }

  return filled.join('\n')
}

function makeFile(ending: string, text: string): RawFile {
  return {path: `measured${ending}`, bytes: Buffer.from(text)}
}

function read(file: RawFile) {
  return readArticle(file, {id: 'measured'}).article
}

function clean(file: RawFile) {
  const article = read(file)
  return article && cleanArticle(article, {rules})
}

/** Median CPU seconds of each work. */
function measure(works: ReadonlyArray<() => unknown>, count = rounds): number[] {
  const taken = works.map((): number[] => [])
  // The first round warms up and is not counted, unless it is the only one.
  for (let round = count > 1 ? 0 : 1; round <= count; round++) {
    for (const [index, work] of works.entries()) {
      const start = process.cpuUsage()
      work()
      const {system, user} = process.cpuUsage(start)
      if (round > 0) taken[index]?.push((user + system) / 1e6)
    }
  }

  return taken.map((seconds) => seconds.sort((a, b) => a - b)[Math.floor(count / 2)] ?? 0)
}

function inMilliseconds(seconds: number): string {
  return `${(seconds * 1000).toFixed(seconds < 0.1 ? 1 : 0)} ms`
}

function speedOf({bytes}: RawFile, seconds: number): string {
  return (bytes.length / 1e6 / seconds).toFixed(2)
}
