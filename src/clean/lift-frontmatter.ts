/**
 * remark plugin to lift front matter into metadata.
 *
 * What a clipper or a blog wrote there says title, author, date, source and address in
 * its own words for them; the rest is of no use to a reader. Where the front matter is
 * lines of text (`Author: ...`), as exporters put it under the title, in a list, a quote or a
 * table, it is lifted as long as every line has a label and most labels are known.
 */

import type {Code, Nodes, Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import {toString} from 'mdast-util-to-string'
import {placeOf} from '../trace.ts'
import {dropNode} from './drop-node.ts'
import {readFrontMatter, readProperty, type Property} from './read-properties.ts'
import {isHeld, record} from './ledger.ts'
import {readDate} from './read-credit.ts'

const block = {
  rule: 'lift-frontmatter:block',
  kind: 'lift',
  why: 'Front matter: metadata for machines'
} as const
const lines = {
  rule: 'lift-frontmatter:lines',
  kind: 'lift',
  why: 'Lines of metadata that an exporter wrote',
  confidence: 0.9
} as const

const address = /^https?:\/\/\S+$/
/** A link between notes, as vaults write it: `[[page|text]]`. */
const wikiLink = /\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]/g
/** So far down stands what an exporter writes: behind title and cover. */
const headSize = 6
const lineEnding = /\r\n|[\n\r\u2028\u2029]/

/** Lift front matter. */
export function remarkLiftFrontmatter() {
  return function (tree: Root, file: VFile): void {
    liftBlock(tree, file)
    liftLines(tree, file)
  }
}

function liftBlock(tree: Root, file: VFile): void {
  const index = tree.children.slice(0, headSize).findIndex((node) => node.type === 'yaml')
  const node = tree.children[index]
  if (node?.type !== 'yaml') return
  const place = placeOf(node)
  const raw = String(file.value).slice(...place)
  if (isHeld(file, {...block, place})) {
    // An edition prints no front matter; as a piece of code it stands there as it is written.
    const code: Code = {type: 'code', lang: raw.startsWith('+++') ? 'toml' : 'yaml', value: raw}
    if (node.position) code.position = node.position
    tree.children[index] = code
    return
  }

  keep(readFrontMatter(raw, node.value), file)
  tree.children.splice(index, 1)
  record(file, {...block, place})
}

function liftLines(tree: Root, file: VFile): void {
  const raw = String(file.value)
  const run: RootContent[] = []
  const found: Property[] = []
  let isTitled = false
  for (const node of tree.children.slice(0, headSize * 2)) {
    const properties = readNode(node, raw)
    if (properties) {
      run.push(node)
      found.push(...properties)
    } else if (found.length > 0 || !mayStandBefore(node)) break
    else if (isLabel(node)) run.push(node)
    else isTitled ||= node.type === 'heading'
  }

  const known = found.filter(({isKnown}) => isKnown).length
  const hasAddress = found.some(({field, value}) => field === 'url' && address.test(value))
  // One line of credit is another plugin's; the address of the page is no credit.
  if (known * 2 < found.length || (known < 2 && !hasAddress)) return
  const lifted = run.filter((node) => dropNode(file, node, [tree], lines))
  // A heading is the title as the page has it.
  const said = isTitled ? found.filter(({field}) => field !== 'title') : found
  if (lifted.length === run.length) keep(said, file)
}

/** A heading over such lines. */
function isLabel(node: RootContent): boolean {
  return node.type === 'heading' && /^(?:metadata|properties)$/i.test(toString(node).trim())
}

/** Title, cover and rules may stand before such lines. */
function mayStandBefore(node: RootContent): boolean {
  if (node.type === 'heading' || node.type === 'thematicBreak' || node.type === 'html') return true
  return node.type === 'paragraph' && node.children.every((child) => child.type === 'image')
}

/** What a node says if each of its lines has a label. */
function readNode(node: RootContent, raw: string): Property[] | undefined {
  if (!['paragraph', 'list', 'blockquote', 'table'].includes(node.type)) return
  const properties: Property[] = []
  for (const line of raw.slice(...placeOf(node)).split(lineEnding)) {
    if (/^[\s>|:-]*$/.test(line)) continue
    const found = readProperty(line)
    if (!found) return
    properties.push(...found)
  }

  // Text that no line of the raw text shows, as in a list of lists, is no metadata.
  return properties.length > 0 && !hasPicture(node) && toString(node).length < longest
    ? properties
    : undefined
}

/** More than this is text with a label before it. */
const longest = 600

function hasPicture(node: Nodes): boolean {
  return (
    node.type === 'image' || ('children' in node && node.children.some((child: Nodes) => hasPicture(child)))
  )
}

/** Keep what was found first; a day of saving is the article's only where nothing says where it was saved from. */
function keep(properties: ReadonlyArray<Property>, file: VFile): void {
  const metadata = (file.data.metadata ??= {})
  const isClip = properties.some(({value}) => address.test(value))
  for (const {field, value} of properties) {
    if (field === undefined || field === 'saved' || value === '') continue
    const to = field === 'source' && address.test(value) ? 'url' : field
    if (to === 'url' && !address.test(value)) continue
    const text =
      to === 'date' ? readDate(value.replace(/^[<[]/, '')) : to === 'lang' ? readLang(value) : tidy(value)
    if (text !== undefined && text !== '') metadata[to] ??= text
  }

  const saved = properties.find(({field, value}) => field === 'saved' && value !== '')
  if (saved && !isClip) metadata.date ??= readDate(saved.value)
}

/** The script of Chinese by its region, or another language; Chinese of no script is found by its characters. */
function readLang(value: string): string | undefined {
  const [language = '', ...rest] = value.toLowerCase().replaceAll('_', '-').split('-')
  if (language !== 'zh') return /^[a-z]{2,3}$/.test(language) ? language : undefined
  if (rest.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part))) return 'zh-Hant'
  return rest.some((part) => ['hans', 'cn', 'sg'].includes(part)) ? 'zh-Hans' : undefined
}

/** A value as it is printed: without the marks of a vault, of an author only the name. */
function tidy(value: string): string {
  return value
    .replace(wikiLink, '$1')
    .replace(/\s+/g, ' ')
    .replace(/^by(?=\s)/i, '')
    .trim()
}
