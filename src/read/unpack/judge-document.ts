/**
 * Judge whether a document of a book is one of its texts, or leads through it
 * or names it, as it says itself or the book says of it.
 */

import type {Element, Root} from 'hast'
import {toString} from 'hast-util-to-string'
import {visit, EXIT} from 'unist-util-visit'
import {parseXhtml} from '../../parse-xhtml.ts'
import {parsePage} from '../html/parse-page.ts'

/** Kinds by the words of EPUB 3, and of the guide of EPUB 2. */
const frames: ReadonlySet<string> = new Set([
  'colophon',
  'copyright-page',
  'cover',
  'halftitlepage',
  'imprint',
  'index',
  'landmarks',
  'loi',
  'lot',
  'page-list',
  'title-page',
  'titlepage',
  'toc'
])
// A cover has a few words and an imprint a page of them; what has more was marked by mistake, and is kept.
const frameLimit = 4000

/**
 * @param kind what the book says that it is for.
 * @returns the words for what it is, where it is no text of the book.
 */
export function judgeDocument(text: string, kind: string | undefined): string | undefined {
  const tree = parseXhtml(text) ?? parsePage(text)
  // What nests too deep is told of when it is read.
  if (!tree) return
  const body = findElement(tree, 'body')
  const words = body ? toString(body).trim() : ''
  if (words === '') return 'Unexpected document without text'
  const said = [kind ?? '', ...(body ? kindsOf(body) : [])].join(' ').split(/\s+/)
  const frame = said.map((word) => word.replace(/^doc-/, '')).find((word) => frames.has(word))
  const isLists = frame === 'toc' || frame === 'index' || frame === 'page-list'
  return frame !== undefined && (isLists || words.length <= frameLimit)
    ? `Unexpected \`${frame}\``
    : undefined
}

/** What a body says that it is, or the one element says that stands in it. */
function kindsOf(body: Element): string[] {
  const inner = body.children.filter((child) => child.type === 'element')
  return [body, ...(inner.length === 1 ? inner : [])].flatMap(({properties}) =>
    [properties['epub:type'], properties['epubType'], properties['role']].flatMap((value) =>
      String(value ?? '')
    )
  )
}

function findElement(tree: Root, name: string): Element | undefined {
  let found: Element | undefined
  visit(tree, 'element', function (element) {
    if (element.tagName !== name) return
    found = element
    return EXIT
  })
  return found
}
