/** Make the colophon: what the book is, who made it, from what and with what. */

import type {Chapter, DigestMeta, Labels} from '../model.ts'
import {h} from 'hastscript'
import {fillLabel, formatDate} from '../fill-label.ts'
import {makeChapter} from './make-chapter.ts'
import {setLabel, titleOf} from './set-label.ts'

export interface Facts {
  readonly articles: number
  readonly characters: number
  /** Of this package. */
  readonly version: string
  readonly theme: string
  /** Packs of rules that cleaning went by, and dictionaries. */
  readonly rules: ReadonlyArray<string>
  readonly dictionaries: ReadonlyArray<string>
  /** What tells all that the digest was built from, such as the beginning of a SHA-256. */
  readonly inputs: string | undefined
}

export function makeColophon(
  meta: Omit<DigestMeta, 'identifier'> & {identifier: string},
  facts: Facts,
  labels: Labels
): Chapter {
  const list = (names: ReadonlyArray<string>) => names.join(fillLabel(labels, 'listSeparator'))
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
    ['colophonTool', fillLabel(labels, 'colophonToolValue', {version: facts.version, theme: facts.theme})],
    ['colophonRules', list(facts.rules)],
    ['colophonDictionaries', list(facts.dictionaries)],
    ['colophonInputs', facts.inputs]
  ]
  return makeChapter(
    {kind: 'colophon', id: 'colophon', ...titleOf('colophon', meta.lang, labels)},
    [
      h('p', fillLabel(labels, 'colophonStatement')),
      h(
        'dl',
        rows.flatMap(([key, value]) => (value ? [h('dt', setLabel(labels, key)), h('dd', value)] : []))
      )
    ],
    0
  )
}
