/**
 * Read which pages a feed lists: RSS, RDF, Atom or JSON Feed, in its own order.
 * And find the feed that a page names.
 */

import type {Root} from 'hast'
import {parseFeed} from 'feedsmith'
import {visit} from 'unist-util-visit'

/** @returns addresses of the pages, or why this is no feed, worded as a message. */
export function readFeed(text: string, url: URL): ReadonlyArray<string> | {readonly reason: string} {
  const links = listLinks(text, url)
  if (links === undefined) return {reason: 'Unexpected text, expected a feed: RSS, Atom or JSON'}
  return [...new Set(links)]
}

/** Address of the first feed that a page names. */
export function findFeed(tree: Root, url: URL): string | undefined {
  let base = url.href
  let found: string | undefined
  visit(tree, 'element', function ({properties, tagName}) {
    const href = String(properties['href'] ?? '')
    if (tagName === 'base' && URL.canParse(href, url.href)) base = new URL(href, url).href
    if (found !== undefined || tagName !== 'link' || !URL.canParse(href, base)) return
    const relations = [properties['rel']].flat().map((one) => String(one).toLowerCase())
    const isFeed = /^application\/(?:(?:rss|atom|rdf)\+xml|(?:feed\+)?json)\b/i.test(
      String(properties['type'])
    )
    if (relations.includes('alternate') && isFeed && href !== '') found = new URL(href, base).href
  })
  return found
}

function listLinks(text: string, url: URL): ReadonlyArray<string> | undefined {
  const parsed = parse(text)
  if (parsed === undefined) return
  switch (parsed.format) {
    case 'atom': {
      const {entries = [], xml} = parsed.feed
      const base = resolve(xml?.base, url.href) ?? url.href
      return entries.flatMap(function ({links = [], xml}) {
        const own = resolve(xml?.base, base) ?? base
        const link = links.find(({rel = 'alternate'}) => rel === 'alternate')
        return resolve(link?.href, own) ?? []
      })
    }

    case 'json':
      return (parsed.feed.items ?? []).flatMap(
        (item) => resolve(item.url ?? item.external_url, url.href) ?? []
      )
    case 'rdf':
      return (parsed.feed.items ?? []).flatMap(({link}) => resolve(link, url.href) ?? [])
    case 'rss':
      return (parsed.feed.items ?? []).flatMap(function ({guid, link}) {
        // Without a link, the name of an item is one, unless it says that it is none.
        const name = guid?.isPermaLink === false ? undefined : guid?.value
        const named = name !== undefined && /^https?:/i.test(name) ? name : undefined
        return resolve(link ?? named, url.href) ?? []
      })
  }
}

function parse(text: string): ReturnType<typeof parseFeed> | undefined {
  try {
    return parseFeed(text)
  } catch {
    // What the parser throws is many things, and all of them say that it cannot read this.
    return undefined
  }
}

function resolve(link: string | undefined, base: string): string | undefined {
  const trimmed = link?.trim()
  if (trimmed === undefined || trimmed === '' || !URL.canParse(trimmed, base)) return
  const url = new URL(trimmed, base)
  url.hash = ''
  return url.href
}
