/** Make the colophon: what the book is, who made it, from what and with what. */

import type {Chapter, DigestMeta, Labels} from '../model.ts'
import {h} from 'hastscript'
import {fillLabel, formatDate} from '../fill-label.ts'
import {makeChapter} from './make-chapter.ts'

export interface Facts {
  readonly articles: number
  readonly characters: number
  /** Of this package. */
  readonly version: string
  readonly theme: string
}

export function makeColophon(
  meta: Omit<DigestMeta, 'identifier'> & {identifier: string},
  facts: Facts,
  labels: Labels
): Chapter {
  const rows: Array<[string, string | undefined]> = [
    ['colophonTitle', [meta.title, meta.subtitle].filter(Boolean).join(fillLabel(labels, 'titleSeparator'))],
    ['colophonNumber', meta.number],
    ['colophonEditor', meta.editor],
    ['colophonPublisher', meta.publisher],
    ['colophonDate', meta.date && formatDate(labels, meta.date)],
    [
      'colophonExtent',
      fillLabel(labels, 'colophonExtentValue', {articles: facts.articles, characters: facts.characters})
    ],
    ['colophonRights', meta.rights],
    ['colophonIdentifier', meta.identifier],
    ['colophonTool', fillLabel(labels, 'colophonToolValue', {version: facts.version, theme: facts.theme})]
  ]
  return makeChapter(
    {kind: 'colophon', id: 'colophon', title: fillLabel(labels, 'colophon'), lang: meta.lang},
    [
      h('p', fillLabel(labels, 'colophonStatement')),
      h(
        'dl',
        rows.flatMap(([key, value]) => (value ? [h('dt', fillLabel(labels, key)), h('dd', value)] : []))
      )
    ],
    0
  )
}
