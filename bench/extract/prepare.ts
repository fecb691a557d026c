/**
 * Lay out public sets of pages for `bench-extract.ts`.
 *
 *     npx tsx bench/extract/prepare.ts MIRRORS DATA
 *
 * MIRRORS holds bare clones, `<owner>+<name>/repo` each, of those of these repositories
 * that are wanted: scrapinghub/article-extraction-benchmark (181 pages),
 * Murrough-Foley/web-content-extraction-benchmark (2008), opendatalab/magic-html (261),
 * immortal-autumn/Chinese-Web-Content-Extraction-Dataset (69),
 * GeneralNewsExtractor/GeneralNewsExtractor (its test pages), mozilla/readability (130)
 * and adbar/trafilatura (990). DATA gets a folder for each set: `pages/<id>.html`, bytes
 * as they are, `gold.json` and `set.json`.
 *
 * GeneralNewsExtractor has pages without gold: `DATA/bodies.json` names the element that
 * holds the body, as lists of `#id`, `.class` or `tag` by folder; the first that is
 * there counts, and a folder that is not named is left out.
 */

import {execFileSync} from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {gunzipSync} from 'node:zlib'
import {parse, type DefaultTreeAdapterTypes} from 'parse5'
import {textOfHtml, textOfNode} from './plain-text.ts'
import type {Gold, SetHead} from './score-text.ts'

type HtmlNode = DefaultTreeAdapterTypes.Node

interface Entry extends Gold {
  readonly id: string
  /** Undefined: without a file. */
  readonly bytes: Uint8Array | undefined
}

/** Share of a text's letters that make it Chinese, and that of kana which make it Japanese. */
const leastHan = 0.4
const mostKana = 0.05

const preparations: ReadonlyArray<readonly [repository: string, prepare: (mirror: string) => void]> = [
  ['scrapinghub+article-extraction-benchmark', prepareScrapinghub],
  ['Murrough-Foley+web-content-extraction-benchmark', prepareWcxb],
  ['opendatalab+magic-html', prepareMagic],
  ['immortal-autumn+Chinese-Web-Content-Extraction-Dataset', prepareHandmade],
  ['GeneralNewsExtractor+GeneralNewsExtractor', prepareGne],
  ['mozilla+readability', prepareReadability],
  ['adbar+trafilatura', prepareTrafilatura]
]

const [mirrors, data] = process.argv.slice(2)
if (mirrors === undefined || data === undefined) {
  console.error('Expected two folders: mirrors, and where the sets go')
  process.exit(2)
}

const sets = data
for (const [repository, prepare] of preparations) {
  const mirror = path.join(mirrors, repository, 'repo')
  if (fs.existsSync(mirror)) prepare(mirror)
  else console.error(`${repository}: not in ${mirrors}, left out`)
}

function prepareScrapinghub(mirror: string): void {
  const folder = unpack(mirror, ['ground-truth.json', 'html'])
  const truth = readJson<Record<string, {articleBody: string; url: string}>>(folder, 'ground-truth.json')
  const entries = Object.entries(truth).map(([id, {articleBody, url}]) => ({
    id,
    body: articleBody,
    url,
    bytes: readBytes(folder, 'html', `${id}.html.gz`)
  }))
  save('scrapinghub', {metric: 'shingles', lang: 'en'}, entries)
}

interface WcxbTruth {
  readonly url?: string
  readonly ground_truth?: {readonly main_content?: string}
  readonly _internal?: {readonly page_type?: string | {readonly primary?: string}}
}

function prepareWcxb(mirror: string): void {
  for (const split of ['dev', 'test']) {
    const folder = path.join(unpack(mirror, [`${split}/ground-truth`, `${split}/html`]), split)
    const entries = listIds(folder, 'ground-truth').map(function (id): Entry {
      const {
        url,
        ground_truth: truth,
        _internal: own
      } = readJson<WcxbTruth>(folder, 'ground-truth', `${id}.json`)
      const said = typeof own?.page_type === 'string' ? own.page_type : own?.page_type?.primary
      return {
        id,
        body: truth?.main_content ?? '',
        ...(url !== undefined && {url}),
        type: said === 'category' ? 'collection' : (said ?? 'article'),
        bytes: readBytes(folder, 'html', `${id}.html.gz`)
      }
    })
    save(`wcxb-${split}`, {metric: 'words', lang: 'en'}, entries)
  }
}

function prepareMagic(mirror: string): void {
  const folder = path.join(unpack(mirror, ['benchmark/data']), 'benchmark', 'data')
  for (const [kind, name] of [
    ['article', 'magic'],
    ['forum', 'magic-forum']
  ] as const) {
    const truth = readJson<Record<string, {content: string; url: string}>>(folder, kind, 'base.json')
    const entries = Object.entries(truth).map(([id, {content, url}]) => ({
      id,
      body: content,
      url,
      bytes: readBytes(folder, kind, 'htmls', `${id}.html`)
    }))
    const isChinese = ({body}: Entry) =>
      shareOf(/\p{Script=Han}/gu, body) > leastHan &&
      shareOf(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, body) < mostKana
    save(`${name}-zh`, {metric: 'shingles', lang: 'zh'}, entries.filter(isChinese))
    save(
      `${name}-other`,
      {metric: 'shingles', lang: 'en'},
      entries.filter((entry) => !isChinese(entry))
    )
  }
}

