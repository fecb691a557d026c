/**
 * Find the raw range behind a part of a block's plain text.
 */

import type {Nodes, Text} from 'mdast'
import type {Place} from '../model.ts'
import {toString} from 'mdast-util-to-string'
import {placeOf, rawPlace} from '../trace.ts'

/**
 * Raw range behind `[from, to)` of a block's text. Where it reaches to an end of a link
 * or of strong text it takes in the marks there.
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
  return [
    from + shift === first.from ? Math.min(start, first.outer[0]) : start,
    to + shift === last.to ? Math.max(end, last.outer[1]) : end
  ]
}

interface Span {
  readonly text: Text | undefined
  readonly from: number
  readonly to: number
  /** Start of the widest node that begins, and end of the widest that ends, with this text. */
  readonly outer: Place
}

function collectSpans(node: Nodes): Span[] {
  const spans: Span[] = []
  let at = 0
  if ('children' in node) for (const child of node.children) walk(child, placeOf(child))
  return spans

  function walk(child: Nodes, outer: Place): void {
    if ('children' in child) {
      child.children.forEach(function (grandchild, index) {
        const [start, end] = placeOf(grandchild)
        const isLast = index === child.children.length - 1
        walk(grandchild, [index === 0 ? outer[0] : start, isLast ? outer[1] : end])
      })
      return
    }

    const size = toString(child).length
    if (size > 0)
      spans.push({text: child.type === 'text' ? child : undefined, from: at, to: at + size, outer})
    at += size
  }
}
