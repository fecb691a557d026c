/** Make the feed of a site: Atom (RFC 4287), an entry for each article, the newest first. */

import type {Element as XastElement} from 'xast'
import type {Chapter, Digest} from '../../model.ts'
import {createHash} from 'node:crypto'
import {toString} from 'hast-util-to-string'
import {x} from 'xastscript'
import {toXml} from 'xast-util-to-xml'
import {rootOf} from '../list-sections.ts'
import type {Pages} from './name-pages.ts'

export interface FeedOptions {
  /** Where the site will stand; without it links are relative to the feed. */
  readonly address: string | undefined
  readonly pages: Pages
}

export const feedFile = 'feed.xml'

// Characters of an opening, for who chooses what to read.
const openingSize = 200

export function makeFeed(digest: Digest, options: FeedOptions): string {
  const {meta, parts} = digest
  const {address = ''} = options
  const entries = parts
    .flatMap((part) => part.chapters.filter(({kind}) => kind === 'article'))
    .map((chapter, index) => ({chapter, index, date: instant(chapter.date)}))
    // An article without a day stands behind those that have one.
    .sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? 1 : a.date === b.date ? a.index - b.index : -1))
  const author = [meta.editor, meta.publisher, meta.title].find((name) => name !== undefined)
  const xml = toXml([
    {type: 'instruction', name: 'xml', value: 'version="1.0" encoding="utf-8"'},
    x('feed', {xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': meta.lang}, [
      x('title', meta.title),
      x('subtitle', meta.description ?? meta.subtitle ?? ''),
      x('id', meta.identifier),
      x('updated', instant(meta.modified) ?? ''),
      x('author', [x('name', author ?? '')]),
      ...(meta.rights === undefined ? [] : [x('rights', meta.rights)]),
      x('link', {rel: 'alternate', type: 'text/html', href: address || './'}),
      x('link', {rel: 'self', type: 'application/atom+xml', href: address + feedFile}),
      ...entries.map(({chapter, date}) => makeEntry(chapter, date, digest, options))
    ])
  ])
  // XML keeps `]]>` for the end of CDATA.
  return xml.replaceAll(']]>', ']]&gt;')
}

function makeEntry(
  chapter: Chapter,
  date: string | undefined,
  {meta}: Digest,
  {address = '', pages}: FeedOptions
): XastElement {
  const {byline, lang, title} = chapter
  return x('entry', {'xml:lang': lang}, [
    x('title', title),
    x('id', `${meta.identifier}#${hash(chapter.id)}`),
    x('link', {rel: 'alternate', type: 'text/html', href: address + pages.fileOf(chapter)}),
    x('updated', instant(meta.modified) ?? ''),
    ...(date === undefined ? [] : [x('published', date)]),
    ...(byline === undefined ? [] : [x('author', [x('name', byline)])]),
    x('summary', openingOf(chapter))
  ])
}

/** An id is an address (RFC 3987), so that no letter of a file's name may stand in it. */
function hash(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 16)
}

function instant(date: string | undefined): string | undefined {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(date ?? '')
  return match ? `${match[1]}-${match[2] ?? '01'}-${match[3] ?? '01'}T00:00:00Z` : undefined
}

/** The first words of the first paragraph. */
function openingOf(chapter: Chapter): string {
  const first = rootOf(chapter).children.find((child) => child.type === 'element' && child.tagName === 'p')
  const characters = Array.from(first ? toString(first) : '')
  return characters.length > openingSize
    ? `${characters.slice(0, openingSize).join('')}\u2026`
    : characters.join('')
}
