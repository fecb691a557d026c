/**
 * Tell the editor what was done to an article, and what was not sure: one
 * message a finding, at the first place where it stands, with how often it does.
 */

import type {VFile} from 'vfile'
import {location} from 'vfile-location'

export interface Finding {
  readonly rule: string
  readonly source: string
  /** What is reported once, however often it is found. */
  readonly reason: string
  readonly note: string
  /** Offset in the raw text. */
  readonly offset: number
}

/** What is done and asks nothing; all else the editor is to look at. */
const done: ReadonlySet<string> = new Set(['variant'])

/** Counts of what is named in a note by its lines: more than these say no more. */
const maxPlaces = 5

/** Write findings into the messages of a file, in order of their places. */
export function report(file: VFile, text: string, findings: ReadonlyArray<Finding>): void {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const key = `${finding.rule}\0${finding.reason}`
    groups.set(key, [...(groups.get(key) ?? []), finding])
  }

  const points = location(text)
  const lineOf = ({offset}: Finding) => {
    const point = points.toPoint(offset)
    return point ? `${point.line}:${point.column}` : ''
  }

  const sorted = [...groups.values()].map((group) => group.toSorted((a, b) => a.offset - b.offset))
  for (const [first, ...rest] of sorted.sort((a, b) => (a[0]?.offset ?? 0) - (b[0]?.offset ?? 0))) {
    if (!first) continue
    const count = rest.length > 0 ? `, ${rest.length + 1} times` : ''
    const tell = done.has(first.rule) ? file.info.bind(file) : file.message.bind(file)
    const message = tell(first.reason + count, {
      place: points.toPoint(first.offset),
      ruleId: first.rule,
      source: first.source
    })
    const others = rest.slice(0, maxPlaces).map(lineOf).join(', ')
    message.note = others === '' ? first.note : `${first.note}; also at ${others}`
  }
}
