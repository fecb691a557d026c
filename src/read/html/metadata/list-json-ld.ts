/**
 * List what a page's JSON-LD says of its article.
 *
 * A page may describe many things: its site, its breadcrumbs, other articles. The one that counts
 * is the one whose address or headline is the page's; where several articles fit as badly, none
 * is believed more than the rest of the page.
 */

import type {Element} from 'hast'
import type {Candidate, Field} from './candidate.ts'
import {type PageElements, readAttribute, withPlace} from './list-elements.ts'
import {parseLooseJson} from './parse-loose-json.ts'
import {foldValue} from './tidy-value.ts'

type Thing = Readonly<Record<string, unknown>>

interface Described {
  readonly thing: Thing
  readonly element: Element
  readonly isTop: boolean
}

export interface PageFacts {
  /** Titles that the page has elsewhere, folded. */
  readonly titles: ReadonlyArray<string>
  /** Addresses that it has elsewhere. */
  readonly urls: ReadonlyArray<string>
}

/** Deeper and more things than an article's description has; a bound for what is made to be large. */
const deepest = 10
const most = 3000
const json = /^application\/(?:[\w.-]{1,40}\+)?ld\+json\b/i
const article = /(?:Article|Posting|Report|Review|Recipe|Story|Chapter|Essay|HowTo)$/
const page =
  /^(?:\w{0,20}Page|CreativeWork|\w{0,20}Object|Episode|Book|Movie|\w{0,9}Episode|QAPage|Question)$/
/** Where other articles, or parts of the page, are described. */
const others: ReadonlySet<string> = new Set([
  'author', 'breadcrumb', 'citation', 'comment', 'hasPart', 'image', 'isBasedOn', 'isPartOf', 'itemListElement',
  'itemReviewed', 'mentions', 'publisher', 'relatedLink', 'review', 'suggestedAnswer', 'video'
]) // prettier-ignore

/** Candidates of all fields. */
export function listJsonLd({all}: PageElements, facts: PageFacts): Candidate[] {
  const described: Described[] = []
  const ids = new Map<string, Thing>()
  for (const {element} of all) {
    if (!isJsonLd(element)) continue
    const [child] = element.children
    if (child?.type === 'text') collect(parseLooseJson(child.value), element, described, ids)
  }

  const articles = described.filter(({thing}) => isOf(thing, article))
  const scored = described
    .filter(({thing}) => isOf(thing, article) || isOf(thing, page))
    .map((one) => ({...one, score: scoreThing(one, facts)}))
    .sort((a, b) => b.score - a.score)
  const list: Candidate[] = []
  for (const [rank, {thing, element, score}] of scored.slice(0, 4).entries()) {
    const isArticle = isOf(thing, article)
    // One article alone is the page's, whatever it calls itself; others are where they are only to be seen.
    const isFit = rank === 0 && (score >= 4 || (isArticle && articles.length === 1))
    list.push(...describe(thing, element, ids, isFit ? (isArticle ? 5 : 3) : 1))
  }

  for (const {thing, element} of described) {
    if (isOf(thing, /^WebSite$/)) push(list, 'source', nameOf(thing, ids), '`WebSite` `name`', element, 3)
  }

  return list
}

/** Whether an element holds JSON-LD. */
export function isJsonLd(element: Element): boolean {
  return element.tagName === 'script' && json.test(readAttribute(element, 'type').replace(/\s/g, ''))
}

function collect(value: unknown, element: Element, described: Described[], ids: Map<string, Thing>): void {
  const queue: Array<{value: unknown; depth: number; isTop: boolean}> = [{value, depth: 0, isTop: true}]
  // Breadth first, so that a bound cuts off what is deep.
  for (let at = 0; at < queue.length && at < most; at++) {
    const {value, depth, isTop} = queue[at] ?? {value: undefined, depth: 0, isTop: false}
    if (Array.isArray(value)) {
      for (const one of value.slice(0, most)) queue.push({value: one, depth: depth + 1, isTop})
    } else if (isThing(value) && depth < deepest) {
      described.push({thing: value, element, isTop})
      const id = get(value, '@id')
      // A reference to a thing has nothing but its id.
      if (typeof id === 'string' && Object.keys(value).length > (ids.has(id) ? 2 : 1)) ids.set(id, value)
      for (const key of Object.keys(value)) {
        if (typeof value[key] !== 'object') continue
        const isSame = key === '@graph' || key === 'mainEntity' || key === 'mainEntityOfPage'
        const child = others.has(key) ? hideThings(value[key]) : value[key]
        if (child !== undefined) queue.push({value: child, depth: depth + 1, isTop: isTop && isSame})
      }
    }
  }

  /** Of what is another thing only its name by id is kept. */
  function hideThings(value: unknown): undefined {
    for (const one of Array.isArray(value) ? value.slice(0, most) : [value]) {
      const id = get(one, '@id')
      if (isThing(one) && typeof id === 'string' && Object.keys(one).length > 1) ids.set(id, one)
    }
  }
}

