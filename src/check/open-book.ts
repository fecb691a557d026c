/**
 * Read what the entries of an EPUB are: package, manifest, spine, documents,
 * contents, styles.
 *
 * What is missing or not well-formed is left out: the validator speaks of it.
 */

import type {CssNode} from 'css-tree'
import type {Element, Root} from 'xast'
import type {Archive, Entry} from './open-archive.ts'
import {fromXml} from 'xast-util-from-xml'
import {parseCss} from './parse-css.ts'
import {localName, textOf, walkXml} from './walk-tree.ts'

/** A file that the manifest lists. */
export interface Item {
  readonly id: string
  /** Path in the archive. */
  readonly path: string
  readonly type: string
  readonly properties: ReadonlyArray<string>
  /** Line in the package. */
  readonly line: number | undefined
  /** Undefined: the archive does not have it. */
  readonly entry: Entry | undefined
}

export interface BookDocument {
  readonly path: string
  readonly tree: Root
}

export interface Sheet {
  readonly path: string
  /** Lines that stand before the sheet in its file. */
  readonly offset: number
  readonly tree: CssNode
}

export interface Book {
  /** Bytes of the file. */
  readonly size: number
  readonly archive: Archive
  readonly packagePath: string
  readonly metadata: Element
  readonly items: ReadonlyArray<Item>
  readonly spine: ReadonlyArray<Item>
  /** XHTML and SVG that is well-formed. */
  readonly documents: ReadonlyArray<BookDocument>
  readonly sheets: ReadonlyArray<Sheet>
  /** The document of EPUB 3 that holds the contents. */
  readonly navigation: BookDocument | undefined
  readonly ncx: BookDocument | undefined
  readonly cover: Item | undefined
}

const utf8 = new TextDecoder()

/** @returns undefined where there is no package to go by. */
export function openBook(size: number, archive: Archive): Book | undefined {
  const container = parseXml(archive.entries.get('META-INF/container.xml'))
  const rootfile = container && find(container, 'rootfile')
  const packagePath = rootfile?.attributes['full-path']
  const root = parseXml(archive.entries.get(packagePath ?? ''))
  const metadata = root && find(root, 'metadata')
  if (!packagePath || !root || !metadata) return
  const elements = [...walkXml(root)]
  const items = elements
    .filter((each) => localName(each) === 'item')
    .map((each) => toItem(each, packagePath, archive))
  const spine = elements
    .filter((each) => localName(each) === 'itemref')
    .flatMap(({attributes}) => items.find(({id}) => id === attributes['idref']) ?? [])
  const documents = items.flatMap(({entry, path, type}) => {
    const tree = /^(?:application\/xhtml\+xml|image\/svg\+xml)$/.test(type) ? parseXml(entry) : undefined
    return tree ? [{path, tree}] : []
  })
  const ncx = items.find(({type}) => type === 'application/x-dtbncx+xml')
  const ncxTree = parseXml(ncx?.entry)
  const navigation = items.find(({properties}) => properties.includes('nav'))
  const named = [...walkXml(metadata)].find(({attributes}) => attributes['name'] === 'cover')?.attributes[
    'content'
  ]
  return {
    size,
    archive,
    packagePath,
    metadata,
    items,
    spine,
    documents,
    sheets: [...items.flatMap(readSheet), ...documents.flatMap(readOwnSheets)],
    navigation: documents.find(({path}) => path === navigation?.path),
    ncx: ncx && ncxTree ? {path: ncx.path, tree: ncxTree} : undefined,
    cover:
      items.find(({properties}) => properties.includes('cover-image')) ?? items.find(({id}) => id === named)
  }
}

/** First element of a name. */
export function find(tree: Root | Element, name: string): Element | undefined {
  for (const element of walkXml(tree)) if (localName(element) === name) return element
  return
}

/** Path in the archive that a reference in a file leads to; undefined where it leads out of it. */
export function resolvePath(from: string, reference: string): string | undefined {
  if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(reference)) return
  const steps = from.split('/').slice(0, -1)
  for (const step of decode(reference.replace(/[#?].*$/s, '')).split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  }

  return steps.join('/')
}

function decode(text: string): string {
  return /^(?:[^%]|%[\da-f]{2})*$/i.test(text) ? utf8.decode(Uint8Array.from(bytesOf(text))) : text
}

function* bytesOf(text: string): Generator<number> {
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte === 0x25) {
      yield Number.parseInt(String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0), 16)
      at += 2
    } else yield byte
  }
}

function toItem({attributes, position}: Element, packagePath: string, archive: Archive): Item {
  const path = resolvePath(packagePath, attributes['href'] ?? '') ?? ''
  return {
    id: attributes['id'] ?? '',
    path,
    type: (attributes['media-type'] ?? '').trim().toLowerCase(),
    properties: (attributes['properties'] ?? '').split(/\s+/).filter((name) => name !== ''),
    line: position?.start.line,
    entry: archive.entries.get(path)
  }
}

/** XML is in UTF-8, or in UTF-16 behind a byte order mark. */
function decodeText(bytes: Uint8Array): string {
  const mark = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0)
  if (mark !== 0xfeff && mark !== 0xfffe) return utf8.decode(bytes)
  return new TextDecoder(mark === 0xfeff ? 'utf-16be' : 'utf-16le').decode(bytes)
}

/** Undefined where it is not well-formed, or not all of it was kept. */
function parseXml(entry: Entry | undefined): Root | undefined {
  if (!entry || entry.head.length < entry.size) return
  try {
    return fromXml(decodeText(entry.head))
  } catch {
    return
  }
}

function readSheet({entry, path, type}: Item): Sheet[] {
  return type === 'text/css' && entry ? parseSheet(utf8.decode(entry.head), path, 0) : []
}

function readOwnSheets({path, tree}: BookDocument): Sheet[] {
  return [...walkXml(tree)]
    .filter((element) => localName(element) === 'style')
    .flatMap((element) => parseSheet(textOf(element), path, (element.position?.start.line ?? 1) - 1))
}

function parseSheet(text: string, path: string, offset: number): Sheet[] {
  const tree = parseCss(text, {positions: true})
  return tree ? [{path, offset, tree}] : []
}
