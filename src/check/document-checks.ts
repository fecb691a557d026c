/**
 * Checks on the documents of an EPUB: elements, attributes, references.
 */

import type {Element} from 'xast'
import type {Book, BookDocument} from './open-book.ts'
import type {CheckTable, Settings, Spot} from './types.ts'
import {find, resolvePath} from './open-book.ts'
import {localName, textOf, walkXml} from './walk-tree.ts'

export const documentChecks: CheckTable<Book> = {
  element: {needs: ['names'], run: checkElements},
  attribute: {needs: ['names'], run: checkAttributes},
  script: {needs: [], run: checkScripts},
  'remote-resource': {needs: [], run: checkRemote},
  'no-lang': {needs: [], run: checkLang},
  'no-alt': {needs: [], run: checkAlt},
  'note-without-type': {needs: [], run: checkNotes},
  'table-wider-than': {needs: ['limit'], run: checkTables},
  'cover-with-text': {needs: [], run: checkCoverPage}
}

/** Attributes that make a reading system load something. */
const loading = ['src', 'poster', 'data', 'srcset', 'xlink:href'] as const
// An address with a host: `https://...`, or `//...`.
const remote = /^(?:https?:)?\/\//i
// What may stand beside the cover without being text.
const coverText = 1

function* elementsOf({documents}: Book): Iterable<{document: BookDocument; element: Element}> {
  for (const document of documents) for (const element of walkXml(document.tree)) yield {document, element}
}

function spotAt(document: BookDocument, element: Element, values: Spot['values'] = {}): Spot {
  const {column, line} = element.position?.start ?? {}
  return {inside: document.path, line, column, values}
}

function* checkElements(book: Book, {names = []}: Settings): Iterable<Spot> {
  for (const {document, element} of elementsOf(book))
    if (names.includes(localName(element))) yield spotAt(document, element, {name: localName(element)})
}

function* checkAttributes(book: Book, {names = []}: Settings): Iterable<Spot> {
  for (const {document, element} of elementsOf(book)) {
    const name = names.find((name) => element.attributes[name] !== undefined)
    if (name !== undefined) yield spotAt(document, element, {name, element: localName(element)})
  }
}

function* checkScripts(book: Book): Iterable<Spot> {
  for (const {document, element} of elementsOf(book)) {
    const {attributes} = element
    // A block of data is no script.
    const isScript = localName(element) === 'script' && !/json/i.test(attributes['type'] ?? '')
    const handler = Object.keys(attributes).find((name) => /^on\w+$/i.test(name))
    const isLink = /^\s*javascript:/i.test(attributes['href'] ?? '')
    const what = isScript ? 'script' : (handler ?? (isLink ? 'javascript:' : undefined))
    if (what !== undefined) yield spotAt(document, element, {what})
  }
}

function* checkRemote(book: Book): Iterable<Spot> {
  for (const {document, element} of elementsOf(book)) {
    const {attributes} = element
    // A link of the head loads; a link of the text leads.
    const isLinked = localName(element) === 'link' && /stylesheet|icon|preload/.test(attributes['rel'] ?? '')
    const isWay = localName(element) === 'a'
    const address = [...(isWay ? [] : loading), ...(isLinked ? (['href'] as const) : [])]
      .map((name) => attributes[name]?.trim() ?? '')
      .find((value) => remote.test(value))
    if (address !== undefined) yield spotAt(document, element, {address})
  }
}

function* checkLang({documents}: Book): Iterable<Spot> {
  for (const document of documents) {
    const html = find(document.tree, 'html')
    if (html && !html.attributes['xml:lang'] && !html.attributes['lang']) yield spotAt(document, html)
  }
}

function* checkAlt(book: Book): Iterable<Spot> {
  for (const {document, element} of elementsOf(book))
    if (localName(element) === 'img' && element.attributes['alt'] === undefined)
      yield spotAt(document, element)
}

/** A link that says it calls a note, in words that a pop-up does not hear. */
function* checkNotes(book: Book): Iterable<Spot> {
  for (const {document, element} of elementsOf(book)) {
    const {attributes} = element
    const isCall = attributes['role'] === 'doc-noteref'
    if (isCall && !attributes['epub:type']?.split(/\s+/).includes('noteref')) yield spotAt(document, element)
  }
}

function* checkTables(book: Book, {limit = 0}: Settings): Iterable<Spot> {
  for (const {document, element} of elementsOf(book)) {
    if (localName(element) !== 'tr') continue
    const cells = element.children.filter(
      (kid): kid is Element => kid.type === 'element' && /^t[dh]$/.test(localName(kid))
    )
    const columns = cells.reduce((sum, {attributes}) => sum + (Number(attributes['colspan']) || 1), 0)
    if (columns > limit) yield spotAt(document, element, {columns})
  }
}

function* checkCoverPage({cover, documents}: Book): Iterable<Spot> {
  if (!cover) return
  for (const document of documents) {
    const body = find(document.tree, 'body')
    const image = body && [...walkXml(body)].find((element) => showsCover(element, document.path, cover.path))
    if (image && textOf(body).trim().length > coverText) yield spotAt(document, image)
  }
}

function showsCover({attributes}: Element, from: string, cover: string): boolean {
  const reference = attributes['src'] ?? attributes['xlink:href']
  return resolvePath(from, reference ?? '') === cover
}
