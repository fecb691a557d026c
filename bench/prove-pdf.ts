/**
 * Prove long books: generate one, set it, and check all that the tests check on short
 * ones, on its bytes. Prints what was looked at and what is at fault; the exit code
 * says whether anything is.
 *
 * Run it by `npm run prove`: 1 M characters, some minutes. `-- 100000 A4 literary`
 * takes another length, other pages and another theme; `-- --seed 2` another book.
 */

import fs from 'node:fs'
import {parseArgs} from 'node:util'
import {loadWorld, readRulePacks} from '../src/index.ts'
import {drawCover} from '../src/compile/cover/index.ts'
import {openFaces} from '../src/compile/faces.ts'
import {compilePdf} from '../src/compile/pdf/index.ts'
import {readTokens} from '../src/compile/theme.ts'
import {generateBook} from '../tests/compile/pdf/book/generate-book.ts'
import {provePdf} from '../tests/compile/pdf/inspect/prove-pdf.ts'

// Faults of one kind that are shown one by one.
const shown = 8

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {seed: {type: 'string', default: '1'}, keep: {type: 'string'}}
})
const [characters = '1000000', pages = 'A5', name = 'literary'] = positionals
const world = await loadWorld({readRulePacks})
const theme = world.theme(name)
if (!theme) throw new Error(`Expected theme \`${name}\``)
const digest = generateBook(Number(characters), Number(values.seed), {
  labels: world.labels('zh-Hant'),
  theme,
  pages
})
const {faces, rasterize} = world
const cover = drawCover(digest, readTokens(theme), openFaces(faces))
const {edition, messages} = await compilePdf(digest, {faces, rasterize, cover})
if (values.keep !== undefined) fs.writeFileSync(values.keep, edition.bytes)
for (const message of messages) console.log(String(message))

const {counts, faults} = await provePdf(digest, edition.bytes)
for (const [kind, count] of Object.entries(counts))
  console.log(`${kind.padEnd(20)}${String(count).padStart(10)}`)
console.log(`${'faults'.padEnd(20)}${String(faults.length).padStart(10)}`)
for (const check of new Set(faults.map((fault) => fault.check))) {
  const alike = faults.filter((fault) => fault.check === check)
  console.log(`\n${check.padEnd(20)}${String(alike.length).padStart(10)}`)
  for (const {page, text} of alike.slice(0, shown)) console.log(`  page ${page}: ${text}`)
}

if (faults.length > 0) process.exitCode = 1
