/**
 * The ways from a folder of articles to editions that are measured beside each other:
 * ours, and those of programs that a user would pick instead. A chain is steps, one
 * after another; steps that several chains share are run once.
 *
 * What a peer must be given ready-made (web pages for percollate, a source for typst)
 * is made beforehand and not counted, to the peer's good.
 */

import fs from 'node:fs'
import {createRequire} from 'node:module'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import {unified} from 'unified'
import type {Format} from '../src/model.ts'
import {readTokens} from '../src/compile/theme.ts'
import {readDigest, theme, world} from '../tests/compile/read-press.ts'
import {findProgram} from './measure-process.ts'
import {saveTypst} from './write-typst.ts'

export interface Step {
  readonly command: ReadonlyArray<string>
  /** Files that it makes. */
  readonly outputs: Readonly<Partial<Record<Format, string>>>
  /** What is set beside the environment. */
  readonly env?: Readonly<Record<string, string>>
  /** What comes before it and is not counted. */
  readonly prepare?: () => void
}

export interface Chain {
  readonly name: string
  readonly steps: ReadonlyArray<Step>
  /** What is particular about its editions, for fairness. */
  readonly makes: string
}

interface Setting {
  /** Folder that all is written to. */
  readonly folder: string
  /** Folder of the articles, which all programs run in. */
  readonly source: string
  /** Names of the articles in order. */
  readonly articles: ReadonlyArray<string>
  /** Folder that holds the `node_modules` of peers. */
  readonly peers: string
}

interface Candidate extends Omit<Chain, 'steps'> {
  readonly needs: ReadonlyArray<string | undefined>
  readonly steps: () => ReadonlyArray<Step> | Promise<ReadonlyArray<Step>>
}

export const cli = path.join(import.meta.dirname, '..', 'build', 'cli.js')
const bindPlainly = fileURLToPath(new URL('./bind-plainly.js', import.meta.url))
const setBook = fileURLToPath(new URL('./set-book.js', import.meta.url))
const processor = unified().use(remarkParse).use(remarkGfm).use(remarkRehype).use(rehypeStringify).freeze()
const title = 'A Thick Book'
/** Pages and type about as large as ours, so that the books are about as long. */
const style = '@page { size: A5; margin: 18mm 16mm }\nbody { font: 10.5pt/1.7 serif }\n'
const screen = 'notes at the end of the book, faces of the machine'

/** Our own chains: a build with nothing kept from before, again, and after an edit. */
export function listOwnChains({articles, folder, source}: Setting): Chain[] {
  const out = path.join(folder, 'dist')
  const name = path.basename(source)
  const edition = (format: Format) => path.join(out, name, `${name}.${format}`)
  const step: Step = {
    command: [process.execPath, cli, 'build', source, '--out', out, '--format', 'html,epub,pdf'],
    outputs: {html: edition('html'), epub: edition('epub'), pdf: edition('pdf')}
  }
  const file = path.join(source, articles[Math.floor(articles.length / 2)] ?? '')
  const text = fs.readFileSync(file, 'utf8')
  let edits = 0
  const begin = () => {
    fs.writeFileSync(file, text)
    fs.rmSync(out, {recursive: true, force: true})
  }

  // Another edit each time, so that none is remembered from the round before.
  const edit = () => fs.writeFileSync(file, `${text}\nEdited, and for the ${++edits}. time.\n`)
  const makes = 'articles cleaned; notes at the foot of the page, page list in the EPUB, cover in each'
  return [
    {name: 'Fascicle', steps: [{...step, prepare: begin}], makes},
    {name: 'Fascicle, nothing changed', steps: [step], makes: 'the same'},
    {name: 'Fascicle, one article edited', steps: [{...step, prepare: edit}], makes: 'the same'}
  ]
}

