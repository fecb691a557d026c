/**
 * remark plugin to lift front matter into metadata.
 *
 * What a clipper or a blog wrote there says title, author, date, source and address in
 * its own words for them; the rest is of no use to a reader.
 */

import type {Root} from 'mdast'
import type {VFile} from 'vfile'
import {parseDocument} from 'yaml'
import {placeOf} from '../trace.ts'
import {record} from './ledger.ts'
import {readDate} from './read-credit.ts'

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
const line = /^([\w-]+)\s*[:=]\s*["']?(.*?)["']?\s*$/gm

/** Lift front matter. */
export function remarkLiftFrontmatter() {
  return function (tree: Root, file: VFile): void {
    const [node] = tree.children
    if (node === undefined || (node.type !== 'yaml' && (node.type as string) !== 'toml')) return
    const metadata = (file.data.metadata ??= {})
    for (const [key, value] of readPairs('value' in node ? node.value : '')) {
      const field = fields[key.toLowerCase().replaceAll('-', '_')]
      if (field === undefined || value === '') continue
      const to = field === 'source' && address.test(value) ? 'url' : field
      metadata[to] ??= to === 'date' ? readDate(value) : value
    }

    tree.children.splice(0, 1)
    record(file, {
      rule: 'lift-frontmatter:block',
      kind: 'lift',
      place: placeOf(node),
      why: 'Front matter: metadata for machines'
    })
  }
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
