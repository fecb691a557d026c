/**
 * List the gaps between the runs that two articles share: what each of them has there
 * instead. Copies have gaps on one side, where something was cut or put in; texts that
 * only share a frame have something of their own on both.
 */

import type {Run} from './find-runs.ts'

/** Tokens `[pFrom, pTo)` of the shorter article, `[qFrom, qTo)` of the longer one. */
export interface Gap {
  readonly pFrom: number
  readonly pTo: number
  readonly qFrom: number
  readonly qTo: number
  /** Where it opens or ends both articles: there a reprint has its own headline and credits. */
  readonly edge: 'head' | 'tail' | undefined
  /** Whether the runs around it follow each other in both articles. */
  readonly isInLine: boolean
}

/** Gaps of the shorter article in order; those without tokens on either side are left out. */
export function listGaps(runs: ReadonlyArray<Run>, pSize: number, qSize: number): Gap[] {
  const order = runs.map((_, index) => index).sort((a, b) => qOf(a) - qOf(b) || a - b)
  const rank: number[] = []
  // What lies before each run in the longer article, and, one further, what lies behind the last one.
  const spaces: Array<readonly [number, number]> = []
  let covered = 0
  order.forEach((index, at) => {
    const run = runs[index] as Run
    rank[index] = at
    spaces.push([Math.min(covered, run.q), run.q])
    covered = Math.max(covered, run.q + run.size)
  })
  spaces.push([covered, qSize])

  const gaps: Gap[] = []
  let pFrom = 0
  for (let index = 0; index <= runs.length; index++) {
    const run = runs[index]
    const before = index === 0 ? 0 : (rank[index - 1] as number) + 1
    const after = run ? (rank[index] as number) : runs.length
    const isInLine = before === after
    // Out of line, what either neighbour has beside it could stand for this gap: take the more.
    const space = sizeOf(before) > sizeOf(after) ? spaces[before] : spaces[after]
    const [qFrom, qTo] = space ?? [0, 0]
    const pTo = run?.p ?? pSize
    if (pTo > pFrom || qTo > qFrom) {
      const edge = index === 0 ? 'head' : run ? undefined : 'tail'
      gaps.push({pFrom, pTo, qFrom, qTo, edge: isInLine ? edge : undefined, isInLine})
    }

    pFrom = run ? run.p + run.size : pSize
  }

  return gaps

  function qOf(index: number): number {
    return runs[index]?.q ?? 0
  }

  function sizeOf(at: number): number {
    const [from, to] = spaces[at] ?? [0, 0]
    return to - from
  }
}
