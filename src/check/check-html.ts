/**
 * Check an HTML edition: one file that loads nothing, runs nothing but what its
 * own policy names, and can be found through by whoever does not see it.
 */

import {createHash} from 'node:crypto'
import type {Element, Root} from 'hast'
import type {Checked, CheckRule, CheckTable, Spot} from './types.ts'
import {fromHtml} from 'hast-util-from-html'
import {applyRules, showBytes} from './apply-rules.ts'
import {findAddresses} from './find-addresses.ts'
import {groupBy} from './group-by.ts'
import {textOf, walkHtml} from './walk-tree.ts'

// What a page may be with its pictures, and what of it may be markup and text: a digest of a million
// characters has four megabytes, and a parser holds some fifty times of what it reads.
const sizeLimit = 256_000_000
const markupLimit = 10_000_000
// Pictures stand in the page as data; nothing is asked of them here.
const data = /(?<=["'(]data:)[^"'()<>\s]{100,}/gi

interface Page {
  readonly elements: ReadonlyArray<Element>
  readonly ids: ReadonlyMap<string, ReadonlyArray<Element>>
}

const htmlChecks: CheckTable<Page> = {
  request: {needs: [], run: checkRequests},
  script: {needs: [], run: checkScripts},
  'no-title': {needs: [], run: (page) => unless(page, 'title', (element) => textOf(element).trim() !== '')},
  'no-lang': {needs: [], run: (page) => unless(page, 'html', (element) => has(element, 'lang'))},
  'no-main': {needs: [], run: (page) => unless(page, 'main', () => true)},
  'no-viewport': {
    needs: [],
    run: (page) => unless(page, 'meta', ({properties}) => properties['name'] === 'viewport')
  },
  'no-alt': {needs: [], run: checkAlt},
  'heading-order': {needs: [], run: checkHeadings},
  'duplicate-id': {needs: [], run: checkIds},
  'broken-link': {needs: [], run: checkLinks}
}

export function checkHtml(bytes: Uint8Array, rules: ReadonlyArray<CheckRule>): Checked {
  const mend = 'Split the page, or give its pictures their own files'
  const refuse = (reason: string): Checked => ({refused: {id: 'page-too-large', reason, mend}})
  const text = bytes.length > sizeLimit ? '' : new TextDecoder().decode(bytes).replace(data, ',')
  if (bytes.length > sizeLimit || text.length > markupLimit)
    return refuse(
      `Unexpected page of ${showBytes(text.length || bytes.length)}, expected at most ${showBytes(markupLimit)} beside its pictures`
    )
  const tree = parsePage(text)
  if (!tree) return refuse('Unexpected page that is nested too deep, expected one that a browser lays out')
  const elements = [...walkHtml(tree)]
  const named = elements.filter(({properties}) => properties['id'] !== undefined)
  const page = {elements, ids: groupBy(named, ({properties}) => String(properties['id']))}
  return {findings: applyRules(page, rules, htmlChecks)}
}

// The parser's tree is made by recursion, and a page may be nested deeper than the stack.
function parsePage(text: string): Root | undefined {
  try {
    return fromHtml(text)
  } catch (error) {
    if (error instanceof RangeError) return
    throw error
  }
}

function spotAt({position}: Element, values: Spot['values'] = {}): Spot {
  return {line: position?.start.line, column: position?.start.column, values}
}

function* unless({elements}: Page, name: string, test: (element: Element) => boolean): Iterable<Spot> {
  if (!elements.some((element) => element.tagName === name && test(element))) yield {}
}

function* checkRequests({elements}: Page): Iterable<Spot> {
  for (const element of elements)
    for (const address of findAddresses(element)) yield spotAt(element, {address: shorten(address)})
}

function* checkScripts({elements}: Page): Iterable<Spot> {
  const policies = elements.flatMap(({properties, tagName}) =>
    tagName === 'meta' && /^content-security-policy$/i.test([properties['httpEquiv']].join())
      ? [String(properties['content'])]
      : []
  )
  for (const element of elements) {
    const {properties, tagName} = element
    const isData = /json/i.test(String(properties['type'] ?? ''))
    const isScript = tagName === 'script' && !isData && !isNamed(element, policies)
    const handler = Object.keys(properties).find((name) => /^on[A-Z]/.test(name))
    const isLink = /^\s*javascript:/i.test(String(properties['href'] ?? properties['action'] ?? ''))
    const what = isScript ? 'script' : (handler?.toLowerCase() ?? (isLink ? 'javascript:' : undefined))
    if (what !== undefined) yield spotAt(element, {what})
  }
}

/** Whether the page's own policy names a script that stands in it by its hash. */
function isNamed(script: Element, policies: ReadonlyArray<string>): boolean {
  const hash = createHash('sha256').update(textOf(script)).digest('base64')
  return !has(script, 'src') && policies.some((policy) => policy.includes(`'sha256-${hash}'`))
}

function* checkAlt({elements}: Page): Iterable<Spot> {
  for (const element of elements) {
    if (element.tagName === 'img' && element.properties['alt'] === undefined) yield spotAt(element)
    const isDrawing = element.tagName === 'svg' && element.properties['role'] === 'img'
    if (isDrawing && !has(element, 'ariaLabel') && !has(element, 'ariaLabelledBy') && !hasTitle(element))
      yield spotAt(element)
  }
}

function* checkHeadings({elements}: Page): Iterable<Spot> {
  let before = 0
  for (const element of elements) {
    const level = Number(/^h([1-6])$/.exec(element.tagName)?.[1] ?? 0)
    if (level === 0) continue
    if (level > before + 1)
      yield spotAt(element, {heading: `h${level}`, before: before === 0 ? 'none' : `h${before}`})
    before = level
  }
}

function* checkIds({ids}: Page): Iterable<Spot> {
  for (const [id, [, second]] of ids) if (second) yield spotAt(second, {id})
}

function* checkLinks({elements, ids}: Page): Iterable<Spot> {
  for (const element of elements) {
    const href = String(element.properties['href'] ?? '')
    if (element.tagName !== 'a' || !href.startsWith('#')) continue
    const id = href.slice(1)
    // The empty one and `top` lead to the head of every page.
    if (id !== '' && id !== 'top' && !ids.has(id) && !ids.has(decodeId(id))) yield spotAt(element, {href})
  }
}

function decodeId(id: string): string {
  return new URLSearchParams(`id=${id.replaceAll('+', '%2B').replaceAll('&', '%26')}`).get('id') ?? id
}

function has({properties}: Element, name: string): boolean {
  return String(properties[name] ?? '').trim() !== ''
}

function hasTitle({children}: Element): boolean {
  return children.some((kid) => kid.type === 'element' && kid.tagName === 'title')
}

// An address may be a picture.
function shorten(address: string): string {
  return address.length > 80 ? `${address.slice(0, 79)}\u2026` : address
}
