/** Mark names in the bodies of articles, one after another, and keep their places for the index. */

import type {Root} from 'hast'
import type {Article, Manifest, Term} from '../model.ts'
import type {ArticlePlaces} from './make-index.ts'
import {createFinder, listNames, splitByline} from './find-names.ts'
import {linkNames} from './link-names.ts'
import {listGlosses} from './make-glossary.ts'

export interface NameMarker {
  /** Terms with the ids of their glosses. */
  readonly glosses: ReadonlyMap<Term, string>
  /** Places in the bodies that were marked so far. */
  readonly places: ReadonlyArray<ArticlePlaces>
  /** @param tree body of the article; changed. */
  readonly mark: (tree: Root, article: Article, heading: Omit<ArticlePlaces, 'places'>) => void
}

export function createMarker(
  terms: ReadonlyArray<Term>,
  articles: ReadonlyArray<Article>,
  {glossary, index}: Pick<Manifest, 'glossary' | 'index'>
): NameMarker {
  const glosses = listGlosses(glossary ? terms : [])
  const names = listNames(terms, articles, glosses)
  const find = createFinder(names)
  const hasIndex = index !== false
  const places: ArticlePlaces[] = []
  return {
    glosses,
    places,
    mark(tree, {byline, id, lang}, heading) {
      const authors = splitByline(byline)
      const shown = hasIndex ? names.filter(({text}) => authors.includes(text)) : []
      places.push({...heading, places: linkNames(tree, {id, lang, find, hasIndex, shown})})
    }
  }
}
