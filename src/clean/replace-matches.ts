/**
 * Replace what a pattern finds in a text node, keep the trace, and put it into the ledger.
 */

import type {Text} from 'mdast'
import type {VFile} from 'vfile'
import {rewriteAll, type Replacement} from '../trace.ts'
import {record} from './ledger.ts'

export interface Reason {
  readonly rule: string
  readonly why: string
  readonly confidence?: number
}

/** Apply replacements, given in order, to a node's value; each gets an entry. */
export function replaceMatches(
  file: VFile,
  node: Text,
  replacements: ReadonlyArray<Replacement>,
  reason: Reason
): void {
  if (replacements.length === 0) return
  rewriteAll(node, replacements).forEach(function (place, index) {
    record(file, {...reason, kind: 'rewrite', place, after: replacements[index]?.text ?? ''})
  })
}

/** Apply replacements, given in order, to a node's value; one entry tells of all, from the first to the last. */
export function replaceTogether(
  file: VFile,
  node: Text,
  replacements: ReadonlyArray<Replacement>,
  reason: Reason
): void {
  const [first] = replacements
  const last = replacements.at(-1)
  if (!first || !last) return
  const growth = replacements.reduce((sum, {from, to, text}) => sum + text.length - (to - from), 0)
  const places = rewriteAll(node, replacements)
  record(file, {
    ...reason,
    kind: 'rewrite',
    place: [places[0]?.[0] ?? 0, places.at(-1)?.[1] ?? 0],
    after: node.value.slice(first.from, last.to + growth)
  })
}
