/**
 * Fetch a page with its pictures, or what of them is not there yet.
 *
 * The record is saved before the page and after each picture: wherever a run
 * ends, the next one knows from it what is lacking. The record of a page that is
 * to replace another names that one, too, until it has: where the run, or the
 * disk, ends between the two, the next run finds the old page, knows it for what
 * it is, and fetches the new one. A page that an editor has changed is never
 * replaced.
 */

import {fromHtml} from 'hast-util-from-html'
import type {Root} from 'hast'
import {toString} from 'hast-util-to-string'
import {EXIT, visit} from 'unist-util-visit'
import type {World} from './limits.ts'
import type {Answer, Session} from './open-session.ts'
import type {FetchRecord, PictureRecord} from './record.ts'
import type {Shelf} from './shelf.ts'
import {decodePage} from './decode-page.ts'
import {fetchPictures, type Missing} from './fetch-pictures.ts'
import {judgePage, type PageKind} from './judge-kind.ts'
import {listPictures} from './list-pictures.ts'
import {foldName, makeUnique, nameAfter} from './name-file.ts'
import {hash, recordSuffix, writeRecord} from './record.ts'

/** What came of an address. */
export interface PageResult {
  /**
   * `saved`: new; `changed`: replaced by what the server has now; `unchanged`:
   * was there; `edited`: is there, and not as it was fetched, so it stays.
   */
  readonly outcome: 'changed' | 'edited' | 'failed' | 'saved' | 'unchanged'
  /** Path in the folder, of what stands there. */
  readonly file?: string
  /** Address at the end of all redirects. */
  readonly url?: string
  /** Pictures that are there. */
  readonly pictures: number
  readonly missing: ReadonlyArray<Missing>
  /** Why it failed, worded as a message. */
  readonly reason?: string
}

/** What is known of the folder, and kept up to date. */
export interface Desk {
  readonly world: World
  readonly session: Session
  readonly shelf: Shelf
  /** Records by the address that was asked for. */
  readonly asked: Map<string, FetchRecord>
  /** Names without endings that are taken. */
  readonly stems: Set<string>
  readonly seen: Map<string, PictureRecord>
  readonly onStep: (detail: string) => void
}

const accept = 'text/html,application/xhtml+xml,text/markdown;q=0.9,text/plain;q=0.8,*/*;q=0.1'

/** Headers that tell something of the text, or are needed to ask whether it is still the same. */
const telling = ['content-language', 'content-location', 'content-type', 'date', 'etag', 'last-modified']

export async function fetchPage(url: URL, desk: Desk): Promise<PageResult> {
  const {limits} = desk.world
  const before = desk.asked.get(url.href)
  const found = before && desk.shelf.read(before.file)
  const sum = found && hash(found)
  const isOutdated = sum !== undefined && sum === before?.replaced
  if (before && found && !isOutdated && sum !== before.sha256) return complete(before, found, 'edited', desk)
  // The record tells of another page than an outdated one, so nothing is asked under its conditions.
  const there = isOutdated ? undefined : found
  const headers = before && there ? conditions(before) : {}
  // What cannot be asked for under a condition, and is there, is there.
  if (before && there && Object.keys(headers).length === 0) return complete(before, there, 'unchanged', desk)

  const answer = await desk.session.get(url, {accept, most: limits.pageBytes, headers})
  const fail = (reason: string): PageResult => ({
    outcome: 'failed',
    reason,
    pictures: 0,
    missing: [],
    ...(before && found && {file: before.file})
  })
  if ('reason' in answer) return fail(answer.reason)
  if (answer.status === 304) {
    return before && there
      ? complete(before, there, 'unchanged', desk)
      : fail('Unexpected status 304 where nothing was there')
  }

  const kind = judgePage(answer, answer.url)
  if ('reason' in kind) return fail(kind.reason)
  if (before && !before.file.endsWith(kind.extension))
    return fail(`Unexpected \`${kind.mediaType}\`, expected what \`${before.file}\` is`)
  const twin = [...desk.asked.values()].find((one) => one.url === answer.url.href && one !== before)
  const twinBytes = twin && desk.shelf.read(twin.file)
  // Two addresses that lead to one page are one page.
  if (twin && twinBytes) return complete(twin, twinBytes, 'unchanged', desk)
  if (before && there && hash(answer.bytes) === before.sha256)
    return complete(before, there, 'unchanged', desk)
  const record = save(url, answer, {before, desk, kind, replaced: sum})
  return complete(record, answer.bytes, found ? 'changed' : 'saved', desk)
}

