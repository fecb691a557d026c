/**
 * remark plugin to undo mojibake: UTF-8 that was read as Windows-1252.
 *
 * Each character of more than one byte then stands as two to four odd ones. A run of them
 * is undone where its bytes are UTF-8 as a whole; hardly any text in any language
 * is that by chance. What lost bytes on the way stays as it is.
 */

import type {Root} from 'mdast'
import type {VFile} from 'vfile'
import {byteOf, characterOf} from '../windows-1252.ts'
import {replaceMatches} from './replace-matches.ts'
import {visitTexts} from './visit-texts.ts'

/** A lead byte and what may follow it, as Windows-1252 shows them. */
const lead = '\u00c2-\u00f4'
const follow = Array.from({length: 0x40}, (_, index) => characterOf(0x80 + index)).join('')
const candidate = new RegExp(`[${lead}][${follow}]`)
const run = new RegExp(`(?:[${lead}][${follow}]{1,3})+`, 'g')
const decoder = new TextDecoder('utf-8', {fatal: true})

/** Undo mojibake. */
export function remarkMendMojibake() {
  return function (tree: Root, file: VFile): void {
    visitTexts(tree, function (node) {
      if (!candidate.test(node.value)) return
      const found = [...node.value.matchAll(run)].flatMap(function ({0: match, index}) {
        const text = decode(match)
        return text === undefined ? [] : [{from: index, to: index + match.length, text}]
      })
      replaceMatches(file, node, found, {
        rule: 'mend-mojibake:utf-8',
        why: 'UTF-8 that was read as Windows-1252'
      })
    })
  }
}

/** What the bytes behind a run say in UTF-8, if they are UTF-8 and printable. */
function decode(match: string): string | undefined {
  try {
    const text = decoder.decode(Uint8Array.from(match, (character) => byteOf(character) ?? 0))
    return /[\p{Cc}\p{Co}\p{Cn}]/u.test(text) ? undefined : text
  } catch (error) {
    if (error instanceof TypeError) return
    throw error
  }
}
