/**
 * Find the raw range behind a part of a block's plain text.
 */

import type {Nodes, Text} from 'mdast'
import type {Place} from '../model.ts'
import {toString} from 'mdast-util-to-string'
import {rawPlace} from '../trace.ts'

/**
 * Raw range behind `[from, to)` of a block's text.
 *
 * @param text - the block's text without blanks around it, as `Unit.text`.
 * @returns undefined where an end of the range is no text that can be cut.
 */
export function findRawPlace(node: Nodes, text: string, from: number, to: number): Place | undefined {
  const shift = toString(node).indexOf(text)
  if (shift < 0) return
  const spans = collectSpans(node)
  const first = spans.find((span) => span.to > from + shift)
  const last = spans.findLast((span) => span.from < to + shift)
  if (!first?.text || !last?.text) return
  const [start] = rawPlace(first.text, from + shift - first.from, first.to - first.from)
  const [, end] = rawPlace(last.text, 0, to + shift - last.from)
  return [start, end]
}

interface Span {
  readonly text: Text | undefined
  readonly from: number
  readonly to: number
}

function collectSpans(node: Nodes): Span[] {
  const spans: Span[] = []
  let at = 0
  walk(node)
  return spans

  function walk(child: Nodes): void {
    if ('children' in child) {
      for (const grandchild of child.children) walk(grandchild)
      return
    }

    const size = toString(child).length
    if (size > 0) spans.push({text: child.type === 'text' ? child : undefined, from: at, to: at + size})
    at += size
  }
}
