/** Say what a page is to machines that read no text: Open Graph and schema.org. */

import type {Element} from 'hast'
import type {Chapter, Digest} from '../../model.ts'
import {h} from 'hastscript'
import {writeUrl} from '../write-url.ts'
import {writeJson, type Script} from './make-head.ts'

export interface Description {
  readonly elements: ReadonlyArray<Element>
  readonly script: Script
}

/** Where chapters stand: `#id` in one page, a page of a site else. */
export type AddressOf = (chapter: Chapter) => string

/** @param address of the page, where one is known. */
export function describeDigest(digest: Digest, addressOf: AddressOf, address?: string): Description {
  const {description, lang, title} = digest.meta
  return {
    elements: makeProperties({title, type: 'book', lang, description, address}),
    script: toScript({
      ...toBook(digest),
      hasPart: listChapters(digest).map((chapter) => toChapter(chapter, addressOf))
    })
  }
}

/** The same for a page that holds one chapter. */
export function describeChapter(
  {meta}: Digest,
  chapter: Chapter,
  addressOf: AddressOf,
  address?: string
): Description {
  const {lang, title} = chapter
  const book = {'@type': 'Book', '@id': meta.identifier, name: meta.title}
  return {
    elements: makeProperties({title, type: 'article', lang, site: meta.title, address}),
    script: toScript({...toChapter(chapter, addressOf), isPartOf: book})
  }
}

/** All chapters in the order in which they are read. */
export function listChapters({front, parts, back}: Digest): ReadonlyArray<Chapter> {
  return [...front, ...parts.flatMap((part) => part.chapters), ...back]
}

interface Properties {
  readonly title: string
  readonly type: string
  readonly lang: string
  readonly site?: string
  readonly description?: string | undefined
  readonly address?: string | undefined
}

function makeProperties({title, type, lang, site, description, address}: Properties): Element[] {
  const rows: ReadonlyArray<readonly [string, string | undefined]> = [
    ['og:title', title],
    ['og:type', type],
    ['og:locale', lang.replace('-', '_')],
    ['og:site_name', site],
    ['og:description', description],
    ['og:url', address]
  ]
  return rows.flatMap(([property, content]) =>
    content === undefined ? [] : [h('meta', {property, content})]
  )
}

function toScript(value: object): Script {
  return {type: 'application/ld+json', text: writeJson({'@context': 'https://schema.org', ...value})}
}

function toBook({meta}: Digest): object {
  return {
    '@type': 'Book',
    '@id': meta.identifier,
    name: meta.title,
    alternativeHeadline: meta.subtitle,
    description: meta.description,
    inLanguage: meta.lang,
    datePublished: meta.date,
    dateModified: meta.modified,
    volumeNumber: meta.number,
    editor: meta.editor && {'@type': 'Person', name: meta.editor},
    publisher: meta.publisher && {'@type': 'Organization', name: meta.publisher}
  }
}

function toChapter(chapter: Chapter, addressOf: AddressOf): object {
  const {byline, date, kind, lang, source, title, url} = chapter
  return {
    '@type': kind === 'article' ? 'Article' : 'Chapter',
    name: title,
    inLanguage: lang,
    author: byline && {'@type': 'Person', name: byline},
    datePublished: date,
    publisher: source && {'@type': 'Organization', name: source},
    isBasedOn: url && writeUrl(url),
    url: addressOf(chapter)
  }
}
