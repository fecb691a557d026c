/**
 * Measure what a book costs as PDF: ours, finished and tagged, beside typst on the
 * same text with the same faces and page, tagged too. Each run has a process of its
 * own; CPU time is of the whole process, memory its peak; medians of three runs.
 *
 * Run it by `npm run bench:pdf` on a machine that does nothing else. `-- --short` leaves
 * out the long books, `-- --keep FOLDER` keeps the files. typst is not installed with the
 * rest, for its binaries make an install fail where one of any system is not to be had:
 * `npm install --no-save @myriaddreamin/typst-ts-node-compiler` brings it.
 */

import {execFileSync} from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import v8 from 'node:v8'
import type {World} from '../src/model.ts'
import {loadWorld, readRulePacks} from '../src/index.ts'
import {readTokens} from '../src/compile/theme.ts'
import {generateBook} from '../tests/compile/pdf/book/generate-book.ts'
import {formatRow, medianOf} from './measure-process.ts'
import {saveTypst} from './write-typst.ts'

interface Run {
  readonly seconds: number
  readonly megabytes: number
  /** Bytes of the PDF. */
  readonly size: number
  readonly pages: number
}

try {
  import.meta.resolve('@myriaddreamin/typst-ts-node-compiler')
} catch {
  throw new Error('Expected typst, by `npm install --no-save @myriaddreamin/typst-ts-node-compiler`')
}

const rounds = 3
const sizes = process.argv.includes('--short') ? [100_000] : [100_000, 1_000_000]
const keepAt = process.argv.indexOf('--keep')
const kept = keepAt === -1 ? undefined : process.argv[keepAt + 1]
const root = path.join(import.meta.dirname, '..')
if (!fs.existsSync(path.join(root, 'build', 'compile', 'pdf', 'index.js')))
  throw new Error('Expected a build, made by `npm run build`')

const world = await loadWorld({readRulePacks})
const folder = path.resolve(kept ?? fs.mkdtempSync(path.join(os.tmpdir(), 'bench-pdf-')))
try {
  console.log(`Node ${process.version}, fascicle ${world.version}, medians of ${rounds} runs`)
  console.log(formatRow('', 'CPU', 'memory', 'PDF', 'pages'))
  for (const isFlat of [false, true]) for (const size of sizes) measureBook(size, isFlat, world)
} finally {
  if (kept === undefined) fs.rmSync(folder, {recursive: true})
}

function measureBook(characters: number, isFlat: boolean, {faces, labels, theme}: World): void {
  const literary = theme('literary')
  if (!literary) throw new Error('Expected theme `literary`')
  const digest = generateBook(characters, 1, {labels: labels('zh-Hant'), theme: literary, isFlat})
  fs.writeFileSync(path.join(folder, 'digest.bin'), v8.serialize(digest))
  saveTypst(folder, digest, {faces, tokens: readTokens(literary)})

  const name = `${isFlat ? 'paragraphs' : 'every block'}, ${characters / 1000} k`
  const runs = {fascicle: [] as Run[], typst: [] as Run[]}
  // In turn, so that what else the machine does falls on both.
  for (let round = 0; round < rounds; round++) {
    for (const engine of ['fascicle', 'typst'] as const) runs[engine].push(run(engine, name))
  }

  const ours = medianOf(runs.fascicle)
  const theirs = medianOf(runs.typst)
  report(`${name}: fascicle`, ours)
  report(`${name}: typst`, theirs)
  console.log(
    formatRow(
      'ratio',
      `${(ours.seconds / theirs.seconds).toFixed(2)} x`,
      `${(ours.megabytes / theirs.megabytes).toFixed(2)} x`
    )
  )
}

function run(engine: 'fascicle' | 'typst', name: string): Run {
  const output = path.join(folder, `${name.replace(/\W+/g, '-')}-${engine}.pdf`)
  const printed = execFileSync(
    process.execPath,
    [fileURLToPath(new URL('./set-book.js', import.meta.url)), engine, folder, output],
    {encoding: 'utf8'}
  )
  return JSON.parse(printed) as Run
}

function report(name: string, {seconds, megabytes, size, pages}: Run): void {
  console.log(
    formatRow(
      name,
      `${seconds.toFixed(2)} s`,
      `${megabytes.toFixed(0)} MB`,
      `${(size / 1e6).toFixed(2)} MB`,
      `${pages}`
    )
  )
}
