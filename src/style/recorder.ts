/** Rewrite text nodes and write each rewrite into a ledger. */

import type {Text} from 'mdast'
import type {Change} from '../model.ts'
import {createChange} from '../create-change.ts'
import {rewriteText} from '../trace.ts'

/** Rewrites text and keeps the books. */
export interface Recorder {
  readonly rewrite: (
    node: Text,
    from: number,
    to: number,
    after: string,
    reason: {readonly rule: string; readonly why: string}
  ) => void
}

/** A recorder that appends to `ledger`. */
export function createRecorder(ledger: Change[]): Recorder {
  const count = new Map<string, number>()
  return {
    rewrite(node, from, to, after, {rule, why}) {
      const before = node.value.slice(from, to)
      const place = rewriteText(node, from, to, after)
      ledger.push(createChange({rule, kind: 'rewrite', place, before, after, why, confidence: 1}, count))
    }
  }
}
