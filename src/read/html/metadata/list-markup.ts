/**
 * List what the body of a page says of its article in markup for machines: microdata, RDFa,
 * microformats, `rel=author`, `time`, headings.
 */

import type {Element} from 'hast'
import type {Candidate, Field} from './candidate.ts'
import {type Listed, readAttribute, readText, withPlace} from './list-elements.ts'
import {nameSize, titleSize} from './tidy-value.ts'

/** Properties of items by their last word, in lower case. */
const properties: ReadonlyMap<string, readonly [Field, number]> = new Map<string, readonly [Field, number]>([
  ['headline', ['title', 4]],
  ['author', ['byline', 4]],
  ['creator', ['byline', 3]],
  ['datepublished', ['date', 4]],
  ['issued', ['date', 4]],
  ['datecreated', ['date', 3]],
  ['datemodified', ['date', 1]],
  ['dateupdate', ['date', 1]],
  ['publisher', ['source', 4]],
  ['inlanguage', ['lang', 2]]
])
/** Classes of microformats. */
const classes: ReadonlyMap<string, readonly [Field, number]> = new Map<string, readonly [Field, number]>([
  ['entry-title', ['title', 3]],
  ['p-author', ['byline', 3]],
  ['dt-published', ['date', 4]],
  ['entry-date', ['date', 3]],
  ['published', ['date', 3]],
  ['p-byline', ['byline', 3]]
])
const articleType = /(?:Article|Posting|Report|Review|Recipe)$/
const organization = /Organization$/
/** More of one kind than this are cards of a list, not the page's own. */
const most = 3

export function listMarkup(all: ReadonlyArray<Listed>): Candidate[] {
  const list: Candidate[] = []
  const names = new Map<Element, string>()
  for (const {element, scope} of all) {
    if (scope && readAttribute(element, 'itemProp') === 'name' && !names.has(scope)) {
      names.set(scope, valueOf(element, nameSize) ?? '')
    }
  }

  for (const one of all) {
    const {element, isAside} = one
    if (isAside || element.tagName === 'link') continue
    list.push(...listItem(one, names), ...listClasses(element))
    const rel = readAttribute(element, 'rel').split(' ')
    if (rel.includes('author') && element.tagName === 'a')
      push(list, 'byline', element, '`rel=author`', 3, 'markup')
    if (element.tagName === 'time') {
      const isPublished =
        element.properties['pubdate'] !== undefined || element.properties['pubDate'] !== undefined
      push(list, 'date', element, 'element `time`', isPublished ? 4 : 2, 'element')
    }

    if (/^h[1-3]$/.test(element.tagName))
      push(list, 'title', element, `element \`${element.tagName}\``, 1, 'element')
  }

  const counts = new Map<string, number>()
  for (const {origin} of list) counts.set(origin, (counts.get(origin) ?? 0) + 1)
  return list.map(function (one) {
    const isCard = one.kind === 'markup' && one.field !== 'byline' && (counts.get(one.origin) ?? 0) > most
    return isCard ? {...one, weight: 1} : one
  })
}

/** Microdata and RDFa are read alike: they differ in the name of an attribute. */
function listItem({element, scope}: Listed, names: ReadonlyMap<Element, string>): Candidate[] {
  const list: Candidate[] = []
  for (const [attribute, form] of [
    ['itemProp', 'microdata'],
    ['property', 'RDFa']
  ] as const) {
    if (attribute === 'property' && element.tagName === 'meta') continue
    for (const written of readAttribute(element, attribute).slice(0, 200).split(' ')) {
      const name = written.replace(/^.*[:/#.]/, '').toLowerCase()
      const isName = name === 'name' && scope && articleType.test(readAttribute(scope, 'itemType'))
      const [field, weight] = isName ? (['title', 3] as const) : (properties.get(name) ?? [])
      if (field === undefined || weight === undefined) continue
      const isSource = field === 'byline' && organization.test(readAttribute(element, 'itemType'))
      const value = names.get(element)
      push(list, isSource ? 'source' : field, element, `${form} \`${name}\``, weight, 'markup', value)
    }
  }

  return list
}

function listClasses(element: Element): Candidate[] {
  const list: Candidate[] = []
  for (const name of readAttribute(element, 'className').slice(0, 400).split(' ')) {
    const known = classes.get(name)
    if (known) push(list, known[0], element, `class \`${name}\``, known[1], 'markup')
  }

  return list
}

function push(
  list: Candidate[],
  field: Field,
  element: Element,
  origin: string,
  weight: number,
  kind: Candidate['kind'],
  name?: string
): void {
  const value = name ?? valueOf(element, field === 'title' ? titleSize : nameSize)
  if (value) list.push({field, value, origin, weight, kind, ...withPlace(element)})
}

/** What an element says: the attribute made for machines, else its text. */
function valueOf(element: Element, size: number): string | undefined {
  const {tagName} = element
  const machine = tagName === 'meta' || tagName === 'time' || tagName === 'abbr' || tagName === 'data'
  const attribute = ['content', 'dateTime', ...(machine ? ['title', 'value'] : [])]
    .map((name) => readAttribute(element, name))
    .find((value) => value !== '')
  return attribute ?? readText(element, size)
}
