/**
 * The rules that keep the house in order fire where they should, say why, and
 * leave alone what is allowed.
 */

import {ESLint} from 'eslint'
import {beforeAll, expect, test} from 'vitest'

let eslint: ESLint

beforeAll(() => {
  eslint = new ESLint()
})

async function lint(filePath: string, code: string): Promise<ReadonlyArray<string>> {
  const [result] = await eslint.lintText(code, {filePath})
  return (result?.messages ?? [])
    .filter((message) => message.severity === 2)
    .map((message) => message.message)
}

const forbidden: ReadonlyArray<readonly [path: string, code: string, why: string]> = [
  // Rooms never import each other.
  ['src/read/a.ts', "import '../clean/index.ts'", 'Only src/pipeline.ts imports rooms'],
  ['src/clean/a.ts', "import type {A} from '../read/read-article.ts'", 'Only src/pipeline.ts imports rooms'],
  ['src/compile/pdf/a.ts', "import '../../gather/index.ts'", 'Only src/pipeline.ts imports rooms'],
  ['src/cli.ts', "import './read/read-article.ts'", 'Only src/pipeline.ts imports rooms'],
  ['src/cli/run-clean.ts', "import '../clean/index.ts'", 'Only src/pipeline.ts imports rooms'],
  [
    'src/io/load-rules.ts',
    "export {readRulePack} from '../clean/index.ts'",
    'Only src/pipeline.ts imports rooms'
  ],
  ['src/cli.ts', "await import('./compile/index.ts')", 'Only src/pipeline.ts imports rooms'],
  ['src/style/a.ts', "await import('../compile/index.ts')", 'Only src/pipeline.ts imports rooms'],
  ['src/trace.ts', "import './clean/ledger.ts'", 'Only src/pipeline.ts imports rooms'],
  // Formats never meet.
  ['src/compile/pdf/a.ts', "import '../html/index.ts'", 'siblings that never meet'],
  ['src/compile/epub/write-epub.ts', "import '../pdf/index.ts'", 'siblings that never meet'],
  ['src/compile/html/a.ts', "import type {A} from '../epub/index.ts'", 'siblings that never meet'],
  // Rooms are pure.
  ['src/read/a.ts', "import fs from 'node:fs'", 'Only src/io.ts and src/io/ reach the disk'],
  ['src/pipeline.ts', "import 'fs/promises'", 'Only src/io.ts and src/io/ reach the disk'],
  ['src/cli.ts', "import 'node:child_process'", 'Only src/io.ts and src/io/ reach the disk'],
  ['src/index.ts', "import os from 'os'", 'Only src/io.ts and src/io/ reach the disk'],
  ['src/compile/a.ts', "import 'node:https'", 'A room is pure'],
  ['src/compile/pdf/pdf.ts', "import process from 'node:process'", 'A room is pure'],
  ['src/gather/a.ts', 'export const a = process.env', 'A room is pure'],
  ['src/gather/a.ts', 'console.log(1)', 'A room is pure'],
  ['src/gather/a.ts', "await fetch('https://example.org')", 'A room is pure'],
  ['src/clean/a.ts', 'setTimeout(() => {}, 1)', 'A room is pure'],
  // Rooms beside the flow are as pure, and stand for themselves.
  ['src/check/a.ts', "import fs from 'node:fs'", 'Only src/io.ts and src/io/ reach the disk'],
  ['src/check/a.ts', "await fetch('https://example.org')", 'A room is pure'],
  ['src/check/a.ts', "import '../compile/index.ts'", 'Only src/pipeline.ts imports rooms'],
  ['src/check/a.ts', "import '../explain/segment-text.ts'", 'Only src/pipeline.ts imports rooms'],
  ['src/compile/a.ts', "import '../check/check-file.ts'", 'Only src/pipeline.ts imports rooms'],
  ['src/clean/a.ts', 'export const a = crypto.randomUUID()', 'A room is pure'],
  ['src/style/a.ts', 'export const a = new Date()', 'A room has no clock'],
  ['src/style/a.ts', 'export const a = Date()', 'A room has no clock'],
  ['src/style/a.ts', 'export const a = Date.now()', 'A room has no clock'],
  ['src/style/a.ts', "export const a = new Date('2026-01-01').getDate()", 'use the UTC method'],
  ['src/style/a.ts', 'export const a = Math.random()', 'A room has no randomness'],
  ['src/annotate/a.ts', 'export const a = new Intl.Collator()', "The machine's locale must not matter"],
  ['src/annotate/a.ts', 'export const a = (1).toLocaleString()', "The machine's locale must not matter"],
  ['src/annotate/a.ts', "export const a = 'a'.localeCompare('b')", "The machine's locale must not matter"],
  ['src/annotate/a.ts', 'export const a = import.meta.url', 'A room does not know where it lies'],
  // The network is reached on purpose, and apart from building.
  ['src/io/a.ts', "import 'node:https'", 'Only src/fetch/ reaches the network'],
  ['src/cli/run-build.ts', "import 'undici'", 'Only src/fetch/ reaches the network'],
  ['src/cli/run-fetch.ts', "import 'undici'", 'Only src/fetch/ reaches the network'],
  ['src/pipeline.ts', "await fetch('https://example.org')", 'Only src/fetch/ reaches the network'],
  ['src/read/a.ts', "import 'undici'", 'A room is pure'],
  ['src/cli/run-build.ts', "import '../fetch/fetch-all.ts'", 'Only src/cli/run-fetch.ts calls src/fetch/'],
  ['src/fetch/a.ts', "import fs from 'node:fs'", 'Only src/io.ts and src/io/ reach the disk'],
  ['src/fetch/a.ts', "import '../read/read-article.ts'", 'Only src/pipeline.ts imports rooms'],
  // One adapter for each package with traps.
  ['src/compile/pdf/a.ts', "import PDFDocument from 'pdfkit'", 'Only src/compile/pdf/pdf.ts imports pdfkit'],
  [
    'src/compile/epub/a.ts',
    "import {EPub} from 'epub-gen-memory'",
    'Only src/compile/epub/write-epub.ts imports epub-gen-memory'
  ],
  [
    'src/compile/cover.ts',
    "import {Resvg} from '@resvg/resvg-wasm'",
    'Only src/io/open-rasterizer.ts imports @resvg/resvg-wasm'
  ],
  ['src/io/a.ts', "import PDFDocument from 'pdfkit'", 'Only src/compile/pdf/pdf.ts imports pdfkit'],
  // Phrases are data.
  ['src/clean/a.ts', "export const a = '\u8cac\u4efb\u7de8\u8f2f'", 'Phrases are data'],
  ['src/clean/a.ts', 'export const a = /\u6587/u', 'Phrases are data'],
  ['src/cli.ts', '// \u6587', 'Phrases are data']
]

