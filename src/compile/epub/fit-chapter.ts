/**
 * Fit a chapter for EPUB: `epub:type` beside the roles, languages for XML,
 * pictures by their names in the book, links that find their file.
 */

import type {Element} from 'hast'
import type {Labels} from '../../model.ts'
import {toString} from 'hast-util-to-string'
import {fillLabel} from '../../fill-label.ts'
import {writeUrl} from '../write-url.ts'
import {eachElement} from './each-element.ts'
import {markLang} from './to-xhtml.ts'

export interface Context {
  readonly file: string
  /** File of each id in the book. */
  readonly files: ReadonlyMap<string, string>
  /** Address in the book of each picture, by its name. */
  readonly pictures: ReadonlyMap<string, string>
  readonly labels: Labels
}

// Readers show a note in a window only where they find these; the roles alone
// do not suffice for them. An index has none: what EPUB calls one is marked up
// in another way, for readers of which there are none.
const types: Readonly<Record<string, string>> = {
  'doc-afterword': 'afterword',
  'doc-appendix': 'appendix',
  'doc-backlink': 'backlink',
  'doc-bibliography': 'bibliography',
  'doc-chapter': 'chapter',
  'doc-colophon': 'colophon',
  'doc-footnote': 'footnote',
  'doc-foreword': 'foreword',
  'doc-glossary': 'glossary',
  'doc-glossref': 'glossref',
  'doc-introduction': 'introduction',
  'doc-noteref': 'noteref'
}

/** What EPUB calls a role. */
export function typeOf({properties}: Element): string | undefined {
  return typeof properties['role'] === 'string' ? types[properties['role']] : undefined
}

/** @param root section of a chapter, or a piece of it: the book's own copy, which is changed. */
export function fitChapter(root: Element, context: Context): Element {
  eachElement(root, function (node) {
    const {properties} = node
    const type = typeOf(node)
    if (type !== undefined) properties['epub:type'] = type
    if (node.tagName === 'figure') properties['role'] = 'figure'
    if (isNotes(node)) properties['epub:type'] = 'footnotes'
    markLang(node)
    if (node.tagName === 'img') fitPicture(node, context)
    if (node.tagName === 'a') fitLink(node, context)
  })
  return root
}

function isNotes({tagName, properties}: Element): boolean {
  return tagName === 'section' && [properties['className']].flat().includes('notes')
}

function fitPicture({properties}: Element, {pictures}: Context): void {
  const name = String(properties['src']).replace(/^asset:/, '')
  const href = pictures.get(name)
  if (href === undefined) throw new Error(`Expected asset \`${name}\``)
  properties['src'] = href
}

function fitLink(node: Element, {file, files, labels}: Context): void {
  const {properties} = node
  const href = String(properties['href'] ?? '')
  const target = href.startsWith('#') ? files.get(href.slice(1)) : undefined
  properties['href'] = target !== undefined && target !== file ? target + href : writeUrl(href)
  if (properties['role'] === 'doc-backlink') {
    properties['ariaLabel'] = fillLabel(labels, 'backToText', {number: toString(node)})
  }
}
