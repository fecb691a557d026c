/**
 * Replace what a pattern finds in a text node, keep the trace, and put it into the ledger.
 */

import type {Text} from 'mdast'
import type {VFile} from 'vfile'
import {rewriteText} from '../trace.ts'
import {record} from './ledger.ts'

export interface Replacement {
  readonly from: number
  readonly to: number
  readonly text: string
}

export interface Reason {
  readonly rule: string
  readonly why: string
  readonly confidence?: number
}

/** Apply replacements, given in order, to a node's value. */
export function replaceMatches(
  file: VFile,
  node: Text,
  replacements: ReadonlyArray<Replacement>,
  reason: Reason
): void {
  if (replacements.length === 0) return
  // From the end, so that offsets before stay true; the ledger is written in reading order.
  const places = replacements
    .toReversed()
    .map(({from, to, text}) => ({place: rewriteText(node, from, to, text), after: text}))
    .toReversed()
  for (const {place, after} of places) record(file, {...reason, kind: 'rewrite', place, after})
}
