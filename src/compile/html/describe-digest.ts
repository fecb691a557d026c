/** Say what the page is to machines that read no text: Open Graph and schema.org. */

import {createHash} from 'node:crypto'
import type {Element} from 'hast'
import type {Chapter, Digest} from '../../model.ts'
import {h} from 'hastscript'

export interface Description {
  /** Elements for the head. */
  readonly elements: ReadonlyArray<Element>
  /** Hash of what is in the data, by which a policy lets it stand (CSP level 3, 2.3.1). */
  readonly hash: string
}

export function describeDigest(digest: Digest): Description {
  const {description, lang, title} = digest.meta
  const properties = [
    ['og:title', title],
    ['og:type', 'book'],
    ['og:locale', lang.replace('-', '_')],
    ...(description === undefined ? [] : [['og:description', description]])
  ]
  const json = writeJson(toBook(digest))
  return {
    elements: [
      ...properties.map(([property, content]) => h('meta', {property, content})),
      // Data, not a script: no browser runs it.
      h('script', {type: 'application/ld+json'}, json)
    ],
    hash: `sha256-${createHash('sha256').update(json).digest('base64')}`
  }
}

function toBook({front, meta, parts}: Digest): object {
  return {
    '@context': 'https://schema.org',
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
    publisher: meta.publisher && {'@type': 'Organization', name: meta.publisher},
    hasPart: [...front, ...parts.flatMap((part) => part.chapters)].map(toChapter)
  }
}

function toChapter({byline, date, id, kind, lang, source, title, url}: Chapter): object {
  return {
    '@type': kind === 'article' ? 'Article' : 'Chapter',
    name: title,
    inLanguage: lang,
    author: byline && {'@type': 'Person', name: byline},
    datePublished: date,
    publisher: source && {'@type': 'Organization', name: source},
    isBasedOn: url,
    url: `#${id}`
  }
}

/** Nothing in it may end the element early. */
function writeJson(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
