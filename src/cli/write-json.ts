/** Write a result as a line of JSON, for programs. */

import {neutralize} from './neutralize.ts'

/** @returns one line; what is not known is `null`, and what steers a terminal is written out. */
export function writeJson(fields: Readonly<Record<string, unknown>>): string {
  return `${neutralize(JSON.stringify(fields, (_, value: unknown) => (value === undefined ? null : value)))}\n`
}
