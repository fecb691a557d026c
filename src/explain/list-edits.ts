/**
 * List what a rewrite did, piece by piece.
 *
 * A ledger entry may tell of many small edits at once, such as all marks of
 * punctuation in a paragraph. A proof shows each where it is.
 */

import type {Change, Edit} from '../model.ts'
import {diffChars} from 'diff'

// Enough for the punctuation of the longest paragraph; a comparison takes this many steps squared at most.
const editLimit = 2000

/** Edits that a rewrite consists of, in raw order, by offset in the raw text. */
export function listEdits({place, before, after = ''}: Change): Edit[] {
  const parts = diffChars(before, after, {maxEditLength: editLimit})
  if (parts === undefined) return [{start: place[0], end: place[1], text: after}]
  const edits: Edit[] = []
  let at = place[0]
  let open: Edit | undefined
  for (const {added, removed, value} of parts) {
    if (!added && !removed) {
      if (open) edits.push(open)
      open = undefined
      at += value.length
      continue
    }

    open ??= {start: at, end: at, text: ''}
    if (added) open = {...open, text: open.text + value}
    else open = {...open, end: (at += value.length)}
  }

  if (open) edits.push(open)
  return edits
}