/** Chains of what is installed, and the names of those that are left out. */
export async function listPeerChains(setting: Setting): Promise<{chains: Chain[]; left: string[]}> {
  const pandoc = findProgram('pandoc')
  const weasyprint = findProgram('weasyprint')
  const chromium = findProgram('chromium', 'chromium-browser', 'google-chrome')
  const typst = findModule(setting, '@myriaddreamin/typst-ts-node-compiler')
  const percollate = findModule(setting, 'percollate')
  const output = (name: string) => path.join(setting.folder, name)
  const text = pandoc === undefined ? [] : listPandocSteps(pandoc, setting)
  const candidates: ReadonlyArray<Candidate> = [
    {
      name: 'pandoc + typst',
      needs: [pandoc, typst],
      makes: 'notes at the foot of the page, our faces; the source of typst is made beforehand',
      steps: async () => [...text, await makeTypstStep(setting)]
    },
    {
      name: 'pandoc + WeasyPrint',
      needs: [pandoc, weasyprint],
      makes: screen,
      steps: () => [
        ...text,
        {
          command: [weasyprint ?? '', output('pandoc.html'), output('weasyprint.pdf')],
          outputs: {pdf: output('weasyprint.pdf')}
        }
      ]
    },
    {
      name: 'pandoc + Chromium',
      needs: [pandoc, chromium],
      makes: screen,
      steps: () => [...text, makeChromiumStep(chromium ?? '', setting)]
    },
    {
      name: 'percollate',
      needs: [percollate, chromium],
      makes: 'articles told from web pages, which are made beforehand; faces of the machine',
      steps: () => listPercollateSteps(percollate ?? '', chromium ?? '', setting)
    },
    {
      name: 'epub-gen-memory',
      needs: [],
      makes: 'HTML by remark; notes at the end of the article',
      steps: () => [
        {
          command: [process.execPath, bindPlainly, output('plain.epub'), setting.source, ...setting.articles],
          outputs: {epub: output('plain.epub')}
        }
      ]
    }
  ]
  const chains: Chain[] = []
  const left: string[] = []
  for (const {makes, name, needs, steps} of candidates)
    if (needs.includes(undefined)) left.push(name)
    else chains.push({name, makes, steps: await steps()})
  return {chains, left}
}

function listPandocSteps(pandoc: string, {articles, folder}: Setting): Step[] {
  const css = path.join(folder, 'style.css')
  fs.writeFileSync(css, style)
  const list = (format: 'html' | 'epub', ...options: ReadonlyArray<string>): Step => {
    const output = path.join(folder, `pandoc.${format}`)
    const metadata = ['--metadata', `title=${title}`, '--metadata', 'lang=zh-Hant']
    // Of its readers of Markdown with notes and tables the fastest.
    const from = ['--from', 'gfm+footnotes', ...metadata, '--output', output, '--toc']
    return {command: [pandoc, ...from, ...options, ...articles], outputs: {[format]: output}}
  }

  return [list('html', '--self-contained', '--css', css), list('epub', '--to', 'epub3')]
}

async function makeTypstStep({folder, peers, source}: Setting): Promise<Step> {
  const place = path.join(folder, 'typst')
  saveTypst(place, await readDigest(source), {faces: world.faces, tokens: readTokens(theme)})
  const output = path.join(folder, 'typst.pdf')
  return {command: [process.execPath, setBook, 'typst', place, output, peers], outputs: {pdf: output}}
}

function makeChromiumStep(chromium: string, {folder}: Setting): Step {
  const output = path.join(folder, 'chromium.pdf')
  return {
    command: [
      ...[chromium, '--headless', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer'],
      ...[`--user-data-dir=${path.join(folder, 'profile')}`, `--print-to-pdf=${output}`],
      path.join(folder, 'pandoc.html')
    ],
    outputs: {pdf: output}
  }
}

function listPercollateSteps(index: string, chromium: string, {articles, folder, source}: Setting): Step[] {
  const css = '@page { size: A5; margin: 18mm 16mm } html { font-size: 10.5pt }'
  const place = path.join(folder, 'pages')
  fs.mkdirSync(place, {recursive: true})
  fs.cpSync(path.join(source, 'images'), path.join(place, 'images'), {recursive: true})
  const pages = articles.map((article) => writePage(path.join(source, article), place))
  return (['html', 'epub', 'pdf'] as const).map(function (format) {
    const output = path.join(folder, `percollate.${format}`)
    const options = ['--no-sandbox', '--title', title, '--css', css, '--output', output]
    return {
      command: [process.execPath, path.join(path.dirname(index), 'cli.js'), format, ...options, ...pages],
      outputs: {[format]: output},
      env: {PUPPETEER_EXECUTABLE_PATH: chromium}
    }
  })
}

/** Write the web page of an article, and say where. */
function writePage(article: string, place: string): string {
  const file = path.join(place, `${path.basename(article, '.md')}.html`)
  const text = fs.readFileSync(article, 'utf8')
  const name = /^# (.*)/.exec(text)?.[1] ?? ''
  const body = String(processor.processSync(text))
  const head = `<meta charset="utf-8"><title>${name}</title>`
  const page = `<html lang="zh"><head>${head}</head><body><article>${body}</article></body></html>`
  fs.writeFileSync(file, `<!doctype html>${page}\n`)
  return file
}

function findModule({peers}: Setting, name: string): string | undefined {
  try {
    return createRequire(path.resolve(peers, 'peers.js')).resolve(name)
  } catch {
    return undefined
  }
}
