/**
 * Find where pages begin in the trees that they were set from: the first text
 * or picture of each, and how far into the text.
 */

import type {Element, Text} from 'hast'
import type {PageBreak} from '../page-breaks.ts'
import type {BoundLeaf} from './draw-leaf.ts'
import type {Inline, Mark, Run} from './types.ts'

interface Start {
  readonly node: Text | Element
  readonly offset: number
}

// So many characters tell one place of a text from others near by.
const snippetSize = 8

/** @param leaves in order. Pages without a text of their own, blank or of notes alone, have no break. */
export function findBreaks(leaves: ReadonlyArray<BoundLeaf>): ReadonlyArray<PageBreak> {
  /** Characters of each run that stood on lines so far. */
  const read = new Map<Inline, number>()
  return leaves.flatMap(({label, leaf}): PageBreak[] => {
    let start: Start | undefined
    for (const {isRepeated, marks} of leaf.body) {
      if (isRepeated) continue
      for (const mark of marks) {
        start ??= startOf(mark, read)
        if (mark.kind === 'line') for (const run of mark.line.runs) count(run, read)
      }
    }

    if (leaf.id === undefined || leaf.body.length === 0) return []
    return [{label, id: leaf.id, offset: 0, ...start}]
  })
}

function startOf(mark: Mark, read: ReadonlyMap<Inline, number>): Start | undefined {
  if (mark.kind === 'image') return mark.node && {node: mark.node, offset: 0}
  if (mark.kind !== 'line') return
  const run = mark.line.runs.find(({inline}) => inline.source !== undefined)
  if (!run?.inline.source) return
  const {source} = run.inline
  return {
    node: source,
    offset: findOffset(source.value, run, (run.inline.from ?? 0) + (read.get(run.inline) ?? 0))
  }
}

function count({clusters, inline}: Run, read: Map<Inline, number>): void {
  let length = read.get(inline) ?? 0
  for (const {text} of clusters) length += text.length
  read.set(inline, length)
}

/** Blanks are set as one, hyphens are added: so the place is where the words stand that are nearest to the count. */
function findOffset(value: string, {clusters}: Run, about: number): number {
  if (about === 0) return value.search(/\S|$/)
  let words = ''
  for (const {missing, text} of clusters) {
    if (missing || words.length >= snippetSize) break
    words += text
  }

  const snippet = words.replace('\u00ad', '').trim()
  if (snippet === '') return Math.min(about, value.length)
  const before = value.lastIndexOf(snippet, about)
  const behind = value.indexOf(snippet, about)
  if (before < 0 && behind < 0) return Math.min(about, value.length)
  return before < 0 || (behind >= 0 && behind - about < about - before) ? behind : before
}
