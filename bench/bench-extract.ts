/**
 * Measure how well the article of a web page is told from the rest, on public sets
 * and by their own metrics, beside peers, in one run; and pages a second of CPU time.
 *
 *     npx tsx bench/bench-extract.ts DATA [--sets a,b] [--peers fascicle,readability]
 *         [--peers-from FOLDER] [--pages N] [--json FILE] [--worst N] [--texts FOLDER]
 *
 * DATA is laid out by `bench/extract/prepare.ts`. FOLDER holds the `node_modules` of
 * peers: linkedom 0.18.12, @mozilla/readability, defuddle, @extractus/article-extractor,
 * @wrtnlabs/web-content-extractor. `--pages` takes so many pages of each set, spread over
 * it; `--worst` shows so many pages of each set and peer with what they lack and have
 * too much; `--texts` keeps what each peer made of each page, and the gold.
 */

import fs from 'node:fs'
import path from 'node:path'
import {parseArgs} from 'node:util'
import {listSets, loadSet, type PageSet} from './extract/load-set.ts'
import {openPeers, peerNames, type Peer} from './extract/peers.ts'
import {listLost} from './extract/list-lost.ts'
import {scoreText, sumScores, type Score} from './extract/score-text.ts'

interface Outcome {
  readonly id: string
  readonly text: string
  readonly score: Score
  /** What the peer threw. */
  readonly error?: string
}

interface Run {
  readonly set: PageSet
  readonly peer: string
  readonly outcomes: ReadonlyArray<Outcome>
  /** CPU time of all pages. */
  readonly seconds: number
}

/** Pages that a peer reads before it is timed, once. */
const warmUp = 5

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    sets: {type: 'string'},
    peers: {type: 'string', default: peerNames.join(',')},
    'peers-from': {type: 'string', default: '.'},
    pages: {type: 'string'},
    json: {type: 'string'},
    worst: {type: 'string'},
    texts: {type: 'string'}
  }
})

const [data] = positionals
if (data === undefined) {
  console.error('Expected a folder of sets, as bench/extract/prepare.ts makes it')
  process.exit(2)
}

const print = (text: string) => process.stdout.write(`${text}\n`)

const peers = await openPeers(values.peers.split(','), values['peers-from'])
// Some peers tell of each page.
for (const level of ['log', 'info', 'warn', 'error'] as const) console[level] = () => {}
const runs: Run[] = []
const warm = new Set<string>()
print(row(['set', 'peer', 'pages', 'F1', 'P', 'R', 'empty', 'threw', 'pages/CPU-s']))
print(row(Array.from({length: 9}, (_, index) => (index < 2 ? '---' : '--:'))))
for (const name of values.sets?.split(',') ?? listSets(data)) {
  const set = loadSet(data, name, values.pages === undefined ? undefined : Number(values.pages))
  for (const peer of peers) {
    const run = await measure(set, peer)
    runs.push(run)
    print(row(describe(run)))
  }
}

printTypes()
if (values.worst !== undefined) for (const run of runs) printWorst(run, Number(values.worst))
if (values.texts !== undefined) saveTexts(values.texts)
if (values.json !== undefined) fs.writeFileSync(values.json, JSON.stringify(listRows(), undefined, 1))
// A peer may leave something running.
process.exit(0)

async function measure(set: PageSet, peer: Peer): Promise<Run> {
  const read = async ({id, bytes, gold}: PageSet['pages'][number]) => {
    try {
      return {id, text: await peer.extract({bytes, url: gold.url ?? 'https://example.com/'})}
    } catch (error) {
      return {id, text: '', error: error instanceof Error ? error.message : String(error)}
    }
  }

  if (!warm.has(peer.name)) for (const page of set.pages.slice(0, warmUp)) await read(page)
  warm.add(peer.name)
  const texts: Array<Omit<Outcome, 'score'>> = []
  const before = process.cpuUsage()
  for (const page of set.pages) texts.push(await read(page))
  const {user, system} = process.cpuUsage(before)
  const outcomes = set.pages.map(function ({gold}, index) {
    const made = texts[index] ?? {id: '', text: ''}
    return {...made, score: scoreText(made.text, gold, set)}
  })
  return {set, peer: peer.name, outcomes, seconds: (user + system) / 1e6}
}

