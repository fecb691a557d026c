/**
 * Train the weights by which cleaning scores lines that no rule knows.
 *
 *     npm run train GOLD RAW [GOLD RAW …]
 *
 * GOLD is a folder of labels by line, RAW the folder of their articles. Each article is
 * cleaned up to the step that judges; the units that are left, with their labels,
 * train a logistic regression. An L1 penalty leaves a few hundred weights that differ
 * from zero, which people can read. The outcome goes to
 * `src/clean/rules/drop-junk/weights.yaml`; the same labels give the same bytes.
 */

import fs from 'node:fs'
import path from 'node:path'
import type {Root} from 'mdast'
import {unified} from 'unified'
import {VFile} from 'vfile'
import {stringify} from 'yaml'
import {loadRules} from '../src/io.ts'
import {readRulePacks} from '../src/pipeline.ts'
import {readArticle} from '../src/read/read-article.ts'
import {cloneTree} from '../src/clone-tree.ts'
import {createPlugins} from '../src/clean/clean-article.ts'
import {remarkDropJunk, weighTree} from '../src/clean/drop-junk.ts'
import {listPhrases, listShapes} from '../src/clean/list-features.ts'
import type {Unit} from '../src/clean/list-units.ts'

const out = path.join(import.meta.dirname, '..', 'src', 'clean', 'rules', 'drop-junk', 'weights.yaml')

const junk: ReadonlySet<string> = new Set(['boilerplate', 'ad', 'artifact'])
const body: ReadonlySet<string> = new Set(['body', 'heading', 'list', 'quote'])

/** A phrase counts if so many publishers use it in junk, or so many in what they write. */
const junkPublishers = 3
const bodyPublishers = 8
/** Weight of the sum of all weights beside that of all errors. */
const penalty = 1
const rounds = 3000
/** Units of one kind that an article usually has: then one of them weighs 1. */
const usual = 20
/** How many times longer the first step is than one that is safe for any data. */
const boldness = 100
/** Weights nearer to zero than this change nothing. */
const least = 0.05

interface Gold {
  readonly id: string
  readonly publisher: string
  readonly file?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly ambiguous?: ReadonlyArray<number | string>
}

interface Sample {
  readonly publisher: string
  readonly features: ReadonlyArray<string>
  readonly phrases: ReadonlySet<string>
  readonly isJunk: boolean
  /** So that an article with a hundred lines of one kind does not speak a hundred times louder. */
  readonly weight: number
}

interface Fit {
  readonly bias: number
  readonly weights: ReadonlyMap<string, number>
}

const folders = process.argv.slice(2)
if (folders.length === 0 || folders.length % 2 === 1) {
  console.error('usage: npm run train GOLD RAW [GOLD RAW …]')
  process.exit(2)
}

const packs = readRulePacks(loadRules())
// As cleaning does, up to the step that judges.
const plugins = createPlugins({rules: packs})
const judging = plugins.findIndex((plugin) => Array.isArray(plugin) && plugin[0] === remarkDropJunk)
const prepare = unified().use(plugins.slice(0, judging)).freeze()
const sets: Sample[][] = []
for (let at = 0; at < folders.length; at += 2)
  sets.push(readSamples(folders[at] ?? '', folders[at + 1] ?? ''))
// A fit on the first set and one on all of them, averaged: a set of another kind of page widens what is
// known, and does not drown what the first says of its kind.
const fits = [sets[0] ?? [], ...(sets.length > 1 ? [sets.flat()] : [])].map(fit)
const bias = mean(fits.map((one) => one.bias))
const names = new Set(fits.flatMap((one) => [...one.weights.keys()]))
const weights = [...names]
  .map((name) => [name, mean(fits.map((one) => one.weights.get(name) ?? 0))] as const)
  .filter(([, weight]) => Math.abs(weight) >= least)
  .map(([name, weight]) => [name, round(weight)] as const)
  .sort(([a], [b]) => (a < b ? -1 : 1))
const head = '# Made by `npm run train` from labelled articles: log odds of being junk, by feature.\n'
fs.writeFileSync(out, head + stringify({bias: round(bias), weights: Object.fromEntries(weights)}))
console.log(`${sets.flat().length} units, ${names.size} features, ${weights.length} weights`)

function fit(samples: ReadonlyArray<Sample>): Fit {
  return train(samples, listColumns(samples))
}

function mean(values: ReadonlyArray<number>): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

