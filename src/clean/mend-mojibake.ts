/**
 * remark plugin to undo mojibake: UTF-8 that was read as Windows-1252, GBK or Big5 that
 * was, and UTF-8 that was read as GBK.
 *
 * Each character then stands as two to four odd ones. A run of them
 * is undone where its bytes are what they should be as a whole, and say something; hardly any text in any
 * language is that by chance. What lost bytes on the way stays as it is, and is flagged.
 */

import type {Root, Text} from 'mdast'
import type {VFile} from 'vfile'
import {rawPlace} from '../trace.ts'
import {isHeld, record} from './ledger.ts'
import {replaceMatches} from './replace-matches.ts'
import {ways} from './undo-mojibake.ts'
import {visitTexts} from './visit-texts.ts'

/** Nothing that can be undone is without one of these: most texts are done with here. */
const candidate = /[\u0080-\u00ff]|[\u4e00-\u9fff]{2}/
/** What a converter writes for what it cannot read: its sign, that sign read as GBK, question marks that follow no word. */
const lost = /(?:\u951f\u65a4\u62f7)+|\ufffd+|(?<![\p{L}\p{N}\p{P}])\?{4,}/gu

/** As much of it as is found fast. */
const lostCandidate = /\ufffd|\u951f\u65a4\u62f7|\?{4}/

/** Undo mojibake. */
export function remarkMendMojibake() {
  return function (tree: Root, file: VFile): void {
    visitTexts(tree, function (node) {
      if (candidate.test(node.value)) {
        for (const {rule, why, find} of ways) {
          replaceMatches(file, node, find(node.value), {rule: `mend-mojibake:${rule}`, why})
        }
      }

      if (lostCandidate.test(node.value)) flagLost(node, file)
    })
  }
}

/** Tell the editor where characters are gone. */
function flagLost(node: Text, file: VFile): void {
  for (const {0: match, index} of node.value.matchAll(lost)) {
    const flag = {
      rule: 'mend-mojibake:lost',
      kind: 'flag',
      place: rawPlace(node, index, index + match.length),
      why: 'characters that were lost when the text was converted'
    } as const
    if (!isHeld(file, flag)) record(file, flag)
  }
}
