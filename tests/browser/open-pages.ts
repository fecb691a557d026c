/**
 * Open editions in a real browser.
 *
 * What runs inside a page stands in `in-page.js`: it is plain JavaScript, since
 * nothing else here knows a document. It is asked by name, with and without
 * scripts in the page.
 */

import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import {chromium, type Browser, type BrowserContextOptions, type Page} from 'playwright-core'
import type {Digest} from '../../src/model.ts'
import {drawCover} from '../../src/compile/cover/index.ts'
import {openFaces} from '../../src/compile/faces.ts'
import {compileHtml} from '../../src/compile/html/index.ts'
import {readTokens} from '../../src/compile/theme.ts'
import {everyBlock} from '../compile/make-every-block.ts'
import {readDigest, sample, world} from '../compile/read-press.ts'

export const themes = ['literary', 'broadsheet', 'brief'] as const
const seeds = new URL('../../../shared/seeds', import.meta.url).pathname
/** A browser of this machine, if it has one. */
export const executablePath = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
].find((path) => path && existsSync(path))

export const screens = {
  wide: {width: 1440, height: 900},
  middle: {width: 1024, height: 768},
  narrow: {width: 390, height: 844},
  least: {width: 320, height: 568}
} as const

/** Where a note stands. */
export interface Place {
  readonly name: string
  /** Beside the text, rather than in it. */
  readonly isBeside: boolean
  /** How far below its call it begins. */
  readonly below: number
  readonly bottom: number
  readonly chapterEnd: number
}

export interface Stop {
  readonly name: string
  /** An outline that can be seen. */
  readonly isMarked: boolean
  /** Inside the viewport, with nothing over it. */
  readonly isSeen: boolean
}

export interface Shown {
  readonly isFixed: boolean
  /** Its text is inside the viewport, with nothing over it. */
  readonly isReadable: boolean
  readonly scroll: number
}

/** Functions of `in-page.js`. */
export interface InPage {
  findOverflow: () => string[]
  findClipped: () => string[]
  findCollisions: () => string[]
  addStyle: (text: string) => void
  placeNotes: () => Place[]
  showCall: (id: string) => {x: number; y: number; scroll: number}
  findBackLink: (id: string) => {x: number; y: number; name: string}
  lookAtNote: (id: string) => Shown
  listCalls: () => string[]
  isFocusIn: (selector: string) => boolean
  isInView: (id: string) => boolean
  focus: (id: string) => void
  focused: () => string
  listStops: () => string[]
  lookAtFocus: () => Stop
  listLinks: () => string[]
  pointAtLink: (index: number) => {x: number; y: number; isSeen: boolean}
  lookAtTarget: (index: number) => {top: number; isAtEnd: boolean; isContentsSeen: boolean}
  readColours: (selector: string) => {colour: string; background: string}
  listTexts: () => string[]
}

const script = readFileSync(new URL('in-page.js', import.meta.url), 'utf8')

/** Ask a function of `in-page.js`. */
export function ask<Name extends keyof InPage>(
  page: Page,
  name: Name,
  ...parameters: Parameters<InPage[Name]>
): Promise<ReturnType<InPage[Name]>> {
  const list = parameters.map((parameter) => JSON.stringify(parameter)).join()
  return page.evaluate<ReturnType<InPage[Name]>>(`(() => {${script}\nreturn ${name}(${list})})()`)
}

export interface Shelf {
  /** A page of one of the editions; what it says and asks for is kept in `noise`. */
  open: (name: string, options?: BrowserContextOptions) => Promise<Page>
  /** Requests that leave the page, what it complains about, and faults in its scripts. */
  readonly noise: string[]
  close: () => Promise<void>
}

/** Show a page from its start, on a screen of this size. */
export async function show(page: Page, screen: {width: number; height: number}): Promise<void> {
  await page.setViewportSize(screen)
  // To the address without its fragment, which loads it again.
  await page.goto(page.url().split('#')[0] ?? '')
}

/** Names of the editions that are here, a digest in a theme: the sample in all, what is odd in one. */
export const editions = [
  ...(existsSync(seeds) ? ['seeds in broadsheet'] : []),
  ...themes.map((theme) => `sample in ${theme}`),
  'every-block in literary'
]

/** Start a browser that asks nothing of the network by itself. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(executablePath === undefined ? {} : {executablePath}),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync'
    ]
  })
}

/** Compile the editions, and start a browser that shows them. */
export async function openShelf(): Promise<Shelf> {
  const folder = mkdtempSync(join(tmpdir(), 'fascicle-'))
  const digests: Record<string, Digest | undefined> = {
    sample,
    'every-block': everyBlock,
    seeds: existsSync(seeds) ? await readDigest(seeds) : undefined
  }
  for (const edition of editions) {
    const [digest = '', theme = ''] = edition.split(' in ')
    writeFileSync(join(folder, `${edition}.html`), compile(digests[digest], theme))
  }

  const browser = await openBrowser()
  const noise: string[] = []

  return {
    noise,
    async open(name, options = {}) {
      // Smooth scrolling takes its time: only who asks for it gets it.
      const context = await browser.newContext({
        javaScriptEnabled: false,
        reducedMotion: 'reduce',
        ...options
      })
      const page = await context.newPage()
      const url = pathToFileURL(join(folder, `${name}.html`)).href
      page.on('request', (request) => {
        if (request.url().split('#')[0] !== url && !request.url().startsWith('data:'))
          noise.push(request.url())
      })
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) noise.push(message.text())
      })
      page.on('pageerror', (fault) => noise.push(String(fault)))
      await page.goto(url)
      return page
    },
    async close() {
      await browser.close()
      rmSync(folder, {recursive: true})
    }
  }
}

function compile(digest: Digest | undefined, name: string): Uint8Array {
  const theme = world.theme(name)
  if (!digest || !theme) throw new Error(`Expected a digest and theme \`${name}\``)
  const themed = {...digest, theme}
  const cover = drawCover(themed, readTokens(theme), openFaces(world.faces))
  return compileHtml(themed, {cover, templates: world.templates('html')}).bytes
}
