/** Make the chronology: the articles by date, as precise as it is known. */

import type {Element} from 'hast'
import type {Chapter, Labels, Lang} from '../model.ts'
import {h} from 'hastscript'
import {fillLabel} from '../fill-label.ts'
import {linkChapter, publisherOf} from './link-chapter.ts'
import {makeChapter} from './make-chapter.ts'
import {titleOf} from './set-label.ts'

type Dated = Chapter & {readonly date: string}

/**
 * @param articles in the order of the digest, in which those of one date stay.
 * @returns undefined where no article has a date that can be read.
 */
export function makeChronology(
  articles: ReadonlyArray<Chapter>,
  lang: Lang,
  labels: Labels
): Chapter | undefined {
  const dated = articles.filter((chapter): chapter is Dated =>
    /^\d{4}(?:-\d{2}){0,2}$/.test(chapter.date ?? '')
  )
  if (dated.length === 0) return
  // What is less precise comes first: a year before its months.
  const sorted = dated.toSorted((a, b) => (a.date === b.date ? 0 : a.date < b.date ? -1 : 1))
  const years = new Map<string, Dated[]>()
  for (const chapter of sorted) {
    const year = chapter.date.slice(0, 4)
    years.set(year, [...(years.get(year) ?? []), chapter])
  }

  const blocks = [...years].flatMap(([year, chapters], index) => {
    const list = makeList(chapters, lang, labels, years.size > 1)
    if (years.size === 1) return [list]
    return [h('h2', {id: `chronology-s${index + 1}`}, fillLabel(labels, 'dateYear', {year})), list]
  })
  return makeChapter(
    {kind: 'chronology', id: 'chronology', ...titleOf('chronology', lang, labels)},
    blocks,
    0
  )
}

function makeList(chapters: ReadonlyArray<Dated>, lang: Lang, labels: Labels, isShort: boolean): Element {
  const rows = chapters.flatMap((chapter, index) => {
    const {date} = chapter
    const publisher = publisherOf(chapter)
    const time = h('time', {dateTime: date}, writeDate(date, labels, isShort))
    return [
      ...(chapters[index - 1]?.date === date ? [] : [h('dt', [time])]),
      h('dd', [
        linkChapter(chapter, lang),
        ...(publisher === undefined
          ? []
          : [
              fillLabel(labels, 'creditSeparator'),
              h(
                'span',
                {className: ['source'], ...(chapter.lang !== lang && {lang: chapter.lang})},
                publisher
              )
            ])
      ])
    ]
  })
  return h('dl', rows)
}

/** @param isShort a heading says the year. */
function writeDate(date: string, labels: Labels, isShort: boolean): string {
  const [year = '', month, day] = date.split('-')
  if (month === undefined) return fillLabel(labels, 'dateYear', {year})
  const values = {year, month: labels[`month${Number(month)}`] ?? Number(month), day: Number(day)}
  const key = day === undefined ? 'dateMonth' : 'dateDay'
  return fillLabel(labels, isShort ? `${key}Only` : key, values)
}
