/**
 * remark plugin to undo mojibake: UTF-8 that was read as Windows-1252.
 *
 * Each character of more than one byte then stands as two to four odd ones. A run of them
 * is undone where its bytes are UTF-8 as a whole; hardly any text in any language
 * is that by chance. What lost bytes on the way stays as it is.
 */

import type {Root} from 'mdast'
import type {VFile} from 'vfile'
import {replaceMatches} from './replace-matches.ts'
import {visitTexts} from './visit-texts.ts'

/** Where Windows-1252 parts from ISO 8859-1: characters for the bytes 0x80 to 0x9f, by the encoding standard of WHATWG. */
const high =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'
const bytes = new Map([...high].map((character, index) => [character, 0x80 + index]))
/** A lead byte and what may follow it, as Windows-1252 shows them. */
const run = new RegExp(`(?:[\\u00c2-\\u00f4][\\u0080-\\u00bf${high}]{1,3})+`, 'g')
const candidate = /[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]/
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
    const text = decoder.decode(Uint8Array.from(match, byteOf))
    return /[\p{Cc}\p{Co}\p{Cn}]/u.test(text) ? undefined : text
  } catch (error) {
    if (error instanceof TypeError) return
    throw error
  }
}

function byteOf(character: string): number {
  return bytes.get(character) ?? character.charCodeAt(0)
}
