/** Describe a slip in YAML to whoever wrote it: the parser speaks to programmers. */

import type {ErrorCode, YAMLError} from 'yaml'

const own: Readonly<Partial<Record<ErrorCode, string>>> = {
  MULTIPLE_DOCS: 'Unexpected second document, expected one',
  RESOURCE_EXHAUSTION: 'Unexpected depth of nesting, expected a few levels'
}

/** Worded as a message. */
export function describeSlip({code, message}: YAMLError): string {
  const said = message.charAt(0).toLowerCase() + message.slice(1).replace(/\s+at line[\s\S]*$/, '')
  return own[code] ?? `Unexpected YAML, ${said}`
}
