/** Rewrite text nodes and write each rewrite into a ledger. */

import type {Text} from 'mdast'
import type {Change, Place} from '../model.ts'
import {createChange} from '../create-change.ts'
import {rewriteAll} from '../trace.ts'
import {findSpan, type Block, type BlockRewrite, type Span} from './list-blocks.ts'

/** Why a text is rewritten. */
export interface Reason {
  readonly rule: string
  readonly why: string
}

/** Rewrites text and keeps the books. */
export interface Recorder {
  /** Rewrite ranges of a node's value, in order and not overlapping. */
  readonly rewrite: (node: Text, rewrites: ReadonlyArray<BlockRewrite>) => void
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
    rewrite(node, rewrites) {
      const places = rewriteAll(node, rewrites)
      // What is nearest to the end is entered first.
      for (const [index, rewrite] of [...rewrites.entries()].reverse())
        enter(places[index] as Place, rewrite.text, rewrite)
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
  const bySpan = new Map<Span, BlockRewrite[]>()
  for (const rewrite of rewrites) {
    const span = findSpan(block, rewrite.from, rewrite.to)
    if (!span) continue
    const own = bySpan.get(span) ?? []
    own.push({...rewrite, from: rewrite.from - span.from, to: rewrite.to - span.from})
    bySpan.set(span, own)
  }

  for (const [{node}, own] of [...bySpan].reverse()) recorder.rewrite(node, own)
}
