/**
 * List the pictures of a page: those that it shows, and the one that it gives
 * of itself. Of several sizes the one for print is taken; of a page that loads
 * its pictures late, what it will load. Nothing else that a page names is.
 */

import type {Element, Root} from 'hast'
import {parseSrcset} from 'srcset'
import {visitParents} from 'unist-util-visit-parents'

export interface NamedPicture {
  readonly url: URL
  /** How the page writes this address, and those of its other sizes. */
  readonly written: ReadonlyArray<string>
}

/** An address as it is written, and how large the picture there is. */
interface Candidate {
  readonly written: string
  /** Pixels, or times the usual density. */
  readonly size: number
}

/** Where pages put the address that a script loads late, the most usual first. */
const lateNames = ['dataSrc', 'dataOriginal', 'dataLazySrc', 'dataOriginalSrc', 'dataActualsrc', 'dataUrl']
const setNames = ['srcSet', 'dataSrcset', 'dataLazySrcset']

// A page of A4 at 300 dots an inch: what is larger is made smaller by a build.
const enough = 2400

/** @param url where the page was read. */
export function listPictures(tree: Root, url: URL): ReadonlyArray<NamedPicture> {
  const groups: Array<ReadonlyArray<string>> = []
  let base = url
  visitParents(tree, 'element', function (node, ancestors) {
    if (node.tagName === 'base' && base === url) base = resolve(textOf(node, 'href'), url) ?? url
    else if (node.tagName === 'img') groups.push(listAddresses(node, ancestors.at(-1)))
    else if (node.tagName === 'meta' && /^og:image(?::url)?$/.test(nameOf(node)))
      groups.push([textOf(node, 'content')])
  })
  return merge(groups, base)
}

// What one picture is written as and another, too, stands for the first of them.
function merge(groups: ReadonlyArray<ReadonlyArray<string>>, base: URL): ReadonlyArray<NamedPicture> {
  const pictures = new Map<string, {url: URL; written: Set<string>}>()
  const main = new Set(groups.map(([first]) => resolve(first, base)?.href))
  for (const group of groups) {
    const urls = group.map((written) => ({written, url: resolve(written, base)}))
    const first = urls[0]?.url
    if (first === undefined) continue
    const picture = pictures.get(first.href) ?? {url: first, written: new Set<string>()}
    pictures.set(first.href, picture)
    for (const {url, written} of urls) {
      if (url === undefined || (url.href !== first.href && main.has(url.href))) continue
      picture.written.add(written)
      picture.written.add(url.href)
    }
  }

  return [...pictures.values()].map(({url, written}) => ({
    url,
    written: [...written].filter((one) => one !== url.href)
  }))
}

/** Addresses of one picture, the best first. */
function listAddresses(image: Element, parent: Root | Element | undefined): ReadonlyArray<string> {
  // A point that counts readers.
  if (isPoint(image)) return []
  const own = readSets(image)
  const late = lateNames.map((name) => textOf(image, name)).filter(isUsable)
  const plain = [textOf(image, 'src')].filter(isUsable)
  const beside = parent?.type === 'element' && parent.tagName === 'picture' ? parent.children : []
  const sources = beside.flatMap((node) =>
    node.type === 'element' && node.tagName === 'source' ? readSets(node) : []
  )
  // Sources of one size are the same picture in other formats, of which `src` is the one that everybody reads.
  const sized = sources.filter(({size}) => size > 1)
  const best = [pick(own), ...late, pick(sized), ...plain, pick(sources)]
  const all = [...best, ...[...own, ...sources].map(({written}) => written)]
  return [...new Set(all.filter((one) => one !== undefined))]
}

function pick(candidates: ReadonlyArray<Candidate>): string | undefined {
  const sorted = candidates.toSorted((a, b) => a.size - b.size)
  return (sorted.find(({size}) => size >= enough) ?? sorted.at(-1))?.written
}

function readSets(node: Element): ReadonlyArray<Candidate> {
  return setNames
    .flatMap((name) => parseSrcset(textOf(node, name)))
    .filter(({url}) => isUsable(url))
    .map(({density = 1, url, width}) => ({written: url, size: width ?? density}))
}

function isPoint(image: Element): boolean {
  const sides = [image.properties['width'], image.properties['height']].map(Number)
  return sides.every((side) => side === 0 || side === 1)
}

function isUsable(address: string): boolean {
  return address.trim() !== '' && !/^\s*(?:data|blob|about|javascript):/i.test(address)
}

function nameOf(node: Element): string {
  return textOf(node, 'property') || textOf(node, 'name')
}

function textOf(node: Element, name: string): string {
  const value = node.properties[name]
  return Array.isArray(value) ? value.join(' ') : value === undefined || value === null ? '' : String(value)
}

function resolve(written: string | undefined, base: URL): URL | undefined {
  if (written === undefined || !isUsable(written) || !URL.canParse(written, base.href)) return
  const url = new URL(written, base)
  url.hash = ''
  return url
}