function scoreThing({thing, isTop}: Described, {titles, urls}: PageFacts): number {
  let score = (isOf(thing, article) ? 2 : 0) + (isTop ? 1 : 0)
  const name = foldValue(textOf(get(thing, 'headline')) ?? textOf(get(thing, 'name')) ?? '')
  if (
    name.length > 1 &&
    titles.some((title) => title.includes(name) || (title !== '' && name.includes(title)))
  )
    score += 4
  const own = [get(thing, 'url'), get(thing, 'mainEntityOfPage'), get(thing, '@id')].map(addressOf)
  if (own.some((url) => url !== undefined && urls.includes(trimAddress(url)))) score += 4
  return score
}

/** An address as it compares with others. */
export function trimAddress(url: string): string {
  return url
    .replace(/^https?:\/\/(?:www\.|m\.)?/i, '')
    .replace(/[#?].*$|\/+$/g, '')
    .toLowerCase()
}

function describe(
  thing: Thing,
  element: Element,
  ids: ReadonlyMap<string, Thing>,
  weight: number
): Candidate[] {
  const list: Candidate[] = []
  const add = (field: Field, key: string, lower = 0) =>
    push(list, field, textOf(get(thing, key)), `\`${key}\``, element, Math.max(1, weight - lower))
  add('title', 'headline')
  add('title', 'name', 1)
  add('title', 'alternativeHeadline', 4)
  add('date', 'datePublished')
  add('date', 'dateCreated', 1)
  add('date', 'uploadDate', 1)
  add('date', 'dateModified', 4)
  add('lang', 'inLanguage', 2)
  push(list, 'url', addressOf(get(thing, 'url')), '`url`', element, Math.max(1, weight - 2))
  push(
    list,
    'url',
    addressOf(get(thing, 'mainEntityOfPage')),
    '`mainEntityOfPage`',
    element,
    Math.max(1, weight - 2)
  )
  for (const key of ['author', 'creator']) {
    const people: string[] = []
    for (const one of listThings(get(thing, key), ids)) {
      const name = nameOf(one, ids)
      if (name === undefined) continue
      if (isThing(one) && isOf(one, /Organization$|^(?:NewsMedia|Corporation|WebSite|Brand)/)) {
        push(list, 'source', name, `\`${key}\` (an organization)`, element, Math.max(1, weight - 2))
      } else people.push(name)
    }
    push(list, 'byline', people.join('; '), `\`${key}\``, element, weight - (key === 'author' ? 0 : 1))
  }

  for (const one of listThings(get(thing, 'publisher'), ids).slice(0, 1)) {
    push(list, 'source', nameOf(one, ids), '`publisher`', element, weight)
  }

  return list
}

function push(
  list: Candidate[],
  field: Field,
  value: string | undefined,
  name: string,
  element: Element,
  weight: number
): void {
  if (value === undefined || value === '') return
  list.push({field, value, origin: `JSON-LD ${name}`, weight, kind: 'json', ...withPlace(element)})
}

/** Things of a property, at most as many as have been seen to write an article. */
function listThings(value: unknown, ids: ReadonlyMap<string, Thing>): unknown[] {
  const list: unknown[] = Array.isArray(value) ? value.slice(0, 20) : value === undefined ? [] : [value]
  return list.map(function (one) {
    const id = get(one, '@id')
    return (typeof id === 'string' && get(one, 'name') === undefined ? ids.get(id) : undefined) ?? one
  })
}

function nameOf(value: unknown, ids: ReadonlyMap<string, Thing>): string | undefined {
  if (!isThing(value)) return textOf(value)
  const name = get(value, 'name')
  // A name that is a thing once more has its own name; further down none is.
  return textOf(name) ?? textOf(get(listThings(name, ids)[0], 'name')) ?? joinNames(value)
}

function joinNames(thing: Thing): string | undefined {
  const names = [textOf(get(thing, 'givenName')), textOf(get(thing, 'familyName'))].filter(Boolean)
  return names.length > 0 ? names.join(' ') : undefined
}

/** A text, the first of several, or the text of a value with a language. */
function textOf(value: unknown): string | undefined {
  const [one]: unknown[] = Array.isArray(value) ? value : [value]
  if (typeof one === 'string') return one
  if (typeof one === 'number') return String(one)
  const inner = get(one, '@value') ?? get(one, 'alternateName')
  return typeof inner === 'string' ? inner : undefined
}

function addressOf(value: unknown): string | undefined {
  const one = isThing(value)
    ? (get(value, '@id') ?? get(value, 'url'))
    : Array.isArray(value)
      ? value[0]
      : value
  return typeof one === 'string' ? one : undefined
}

function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isOf(thing: Thing, form: RegExp): boolean {
  const type = get(thing, '@type')
  const types: unknown[] = Array.isArray(type) ? type.slice(0, 20) : [type]
  return types.some(
    (one) => typeof one === 'string' && one.length < 200 && form.test(one.replace(/^.*[/#:]/, ''))
  )
}

/** A property that the thing itself has. */
function get(value: unknown, key: string): unknown {
  return isThing(value) && Object.hasOwn(value, key) ? value[key] : undefined
}
