/** Make the glossary: each term that has a gloss, with its original. */

import type {Chapter, Labels, Lang, Term} from '../model.ts'
import {h} from 'hastscript'
import {fillLabel} from '../fill-label.ts'
import {makeChapter} from './make-chapter.ts'

/** @returns undefined where no term has a gloss. */
export function makeGlossary(terms: ReadonlyArray<Term>, lang: Lang, labels: Labels): Chapter | undefined {
  const rows = terms.filter((term) => term.gloss)
  if (rows.length === 0) return
  const list = h(
    'dl',
    rows.flatMap(({term, original, gloss}, index) => [
      h('dt', {id: `glossary-t${index + 1}`}, [
        term,
        ...(original
          ? [
              ' ',
              h(
                'span',
                {className: ['original'], ...(/\p{Script=Han}/u.test(original) ? {} : {lang: 'en'})},
                original
              )
            ]
          : [])
      ]),
      h('dd', gloss ?? '')
    ])
  )
  return makeChapter(
    {kind: 'glossary', id: 'glossary', title: fillLabel(labels, 'glossary'), lang},
    [list],
    rows.length
  )
}
