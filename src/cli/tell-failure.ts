/**
 * Tell of a failure that no command has met: of the system, with what it says
 * of itself. Anything else is a bug, and shows its stack.
 */

import type {Sink} from './host.ts'
import {VFileMessage} from 'vfile-message'
import {codeOf} from '../io/refuse.ts'
import {exitCodes} from './host.ts'
import {neutralize} from './neutralize.ts'

/** @returns the exit code. */
export function tellFailure(error: unknown, sink: Sink): number {
  const reason = error instanceof VFileMessage ? error.reason : describe(error)
  sink.write(`fascicle: ${neutralize(reason)}\n`)
  return exitCodes.missing
}

function describe(error: unknown): string {
  const code = codeOf(error)
  if (code === undefined) throw error
  const {path, syscall} = error as NodeJS.ErrnoException
  const call = syscall === undefined ? '' : ` on ${syscall}`
  const place = path === undefined ? '' : ` of \`${path}\``
  return `Unexpected \`${code}\`${call}${place}, stopped there`
}
