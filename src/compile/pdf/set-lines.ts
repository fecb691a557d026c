/** Set the lines of a paragraph: items and breaks become runs at their places. */

import type {Cluster, Line, Run} from './types.ts'
import type {Break} from './break-lines.ts'
import {box, glue, penalty, type Items} from './items.ts'

/** @param isRagged lines are not stretched to the measure, as in a heading. */
export function setLines(items: Items, breaks: ReadonlyArray<Break>, isRagged: boolean): ReadonlyArray<Line> {
  let from = 0
  return breaks.map(({at, ratio}) => {
    const line = setLine(items, from, at, isRagged ? Math.min(0, ratio) : ratio)
    from = at + 1
    return line
  })
}

function setLine(items: Items, from: number, to: number, ratio: number): Line {
  const {clusters, inlines, kind, run, shrink, size, stretch, width} = items
  const runs: Run[] = []
  const calls: string[] = []
  const anchors: string[] = []
  let x = 0
  let current: Run | undefined
  let currentRun = -1
  const add = (cluster: Cluster, at: number) => {
    const index = run[at] as number
    const em = size[at] as number
    if (!current || index !== currentRun || current.face !== cluster.face || current.size !== em) {
      const inline = inlines[index]
      if (!inline) return
      if (index !== currentRun) {
        if (inline.call !== undefined) calls.push(inline.call)
        if (inline.anchor) anchors.push(inline.anchor)
      }

      current = {inline, face: cluster.face, size: em, clusters: [], xs: []}
      currentRun = index
      runs.push(current)
    }

    current.clusters.push(cluster)
    current.xs.push(x)
  }

  let start = from
  while (start < to && kind[start] !== box) start++
  for (let at = start; at < to; at++) {
    if (kind[at] === penalty) continue
    const cluster = clusters[at]
    // A space is drawn, so that it is copied.
    if (cluster) add(cluster, at)
    x += width[at] as number
    if (kind[at] === glue) x += ratio * ((ratio > 0 ? stretch[at] : shrink[at]) as number)
  }

  // A hyphen; or the space at which the line was broken, which takes no room but is read aloud.
  const last = clusters[to]
  if (last && (kind[to] === penalty || kind[to] === glue)) add(last, to)
  return {runs, calls, anchors, width: x + (kind[to] === penalty ? Math.max(0, width[to] as number) : 0)}
}
