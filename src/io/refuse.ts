/**
 * Refuse to go on, in words for the person who can mend it.
 *
 * The rule says what the command line makes of it: `missing-part`,
 * `unreadable` and `unwritable` are things that the machine lacks, all else is
 * usage.
 */

import {VFile} from 'vfile'

export type Refusal =
  | 'empty-folder'
  | 'missing-folder'
  | 'missing-part'
  | 'same-place'
  | 'theme'
  | 'too-much'
  | 'unreadable'
  | 'unwritable'

/** Throw a fatal message about a path. */
export function refuse(path: string, reason: string, ruleId: Refusal, note?: string): never {
  const file = new VFile({path})
  const message = file.message(reason, {ruleId, source: 'io'})
  message.fatal = true
  if (note !== undefined) message.note = note
  throw message
}

/** Code of a failed system call, such as `ENOENT`; undefined for anything else, which is a bug. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return
  // Node's own codes, of misused functions, start with `ERR_`.
  return typeof error.code === 'string' && /^E[A-Z\d]+$/.test(error.code) ? error.code : undefined
}
