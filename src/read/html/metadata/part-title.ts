/**
 * Part the title of a page into the article's title and the name of the site.
 *
 * Only evidence parts it: a headline that is one side of a separator, or a site's name that is
 * the other. A title's own dash stays, since nothing speaks for a name behind it; a mark that no
 * title has inside it (`|`, `_`, `::`) is evidence enough for a short name at the end.
 */

import {foldValue} from './tidy-value.ts'

export interface Parted {
  readonly title: string
  /** What was cut off, the outermost part. */
  readonly site?: string
}

export interface Known {
  /** Headlines, folded. */
  readonly titles: ReadonlySet<string>
  /** Names of the site, folded. */
  readonly sites: ReadonlySet<string>
  /** Labels of the host, long enough to be part of a name. */
  readonly labels: ReadonlyArray<string>
}

const separator =
  /\s*(?:\||\uff5c|_|::|\u00bb|\u00ab|\u2039|\u203a)+\s*|\s+(?:-+|[\u2013\u2014\u00b7\u2022:/~\u2212])\s+|-{2,}|\s*\u2014{2}\s*|(?<=\p{Script=Han})-(?=\p{Script=Han}|\p{Lu})|(?<=[\p{Script=Han}\uff1f\uff01\u201d])\s*[-\u2013\u2014]\s*(?=[\p{Script=Han}\p{Lu}])|(?<=\p{L}):\s+/gu
const strong = /[|\uff5c_\u00bb\u00ab]|::|^-{2,}$/u
const edges = /^[\s|:\u00bb\u00ab-]+|[\s|:\u00bb\u00ab-]+$/g
/** A name behind a strong mark is no longer than this, nor than half of the title. */
const siteLength = 30
/** More parts than this are a path, not a title. */
const mostParts = 12

export function partTitle(text: string, known: Known): Parted {
  const {parts, marks} = split(text.replace(edges, ''))
  if (parts.length < 2 || parts.length > mostParts) return {title: text}
  const count = parts.length
  // The longest run of parts at either end that is a headline.
  for (let size = count - 1; size > 0; size--) {
    const head = slice(0, size)
    const last = slice(count - size, count)
    if (isTitle(head)) return {title: head, site: parts.at(-1) ?? ''}
    // A name that a page has in its headings as well stands behind its title.
    if (isTitle(last) && last.length * 2 > slice(0, count - size).length)
      return {title: last, site: parts[0] ?? ''}
  }

  let from = 0
  let to = count
  let site: string | undefined
  if (isSite(parts[count - 1]) || isLabelled(parts[count - 1])) site = parts[--to]
  else if (isSite(parts[0])) site = parts[from++]
  // Sections stand between the title and the name, and bear it: `… | Example Sport | Example`.
  while (site !== undefined && to - from > 1 && from === 0 && isSection(parts[to - 1], marks[to - 2], site))
    to--
  const rest = slice(from, to)
  if (site === undefined) return cutStrong(text, parts, marks)
  return {title: rest, site}

  function slice(start: number, end: number): string {
    let joined = parts[start] ?? ''
    for (let index = start + 1; index < end; index++)
      joined += (marks[index - 1] ?? '') + (parts[index] ?? '')
    return joined.trim()
  }

  function isTitle(value: string): boolean {
    const folded = foldValue(value)
    return folded.length > 3 && known.titles.has(folded) && !known.sites.has(folded)
  }

  function isSite(value = ''): boolean {
    const folded = foldValue(value)
    return folded !== '' && known.sites.has(folded)
  }

  /** Behind a title only: before it, the subject of a site is as likely as its name. */
  function isLabelled(value = ''): boolean {
    const folded = foldValue(value)
    // The host of `The Example Times` is `example`, or `exampletimes`.
    return known.labels.some((label) => folded.includes(label) && label.length * 2 >= folded.length)
  }
}

function isSection(part = '', mark = '', site: string): boolean {
  return strong.test(mark) || foldValue(part).startsWith(foldValue(site))
}

/** Cut short parts behind marks that titles do not have. */
function cutStrong(text: string, parts: ReadonlyArray<string>, marks: ReadonlyArray<string>): Parted {
  const at = marks.findIndex((mark) => strong.test(mark))
  if (at < 0) return {title: text}
  let head = parts[0] ?? ''
  for (let index = 1; index <= at; index++) head += (marks[index - 1] ?? '') + (parts[index] ?? '')
  const site = parts.at(-1) ?? ''
  const rest = parts.slice(at + 1)
  const isShort = rest.every((part) => part.length <= siteLength && part.length * 2 <= head.length + 4)
  return isShort ? {title: head.trim(), site} : {title: text}
}

function split(text: string): {parts: string[]; marks: string[]} {
  const parts: string[] = []
  const marks: string[] = []
  let from = 0
  for (const match of text.matchAll(separator)) {
    if (match.index === 0 || match.index + match[0].length === text.length) continue
    parts.push(text.slice(from, match.index))
    marks.push(match[0])
    from = match.index + match[0].length
  }

  parts.push(text.slice(from))
  return {parts, marks}
}
