/**
 * Close up blanks between Han and Latin: the space there is a quarter em that
 * the typesetting makes, not a character (W3C CLREQ 3.2.2).
 */

import type {Text} from 'mdast'
import type {Recorder} from './recorder.ts'

const han = String.raw`[\p{Script=Han}\u3001\u3002\u3008-\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]`
const latin = String.raw`[\p{Script=Latin}\p{Script=Greek}\p{N}]`
// A line that was wrapped between two Han characters goes on without a blank, too.
const blanks = new RegExp(
  String.raw`(?<=${han})\s+(?=${latin})|(?<=${latin})\s+(?=${han})|(?<=${han})[ \u00a0]*\n\s*(?=${han})`,
  'gu'
)

/** Close up a string. */
export function closeUpText(value: string): string {
  return value.replace(blanks, '')
}

/** Close up a text node; what stands in a neighbouring node is not seen. */
export function closeUp(node: Text, recorder: Recorder): void {
  for (const match of [...node.value.matchAll(blanks)].reverse()) {
    recorder.rewrite(node, match.index, match.index + match[0].length, '', {
      rule: 'close-up:han-latin',
      why: 'The space between Han and Latin is made by the typesetting'
    })
  }
}
