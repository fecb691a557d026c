/**
 * Read what an EPUB calls its documents: the navigation of EPUB 3, or the NCX
 * of EPUB 2.
 */

import type {XmlElement} from '@rgrove/parse-xml'
import {elementsOf, findElements, localName, parseXml} from '../../parse-xml.ts'
import {resolveEntry} from './resolve-entry.ts'

export interface Contents {
  /** Titles by name of the document. */
  readonly titles: ReadonlyMap<string, string>
  /** What documents are for, by name. */
  readonly kinds: ReadonlyMap<string, string>
}

interface Label {
  readonly name: string
  readonly fragment: string
  readonly text: string
  readonly depth: number
}

/** @param name name of the list's file in the archive. */
export function readContents(text: string, name: string): Contents {
  const root = parseXml(text.trim())?.root
  if (!root) return {titles: new Map(), kinds: new Map()}
  if (localName(root) === 'ncx') {
    const labels = findElements(root, 'navMap').flatMap((map) => readPoints(map, name, 0))
    return {titles: chooseTitles(labels), kinds: new Map()}
  }

  const navs = findElements(root, 'nav')
  const toc = navs.find((nav) => kindsOf(nav).includes('toc')) ?? navs[0]
  const landmarks = navs.find((nav) => kindsOf(nav).includes('landmarks'))
  return {
    titles: chooseTitles(toc ? readLinks(toc, name, 0) : []),
    kinds: new Map(
      (landmarks ? findElements(landmarks, 'a') : []).flatMap(function (link) {
        const entry = resolveEntry(name, link.attributes['href'] ?? '')
        return entry && entry.fragment === '' ? [[entry.name, kindsOf(link).join(' ')] as const] : []
      })
    )
  }
}

function readPoints(parent: XmlElement, name: string, depth: number): Label[] {
  return elementsOf(parent)
    .filter((child) => localName(child) === 'navPoint')
    .flatMap(function (point) {
      const inner = elementsOf(point)
      const text = inner.find((child) => localName(child) === 'navLabel')?.text ?? ''
      const src = inner.find((child) => localName(child) === 'content')?.attributes['src']
      return [...makeLabel(src, text, name, depth), ...readPoints(point, name, depth + 1)]
    })
}

function readLinks(parent: XmlElement, name: string, depth: number): Label[] {
  return elementsOf(parent).flatMap(function (child) {
    if (localName(child) === 'a') return makeLabel(child.attributes['href'], child.text, name, depth)
    return readLinks(child, name, localName(child) === 'ol' ? depth + 1 : depth)
  })
}

function makeLabel(href: string | undefined, label: string, from: string, depth: number): Label[] {
  const entry = href === undefined ? undefined : resolveEntry(from, href)
  const text = label.replace(/\s+/g, ' ').trim()
  return entry && text !== '' ? [{...entry, text, depth}] : []
}

/**
 * A label of the document as a whole is its title; else the only one of the
 * highest that lead into it. A document that holds several chapters has none.
 */
function chooseTitles(labels: ReadonlyArray<Label>): ReadonlyMap<string, string> {
  const byName = new Map<string, Label[]>()
  for (const label of labels) {
    const own = byName.get(label.name)
    if (own) own.push(label)
    else byName.set(label.name, [label])
  }

  const titles = new Map<string, string>()
  for (const [name, own] of byName) {
    const top = own.reduce((least, {depth}) => Math.min(least, depth), Infinity)
    const highest = own.filter(({depth}) => depth === top)
    const title = own.find(({fragment}) => fragment === '') ?? (highest.length === 1 ? highest[0] : undefined)
    if (title) titles.set(name, title.text)
  }

  return titles
}

function kindsOf({attributes}: XmlElement): string[] {
  return (attributes['epub:type'] ?? '').split(/\s+/).filter(Boolean)
}
