/**
 * Merge the edits of all rewrites, so that none overlaps another.
 *
 * Where a stretch was rewritten twice, the entry on the wider one tells of the
 * narrower one's edits, too. They are told by the narrower, whose reason is
 * the nearer one.
 */

import type {Change} from '../model.ts'
import {listEdits} from './list-edits.ts'

/** A stretch that changes are about. */
export interface Touch {
  readonly start: number
  readonly end: number
  /** What stands there now, where the stretch is an edit. */
  readonly text?: string
  readonly changes: ReadonlyArray<Change>
}

/** An edit, which more changes may turn out to tell of. */
interface Told extends Touch {
  readonly text: string
  readonly changes: Change[]
}

/** Edits by the offsets that they take up; what is put in between two characters stands beside. */
interface Board {
  readonly taken: Map<number, Told>
  readonly inserted: Map<number, Told>
}

/** @param rewrites changes of that kind, in any order. */
export function mergeEdits(rewrites: ReadonlyArray<Change>): Touch[] {
  const length = ({place}: Change) => place[1] - place[0]
  const board: Board = {taken: new Map(), inserted: new Map()}
  const untold: Touch[] = []
  for (const change of rewrites.toSorted((a, b) => length(a) - length(b))) {
    const told = putEdits(board, change)
    // Nothing of its own: it is told with those that did the same, or by its stretch.
    if (told === undefined) continue
    for (const edit of told) edit.changes.push(change)
    if (told.size === 0) untold.push({start: change.place[0], end: change.place[1], changes: [change]})
  }

  return [...new Set<Touch>([...board.taken.values(), ...board.inserted.values()]), ...untold]
}

/** @returns edits that others have told of, where all of the change's edits are such. */
function putEdits(board: Board, change: Change): Set<Told> | undefined {
  const told = new Set<Told>()
  let hasOwn = false
  for (const {start, end, text} of listEdits(change)) {
    const met = findMet(board, start, end)
    // Only an edit that is wider than all that it meets came after them.
    const isOwn = met.every(
      (other) => start <= other.start && end >= other.end && end - start > other.end - other.start
    )
    const changes = [...new Set([change, ...met.flatMap((other) => other.changes)])]
    if (isOwn) put(board, {start, end, text, changes}, met)
    else for (const other of met) told.add(other)
    hasOwn ||= isOwn
  }

  return hasOwn ? undefined : told
}

function findMet({inserted, taken}: Board, start: number, end: number): Told[] {
  const met = new Set<Told | undefined>()
  if (start === end) {
    met.add(inserted.get(start))
    const around = taken.get(start)
    if (around !== undefined && around.start < start) met.add(around)
  }

  for (let at = start; at < end; at++) {
    met.add(taken.get(at))
    if (at > start) met.add(inserted.get(at))
  }

  return [...met].filter((edit) => edit !== undefined)
}

function put({inserted, taken}: Board, edit: Told, replaced: ReadonlyArray<Told>): void {
  for (const {start, end} of replaced) if (start === end) inserted.delete(start)
  if (edit.start === edit.end) inserted.set(edit.start, edit)
  for (let at = edit.start; at < edit.end; at++) taken.set(at, edit)
}
