/**
 * remark plugin to take out invisible characters.
 *
 * Zero-width blanks, soft hyphens and marks of direction come from editors and
 * copy protection; they break words, searches and justification. A joiner between
 * the parts of an emoji, or between letters of a script that joins, stays.
 */

import type {Root} from 'mdast'
import type {VFile} from 'vfile'
import {replaceMatches} from './replace-matches.ts'
import {visitTexts} from './visit-texts.ts'

// ZWNJ and ZWJ go only beside Han or ASCII, where they join nothing.
const invisible =
  /[\u00ad\u200b\u200e\u200f\u2060\ufeff\u{e0001}]|(?<=^|[\p{Script=Han}\x20-\x7e\u3000-\u303f\uff00-\uffef\u200b-\u200f])[\u200c\u200d]/gu

/** One of them, or the first half of one. */
const candidate = /[\u00ad\u200b-\u200f\u2060\ufeff\udb40]/

/** Take out invisible characters. */
export function remarkMendInvisible() {
  return function (tree: Root, file: VFile): void {
    visitTexts(tree, function (node) {
      if (!candidate.test(node.value)) return
      const found = [...node.value.matchAll(invisible)].map(({0: match, index}) => ({
        from: index,
        to: index + match.length,
        text: ''
      }))
      replaceMatches(file, node, found, {
        rule: 'mend-invisible:character',
        why: 'Nothing to see, but in the way'
      })
    })
  }
}
