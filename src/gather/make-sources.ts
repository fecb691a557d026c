/** Make the list of sources: the articles by publisher, each with author, date and address. */

import type {Element, ElementContent} from 'hast'
import type {Chapter, Labels, Lang} from '../model.ts'
import type {Sorted} from './sort-names.ts'
import {h} from 'hastscript'
import {fillLabel, formatDate} from '../fill-label.ts'
import {linkChapter, publisherOf} from './link-chapter.ts'
import {makeChapter} from './make-chapter.ts'
import {compareSorted} from './sort-names.ts'
import {setLabel, titleOf} from './set-label.ts'

export interface SourcesOptions {
  readonly lang: Lang
  readonly labels: Labels
  readonly sort: (name: string) => Sorted
}

/** @param articles in the order of the digest, in which those of one publisher stay. */
export function makeSources(articles: ReadonlyArray<Chapter>, {lang, labels, sort}: SourcesOptions): Chapter {
  const publishers = new Map<string | undefined, Chapter[]>()
  for (const chapter of articles) {
    const publisher = publisherOf(chapter)
    publishers.set(publisher, [...(publishers.get(publisher) ?? []), chapter])
  }

  const named = [...publishers].flatMap(([name, chapters]) =>
    name === undefined ? [] : [{name, chapters, sorted: sort(name)}]
  )
  const unknown = publishers.get(undefined) ?? []
  const rows = named
    .sort((a, b) => compareSorted(a.sorted, b.sorted))
    .flatMap(({name, chapters}) => [
      h('dt', ownLang(chapters[0], lang), name),
      ...chapters.map((chapter) => makeRow(chapter, lang, labels))
    ])
  if (unknown.length > 0) {
    rows.push(
      h('dt', setLabel(labels, 'sourcesUnknown')),
      ...unknown.map((chapter) => makeRow(chapter, lang, labels))
    )
  }

  return makeChapter(
    {kind: 'sources', id: 'sources', ...titleOf('sources', lang, labels)},
    [h('dl', rows)],
    0
  )
}

function ownLang(chapter: Chapter | undefined, lang: Lang): {lang?: Lang} {
  return chapter === undefined || chapter.lang === lang ? {} : {lang: chapter.lang}
}

function makeRow(chapter: Chapter, lang: Lang, labels: Labels): Element {
  const {byline, date, url} = chapter
  const own = ownLang(chapter, lang)
  const parts: ElementContent[] = [
    linkChapter(chapter, lang),
    ...(byline === undefined ? [] : [h('span', {className: ['byline'], ...own}, byline)]),
    ...(date === undefined ? [] : [h('span', formatDate(labels, date))])
  ]
  const separator = fillLabel(labels, 'creditSeparator')
  const credits = parts.flatMap((part, index): ElementContent[] =>
    index === 0 ? [part] : [{type: 'text', value: separator}, part]
  )
  // An address is long, and no line is good to be broken in it.
  return h('dd', url === undefined ? credits : [...credits, h('br'), h('a', {href: url}, url)])
}
