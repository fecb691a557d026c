/**
 * Keep the ledger: what cleaning did, one entry a change.
 *
 * It lies in `file.data`, so that each plugin works alone in anyone's unified
 * pipeline. The raw text is the file's value.
 */

import type {Change, ChangeKind, Metadata, Place} from '../model.ts'
import type {VFile} from 'vfile'
import {createChange} from '../create-change.ts'

export interface Entry {
  /** `<plugin>:<rule>`. */
  readonly rule: string
  readonly kind: ChangeKind
  readonly place: Place
  readonly after?: string
  readonly why: string
  /** 0 to 1 (default: 1). */
  readonly confidence?: number
}

declare module 'vfile' {
  interface DataMap {
    ledger: Change[]
    /** What was lifted from the text. */
    metadata: {-readonly [Key in keyof Metadata]: Metadata[Key]}
  }
}

// How often each rule met each text so far. Beside the file, since it is of no use to anyone else.
const counts = new WeakMap<VFile, Map<string, number>>()

/** Put a change into the ledger of a file. */
export function record(file: VFile, entry: Entry): Change {
  const ledger = (file.data.ledger ??= [])
  const count = counts.get(file) ?? new Map<string, number>()
  counts.set(file, count)
  const change = createChange(
    {
      rule: entry.rule,
      kind: entry.kind,
      place: entry.place,
      before: String(file.value).slice(entry.place[0], entry.place[1]),
      ...(entry.after === undefined ? {} : {after: entry.after}),
      why: entry.why,
      confidence: entry.confidence ?? 1
    },
    count
  )
  ledger.push(change)
  return change
}