function readSamples(goldFolder: string, rawFolder: string): Sample[] {
  return fs
    .readdirSync(goldFolder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap(function (name) {
      const gold = JSON.parse(fs.readFileSync(path.join(goldFolder, name), 'utf8')) as Gold
      return gold.labels ? readArticleSamples(gold, rawFolder) : []
    })
}

function readArticleSamples(gold: Gold, rawFolder: string): Sample[] {
  const name = gold.file ?? `${gold.id}.txt`
  const bytes = fs.readFileSync(path.join(rawFolder, name))
  const {article} = readArticle({path: name, bytes}, {id: 'article'})
  if (!article) return []
  const file = new VFile({path: name, value: article.text})
  file.data.metadata = {}
  const tree = prepare.runSync(cloneTree(article.tree), file) as Root
  const units = weighTree(tree, file, packs).filter(({isVoid}) => !isVoid)
  const shapes = listShapes(units.map(({unit}) => unit))
  const label = readLabels(gold, article.text)
  const known = units.map(({folded, unit}, index) => ({
    folded,
    label: label(unit),
    features: shapes[index] ?? []
  }))
  const count = (labels: ReadonlySet<string>) => known.filter((item) => labels.has(item.label)).length
  const counts = {junk: count(junk), body: count(body)}
  return known
    .filter((item) => junk.has(item.label) || body.has(item.label))
    .map(({folded, label, features}) => ({
      publisher: gold.publisher,
      features,
      phrases: listPhrases(folded),
      isJunk: junk.has(label),
      weight: Math.sqrt(usual / (junk.has(label) ? counts.junk : counts.body))
    }))
}

/** The label of most of a unit's lines. */
function readLabels(gold: Gold, text: string): (unit: Unit) => string {
  const ambiguous = new Set(gold.ambiguous?.map(Number))
  const lines: {start: number; end: number; label: string}[] = []
  let start = 0
  for (const [index, line] of text.split('\n').entries()) {
    const label = ambiguous.has(index + 1) ? 'free' : (gold.labels?.[index + 1] ?? 'none')
    if (line.trim() !== '') lines.push({start, end: start + line.length, label})
    start += line.length + 1
  }

  return function ({place: [from, to]}) {
    const sizes = new Map<string, number>()
    for (const {start, end, label} of lines) {
      const size = Math.min(to, end) - Math.max(from, start)
      if (size > 0) sizes.set(label, (sizes.get(label) ?? 0) + size)
    }

    return [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'none'
  }
}

/** The features that are learned, and their columns. */
function listColumns(samples: ReadonlyArray<Sample>): Map<string, number> {
  const publishers = {junk: new Map<string, Set<string>>(), body: new Map<string, Set<string>>()}
  const columns = new Map<string, number>()
  for (const {features, isJunk, phrases, publisher} of samples) {
    const known = isJunk ? publishers.junk : publishers.body
    for (const phrase of phrases) known.set(phrase, (known.get(phrase) ?? new Set()).add(publisher))
    for (const feature of features) if (!columns.has(feature)) columns.set(feature, columns.size)
  }

  const add = (known: Map<string, Set<string>>, least: number) => {
    for (const [phrase, by] of known) {
      if (by.size >= least && !columns.has(`"${phrase}"`)) columns.set(`"${phrase}"`, columns.size)
    }
  }

  add(publishers.junk, junkPublishers)
  add(publishers.body, bodyPublishers)
  return columns
}

/** Proximal gradient descent with momentum (FISTA; Beck and Teboulle 2009). */
function train(samples: ReadonlyArray<Sample>, columns: ReadonlyMap<string, number>): Fit {
  const rows = samples.map(({features, phrases}) =>
    [...features, ...[...phrases].map((phrase) => `"${phrase}"`)].flatMap((name) => columns.get(name) ?? [])
  )
  // Far longer than a step that is safe for any rows; one that is too long for these is halved below.
  const curve = samples.reduce((sum, {weight}, index) => sum + weight * ((rows[index]?.length ?? 0) + 1), 0)
  let step = (4 * boldness) / curve
  const size = columns.size + 1
  let current = new Float64Array(size)
  let ahead = new Float64Array(size)
  let momentum = 1
  let loss = Infinity
  for (let round = 0; round < rounds; round++) {
    const gradient = new Float64Array(size)
    let now = 0
    samples.forEach(function ({isJunk, weight}, index) {
      const row = rows[index] ?? []
      const odds = row.reduce((sum, column) => sum + (ahead[column] ?? 0), ahead[size - 1] ?? 0)
      const sign = isJunk ? 1 : -1
      now += weight * Math.log1p(Math.exp(-sign * odds))
      const pull = (-sign * weight) / (1 + Math.exp(sign * odds))
      for (const column of row) gradient[column] = (gradient[column] ?? 0) + pull
      gradient[size - 1] = (gradient[size - 1] ?? 0) + pull
    })
    // Too long a step shows as a loss that grows.
    if (now > loss * 1.0001) {
      step /= 2
      momentum = 1
      ahead = current.slice()
      loss = Infinity
      continue
    }

    loss = now
    const next = ahead.map(function (weight, column) {
      const moved = weight - step * (gradient[column] ?? 0)
      const shrink = column === size - 1 ? 0 : step * penalty
      return Math.sign(moved) * Math.max(0, Math.abs(moved) - shrink)
    })
    const faster = (1 + Math.sqrt(1 + 4 * momentum ** 2)) / 2
    const before = current
    ahead = next.map(
      (weight, column) => weight + ((momentum - 1) / faster) * (weight - (before[column] ?? 0))
    )
    current = next
    momentum = faster
  }

  const weights = new Map([...columns].map(([name, column]) => [name, current[column] ?? 0]))
  return {bias: current[size - 1] ?? 0, weights}
}
