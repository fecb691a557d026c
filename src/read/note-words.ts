/**
 * The words that say what kind a note is, as an editor begins one: `Correction: …`.
 *
 * In Han the words of the three languages of `templates/labels` and what else is
 * commonly written there, in both scripts.
 */

import type {NoteKind} from '../model.ts'

/** Words by kind: in lower case, with straight apostrophes. */
export const noteWords: Readonly<Record<NoteKind, ReadonlyArray<string>>> = {
  correction: [
    'correction',
    'corrigendum',
    'erratum',
    // dingzheng, gengzheng, kanwu
    '\u8a02\u6b63',
    '\u8ba2\u6b63',
    '\u66f4\u6b63',
    '\u52d8\u8aa4',
    '\u52d8\u8bef'
  ],
  margin: [
    'margin',
    'marginal note',
    'in the margin',
    // pangzhu, bianzhu, meipi
    '\u65c1\u8a3b',
    '\u65c1\u6ce8',
    '\u908a\u8a3b',
    '\u908a\u6ce8',
    '\u8fb9\u6ce8',
    '\u7709\u6279'
  ],
  translator: [
    "translator's note",
    'translator',
    // yizhu, yizhezhu, yizhe'an
    '\u8b6f\u8a3b',
    '\u8b6f\u6ce8',
    '\u8bd1\u6ce8',
    '\u8b6f\u8005\u8a3b',
    '\u8b6f\u8005\u6ce8',
    '\u8bd1\u8005\u6ce8',
    '\u8b6f\u8005\u6309',
    '\u8bd1\u8005\u6309'
  ]
}
