/**
 * Make the index: terms and authors, each with its places. A place shows the
 * number of its article, and of the section in it; the PDF shows its page.
 */

import type {Element, ElementContent} from 'hast'
import type {Chapter, Labels, Lang} from '../model.ts'
import type {Name} from './find-names.ts'
import type {NamePlace} from './link-names.ts'
import type {Sorted} from './sort-names.ts'
import {h} from 'hastscript'
import {fillLabel} from '../fill-label.ts'
import {makeChapter} from './make-chapter.ts'
import {compareSorted} from './sort-names.ts'
import {setLabel, titleOf} from './set-label.ts'

/** Places in one article. */
export interface ArticlePlaces {
  readonly title: string
  readonly lang: Lang
  /** Of the article, from 1. */
  readonly number: number
  readonly places: ReadonlyArray<NamePlace>
}

export interface IndexOptions {
  readonly lang: Lang
  readonly labels: Labels
  readonly sort: (name: string, isPerson?: boolean) => Sorted
}

// A site has another index, whose page has that name.
const indexId = 'name-index'

interface Entry {
  readonly name: Name
  readonly sorted: Sorted
  readonly locators: Element[]
}

/** @returns undefined where no name stands anywhere. */
export function makeIndex(
  articles: ReadonlyArray<ArticlePlaces>,
  {lang, labels, sort}: IndexOptions
): Chapter | undefined {
  const entries = new Map<Name, Entry>()
  for (const {title, number, places} of articles) {
    for (const {id, name, section} of places) {
      const entry = entries.get(name) ?? {name, sorted: sort(name.text, name.isPerson), locators: []}
      const mark = section === 0 ? String(number) : `${number}.${section}`
      entry.locators.push(h('a', {href: `#${id}`, ariaLabel: `${mark} ${title}`}, mark))
      entries.set(name, entry)
    }
  }

  if (entries.size === 0) return
  const groups = new Map<Sorted['group'], Entry[]>()
  for (const entry of [...entries.values()].sort((a, b) => compareSorted(a.sorted, b.sorted))) {
    groups.set(entry.sorted.group, [...(groups.get(entry.sorted.group) ?? []), entry])
  }

  const separator = fillLabel(labels, 'listSeparator')
  const blocks = [...groups].flatMap(([group, entries], index) => [
    h('h2', {id: `${indexId}-s${index + 1}`}, headingOf(group, labels)),
    h(
      'ul',
      entries.map((entry) => makeEntry(entry, separator))
    )
  ])
  return makeChapter({kind: 'index', id: indexId, ...titleOf('index', lang, labels)}, blocks, 0)
}

function headingOf(group: Sorted['group'], labels: Labels): string | ElementContent[] {
  if (group === undefined) return setLabel(labels, 'indexOther')
  return typeof group === 'number' ? fillLabel(labels, 'indexStrokes', {count: group}) : group
}

function makeEntry({name, locators}: Entry, separator: string): Element {
  const places = locators.flatMap((locator, index): ElementContent[] =>
    index === 0 ? [locator] : [{type: 'text', value: separator}, locator]
  )
  return h('li', [name.text, ' ', h('span', {className: ['locators']}, places)])
}
