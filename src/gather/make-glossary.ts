/**
 * Make the glossary: each term that has a gloss, with its original.
 *
 * Its entries have no links back: a term stands in many places, of which the
 * first is linked here, and the index lists them; the way back is the reader's
 * own, as with any link.
 */

import type {Chapter, Labels, Lang, Term} from '../model.ts'
import {h} from 'hastscript'
import {makeChapter} from './make-chapter.ts'
import {titleOf} from './set-label.ts'

/** Terms that have a gloss, each with the id of its entry. */
export function listGlosses(terms: ReadonlyArray<Term>): ReadonlyMap<Term, string> {
  const rows = terms.filter((term) => term.gloss)
  return new Map(rows.map((term, index) => [term, `glossary-t${index + 1}`]))
}

/** @returns undefined where no term has a gloss. */
export function makeGlossary(
  glosses: ReadonlyMap<Term, string>,
  lang: Lang,
  labels: Labels
): Chapter | undefined {
  if (glosses.size === 0) return
  const list = h(
    'dl',
    [...glosses].flatMap(([{term, original, gloss}, id]) => [
      h('dt', {id}, [
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
    {kind: 'glossary', id: 'glossary', ...titleOf('glossary', lang, labels)},
    [list],
    glosses.size
  )
}
