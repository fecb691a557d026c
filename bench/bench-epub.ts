/**
 * Measure what a thick book costs as EPUB: ours, from the digest to the file, and a
 * whole build from the articles, beside pandoc on the same articles. Each run has a
 * process of its own; CPU time is of the whole process, the start of Node and the
 * loading of modules included, memory its peak; medians of three runs.
 *
 * Run it by `npm run bench:epub` on a machine that does nothing else; `-- --short` takes
 * a tenth of it, `-- --keep FOLDER` keeps the files. It needs pandoc for the comparison.
 */

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import v8 from 'node:v8'
import {readDigest} from '../tests/compile/read-press.ts'
import {findProgram, formatRow, measureProcess, medianOf, type Cost} from './measure-process.ts'
import {writeArticles} from './write-articles.ts'

interface Run extends Cost {
  /** Bytes of the EPUB. */
  readonly size: number
}

interface Engine {
  readonly name: string
  readonly command: ReadonlyArray<string>
  /** Where the EPUB is then. */
  readonly output: string
  /** Prints the seconds that are no work of the engine's. */
  readonly isPrepared?: boolean
}

const rounds = 3
/** Articles, and characters of each: together those of a book of 2000 pages. */
const [count, length] = [process.argv.includes('--short') ? 20 : 200, 6300]
const root = path.join(import.meta.dirname, '..')
const build = path.join(root, 'build')
const keepAt = process.argv.indexOf('--keep')
const kept = keepAt === -1 ? undefined : process.argv[keepAt + 1]
if (!fs.existsSync(path.join(build, 'cli.js'))) throw new Error('Expected a build, made by `npm run build`')

const folder = path.resolve(kept ?? fs.mkdtempSync(path.join(os.tmpdir(), 'bench-epub-')))
try {
  await compare()
} finally {
  if (kept === undefined) fs.rmSync(folder, {recursive: true})
}

async function compare(): Promise<void> {
  const source = path.join(folder, 'book')
  const {articles, characters, pictures} = writeArticles(source, count, length)
  fs.writeFileSync(path.join(folder, 'digest.bin'), v8.serialize(await readDigest(source)))
  const amount = `${count} articles, ${(characters / 1e6).toFixed(2)} M characters`
  console.log(`${amount}, ${(pictures / 1e6).toFixed(1)} MB of pictures; medians of ${rounds} runs`)

  const engines = listEngines(source, articles)
  const runs = engines.map((): Run[] => [])
  // In turn, so that what else the machine does falls on all.
  for (let round = 0; round < rounds; round++)
    for (const [index, engine] of engines.entries()) runs[index]?.push(await run(engine, source))

  const medians = runs.map(medianOf)
  const theirs = engines.findIndex(({name}) => name === 'pandoc')
  const base = medians[theirs]
  console.log(formatRow('', 'CPU', 'memory', 'EPUB', 'CPU', 'memory'))
  for (const [index, {name}] of engines.entries()) {
    const own = medians[index]
    if (own) report(name, own, index === theirs ? undefined : base)
  }

  if (!base) console.log('pandoc is not installed: nothing to compare with')
}

function listEngines(source: string, articles: ReadonlyArray<string>): Engine[] {
  const output = (name: string) => path.join(folder, name)
  const bind = fileURLToPath(new URL('./bind-book.js', import.meta.url))
  const pandoc = findProgram('pandoc')
  const cli = [process.execPath, path.join(build, 'cli.js'), 'build', source, '--format', 'epub']
  return [
    {
      name: 'fascicle, digest to EPUB',
      command: [process.execPath, bind, build, output('digest.bin'), output('digest.epub')],
      output: output('digest.epub'),
      isPrepared: true
    },
    {
      name: 'fascicle build',
      command: [...cli, '--out', output('dist')],
      output: output('dist/book/book.epub')
    },
    ...(pandoc === undefined
      ? []
      : [
          {
            name: 'pandoc',
            // Of its readers of Markdown with notes and tables the fastest.
            command: [
              ...[pandoc, '--from', 'gfm+footnotes', '--to', 'epub3', '--metadata', 'title=A Thick Book'],
              ...['--metadata', 'lang=zh-Hant', '--output', output('pandoc.epub'), ...articles]
            ],
            output: output('pandoc.epub')
          }
        ])
  ]
}

async function run({command, isPrepared, output}: Engine, source: string): Promise<Run> {
  const {printed, ...cost} = await measureProcess(command, {cwd: source})
  const seconds = cost.seconds - (isPrepared ? Number(printed) : 0)
  return {...cost, seconds, size: fs.statSync(output).size}
}

function report(name: string, {seconds, megabytes, size}: Run, base: Run | undefined): void {
  const ratios = base
    ? [`${(seconds / base.seconds).toFixed(2)} x`, `${(megabytes / base.megabytes).toFixed(2)} x`]
    : []
  console.log(
    formatRow(
      name,
      `${seconds.toFixed(2)} s`,
      `${megabytes.toFixed(0)} MB`,
      `${(size / 1e6).toFixed(2)} MB`,
      ...ratios
    )
  )
}
