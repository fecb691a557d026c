/**
 * Replace what a pattern finds in a text node, keep the trace, and put it into the ledger.
 */

import type {Text} from 'mdast'
import type {VFile} from 'vfile'
import {rawPlace, rewriteAll, type Replacement} from '../trace.ts'
import {hasHeld, isHeld, record} from './ledger.ts'

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
  const free = hasHeld(file)
    ? replacements.filter(
        ({from, to}) => !isHeld(file, {...reason, kind: 'rewrite', place: rawPlace(node, from, to)})
      )
    : replacements
  if (free.length === 0) return
  rewriteAll(node, free).forEach(function (place, index) {
    record(file, {...reason, kind: 'rewrite', place, after: free[index]?.text ?? ''})
  })
}

/**
 * Apply replacements, given in order, to a node's value; one entry tells of all, from the
 * first to the last, or of those on each side of what the editor keeps.
 */
export function replaceTogether(
  file: VFile,
  node: Text,
  replacements: ReadonlyArray<Replacement>,
  reason: Reason
): void {
  // From the end, so that the offsets of what stands before stay right.
  for (const run of splitAtHeld(file, node, replacements, reason).toReversed()) {
    const [first] = run
    const last = run.at(-1)
    if (!first || !last) continue
    const growth = run.reduce((sum, {from, to, text}) => sum + text.length - (to - from), 0)
    const places = rewriteAll(node, run)
    record(file, {
      ...reason,
      kind: 'rewrite',
      place: [places[0]?.[0] ?? 0, places.at(-1)?.[1] ?? 0],
      after: node.value.slice(first.from, last.to + growth)
    })
  }
}

/** Runs of replacements that may be made together. */
function splitAtHeld(
  file: VFile,
  node: Text,
  replacements: ReadonlyArray<Replacement>,
  {rule}: Reason
): ReadonlyArray<ReadonlyArray<Replacement>> {
  const isFree = (first: Replacement, last: Replacement) => {
    const place = [rawPlace(node, first.from, first.to)[0], rawPlace(node, last.from, last.to)[1]] as const
    return !isHeld(file, {rule, kind: 'rewrite', place})
  }

  const [first] = replacements
  const last = replacements.at(-1)
  if (!first || !last || !hasHeld(file) || isFree(first, last)) return [replacements]
  const runs: Replacement[][] = []
  for (const replacement of replacements) {
    if (!isFree(replacement, replacement)) continue
    const run = runs.at(-1)
    if (run?.[0] && isFree(run[0], replacement)) run.push(replacement)
    else runs.push([replacement])
  }

  return runs
}
