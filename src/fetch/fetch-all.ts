/**
 * Fetch pages, and what feeds list, into a folder: one after the other, so that
 * no server has more than one of our requests at a time.
 */

import {fromHtml} from 'hast-util-from-html'
import type {World} from './limits.ts'
import type {Session} from './open-session.ts'
import type {Shelf} from './shelf.ts'
import {checkAddress} from './check-address.ts'
import {decodePage} from './decode-page.ts'
import {fetchPage, type Desk, type PageResult} from './fetch-page.ts'
import {readMediaType} from './judge-kind.ts'
import {foldName} from './name-file.ts'
import {openSession} from './open-session.ts'
import {findFeed, readFeed} from './read-feed.ts'
import {readRecord, recordSuffix} from './record.ts'

/** An address as it was asked for, and where. */
export interface Wanted {
  readonly written: string
  readonly isFeed: boolean
  /** Where a file lists it. */
  readonly place?: {readonly path: string; readonly line: number}
}

export interface Result extends PageResult {
  readonly wanted: Wanted
}

export interface Hooks {
  readonly onResult: (result: Result) => void
  /** Something that the editor should know, worded as a message. */
  readonly onNote: (wanted: Wanted, reason: string) => void
  readonly onStep: (wanted: Wanted, detail?: string) => void
}

/** @param most pages that are taken from one feed. */
export async function fetchAll(
  list: ReadonlyArray<Wanted>,
  most: number,
  {hooks, shelf, world}: {hooks: Hooks; shelf: Shelf; world: World}
): Promise<void> {
  const session = openSession(world)
  const known = openDesk(shelf, session, world)
  const done = new Set<string>()
  const fail = (wanted: Wanted, reason: string) =>
    hooks.onResult({wanted, outcome: 'failed', reason, pictures: 0, missing: []})
  try {
    for (const wanted of list) {
      const url = checkAddress(wanted.written.trim(), {longest: world.limits.address})
      if ('reason' in url) {
        fail(wanted, url.reason)
        continue
      }

      hooks.onStep(wanted)
      const pages = wanted.isFeed ? await fetchFeed(url, session, world) : [url.href]
      if ('reason' in pages) {
        fail(wanted, pages.reason)
        continue
      }

      const more = pages.length - most
      if (wanted.isFeed && more > 0)
        hooks.onNote(wanted, `Unexpected ${pages.length} pages in a feed, took the first ${most}`)
      for (const page of wanted.isFeed ? pages.slice(0, most) : pages)
        await fetchOne(wanted.isFeed ? {...wanted, written: page, isFeed: false} : wanted, page)
    }
  } finally {
    await session.close()
  }

  async function fetchOne(wanted: Wanted, page: string): Promise<void> {
    const url = checkAddress(page, {longest: world.limits.address})
    if ('reason' in url) {
      fail(wanted, url.reason)
      return
    }

    if (done.has(url.href)) return
    done.add(url.href)
    hooks.onStep(wanted)
    const desk = {...known, onStep: (detail: string) => hooks.onStep(wanted, detail)}
    hooks.onResult({wanted, ...(await fetchPage(url, desk))})
  }
}

function openDesk(shelf: Shelf, session: Session, world: World): Omit<Desk, 'onStep'> {
  const names = shelf.list()
  const decoder = new TextDecoder()
  const records = names
    .filter((name) => name.endsWith(recordSuffix))
    .flatMap((name) => readRecord(decoder.decode(shelf.read(name))) ?? [])
  const stems = [...names, ...records.map(({file}) => file)].map((name) => name.replace(/\.[^.]*$/, ''))
  return {
    world,
    session,
    shelf,
    asked: new Map(records.map((record) => [record.asked, record])),
    stems: new Set(stems.map(foldName)),
    seen: new Map()
  }
}

const accept =
  'application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5'

/** @returns addresses of the pages that a feed lists; a page that names its feed leads there. */
async function fetchFeed(
  url: URL,
  session: Session,
  {limits}: World
): Promise<ReadonlyArray<string> | {readonly reason: string}> {
  const wish = {accept, most: limits.feedBytes}
  const answer = await session.get(url, wish)
  if ('reason' in answer) return answer
  const text = decodePage(answer.bytes, readMediaType(answer.headers['content-type']).charset)
  const pages = readFeed(text, answer.url)
  if (!('reason' in pages)) return pages
  const named = /<link\b/i.test(text) ? findFeed(fromHtml(text), answer.url) : undefined
  if (named === undefined) return pages
  const feed = checkAddress(named, {longest: limits.address})
  if ('reason' in feed) return feed
  const second = await session.get(feed, wish)
  if ('reason' in second) return {reason: `${second.reason}, at the feed \`${feed.href}\``}
  return readFeed(decodePage(second.bytes, readMediaType(second.headers['content-type']).charset), second.url)
}
