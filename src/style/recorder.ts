/** Rewrite text nodes and write each rewrite into a ledger. */

import type {Text} from 'mdast'
import type {Change, Place} from '../model.ts'
import {createChange} from '../create-change.ts'
import {rewriteText} from '../trace.ts'
import {findSpan, type Block, type BlockRewrite} from './list-blocks.ts'

/** Why a text is rewritten. */
export interface Reason {
  readonly rule: string
  readonly why: string
}

/** Rewrites text and keeps the books. */
export interface Recorder {
  readonly rewrite: (node: Text, from: number, to: number, after: string, reason: Reason) => void
  /** Enter what was rewritten in an attribute of the node that stands at a place. */
  readonly record: (place: Place, before: string, after: string, reason: Reason) => void
}

/**
 * A recorder that appends to `ledger`.
 *
 * @param raw text of the article: an entry says what stands there, whatever it became on the way.
 */
export function createRecorder(ledger: Change[], raw: string): Recorder {
  const count = new Map<string, number>()
  const enter = (place: Place, after: string, {rule, why}: Reason) => {
    const before = raw.slice(place[0], place[1])
    ledger.push(createChange({rule, kind: 'rewrite', place, before, after, why, confidence: 1}, count))
  }

  return {
    rewrite(node, from, to, after, reason) {
      enter(rewriteText(node, from, to, after), after, reason)
    },
    record(place, before, after, reason) {
      // Where syntax hides the words, the entry is that of the whole node.
      const at = raw.slice(...place).indexOf(before)
      const found: Place = at === -1 ? place : [place[0] + at, place[0] + at + before.length]
      enter(found, after, reason)
    }
  }
}

/** Apply replacements, in order and not overlapping, to the nodes of a block; one that no node holds whole is left out. */
export function rewriteBlock(block: Block, rewrites: ReadonlyArray<BlockRewrite>, recorder: Recorder): void {
  // Backwards, so that offsets before a change stay true.
  for (const {from, to, text, rule, why} of rewrites.toReversed()) {
    const span = findSpan(block, from, to)
    if (span) recorder.rewrite(span.node, from - span.from, to - span.from, text, {rule, why})
  }
}
