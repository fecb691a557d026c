/**
 * Measure what a digest costs from its articles to all its editions: ours, and by
 * programs that a user would pick instead, on the same folder, in one run. Each step
 * has processes of its own; CPU time and memory are of all that it starts
 * (`measure-process.ts` says how), medians of three rounds.
 *
 *     npm run bench:build -- [--short] [--growth [--long]] [--rounds N]
 *         [--peers-from FOLDER] [--plot FILE.svg] [--keep FOLDER]
 *
 * Run it on a machine that does nothing else. `--short` takes 20 articles instead of
 * 200; `--growth` measures how our own cost grows with the number of articles instead,
 * up to 1,000, or 10,000 with `--long`. Peers are found where they are installed: pandoc,
 * weasyprint and chromium on the path, percollate and @myriaddreamin/typst-ts-node-compiler
 * in the `node_modules` of FOLDER. `--plot` draws the CPU times, `--keep` keeps the files.
 */

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {parseArgs} from 'node:util'
import {getDocument} from 'pdfjs-dist/legacy/build/pdf.mjs'
import type {Format} from '../src/model.ts'
import {drawPlot} from './draw-plot.ts'
import {cli, listOwnChains, listPeerChains, type Chain, type Step} from './list-chains.ts'
import {measureProcess, medianOf, type Cost} from './measure-process.ts'
import {writeArticles} from './write-articles.ts'

interface Outcome extends Chain, Cost {
  /** Bytes of each edition. */
  readonly sizes: Readonly<Partial<Record<Format, number>>>
  /** What is found in the PDF. */
  readonly pdf: string
}

const formats = ['html', 'epub', 'pdf'] as const
/** Characters of an article: of 200 together a million. */
const length = 5000
/** Characters of an article where their number is what counts. */
const shortLength = 500
/** Starts that are added up, for the clock of /proc tells no less than 10 ms. */
const starts = 10

const {values} = parseArgs({
  options: {
    growth: {type: 'boolean', default: false},
    keep: {type: 'string'},
    long: {type: 'boolean', default: false},
    'peers-from': {type: 'string', default: path.join(import.meta.dirname, '..')},
    plot: {type: 'string'},
    rounds: {type: 'string', default: '3'},
    short: {type: 'boolean', default: false}
  }
})
const rounds = Number(values.rounds)
if (!fs.existsSync(cli)) throw new Error('Expected a build, made by `npm run build`')

const folder = path.resolve(values.keep ?? fs.mkdtempSync(path.join(os.tmpdir(), 'bench-build-')))
try {
  const cores = `${os.availableParallelism()} cores of ${os.cpus()[0]?.model.trim() ?? 'a kind unknown'}`
  console.log(`Node ${process.version}, ${cores}, medians of ${rounds} rounds\n`)
  if (values.growth) await measureGrowth()
  else await compareChains()
} finally {
  if (values.keep === undefined) fs.rmSync(folder, {recursive: true})
}

async function compareChains(): Promise<void> {
  const source = path.join(folder, 'book')
  const {articles, characters, pictures} = writeArticles(source, values.short ? 20 : 200, length)
  const amount = `${articles.length} articles, ${(characters / 1e6).toFixed(2)} M characters`
  console.log(`${amount}, ${(pictures / 1e6).toFixed(1)} MB of pictures\n`)

  const setting = {articles, folder, source, peers: values['peers-from']}
  const own = listOwnChains(setting)
  const {chains: peers, left} = await listPeerChains(setting)
  const costs = await measureSteps([...own, ...peers], source)
  const ours = await sumUp(own, costs)
  const theirs = await sumUp(peers, costs)
  const [cold, same, edited] = ours
  if (!cold || !same || !edited) throw new Error('Expected editions of our own')

  reportChains([...ours, ...theirs], cold)
  const faulty = peers.map(({name}) => name).filter((name) => !theirs.some((their) => their.name === name))
  if (left.length + faulty.length > 0)
    console.log(`\nLeft out: ${[...left.map((name) => `${name} (not installed)`), ...faulty].join(', ')}`)
  console.log(`\nOne article edited: ${formatShare(edited, cold)} of the CPU time of a first build`)
  console.log(`Nothing changed: ${formatShare(same, cold)} of it`)
  const [fastest] = theirs.filter(isWhole).sort((a, b) => a.seconds - b.seconds)
  if (fastest)
    console.log(`A first build: ${formatShare(cold, fastest)} of that of ${fastest.name}, the fastest peer`)
  console.log(`\`fascicle --help\`: ${((await measureStart()) * 1000).toFixed(0)} ms of CPU time`)
  if (values.plot !== undefined) savePlot(values.plot, amount, ours, theirs)
}

/**
 * Run each step once a round, in turn, so that what else the machine does falls on all.
 * A step that does not end well has no cost, and is told of: what the others took is not lost by it.
 */
async function measureSteps(chains: ReadonlyArray<Chain>, cwd: string): Promise<Map<Step, Cost>> {
  const runs = new Map<Step, Cost[]>(chains.flatMap(({steps}) => steps.map((step) => [step, []])))
  for (let round = 0; round < rounds; round++) {
    for (const [step, done] of runs) {
      const {command, env, prepare} = step
      prepare?.()
      try {
        const {megabytes, seconds, wall} = await measureProcess(command, {cwd, ...(env ? {env} : {})})
        done.push({megabytes, seconds, wall})
      } catch (error) {
        runs.delete(step)
        console.error(error)
      }
    }
  }

  return new Map([...runs].map(([step, done]) => [step, medianOf(done)]))
}

