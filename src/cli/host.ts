/**
 * What a command may know of the process it runs in. `cli.ts` makes it from
 * the real one, so that nothing else reads the environment or prints.
 */

/** A stream that texts are written to. */
export interface Sink {
  readonly write: (text: string) => unknown
  readonly isTerminal: boolean
  readonly hasColors: boolean
  /** Width of a terminal, in columns. */
  readonly columns: number
}

export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Results. */
  readonly out: Sink
  /** Messages and progress. */
  readonly err: Sink
  /** Let a waiting interruption be heard. */
  readonly turn: () => Promise<void>
  /** From here on an interruption comes too late: the editions are published. */
  readonly seal: () => void
}

/** Exit codes, as they stand in the readme. */
export const exitCodes = {
  done: 0,
  findings: 1,
  refused: 2,
  partly: 3,
  missing: 4,
  interrupted: 130,
  terminated: 143
} as const

// From bad to worse: what wrote nothing tells more than what wrote something.
const severity: ReadonlyArray<number> = [
  exitCodes.done,
  exitCodes.findings,
  exitCodes.partly,
  exitCodes.refused,
  exitCodes.missing
]

/** The code that says most. */
export function combineCodes(codes: Iterable<number>): number {
  return [...codes].reduce(
    (worst, code) => (severity.indexOf(code) > severity.indexOf(worst) ? code : worst),
    0
  )
}
