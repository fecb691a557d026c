/**
 * Cut a raw text into segments, each with what became of it.
 *
 * Changes overlap: a line that is dropped may have been rewritten before, and
 * one rewrite may lie in the stretch that another tells of. The segments
 * stand side by side; together they are the raw text, every character once.
 */

import type {Change, ChangeKind, Place} from '../model.ts'
import {location} from 'vfile-location'
import {mergeEdits, type Touch} from './merge-edits.ts'

export interface Segment {
  readonly place: Place
  /** Line and column at which it begins, from 1. */
  readonly line: number
  readonly column: number
  readonly text: string
  /** What became of it; undefined: it stands as it is. */
  readonly kind?: ChangeKind
  /** What stands there now, where it is rewritten and stays. */
  readonly after?: string
  /** Changes that it is part of; the one that `kind` tells comes first. */
  readonly changes: ReadonlyArray<Change>
}

/** What weighs most comes first: what is gone, then what asks, then what is elsewhere. */
const ranks: ReadonlyArray<ChangeKind> = ['drop', 'lift', 'flag', 'move', 'rewrite']

/** @param ledger changes of that text, in any order. */
export function segmentText(text: string, ledger: ReadonlyArray<Change>): Segment[] {
  const stretches = ledger
    .filter(({kind}) => kind !== 'rewrite')
    .map((change) => ({start: change.place[0], end: change.place[1], changes: [change]}))
  const touches = [...stretches, ...mergeEdits(ledger.filter(({kind}) => kind === 'rewrite'))].toSorted(
    (a, b) => a.start - b.start || a.end - b.end
  )
  const bounds = [0, text.length, ...touches.flatMap(({start, end}) => [start, end])]
  const cuts = [...new Set(bounds)].sort((a, b) => a - b)
  const points = location(text)
  const segments: Segment[] = []
  const waiting = touches.values()
  let next = waiting.next().value
  let active: Touch[] = []
  cuts.forEach(function (start, index) {
    active = active.filter(({end}) => end > start)
    const empty: Touch[] = []
    for (; next !== undefined && next.start <= start; next = waiting.next().value)
      (next.end === start ? empty : active).push(next)
    if (empty.length > 0) push([start, start], [...empty, ...active])
    const end = cuts[index + 1]
    if (end !== undefined) push([start, end], active)
  })
  return segments

  function push(place: Place, held: ReadonlyArray<Touch>): void {
    const {line, column} = points.toPoint(place[0]) ?? {line: 1, column: 1}
    segments.push({place, line, column, text: text.slice(place[0], place[1]), ...tell(held, place)})
  }
}

function tell(held: ReadonlyArray<Touch>, [start, end]: Place): Pick<Segment, 'kind' | 'after' | 'changes'> {
  const changes = [...new Set(held.flatMap((touch) => touch.changes))].sort(
    (a, b) => ranks.indexOf(a.kind) - ranks.indexOf(b.kind)
  )
  const [first] = changes
  if (first === undefined) return {changes}
  const isGone = first.kind === 'drop' || first.kind === 'lift'
  // What is flagged or moved stands, whatever an edit around it seems to say.
  const edit = held.find(
    ({start, end, text}) =>
      text !== undefined && (first.kind === 'rewrite' || (start >= first.place[0] && end <= first.place[1]))
  )
  if (edit?.text === undefined || isGone) return {kind: first.kind, changes}
  // An edit that a bound cuts says at its end what stands there now.
  return {kind: first.kind, after: end === edit.end || start === edit.end ? edit.text : '', changes}
}