test.each(forbidden)('%s may not: %s', async (path, code, why) => {
  expect((await lint(path, code)).filter((message) => message.includes(why))).toHaveLength(1)
})

const allowed: ReadonlyArray<readonly [path: string, code: string]> = [
  ['src/pipeline.ts', "import './read/read-article.ts'\nawait import('./compile/index.ts')"],
  [
    'src/read/a.ts',
    "import './decode-text.ts'\nimport '../trace.ts'\nimport type {A} from '../model.ts'\nimport {createHash} from 'node:crypto'"
  ],
  ['src/compile/pdf/a.ts', "import '../faces.ts'\nimport './lines.ts'\nimport '../../model.ts'"],
  ['src/compile/pdf/pdf.ts', "import PDFDocument from 'pdfkit'"],
  ['src/compile/epub/write-epub.ts', "import {EPub} from 'epub-gen-memory'"],
  ['src/io/a.ts', "import fs from 'node:fs'\nexport const a = Date.now()"],
  ['src/cli/run-check.ts', "import '../check/check-file.ts'"],
  ['src/cli/run-fetch.ts', "import '../fetch/fetch-all.ts'"],
  ['src/io/a.ts', "import type {Shelf} from '../fetch/shelf.ts'"],
  [
    'src/fetch/a.ts',
    "import {lookup} from 'node:dns'\nimport {Agent} from 'undici'\nexport const a = Date.now()"
  ],
  ['src/check/a.ts', "import './types.ts'\nawait import('./check-pdf.ts')"],
  ['src/cli.ts', "import process from 'node:process'\nawait import('./cli/run-build.ts')"],
  ['src/clean/a.ts', 'export const a = /\\p{Script=Han}\\u6587/u'],
  [
    'src/style/a.ts',
    "export const a = new Date('2026-01-01').getUTCDate()\nexport const b = new Intl.Collator('zh-u-co-pinyin')"
  ],
  ['tests/a.test.ts', "import '../src/read/read-article.ts'\nexport const a = '\u6587'"]
]

test.each(allowed)('%s may: %s', async (path, code) => {
  expect(await lint(path, code)).toEqual([])
})
