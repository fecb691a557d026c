/**
 * Read a web page: its tree, with what is not the article in frames, and what it says of itself.
 */

import type {Root} from 'mdast'
import type {Metadata, Provenance} from '../../model.ts'
import {convertPage} from './convert-page.ts'
import {judgePage} from './judge-page.ts'
import {parsePage} from './parse-page.ts'
import {isXhtml, parseXhtml} from '../../parse-xhtml.ts'
import {readMetadata, type Field, type PageMetadata} from './read-metadata.ts'

export interface PageReading {
  readonly tree: Root
  readonly said: Metadata
  /** What each of them was read from, in words. */
  readonly origins: Readonly<Partial<Record<Field, string>>>
  /** All that the page says of itself, the best first; none where it is packed in something that says more. */
  readonly candidates?: PageMetadata['candidates']
  /** Why it is not certain what the article is, worded as a message. */
  readonly doubt?: string
}

/**
 * @param path - the page's own; pictures are found from there.
 * @returns undefined where the page nests deeper than the stack may hold.
 */
export function readPage(text: string, path: string, about: Provenance = {}): PageReading | undefined {
  const root = (isXhtml(text) ? parseXhtml(text) : undefined) ?? parsePage(text)
  if (!root) return
  const {candidates, ...found} = readMetadata(root, about.url === undefined ? {} : {url: about.url})
  const {doubt, frames} = about.isWhole
    ? {doubt: undefined, frames: new Map<never, never>()}
    : judgePage(root)
  const {pictures} = about
  const tree = convertPage(root, {
    text,
    frames,
    ...(pictures && {
      resolve(address) {
        const picture = pictures.get(address)
        return picture === undefined ? address : relate(path, picture)
      }
    })
  })
  const fields = Object.entries(found)
  return {
    tree,
    said: Object.fromEntries(fields.map(([field, {value}]) => [field, value])),
    origins: Object.fromEntries(fields.map(([field, {origin}]) => [field, origin])),
    ...(!about.isWhole && {candidates}),
    ...(doubt !== undefined && {doubt})
  }
}

/** Address of a file as seen from another, both by their paths in the folder. */
function relate(from: string, to: string): string {
  const here = from.split('/').slice(0, -1)
  const there = to.split('/')
  let shared = 0
  while (shared < here.length && here[shared] === there[shared]) shared++
  return [...here.slice(shared).map(() => '..'), ...there.slice(shared).map(encodeURIComponent)].join('/')
}