interface SaveOptions {
  readonly before: FetchRecord | undefined
  readonly desk: Desk
  readonly kind: PageKind
  /** Sum of the page that stands there. */
  readonly replaced: string | undefined
}

function save(
  asked: URL,
  {bytes, headers, passed, status, url}: Answer,
  {before, desk, kind, replaced}: SaveOptions
): FetchRecord {
  const {asked: records, shelf, stems, world} = desk
  const {charset, extension, mediaType} = kind
  const title = extension === '.html' ? readTitle(parsePage(bytes, charset)) : undefined
  const stem = before === undefined ? makeUnique(nameAfter(url, title), (name) => stems.has(name)) : undefined
  if (stem !== undefined) stems.add(foldName(stem))
  const record: FetchRecord = {
    asked: asked.href,
    url: url.href,
    redirects: passed,
    fetched: new Date(world.clock.now()).toISOString(),
    status,
    headers: Object.fromEntries(telling.flatMap((name) => (headers[name] ? [[name, headers[name]]] : []))),
    mediaType,
    ...(charset !== undefined && {charset}),
    size: bytes.length,
    sha256: hash(bytes),
    file: before?.file ?? `${stem}${extension}`,
    pictures: before?.pictures ?? []
  }
  const saveRecord = (record: FetchRecord) => shelf.save(record.file + recordSuffix, writeRecord(record))
  saveRecord(replaced === undefined ? record : {...record, replaced})
  shelf.save(record.file, bytes)
  if (replaced !== undefined) saveRecord(record)
  records.set(asked.href, record)
  return record
}

/** Fetch the pictures that lack, and write down all of them. */
async function complete(
  record: FetchRecord,
  bytes: Uint8Array,
  outcome: PageResult['outcome'],
  desk: Desk
): Promise<PageResult> {
  const {asked, seen, session, shelf, world} = desk
  const stem = record.file.replace(/\.[^.]*$/, '')
  const isPage = record.file.endsWith('.html')
  const pictures = isPage ? listPictures(parsePage(bytes, record.charset), new URL(record.url)) : []
  let now = record
  const missing = await fetchPictures(
    {limits: world.limits, seen, session, shelf},
    {
      folder: `${stem}-pictures`,
      pictures,
      before: record.pictures,
      onPicture(done) {
        desk.onStep(`${done.length}/${pictures.length}`)
        const names = new Set(done.map(({url}) => url))
        // Those whose turn has not come are as they were.
        const rest = record.pictures.filter((one) => !names.has(one.url))
        const isLast = done.length === pictures.length
        const next = {...record, pictures: isLast ? [...done] : [...done, ...rest]}
        if (Buffer.compare(writeRecord(next), writeRecord(now)) === 0) return
        shelf.save(record.file + recordSuffix, writeRecord(next))
        now = next
      }
    }
  )
  asked.set(record.asked, now)
  const count = now.pictures.filter(({file}) => file !== undefined).length
  return {outcome, file: record.file, url: record.url, pictures: count, missing}
}

function conditions({headers}: FetchRecord): Readonly<Record<string, string>> {
  const {etag, 'last-modified': modified} = headers
  return {
    ...(etag !== undefined && {'if-none-match': etag}),
    ...(modified !== undefined && {'if-modified-since': modified})
  }
}

function parsePage(bytes: Uint8Array, charset: string | undefined): Root {
  try {
    return fromHtml(decodePage(bytes, charset))
  } catch (error) {
    // Elements one in another without end: such a page is saved, and names nothing.
    if (error instanceof RangeError) return {type: 'root', children: []}
    throw error
  }
}

function readTitle(tree: Root): string | undefined {
  let title: string | undefined
  visit(tree, 'element', function (node) {
    if (node.tagName !== 'title') return
    title = toString(node).trim()
    return EXIT
  })
  return title === '' ? undefined : title
}