function describe({set, peer, outcomes, seconds}: Run): string[] {
  const {p, r, f1} = sumScores(
    outcomes.map(({score}) => score),
    set
  )
  const empty = outcomes.filter(({text}) => text.trim() === '').length
  const threw = outcomes.filter(({error}) => error !== undefined).length
  const figures = [f1, p, r].map((value) => value.toFixed(3))
  const speed = (outcomes.length / seconds).toFixed(1)
  return [set.name, peer, String(outcomes.length), ...figures, String(empty), String(threw), speed]
}

function row(cells: ReadonlyArray<string>): string {
  return `| ${cells.join(' | ')} |`
}

/** F1 by type of page, for sets that tell types. */
function printTypes(): void {
  for (const set of new Set(runs.map(({set}) => set))) {
    const types = [...new Set(set.pages.flatMap(({gold}) => gold.type ?? []))].sort()
    if (types.length === 0) continue
    const isOf = (type: string, index: number) => set.pages[index]?.gold.type === type
    const counts = types.map((type) => set.pages.filter(({gold}) => gold.type === type).length)
    print(`\n${row([set.name, ...types.map((type, index) => `${type} (${counts[index]})`)])}`)
    print(row(['---', ...types.map(() => '--:')]))
    for (const {peer, outcomes} of runs.filter((run) => run.set === set)) {
      const figures = types.map(function (type) {
        const scores = outcomes.filter((_, index) => isOf(type, index)).map(({score}) => score)
        return sumScores(scores, set).f1.toFixed(3)
      })
      print(row([peer, ...figures]))
    }
  }
}

function printWorst({set, peer, outcomes}: Run, count: number): void {
  print(`\n## ${set.name}, ${peer}`)
  const golds = new Map(set.pages.map(({id, gold}) => [id, gold]))
  const worst = [...outcomes].sort((a, b) => a.score.f1 - b.score.f1).slice(0, count)
  for (const {id, text, score, error} of worst) {
    const gold = golds.get(id)
    const figures = [score.f1, score.p, score.r].map((value) => value.toFixed(2)).join(' ')
    print(`\n- ${id} ${figures} ${gold?.type ?? ''} ${gold?.url ?? ''} ${error ?? ''}`)
    if (!gold) continue
    const wanted = set.metric === 'strings' ? (gold.with ?? []).join('\n') : gold.body
    const extra =
      set.metric === 'strings' ? (gold.without ?? []).filter((part) => text.includes(part)) : undefined
    for (const part of listLost(wanted, text, set)) print(`  - lacks: ${part}`)
    for (const part of extra ?? listLost(text, wanted, set)) print(`  - has: ${part}`)
  }
}

function saveTexts(folder: string): void {
  const save = (id: string, text: string, ...place: ReadonlyArray<string>) => {
    fs.mkdirSync(path.join(folder, ...place), {recursive: true})
    fs.writeFileSync(path.join(folder, ...place, `${id}.txt`), `${text.replace(/\n\s*\n/g, '\n\n').trim()}\n`)
  }
  for (const {set, peer, outcomes} of runs) {
    for (const {id, text} of outcomes) save(id, text, set.name, peer)
    for (const {id, gold} of set.pages) save(id, gold.body, set.name, 'gold')
  }
}

function listRows() {
  return runs.flatMap(({set, peer, outcomes}) =>
    outcomes.map(({id, score: {p, r, f1}, error}, index) => ({
      set: set.name,
      id,
      peer,
      p,
      r,
      f1,
      type: set.pages[index]?.gold.type,
      url: set.pages[index]?.gold.url,
      error
    }))
  )
}
