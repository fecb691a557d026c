/**
 * List the addresses that a page gives as its own, and what its scripts and comments say: the
 * mark that a browser leaves in a page it saves, and variables named like a time of publishing.
 */

import type {Candidate} from './candidate.ts'
import {type PageElements, readAttribute, withPlace} from './list-elements.ts'

/** Marks of pages that were saved from a browser. */
const saved = /saved from url=\(\d{1,5}\)(https?:\/\/\S{1,2000})|(?:^|\s)url:\s{0,9}(https?:\/\/\S{1,2000})/
/** A variable or key named like a time of publishing, with a number of seconds or a date. */
const variable =
  /\b(?:pub|publish|published|post|posted|release|create|created)_?(?:time|date|at|on)["']?\s{0,9}[:=]\s{0,9}["']?(\d{10}(?:\d{3})?(?!\d)|\d{4}-\d{1,2}-\d{1,2})/i
/** Scripts so long are libraries; a page's own variables stand in short ones. */
const scriptSize = 200_000
const datedPath = /\/((?:19|20)\d{2})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)/

/** Addresses, and dates in scripts. */
export function listAddresses({all, comments}: PageElements): Candidate[] {
  const list: Candidate[] = []
  for (const {element} of all) {
    const place = withPlace(element)
    if (
      element.tagName === 'link' &&
      readAttribute(element, 'rel').toLowerCase().split(' ').includes('canonical')
    ) {
      const value = readAttribute(element, 'href')
      list.push({field: 'url', value, origin: 'link `canonical`', weight: 5, kind: 'head', ...place})
    }

    const [child] = element.children
    if (element.tagName !== 'script' || child?.type !== 'text' || child.value.length > scriptSize) continue
    const value = variable.exec(child.value)?.[1]
    if (value !== undefined)
      list.push({field: 'date', value, origin: 'variable in a script', weight: 2, kind: 'other', ...place})
  }

  for (const {value, place} of comments) {
    // The mark stands at the head of its comment.
    const match = saved.exec(value.slice(0, 5000))
    const url = match?.[1] ?? match?.[2]
    if (url === undefined) continue
    const origin = 'comment of the program that saved the page'
    list.push({field: 'url', value: url, origin, weight: 3, kind: 'other', ...(place ? {place} : {})})
  }

  return list
}

/** Day that an address holds. */
export function dayOfAddress(url: string): string | undefined {
  return datedPath.exec(url)?.slice(1).join('-')
}

/** Base against which a page's addresses count. */
export function readBase({all}: PageElements, url: string | undefined): string | undefined {
  const base = all.find(({element}) => element.tagName === 'base' && readAttribute(element, 'href') !== '')
  return (base && resolveAddress(readAttribute(base.element, 'href'), url)) ?? url
}

/** Absolute address of the web. */
export function resolveAddress(text: string, base?: string): string | undefined {
  const written = text.trim()
  // Longer ones are cut by servers and browsers.
  if (written === '' || written.length > 2000) return
  if (!URL.canParse(written, base)) return
  const url = new URL(written, base)
  if (!/^https?:$/.test(url.protocol) || !url.hostname.includes('.')) return
  url.hash = ''
  url.username = ''
  url.password = ''
  return url.href
}
