/**
 * Unpack a page that a browser saved as one file (MHTML, RFC 2557): the page,
 * and its pictures by the addresses that it gives them.
 */

import type {RawFile} from '../../model.ts'
import type {Unpacked} from './unpacked.ts'
import {VFile} from 'vfile'
import {parseMime, type MimePart} from './parse-mime.ts'
import {refuseContainer} from './unpacked.ts'

const source = 'unpack-mhtml'
const extensions: ReadonlyMap<string, string> = new Map([
  ['image/jpeg', 'jpg'],
  ['image/svg+xml', 'svg'],
  ['image/x-icon', 'ico'],
  ['image/vnd.microsoft.icon', 'ico']
])

/** Unpack a saved page. */
export function unpackMhtml({path, bytes}: RawFile): Unpacked {
  const file = new VFile({path})
  const message = parseMime(bytes)
  if (!message) return refuseContainer(file, 'Unexpected text, expected a page saved as MHTML', source)
  const leaves = listLeaves(message)
  const page = findPage(message, leaves)
  if (!page) return refuseContainer(file, 'Unexpected message without a page, expected HTML in it', source)
  if (!message.isWhole)
    file.message('Unexpected end within a part, read what there is', {ruleId: 'cut-off', source})
  const others = leaves.filter((leaf) => leaf !== page && isPage(leaf))
  for (const other of others) {
    const name = addressOf(other) ?? other.headers.get('content-id') ?? other.mediaType
    file.info(`Unexpected page within the page, left \`${name}\` out`, {ruleId: 'left-out', source})
  }

  const url = [message.headers.get('snapshot-content-location'), addressOf(page)].find(isWebAddress)
  const pictures = new Map<string, string>()
  const files: RawFile[] = []
  const taken = new Set<string>(['index'])
  for (const leaf of leaves) {
    if (!leaf.mediaType.startsWith('image/') || leaf.bytes.length === 0) continue
    const picture = `${path}/${nameOf(leaf, taken)}`
    files.push({path: picture, bytes: leaf.bytes})
    for (const address of addressesOf(leaf, url)) if (!pictures.has(address)) pictures.set(address, picture)
  }

  const article = `${path}/index.${page.mediaType === 'text/plain' ? 'txt' : 'html'}`
  const {charset} = page
  const about = {...(url !== undefined && {url}), ...(charset !== undefined && {charset}), pictures}
  return {
    files: [{path: article, bytes: page.bytes, about}, ...files],
    articles: [article],
    file,
    skipped: []
  }
}

function listLeaves(part: MimePart): MimePart[] {
  return part.mediaType.startsWith('multipart/') ? part.parts.flatMap(listLeaves) : [part]
}

/** The part that the message begins with: the one it names, else its first page, else its first text. */
function findPage({start}: MimePart, leaves: ReadonlyArray<MimePart>): MimePart | undefined {
  const named = leaves.find((leaf) => start !== undefined && leaf.headers.get('content-id') === start)
  const found = named && isPage(named) ? named : leaves.find(isPage)
  return found ?? leaves.find(({mediaType}) => mediaType === 'text/plain')
}

function isPage({mediaType}: MimePart): boolean {
  return mediaType === 'text/html' || mediaType === 'application/xhtml+xml'
}

function addressOf({headers}: MimePart): string | undefined {
  // A long address is folded at its blanks, which it does not have.
  return headers.get('content-location')?.replace(/\s+/g, '')
}

/** Addresses by which the page may name a part: as it is written there, in full, and by its identifier. */
function addressesOf(part: MimePart, base: string | undefined): string[] {
  const address = addressOf(part)
  const id = part.headers.get('content-id')?.replace(/^<|>$/g, '')
  const full = address !== undefined && URL.canParse(address, base) ? new URL(address, base).href : undefined
  return [address, full, id && `cid:${id}`].filter((one) => one !== undefined && one !== '') as string[]
}

function isWebAddress(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//i.test(url)
}

/** A name for a picture that is safe on every system, unlike any in `taken`. */
function nameOf(part: MimePart, taken: Set<string>): string {
  const last = (addressOf(part) ?? '').replace(/[?#].*$/s, '').replace(/^.*\//s, '')
  const stem =
    last
      .replace(/\.[^.]*$/, '')
      .replace(/[^\p{L}\p{N}_-]+/gu, '-')
      .slice(0, 60) || 'picture'
  let name = stem
  for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${stem}-${count}`
  taken.add(name.toLowerCase())
  return `${name}.${extensions.get(part.mediaType) ?? part.mediaType.replace(/^image\/(?:x-)?|[^a-z\d].*$/g, '')}`
}
