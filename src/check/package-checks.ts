/**
 * Checks on what an EPUB says of itself: size, metadata, contents, kinds of
 * file.
 */

import type {Element} from 'xast'
import type {Book, Item} from './open-book.ts'
import type {CheckTable, Settings, Spot} from './types.ts'
import {showBytes} from './apply-rules.ts'
import {find} from './open-book.ts'
import {localName, textOf, walkXml} from './walk-tree.ts'

export const packageChecks: CheckTable<Book> = {
  'max-bytes': {needs: ['limit'], run: checkBytes},
  'max-entry-bytes': {needs: ['limit', 'types'], run: checkEntryBytes},
  'max-text-bytes': {needs: ['limit'], run: checkTextBytes},
  'media-type-in': {needs: ['names', 'types'], run: checkTypes},
  'spine-type-in': {needs: ['types'], run: checkSpine},
  'file-name': {needs: [], run: checkNames},
  'missing-metadata': {needs: ['names'], run: checkMetadata},
  'cover-missing': {needs: [], run: checkCover},
  'cover-meta-missing': {needs: [], run: checkCoverMeta},
  'contents-missing': {needs: [], run: checkContents},
  'nested-toc-deeper-than': {needs: ['limit'], run: checkDepth},
  'no-page-list': {needs: [], run: checkPageList},
  'no-ncx': {needs: [], run: checkNcx}
}

function* checkBytes({size}: Book, {limit = 0}: Settings): Iterable<Spot> {
  if (size > limit) yield {values: {actual: showBytes(size), most: showBytes(limit)}}
}

function* checkEntryBytes({items}: Book, {limit = 0, types = []}: Settings): Iterable<Spot> {
  for (const {entry, path, type} of items)
    if (entry && entry.size > limit && isOneOf(type, types))
      yield {inside: path, values: {actual: showBytes(entry.size), most: showBytes(limit)}}
}

function* checkTextBytes({items}: Book, {limit = 0}: Settings): Iterable<Spot> {
  const texts = items.filter(({type}) => type === 'application/xhtml+xml')
  const total = texts.reduce((sum, {entry}) => sum + (entry?.size ?? 0), 0)
  if (total > limit) yield {values: {actual: showBytes(total), most: showBytes(limit)}}
}

/** Files whose kind begins as `types` say and is none of `names`. */
function* checkTypes({items, packagePath}: Book, {names = [], types = []}: Settings): Iterable<Spot> {
  for (const {line, path, type} of items)
    if (isOneOf(type, types) && !names.includes(type)) yield {inside: packagePath, line, values: {type, path}}
}

function* checkSpine({spine, packagePath}: Book, {types = []}: Settings): Iterable<Spot> {
  for (const {line, path, type} of spine)
    if (!isOneOf(type, types)) yield {inside: packagePath, line, values: {type, path}}
}

function* checkNames({archive}: Book): Iterable<Spot> {
  for (const name of archive.entries.keys()) if (!/^[\w./-]+$/.test(name)) yield {inside: name}
}

/** Names are elements of Dublin Core (`dc:creator`), or properties of `meta`. */
function* checkMetadata({metadata, packagePath}: Book, {names = []}: Settings): Iterable<Spot> {
  const elements = [...walkXml(metadata)].filter((element) => textOf(element).trim() !== '')
  const known = new Set(elements.flatMap(({name, attributes}) => [name, attributes['property']]))
  const missing = names.filter((name) => !known.has(name))
  if (missing.length === 0) return
  const shown = missing.map((name) => `\`${name}\``).join(', ')
  yield {inside: packagePath, line: metadata.position?.start.line, values: {names: shown}}
}

function* checkCover({cover, packagePath}: Book): Iterable<Spot> {
  if (!cover?.entry) yield {inside: packagePath}
}

function* checkCoverMeta({cover, metadata, packagePath}: Book): Iterable<Spot> {
  if (!cover) return
  const isNamed = [...walkXml(metadata)].some(
    ({attributes}) => attributes['name'] === 'cover' && attributes['content'] === cover.id
  )
  if (!isNamed) yield {inside: packagePath, line: metadata.position?.start.line, values: {id: cover.id}}
}

function* checkContents(book: Book): Iterable<Spot> {
  if (!navOf(book, 'toc') && !book.ncx) yield {inside: book.packagePath}
}

function* checkDepth(book: Book, {limit = 0}: Settings): Iterable<Spot> {
  const nav = navOf(book, 'toc')
  const inside = (nav ? book.navigation : book.ncx)?.path
  const depth = nav ? depthOf(nav, 'ol') : book.ncx ? depthOf(find(book.ncx.tree, 'navMap'), 'navPoint') : 0
  if (depth > limit) yield {inside, line: nav?.position?.start.line, values: {depth}}
}

function* checkPageList(book: Book): Iterable<Spot> {
  const inNcx = book.ncx && find(book.ncx.tree, 'pageList')
  if (!navOf(book, 'page-list') && !inNcx) yield {inside: book.navigation?.path ?? book.packagePath}
}

function* checkNcx({ncx, packagePath}: Book): Iterable<Spot> {
  if (!ncx) yield {inside: packagePath}
}

function navOf({navigation}: Book, type: string): Element | undefined {
  if (!navigation) return
  for (const element of walkXml(navigation.tree))
    if (localName(element) === 'nav' && element.attributes['epub:type']?.split(/\s+/).includes(type))
      return element
  return
}

/** How many elements of a name stand in one another at most. */
function depthOf(root: Element | undefined, name: string): number {
  let deepest = 0
  const waiting = root ? [{element: root, depth: 0}] : []
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const depth = next.depth + (localName(next.element) === name ? 1 : 0)
    deepest = Math.max(deepest, depth)
    for (const kid of next.element.children) if (kid.type === 'element') waiting.push({element: kid, depth})
  }

  return deepest
}

/** Whether a media type is one of some, or of a family such as `image/`. */
export function isOneOf(type: Item['type'], types: ReadonlyArray<string>): boolean {
  return types.some((each) => type === each || (each.endsWith('/') && type.startsWith(each)))
}
