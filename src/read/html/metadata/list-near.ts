/**
 * List what stands near the headline and looks like its credits: elements whose class or id says
 * author, date or source, and short lines with a date or a label.
 *
 * The words are those of markup; the few labels are those that stand before a name in the lines of
 * Chinese sites. What the text says beyond them is for cleaning to lift.
 */

import type {Candidate, Field} from './candidate.ts'
import {type Listed, readAttribute, readText, withPlace} from './list-elements.ts'
import {findDay} from './read-day.ts'

/** Elements before and behind the headline in which its credits stand. */
const before = 25
const behind = 70
/** A line of credits is no longer. */
const lineSize = 120
/** A name in an element that says it is one. */
const nameSize = 60

const fields: ReadonlyMap<string, Field> = new Map([
  ...table('byline', 'author authors autor auteur byline columnist journalist reporter writer zuozhe'),
  ...table(
    'date',
    'date dateline datetime posttime pub pubdate publish published publishtime pubtime riqi time timestamp'
  ),
  ...table('source', 'laiyuan mediaid nickname origin original source')
])
/** Words of elements that are about an author, or hold more than a name. */
const notNames: ReadonlySet<string> = new Set(
  'avatar bio box card count desc description follow icon image img info intro job more photo pic picture related role title'.split(
    ' '
  )
)
/** Han: author, text, source, in either script, with a colon or a bar. */
const labels: ReadonlyArray<readonly [Field, RegExp]> = [
  [
    'byline',
    /(?:\u4f5c\s{0,4}\u8005|\u64b0\u6587|\u6587)\s?[:\uff1a/\uff0f|\u4e28]\s{0,9}([^\s|:\uff1a\uff08(\u3010[]{1,30})/u
  ],
  ['source', /(?:\u6765|\u4f86)\s{0,4}\u6e90\s?[:\uff1a]\s{0,9}([^\s|:\uff1a\uff08(\u3010[]{1,30})/u]
]

/** Candidates around the element at an index of the list. */
export function listNear(all: ReadonlyArray<Listed>, headline: number | undefined): Candidate[] {
  const list: Candidate[] = []
  const from = headline === undefined ? 0 : headline - before
  const to = headline === undefined ? 0 : headline + behind
  let credited = 0
  for (const {element, index, isAside, words} of all) {
    const isNear = index >= from && index <= to
    if (isAside || element.tagName === 'meta' || element.tagName === 'body' || unread.has(element.tagName))
      continue
    const field = fieldOf(words)
    if (!isNear && (field === undefined || credited > mostFar)) continue
    const line = readText(element, lineSize)
    if (line === undefined || line === '') continue
    const place = withPlace(element)
    if (field !== undefined && (field === 'date' || line.length <= nameSize)) {
      if (!isNear) credited++
      const value = field === 'date' ? readAttribute(element, 'dateTime') || line : line
      const name = readAttribute(element, 'id') && !readAttribute(element, 'className') ? 'id' : 'class'
      const written = readAttribute(element, name === 'id' ? 'id' : 'className')
        .slice(0, 60)
        .replaceAll('`', '')
      const weight = isNear ? (field === 'source' ? 6 : words.has('name') ? 4 : 3) : 1
      list.push({field, value, origin: `${name} \`${written}\``, weight, kind: 'element', ...place})
    }

    if (!isNear || index === headline) continue
    if (findDay(line))
      list.push({
        field: 'date',
        value: line,
        origin: 'byline in the text',
        weight: 2,
        kind: 'element',
        ...place
      })
    for (const [field, label] of labels) {
      const value = label.exec(line)?.[1]
      if (value !== undefined)
        list.push({field, value, origin: 'byline in the text', weight: 4, kind: 'element', ...place})
    }
  }

  // Authors all over a page are those of its comments, or of other articles.
  const isBusy = new Set(list.flatMap(({field, value}) => (field === 'byline' ? value : []))).size > mostNames
  return list.filter(({field, weight}) => !isBusy || field !== 'byline' || weight > 1)
}

const mostNames = 4
const unread: ReadonlySet<string> = new Set([
  'html',
  'head',
  'title',
  'script',
  'style',
  'link',
  'select',
  'option'
])
/** So many elements far from the headline are looked at. */
const mostFar = 40

function fieldOf(words: ReadonlySet<string>): Field | undefined {
  let found: Field | undefined
  for (const word of words) {
    if (notNames.has(word)) return
    found ??= fields.get(word)
  }

  return found
}

function table(field: Field, list: string): Array<[string, Field]> {
  return list.split(' ').map((word) => [word, field])
}
