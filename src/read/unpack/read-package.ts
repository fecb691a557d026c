/**
 * Read the package of an EPUB: what the book says of itself, which documents
 * it is read in, and what each of them is called and is for.
 */

import type {XmlDocument, XmlElement} from '@rgrove/parse-xml'
import type {Metadata} from '../../model.ts'
import {elementsOf, findElements, localName, parseXml} from '../../parse-xml.ts'
import {joinNames, makeMetadata} from './make-metadata.ts'
import {resolveEntry} from './resolve-entry.ts'

export interface PackageItem {
  /** Name of its file in the archive. */
  readonly name: string
  readonly mediaType: string
}

export interface Package {
  readonly title: string | undefined
  /** Address that the whole book was taken from. */
  readonly url: string | undefined
  /** What holds of each of its chapters; the book is their source. */
  readonly metadata: Metadata
  readonly items: ReadonlyArray<PackageItem>
  readonly spine: ReadonlyArray<PackageItem & {readonly isLinear: boolean}>
  /** What the reading order names and the package does not have, or has outside of the archive. */
  readonly lost: ReadonlyArray<string>
  /** Names of the documents that list its contents, the newer kind first. */
  readonly contents: ReadonlyArray<string>
  /** What documents are for, by their names; what stands in the midst of one is not told here. */
  readonly kinds: ReadonlyMap<string, string>
}

/**
 * @param name name of the package's file in the archive.
 * @returns undefined where it is no package.
 */
export function readPackage(text: string, name: string): Package | undefined {
  const document = parseXml(text.trim())
  if (!document?.root || localName(document.root) !== 'package') return
  const items = new Map<string, PackageItem & {properties: string}>()
  for (const {attributes} of below(document, 'manifest', 'item')) {
    const {id, href, properties = ''} = attributes
    const entry = href === undefined ? undefined : resolveEntry(name, href)
    if (id !== undefined && entry)
      items.set(id, {name: entry.name, mediaType: (attributes['media-type'] ?? '').toLowerCase(), properties})
  }

  const [spine] = findElements(document, 'spine')
  const all = [...items.values()]
  const navs = all.filter(({properties}) => properties.split(/\s+/).includes('nav'))
  const lists = all.filter(({mediaType}) => mediaType === 'application/x-dtbncx+xml')
  const named = items.get(spine?.attributes['toc'] ?? '')
  const {metadata, title, url} = readMetadata(document)
  const references = below(document, 'spine', 'itemref').map(({attributes}) => attributes)
  return {
    title,
    url,
    metadata,
    items: all,
    spine: references.flatMap(({idref = '', linear}) => {
      const item = items.get(idref)
      return item ? [{...item, isLinear: linear !== 'no'}] : []
    }),
    lost: references.flatMap(({idref = ''}) => (items.has(idref) ? [] : idref)),
    contents: [...new Set([...navs, ...(named ? [named] : []), ...lists].map((item) => item.name))],
    kinds: new Map([...readGuide(document, name), ...navs.map((item) => [item.name, 'toc'] as const)])
  }
}

function readGuide(document: XmlDocument, name: string): ReadonlyArray<readonly [string, string]> {
  return below(document, 'guide', 'reference').flatMap(({attributes: {href, type}}) => {
    const entry = href === undefined ? undefined : resolveEntry(name, href)
    return entry && entry.fragment === '' && type !== undefined
      ? [[entry.name, type.toLowerCase()] as const]
      : []
  })
}

function readMetadata(document: XmlDocument): Pick<Package, 'metadata' | 'title' | 'url'> {
  const all = findElements(document, 'metadata').flatMap(descend)
  const texts = (name: string) => all.filter((element) => localName(element) === name)
  const [title] = texts('title').map(textOf).filter(Boolean)
  const authors = texts('creator').filter((element) => /^(?:aut)?$/.test(roleOf(element, all)))
  const dates = texts('date').filter((element) =>
    /^(?:publication|)$/.test(element.attributes['opf:event'] ?? '')
  )
  const [url] = texts('source')
    .map(textOf)
    .filter((text) => /^https?:\/\//.test(text))
  return {
    title,
    url,
    metadata: makeMetadata({
      byline: joinNames(authors.map(textOf)),
      date: dates.map(textOf)[0],
      source: title,
      lang: texts('language').map(textOf)[0]
    })
  }
}

/** Code of what somebody did for the book, as libraries write it; empty where it is not told. */
function roleOf({attributes}: XmlElement, all: ReadonlyArray<XmlElement>): string {
  const refined = all.find(
    (element) =>
      element.attributes['refines'] === `#${attributes['id']}` && element.attributes['property'] === 'role'
  )
  return attributes['opf:role'] ?? (refined ? textOf(refined) : '')
}

function below(document: XmlDocument, outer: string, inner: string): XmlElement[] {
  return findElements(document, outer).flatMap((element) =>
    elementsOf(element).filter((child) => localName(child) === inner)
  )
}

/** Older books wrap their metadata once more. */
function descend(element: XmlElement): XmlElement[] {
  return elementsOf(element).flatMap((child) => [child, ...descend(child)])
}

function textOf(element: XmlElement): string {
  return element.text.replace(/\s+/g, ' ').trim()
}
