/**
 * Close up blanks between Han and Latin: the space there is a quarter em that
 * the typesetting makes, not a character (W3C CLREQ 3.2.2). So are blanks around a
 * Chinese dash and behind a full-width stop.
 */

import type {Nodes} from 'mdast'
import {visit} from 'unist-util-visit'
import {createBlock, isBlock, isEditors, type Block, type BlockRewrite} from './list-blocks.ts'
import {rewriteBlock, type Recorder} from './recorder.ts'

const han = String.raw`[\p{Script=Han}\u3001\u3002\u3008-\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]`
const latin = String.raw`[\p{Script=Latin}\p{Script=Greek}\p{N}]`
/** Signs that stand before a number, and those that end a name or a number: `R+`, `C#`, `90%`. */
const before = String.raw`[+$\u20ac\u00a3\u00a5\uffe5]?`
const after = String.raw`[+#%\u2030\u00b0\u2103]{0,2}`
const full = String.raw`[\u3001\u3002\uff01\uff0c\uff1a\uff1b\uff1f]`
const dash = '\u2014'
const blanks = new RegExp(
  [
    String.raw`(?<=${han})\s+(?=${before}${latin})`,
    String.raw`(?<=${latin}${after})\s+(?=${han})`,
    // A line that was wrapped between two Han characters goes on without a blank, too.
    String.raw`(?<=${han})[ \u00a0]*\n\s*(?=${han})`,
    // An ideographic space there is somebody's layout, such as that of a poem.
    String.raw`(?<=${full})[ \u00a0]+(?=[\p{Script=Han}\u300a\u300c\u300e\uff08])`,
    String.raw`(?<=[\p{L}\p{N}])[ \u00a0]+(?=${dash}{2})`,
    String.raw`(?<=${dash}{2})[ \u00a0]+(?=[\p{L}\p{N}])`
  ].join('|'),
  'gu'
)
/** What is counted by a number that opens a heading, rather than numbered by it: years, days, things. */
const units =
  /[\u5e74\u6708\u65e5\u5929\u500b\u4e2a\u5927\u7a2e\u79cd\u4ef6\u4f4d\u689d\u6761\u9ede\u70b9\u6b72\u5c81\u5104\u4ebf\u842c\u4e07]/u
const stop = new RegExp(full)
const chinese = /\p{Script=Han}/u

/** Close up a string. */
export function closeUpText(value: string): string {
  return chinese.test(value) ? value.replace(blanks, '') : value
}

/** Close up every block of a tree, in place: changes to what an editor wrote are in no ledger. */
export function closeUp(tree: Nodes, recorder?: Recorder): void {
  visit(tree, function (node) {
    if (isEditors(node) && recorder) {
      closeUp(node)
      return 'skip'
    }

    if (isBlock(node))
      closeUpBlock(
        createBlock(node, () => false),
        recorder
      )
    return
  })
}

/** Whether a blank stands behind the number of a heading, as in `01 Title`. */
function isLabel({node, text}: Block, from: number, to: number): boolean {
  return node.type === 'heading' && /^\d{1,2}$/.test(text.slice(0, from)) && !units.test(text[to] ?? '')
}

function tellReason(left: string, right: string): Pick<BlockRewrite, 'rule' | 'why'> {
  if (left === dash || right === dash)
    return {rule: 'close-up:dash', why: 'A Chinese dash stands without blanks'}
  if (stop.test(left) && chinese.test(right))
    return {rule: 'close-up:stop', why: 'A full-width stop brings its own space'}
  return {rule: 'close-up:han-latin', why: 'The space between Han and Latin is made by the typesetting'}
}

function closeUpBlock(block: Block, recorder: Recorder | undefined): void {
  if (!chinese.test(block.text)) return
  const rewrites = [...block.text.matchAll(blanks)].flatMap((match): BlockRewrite[] => {
    const from = match.index
    const to = from + match[0].length
    if (isLabel(block, from, to)) return []
    return [{from, to, text: '', ...tellReason(block.text.charAt(from - 1), block.text.charAt(to))}]
  })
  if (recorder) return rewriteBlock(block, rewrites, recorder)
  for (const {from, to} of rewrites.toReversed()) {
    const span = block.spans.find((other) => other.from <= from && to <= other.to)
    if (span)
      span.node.value = span.node.value.slice(0, from - span.from) + span.node.value.slice(to - span.from)
  }
}
