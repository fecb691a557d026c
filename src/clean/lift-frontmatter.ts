/**
 * remark plugin to lift front matter into metadata.
 *
 * What a clipper or a blog wrote there says title, author, date, source and address in
 * its own words for them; the rest is of no use to a reader.
 */

import type {Code, Root} from 'mdast'
import type {VFile} from 'vfile'
import {parseDocument} from 'yaml'
import {placeOf} from '../trace.ts'
import {isHeld, record} from './ledger.ts'
import {readDate} from './read-credit.ts'

const rule = 'lift-frontmatter:block'

type Field = 'title' | 'byline' | 'date' | 'source' | 'url'

const fields: Readonly<Record<string, Field>> = {
  title: 'title',
  author: 'byline',
  authors: 'byline',
  byline: 'byline',
  creator: 'byline',
  date: 'date',
  published: 'date',
  publish_date: 'date',
  published_date: 'date',
  date_published: 'date',
  created: 'date',
  source: 'source',
  site: 'source',
  publisher: 'source',
  url: 'url',
  link: 'url',
  source_url: 'url',
  original_url: 'url'
}
const address = /^https?:\/\/\S+$/
/** A link between notes, as vaults write it: `[[page|text]]`. */
const wikiLink = /\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]/g
const line = /^([\w-]+)\s*[:=]\s*["']?(.*?)["']?\s*$/gm

/** Lift front matter. */
export function remarkLiftFrontmatter() {
  return function (tree: Root, file: VFile): void {
    const [node] = tree.children
    if (node === undefined || (node.type !== 'yaml' && (node.type as string) !== 'toml')) return
    const place = placeOf(node)
    if (isHeld(file, {rule, kind: 'lift', place})) {
      // An edition prints no front matter; as a piece of code it stands there as it is written.
      const code: Code = {type: 'code', lang: node.type, value: String(file.value).slice(...place)}
      if (node.position) code.position = node.position
      tree.children[0] = code
      return
    }

    const metadata = (file.data.metadata ??= {})
    for (const [key, value] of readPairs('value' in node ? node.value : '')) {
      const field = fields[key.toLowerCase().replaceAll('-', '_')]
      if (field === undefined || value === '') continue
      const to = field === 'source' && address.test(value) ? 'url' : field
      metadata[to] ??= to === 'date' ? readDate(value) : tidy(value)
    }

    tree.children.splice(0, 1)
    record(file, {
      rule,
      kind: 'lift',
      place,
      why: 'Front matter: metadata for machines'
    })
  }
}

/** A value as it is printed: without the marks of a vault, of an author only the name. */
function tidy(value: string): string {
  return value
    .replace(wikiLink, '$1')
    .replace(/\s+/g, ' ')
    .replace(/^by(?=\s)/i, '')
    .trim()
}

function readPairs(value: string): [string, string][] {
  const document = parseDocument(value, {uniqueKeys: false, schema: 'failsafe'})
  const content: unknown = document.errors.length === 0 ? document.toJS() : undefined
  if (content === null || typeof content !== 'object') {
    // Broken YAML, as titles with colons make it, or TOML: line by line.
    return [...value.matchAll(line)].map((match) => [match[1] ?? '', match[2] ?? ''])
  }

  return Object.entries(content).map(([key, item]) => [
    key,
    Array.isArray(item) ? item.join(', ') : String(item ?? '')
  ])
}
