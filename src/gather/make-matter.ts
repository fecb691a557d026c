/** Make what stands behind the articles and lists what is in them, in the order in which books have it. */

import type {Chapter, Labels, Lang, Manifest, Term} from '../model.ts'
import {fillLabel} from '../fill-label.ts'
import {makeChronology} from './make-chronology.ts'
import {makeGlossary} from './make-glossary.ts'
import {makeIndex, type ArticlePlaces} from './make-index.ts'
import {makeSources} from './make-sources.ts'
import {createSorter} from './sort-names.ts'

export interface Matter {
  /** Chapters of articles, in order. */
  readonly articles: ReadonlyArray<Chapter>
  /** Where names stand in them. */
  readonly places: ReadonlyArray<ArticlePlaces>
  /** Terms with the ids of their glosses. */
  readonly glosses: ReadonlyMap<Term, string>
}

export interface MatterOptions {
  /** Of the digest. */
  readonly lang: Lang
  readonly labels: Labels
  /** Labels of the digest's own language. */
  readonly own: Labels
  readonly strokes: (() => string | undefined) | undefined
}

export function makeMatter(
  {articles, glosses, places}: Matter,
  {chronology, index, sources}: Pick<Manifest, 'chronology' | 'index' | 'sources'>,
  {lang, labels, own, strokes}: MatterOptions
): ReadonlyArray<Chapter> {
  // A digest in traditional characters goes by strokes, as its readers' indexes do.
  const isByStrokes = index === 'stroke' || (index !== 'pinyin' && fillLabel(own, 'lang') === 'zh-Hant')
  const counts = isByStrokes && (index !== false || sources) ? strokes?.() : undefined
  const sort = createSorter({order: counts === undefined ? 'pinyin' : 'stroke', strokes: counts})
  return [
    chronology ? makeChronology(articles, lang, labels) : undefined,
    makeGlossary(glosses, lang, labels),
    index === false ? undefined : makeIndex(places, {lang, labels, sort}),
    sources ? makeSources(articles, {lang, labels, sort}) : undefined
  ].filter((chapter) => chapter !== undefined)
}
