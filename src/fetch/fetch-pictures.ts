/**
 * Fetch the pictures of a page that are not there yet.
 *
 * What a picture is, its bytes say: a server that sends a page instead, or
 * something that no edition shows, sends none.
 */

import type {NamedPicture} from './list-pictures.ts'
import type {Session} from './open-session.ts'
import type {PictureRecord} from './record.ts'
import type {Shelf} from './shelf.ts'
import {imageSize} from 'image-size'
import {checkAddress} from './check-address.ts'
import type {Limits} from './limits.ts'
import {foldName, makeUnique, nameAfter} from './name-file.ts'
import {hash} from './record.ts'

/** An address that could not be fetched, and why, worded as a message. */
export interface Missing {
  readonly url: string
  readonly reason: string
}

/** What fetching pictures stands on. */
export interface PictureDesk {
  readonly session: Session
  readonly shelf: Shelf
  readonly limits: Limits
  /** Pictures of this run by address: many pages show the same one. */
  readonly seen: Map<string, PictureRecord>
}

export interface PictureJob {
  /** Folder of the page's pictures, in that of the page. */
  readonly folder: string
  readonly pictures: ReadonlyArray<NamedPicture>
  /** What an earlier run has recorded. */
  readonly before: ReadonlyArray<PictureRecord>
  /** Hears of each picture, and of all that the record is to hold then. */
  readonly onPicture: (done: ReadonlyArray<PictureRecord>) => void
}

const kinds: ReadonlyMap<string, readonly [extension: string, mediaType: string]> = new Map([
  ['avif', ['.avif', 'image/avif']],
  ['bmp', ['.bmp', 'image/bmp']],
  ['gif', ['.gif', 'image/gif']],
  ['jpg', ['.jpg', 'image/jpeg']],
  ['png', ['.png', 'image/png']],
  ['svg', ['.svg', 'image/svg+xml']],
  ['tiff', ['.tiff', 'image/tiff']],
  ['webp', ['.webp', 'image/webp']]
])

const accept = 'image/avif,image/webp,image/png,image/jpeg,image/svg+xml,image/*;q=0.8'

/** @returns what could not be fetched. */
export async function fetchPictures(desk: PictureDesk, job: PictureJob): Promise<ReadonlyArray<Missing>> {
  const {limits, seen, shelf} = desk
  const before = new Map(job.before.map((picture) => [picture.url, picture]))
  const names = new Set(job.before.flatMap(({file = ''}) => foldName(withoutExtension(file))))
  const done: PictureRecord[] = []
  const missing: Missing[] = []
  for (const [index, {url, written}] of job.pictures.entries()) {
    const {href} = url
    if (index >= limits.picturesPerPage) {
      missing.push({url: href, reason: `Unexpected picture after ${index} others, left out the rest`})
      break
    }

    const known = [before.get(href), seen.get(href)].find(
      (one) => one?.file !== undefined && shelf.read(one.file) !== undefined
    )
    const got = known ?? (await fetchPicture(desk, url, {folder: job.folder, names}))
    if ('reason' in got) {
      missing.push({url: href, reason: got.reason})
      done.push({url: href, written})
    } else {
      seen.set(href, got)
      done.push({...got, written})
    }

    job.onPicture(done)
  }

  return missing
}

async function fetchPicture(
  {limits, session, shelf}: PictureDesk,
  url: URL,
  {folder, names}: {folder: string; names: Set<string>}
): Promise<PictureRecord | {readonly reason: string}> {
  const checked = checkAddress(url.href, {longest: limits.address})
  if ('reason' in checked) return checked
  const answer = await session.get(checked, {accept, most: limits.pictureBytes})
  if ('reason' in answer) return answer
  const kind = readKind(answer.bytes)
  if (kind === undefined) return {reason: 'Unexpected bytes, expected a picture that editions show'}
  const [extension, mediaType] = kind
  const stem = makeUnique(`${folder}/${nameAfter(url, undefined)}`, (name) => names.has(name))
  names.add(foldName(stem))
  const file = stem + extension
  shelf.save(file, answer.bytes)
  return {url: url.href, written: [], file, mediaType, sha256: hash(answer.bytes)}
}

function readKind(bytes: Uint8Array): readonly [extension: string, mediaType: string] | undefined {
  // A page that begins with a drawing is taken for one.
  if (
    /^(?:\u00ef\u00bb\u00bf)?\s*<(?:!doctype\s+html|html)/i.test(
      Buffer.from(bytes.subarray(0, 200)).toString('latin1')
    )
  )
    return
  try {
    return kinds.get(imageSize(bytes).type ?? '')
  } catch {
    // The only way in which it says that this is no picture, or a broken one.
    return undefined
  }
}

function withoutExtension(file: string): string {
  return file.replace(/\.[^./]*$/, '')
}
