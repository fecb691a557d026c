/**
 * remark plugin to take out injected readings: a character followed by its own
 * pinyin in brackets, left behind by a conversion of scripts.
 *
 * A bracket goes only where it holds one toned syllable that is a reading of the
 * character before it, and either the article is full of such brackets or the
 * character is too common to need a reading. An author who explains a rare
 * character keeps the explanation, and `(400B ...)` is never looked at.
 */

import type {Root} from 'mdast'
import type {VFile} from 'vfile'
import {polyphonic} from 'pinyin-pro'
import type {Replacement} from '../trace.ts'
import {replaceMatches} from './replace-matches.ts'
import {visitTexts} from './visit-texts.ts'

/** A Han character, then one syllable with a tone mark in brackets of either width. */
const reading =
  /(\p{Script=Han})[(\uff08]([a-z\u00fc]*[\u0101\u00e1\u01ce\u00e0\u0113\u00e9\u011b\u00e8\u012b\u00ed\u01d0\u00ec\u014d\u00f3\u01d2\u00f2\u016b\u00fa\u01d4\u00f9\u01d6\u01d8\u01da\u01dc\u0144\u0148\u01f9][a-z\u00fc]*)[)\uff09]/gu

/** As much of it as is found fast: most texts hold none. */
const bracket = /[(\uff08][a-z\u00fc]*[\u0101-\u01dc\u00e0-\u00fa\u01f9]/

// An author explains a character or two; damage is everywhere.
const many = 4

/** Take out injected readings. */
export function remarkMendReadings() {
  return function (tree: Root, file: VFile): void {
    const raw = String(file.value)
    const count = bracket.test(raw) ? (raw.match(reading)?.length ?? 0) : 0
    if (count < many) return
    visitTexts(tree, function (node) {
      if (!bracket.test(node.value)) return
      const found: Replacement[] = []
      for (const match of node.value.matchAll(reading)) {
        const [whole, character = '', syllable = ''] = match
        if (!isReading(character, syllable)) continue
        found.push({from: match.index + character.length, to: match.index + whole.length, text: ''})
      }

      replaceMatches(file, node, found, {
        rule: 'mend-readings:injected',
        why: 'A reading of the character before it, put in by a conversion'
      })
    })
  }
}

function isReading(character: string, syllable: string): boolean {
  const readings = polyphonic(character, {type: 'array'})[0] ?? []
  return readings.flatMap((value) => value.split(' ')).includes(syllable)
}
