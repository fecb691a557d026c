/**
 * Extractors, each from the bytes of a page to the plain text of its article.
 *
 * Peers are none of our dependencies: they are loaded from a folder in which whoever
 * measures has installed them. Those that want a document get one that parse5 parsed
 * and linkedom holds, which is how Readability did best in our own comparison.
 */

import fs from 'node:fs'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import {defaultTreeAdapter as adapter, parse, type DefaultTreeAdapterTypes} from 'parse5'
import type {RawFile} from '../../src/model.ts'
import {loadRules} from '../../src/io.ts'
import {cleanFile, readRulePacks} from '../../src/pipeline.ts'
import {readArticle} from '../../src/read/read-article.ts'
import {textOfHtml, textOfTree} from './plain-text.ts'

export interface Input {
  readonly bytes: Uint8Array
  readonly url: string
}

export type Extract = (input: Input) => string | Promise<string>

export interface Peer {
  readonly name: string
  readonly extract: Extract
}

/** Loads what an extractor consists of, by its path below `node_modules`. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- modules of others, whose types are not here
type Load = (module: string) => Promise<any>

type HtmlNode = DefaultTreeAdapterTypes.Node

// Some peers refuse an address that is none.
const unknownUrl = 'https://example.com/'
/** Bytes among which a page says in which encoding it is. */
const headLength = 4096

const openers: Readonly<Record<string, (load: Load) => Promise<Extract>>> = {
  fascicle: openFascicle,
  'fascicle-read': openFascicleRead,
  readability: openReadability,
  defuddle: openDefuddle,
  extractus: openExtractus,
  wrtnlabs: openWrtnlabs,
  'all-text': () => Promise.resolve((input) => textOfHtml(decode(input.bytes)))
}

/** Names of all extractors. */
export const peerNames: ReadonlyArray<string> = Object.keys(openers)

/** Load extractors by name; what is missing is said, and left out. */
export async function openPeers(names: ReadonlyArray<string>, folder: string): Promise<Peer[]> {
  const load: Load = async function (module) {
    const file = path.resolve(folder, 'node_modules', module)
    if (!fs.existsSync(file)) throw new Error(`expected ${module} in ${path.resolve(folder, 'node_modules')}`)
    return import(pathToFileURL(file).href)
  }

  const peers: Peer[] = []
  for (const name of names) {
    const open = openers[name]
    if (!open) throw new Error(`Unexpected peer ${name}, expected ${peerNames.join(', ')}`)
    try {
      peers.push({name, extract: await open(load)})
    } catch (error) {
      console.error(`${name} is left out: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  return peers
}

const fileOf = ({bytes, url}: Input): RawFile => ({
  path: 'page.html',
  bytes,
  ...(url !== unknownUrl && {about: {url}})
})

/** The whole product: read, and cleaned. */
async function openFascicle(): Promise<Extract> {
  const rules = readRulePacks(loadRules())
  return function (input) {
    const {article} = cleanFile(fileOf(input), {rules})
    return article ? textOfTree(article.tree) : ''
  }
}

/** Reading alone: what is left when the frames of the page are taken away. */
async function openFascicleRead(): Promise<Extract> {
  return function (input) {
    const {article} = readArticle(fileOf(input), {id: 'page'})
    return article ? textOfTree(article.tree) : ''
  }
}

async function openReadability(load: Load): Promise<Extract> {
  const {Readability} = await load('@mozilla/readability/index.js')
  const create = await openDocuments(load)
  return ({bytes, url}) => textOfHtml(new Readability(create(decode(bytes), url)).parse()?.content ?? '')
}

async function openDefuddle(load: Load): Promise<Extract> {
  const {Defuddle} = await load('defuddle/dist/node.js')
  const create = await openDocuments(load)
  return async function ({bytes, url}) {
    const {content} = await Defuddle(create(decode(bytes), url), url, {useAsync: false})
    return textOfHtml(content ?? '')
  }
}

async function openExtractus(load: Load): Promise<Extract> {
  const {extractFromHtml} = await load('@extractus/article-extractor/esm/mod.js')
  return async ({bytes, url}) => textOfHtml((await extractFromHtml(decode(bytes), url))?.content ?? '')
}

async function openWrtnlabs(load: Load): Promise<Extract> {
  const {extractContent} = await load('@wrtnlabs/web-content-extractor/dist/lib.js')
  return ({bytes}) => extractContent(decode(bytes)).content ?? ''
}

/**
 * Text of a page: UTF-8 where it can be, for a page that was saved may declare what it
 * was before; of pages that declare nothing, those of the sets that are not UTF-8 are
 * Chinese. Peers leave this to their callers, so that all get the same.
 */
function decode(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, headLength))
  const declared = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1]
  const mark = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : undefined
  try {
    return new TextDecoder(mark ?? 'utf-8', {fatal: true}).decode(bytes)
  } catch {
    return decodeAs(declared ?? 'gb18030', bytes)
  }
}

function decodeAs(label: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

/** Documents of linkedom, built from what parse5 parsed. */
async function openDocuments(load: Load) {
  const {parseHTML} = await load('linkedom/esm/index.js')
  return function (html: string, url: string) {
    const {document} = parseHTML('<!doctype html><html></html>')
    Object.defineProperty(document, 'documentURI', {value: url, configurable: true})
    Object.defineProperty(document, 'baseURI', {value: url, configurable: true})
    const page = parse(html, {scriptingEnabled: false})
    const root = page.childNodes.find((node) => node.nodeName === 'html')
    if (root) fill(document.documentElement, root, document)
    return document
  }
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a DOM without types
function fill(element: any, node: HtmlNode, document: any): void {
  if (!adapter.isElementNode(node)) return
  for (const {name, value} of node.attrs) element.setAttribute(name, value)
  for (const child of node.childNodes) {
    if (adapter.isTextNode(child)) element.appendChild(document.createTextNode(child.value))
    if (!adapter.isElementNode(child)) continue
    const isHtml = child.namespaceURI === 'http://www.w3.org/1999/xhtml'
    const made = isHtml
      ? document.createElement(child.tagName)
      : document.createElementNS(child.namespaceURI, child.tagName)
    element.appendChild(made)
    fill(made, child, document)
  }
}