function prepareHandmade(mirror: string): void {
  const folder = unpack(mirror, ['cleaned', 'original'])
  const entries = listIds(folder, 'cleaned').map((id) => ({
    id,
    body: fs.readFileSync(path.join(folder, 'cleaned', `${id}.txt`), 'utf8'),
    bytes: readBytes(folder, 'original', `${id}.html`)
  }))
  save('zh-handmade', {metric: 'shingles', lang: 'zh'}, entries)
}

function prepareGne(mirror: string): void {
  const bodies = path.join(sets, 'bodies.json')
  if (!fs.existsSync(bodies)) {
    console.error(`gne-zh: no ${bodies}, left out`)
    return
  }

  const folder = unpack(mirror, ['tests', 'visiable_test'])
  const entries: Entry[] = []
  for (const [site, selectors] of Object.entries(readJson<Record<string, string[]>>(bodies))) {
    for (const name of fs.readdirSync(path.join(folder, site)).sort()) {
      if (!name.endsWith('.html')) continue
      const bytes = fs.readFileSync(path.join(folder, site, name))
      const page = parse(bytes.toString('utf8'), {scriptingEnabled: false})
      const found = selectors.flatMap((selector) => findNode(page, selector) ?? [])[0]
      const body = found && textOfNode(found)
      if (body === undefined || body.trim() === '') console.error(`gne-zh: nothing in ${site}/${name}`)
      else entries.push({id: `${site}/${name}`.replaceAll('/', '-').replace(/\.html$/, ''), body, bytes})
    }
  }

  save('gne-zh', {metric: 'shingles', lang: 'zh'}, entries)
}

function prepareReadability(mirror: string): void {
  const folder = path.join(unpack(mirror, ['test/test-pages']), 'test', 'test-pages')
  const entries = fs
    .readdirSync(folder)
    .sort()
    .map((id) => ({
      id,
      body: textOfHtml(fs.readFileSync(path.join(folder, id, 'expected.html'), 'utf8')),
      bytes: readBytes(folder, id, 'source.html')
    }))
  save('readability', {metric: 'shingles', lang: 'mixed'}, entries)
}

interface TrafilaturaTruth {
  readonly file: string
  readonly with?: ReadonlyArray<string>
  readonly without?: ReadonlyArray<string>
}

function prepareTrafilatura(mirror: string): void {
  const folder = path.join(unpack(mirror, ['tests/evaldata.json', 'tests/eval', 'tests/cache']), 'tests')
  const truth = readJson<Record<string, TrafilaturaTruth>>(folder, 'evaldata.json')
  const entries = Object.entries(truth).map(([url, {file, ...strings}], index) => ({
    id: String(index).padStart(4, '0'),
    url,
    body: '',
    with: strings.with ?? [],
    without: strings.without ?? [],
    bytes: readBytes(folder, 'cache', file) ?? readBytes(folder, 'eval', file)
  }))
  save('trafilatura', {metric: 'strings', lang: 'mixed'}, entries)
}

function save(name: string, head: SetHead, entries: ReadonlyArray<Entry>): void {
  const folder = path.join(sets, name)
  fs.rmSync(folder, {recursive: true, force: true})
  fs.mkdirSync(path.join(folder, 'pages'), {recursive: true})
  const gold: Record<string, Gold> = {}
  for (const {id, bytes, ...rest} of entries) {
    if (!bytes) {
      console.error(`${name}: no page for ${id}`)
      continue
    }

    fs.writeFileSync(path.join(folder, 'pages', `${id}.html`), bytes)
    gold[id] = rest
  }

  fs.writeFileSync(path.join(folder, 'gold.json'), JSON.stringify(gold, undefined, 1))
  fs.writeFileSync(path.join(folder, 'set.json'), JSON.stringify(head))
  console.log(`${name}: ${Object.keys(gold).length} pages`)
}

/** Paths of a mirror's newest commit, unpacked into a new folder. */
function unpack(mirror: string, paths: ReadonlyArray<string>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pages-'))
  process.on('exit', () => fs.rmSync(folder, {recursive: true, force: true}))
  const archive = path.join(folder, 'archive.tar')
  execFileSync('git', [`--git-dir=${mirror}`, 'archive', '--output', archive, 'HEAD', '--', ...paths])
  execFileSync('tar', ['-xf', archive, '-C', folder])
  fs.rmSync(archive)
  return folder
}

function readJson<T>(...parts: ReadonlyArray<string>): T {
  return JSON.parse(fs.readFileSync(path.join(...parts), 'utf8'))
}

function readBytes(...parts: ReadonlyArray<string>): Uint8Array | undefined {
  const file = path.join(...parts)
  if (!fs.existsSync(file)) return
  const bytes = fs.readFileSync(file)
  return file.endsWith('.gz') ? gunzipSync(bytes) : bytes
}

function listIds(...parts: ReadonlyArray<string>): string[] {
  const names = fs.readdirSync(path.join(...parts))
  return names.map((name) => path.parse(name).name).sort()
}

function shareOf(pattern: RegExp, text: string): number {
  return (text.match(pattern)?.length ?? 0) / Math.max(1, text.match(/\p{L}/gu)?.length ?? 0)
}

/** First element that a selector of one part names. */
function findNode(node: HtmlNode, selector: string): HtmlNode | undefined {
  if ('attrs' in node) {
    const values = (name: string) => node.attrs.find((attr) => attr.name === name)?.value.split(/\s+/) ?? []
    const names = [
      node.nodeName,
      ...values('id').map((id) => `#${id}`),
      ...values('class').map((of) => `.${of}`)
    ]
    if (names.includes(selector)) return node
  }

  if (!('childNodes' in node)) return
  for (const child of node.childNodes) {
    const found = findNode(child, selector)
    if (found) return found
  }

  return
}
