/**
 * Train the weights by which the article of a web page is told from the rest.
 *
 *     npx tsx bench/train-page-weights.ts DATA SET… [--without SHARE/OF]
 *
 * DATA is laid out by `bench/extract/prepare.ts`. Each block of a page is described as reading
 * does it, and labelled by the gold text; a logistic regression with an L1 penalty (FTRL-proximal;
 * McMahan et al. 2013) leaves weights that people can read. They go to
 * `src/read/html/page-weights.ts`; the same data give the same bytes. `--without 0/4` leaves out
 * the first quarter of the sites, so that it can be measured on pages that it never saw.
 */

import fs from 'node:fs'
import path from 'node:path'
import {parseArgs} from 'node:util'
import {describeBlocks} from '../src/read/html/describe-blocks.ts'
import {listBlocks} from '../src/read/html/list-blocks.ts'
import {decodeText} from '../src/read/decode-text.ts'
import {findDeclared} from '../src/read/encodings/find-declared.ts'
import {parsePage} from '../src/read/html/parse-page.ts'
import {readClues} from '../src/read/html/read-clues.ts'
import {surveyPage} from '../src/read/html/survey-page.ts'
import {labelBlocks} from './extract/label-blocks.ts'
import {loadSet} from './extract/load-set.ts'
import {listTokens} from './extract/score-text.ts'
import {siteOf} from './extract/site-of.ts'

const out = path.join(import.meta.dirname, '..', 'src', 'read', 'html', 'page-weights.ts')

/** A feature counts if it is met on so many sites: then it is no site's own. */
const leastSites = 14
const rounds = 5
/** Weight of the sum of all weights beside that of all errors. */
const penalty = 2
const rate = 0.1
/** Weights nearer to zero than this change nothing. */
const least = 0.04
/** A longer block counts for more, but not in proportion. */
const power = 0.6
const longest = 80
/** What all blocks of a page count for at most. */
const most = 60
/** Articles are what this is for; of Chinese ones there are few. */
const articleWeight = 2
const chineseWeight = 4

interface Sample {
  readonly rows: ReadonlyArray<Int32Array>
  readonly labels: ReadonlyArray<number>
  readonly weights: ReadonlyArray<number>
}

const {positionals, values} = parseArgs({allowPositionals: true, options: {without: {type: 'string'}}})
const [data, ...sets] = positionals
if (data === undefined || sets.length === 0) {
  console.error('usage: npx tsx bench/train-page-weights.ts DATA SET… [--without SHARE/OF]')
  process.exit(2)
}

const [share = -1, of = 1] = values.without?.split('/').map(Number) ?? []
const columns = new Map<string, number>()
const sites: Set<string>[] = []
const samples = sets.flatMap((name) => readSamples(data, name))
const known = new Set(sites.flatMap((one, column) => (one.size >= leastSites ? column : [])))
const trained = train(
  samples.map((sample) => ({
    ...sample,
    rows: sample.rows.map((row) => row.filter((column) => known.has(column)))
  }))
)
write()

function readSamples(folder: string, name: string): Sample[] {
  const set = loadSet(folder, name)
  return set.pages.flatMap(function ({bytes, gold, id}) {
    const site = siteOf(gold.url, id)
    if (values.without !== undefined && site.share(of) === share) return []
    const decoded = decodeText(bytes, {declared: findDeclared(bytes)})
    const root = 'text' in decoded ? parsePage(decoded.text) : undefined
    if (!root) return []
    const page = listBlocks(root)
    const words = page.blocks.map(({text}) => listTokens(text, {...set, lang: 'zh'}))
    const labels = labelBlocks(words, listTokens(gold.body ?? '', {...set, lang: 'zh'}))
    if (!labels.some((label) => label > 0.5)) return []
    const rows = describeBlocks(surveyPage(page, readClues(root))).map((features) =>
      Int32Array.from(features, (feature) => columnOf(feature, site.name))
    )
    const sizes = words.map(({length}) => Math.min(Math.max(length, 1), longest) ** power)
    const sum = sizes.reduce((total, size) => total + size, 0)
    const scale =
      (most / Math.max(most, sum)) *
      (gold.type === undefined || gold.type === 'article' ? articleWeight : 1) *
      (set.lang === 'zh' ? chineseWeight : 1)
    return [{rows, labels, weights: sizes.map((size) => size * scale)}]
  })
}

function columnOf(feature: string, site: string): number {
  const column = columns.get(feature) ?? columns.size
  if (column === columns.size) columns.set(feature, column)
  ;(sites[column] ??= new Set()).add(site)
  return column
}

function train(pages: ReadonlyArray<Sample>): {bias: number; weights: Float64Array} {
  const size = columns.size + 1
  const pulls = new Float64Array(size)
  const curves = new Float64Array(size)
  const weightOf = (column: number) => {
    const pull = pulls[column] ?? 0
    if (Math.abs(pull) <= penalty) return 0
    return -(pull - Math.sign(pull) * penalty) / ((1 + Math.sqrt(curves[column] ?? 0)) / rate + 0.5)
  }

  const order = pages.map((_, index) => index)
  // A generator of its own: the same order each time.
  let seed = 7
  const random = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32
  for (let round = 0; round < rounds; round++) {
    for (let at = order.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1))
      ;[order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0]
    }

    let loss = 0
    let total = 0
    for (const index of order) {
      const {labels, rows, weights} = pages[index] as Sample
      for (const [at, row] of rows.entries()) {
        const label = labels[at] ?? 0
        const weight = weights[at] ?? 0
        const odds = row.reduce((sum, column) => sum + weightOf(column), weightOf(size - 1))
        const chance = 1 / (1 + Math.exp(-Math.max(-30, Math.min(30, odds))))
        loss -= weight * (label * Math.log(chance + 1e-9) + (1 - label) * Math.log(1 - chance + 1e-9))
        total += weight
        const slope = (chance - label) * weight
        for (const column of [...row, size - 1]) {
          const curve = curves[column] ?? 0
          const step = (Math.sqrt(curve + slope * slope) - Math.sqrt(curve)) / rate
          pulls[column] = (pulls[column] ?? 0) + slope - step * weightOf(column)
          curves[column] = curve + slope * slope
        }
      }
    }

    console.log(`round ${round + 1}: ${(loss / total).toFixed(4)}`)
  }

  return {
    bias: weightOf(size - 1),
    weights: Float64Array.from({length: size - 1}, (_, column) => weightOf(column))
  }
}

function write(): void {
  const round = (value: number) => Math.round(value * 100) / 100
  const entries = [...columns]
    .map(([name, column]) => [name, round(trained.weights[column] ?? 0)] as const)
    .filter(([, weight]) => Math.abs(weight) >= least)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const lines = entries.map(([name, weight]) => `${name} ${weight}`)
  fs.writeFileSync(
    out,
    `/**
 * Made by \`bench/train-page-weights.ts\`: log odds of being of a page's article, by feature
 * (\`describe-blocks.ts\` makes them).
 */

export const bias = ${round(trained.bias)}

/** A feature and its weight, a line each. */
const lines = \`
${lines.join('\n')}
\`

export const weights: ReadonlyMap<string, number> = new Map(
  lines
    .trim()
    .split('\\n')
    .map((line) => {
      const at = line.lastIndexOf(' ')
      return [line.slice(0, at), Number(line.slice(at + 1))] as const
    })
)
`
  )
  console.log(`${samples.length} pages, ${known.size} features, ${entries.length} weights`)
}