/** What chains cost whose steps all ended well: times add up, memory is that of the largest step. */
async function sumUp(chains: ReadonlyArray<Chain>, costs: ReadonlyMap<Step, Cost>): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const chain of chains) {
    const parts = chain.steps.flatMap((step) => costs.get(step) ?? [])
    if (parts.length < chain.steps.length) continue
    const outputs: Step['outputs'] = Object.assign({}, ...chain.steps.map((step) => step.outputs))
    outcomes.push({
      ...chain,
      sizes: Object.fromEntries(
        Object.entries(outputs).map(([format, file]) => [format, fs.statSync(file).size])
      ),
      pdf: outputs.pdf === undefined ? '' : await describePdf(outputs.pdf),
      seconds: parts.reduce((sum, {seconds}) => sum + seconds, 0),
      wall: parts.reduce((sum, {wall}) => sum + wall, 0),
      megabytes: Math.max(...parts.map(({megabytes}) => megabytes))
    })
  }

  return outcomes
}

/** What a reader finds in a PDF. */
async function describePdf(file: string): Promise<string> {
  const data = new Uint8Array(fs.readFileSync(file))
  const document = await getDocument({data, verbosity: 0, disableFontFace: true}).promise
  const marks = await document.getMarkInfo()
  const outline = await document.getOutline()
  const said = [
    `${document.numPages} pages`,
    marks?.['Marked'] === true ? 'tagged' : 'not tagged',
    // It is null where there is none, whatever the types say.
    (outline as unknown) === null ? 'no outline' : 'outline'
  ]
  await document.destroy()
  return said.join(', ')
}

function isWhole({sizes}: Outcome): boolean {
  return formats.every((format) => sizes[format] !== undefined)
}

function reportChains(outcomes: ReadonlyArray<Outcome>, cold: Outcome): void {
  console.log(row('chain', 'CPU', 'to ours', 'wall', 'memory', 'HTML', 'EPUB', 'PDF', 'what it makes'))
  console.log(row('---', ...Array.from({length: 7}, () => '--:'), '---'))
  for (const outcome of outcomes) {
    const {makes, megabytes, name, pdf, seconds, sizes, wall} = outcome
    console.log(
      row(
        name,
        `${seconds.toFixed(1)} s`,
        // What makes fewer editions is not to be compared.
        isWhole(outcome) ? `${(seconds / cold.seconds).toFixed(2)} x` : '',
        `${wall.toFixed(1)} s`,
        `${megabytes.toFixed(0)} MB`,
        ...formats.map((format) => formatSize(sizes[format])),
        pdf === '' ? makes : `${makes}; PDF: ${pdf}`
      )
    )
  }
}

function formatShare(part: Cost, whole: Cost): string {
  return `${((part.seconds / whole.seconds) * 100).toFixed(0)} %`
}

function formatSize(bytes: number | undefined): string {
  return bytes === undefined ? '' : `${(bytes / 1e6).toFixed(1)} MB`
}

/** CPU time of a start that does nothing, in seconds. */
async function measureStart(): Promise<number> {
  let sum = 0
  for (let start = 0; start < starts; start++)
    sum += (await measureProcess([process.execPath, cli, '--help'])).seconds
  return sum / starts
}

function savePlot(
  file: string,
  amount: string,
  ours: ReadonlyArray<Outcome>,
  theirs: ReadonlyArray<Outcome>
): void {
  const bars = [...ours, ...theirs].map((outcome) => ({
    name: isWhole(outcome) ? outcome.name : `${outcome.name}, EPUB only`,
    value: outcome.seconds,
    label: `${outcome.seconds.toFixed(1)} s`,
    isOwn: ours.includes(outcome)
  }))
  const title = 'CPU time of a digest as HTML, EPUB and PDF'
  fs.writeFileSync(file, drawPlot({title, caption: `${amount}; shorter is better`, bars}))
}

/** Ours alone, on more and more articles, each time with nothing kept from before. */
async function measureGrowth(): Promise<void> {
  console.log(row('articles', 'characters', 'CPU', 'an article', 'each one more', 'wall', 'memory'))
  console.log(row(...Array.from({length: 7}, () => '--:')))
  let before = {count: 0, seconds: 0}
  for (const count of [10, 100, 1000, ...(values.long ? [10_000] : [])]) {
    const source = path.join(folder, `articles-${count}`)
    const {characters} = writeArticles(source, count, shortLength, false)
    const out = path.join(folder, 'dist')
    const runs: Cost[] = []
    for (let round = 0; round < rounds; round++) {
      fs.rmSync(out, {recursive: true, force: true})
      const {megabytes, seconds, wall} = await measureProcess([
        process.execPath,
        cli,
        'build',
        source,
        '--out',
        out
      ])
      runs.push({megabytes, seconds, wall})
    }

    const {megabytes, seconds, wall} = medianOf(runs)
    const more = before.count === 0 ? undefined : (seconds - before.seconds) / (count - before.count)
    console.log(
      row(
        String(count),
        String(characters),
        `${seconds.toFixed(1)} s`,
        `${((seconds / count) * 1000).toFixed(1)} ms`,
        more === undefined ? '' : `${(more * 1000).toFixed(1)} ms`,
        `${wall.toFixed(1)} s`,
        `${megabytes.toFixed(0)} MB`
      )
    )
    before = {count, seconds}
  }
}

function row(...cells: ReadonlyArray<string>): string {
  return `| ${cells.join(' | ')} |`
}
