/** Check bytes by the packs of this package. */

import {checkFile, type CheckedFile} from '../../src/check/check-file.ts'
import {formatOf} from '../../src/check/format-of.ts'
import {readCheckRules} from '../../src/check/read-check-rules.ts'
import {targets, type Target} from '../../src/check/types.ts'
import {loadRules} from '../../src/io.ts'

export const rules = loadRules('check').flatMap(({path, text}) => readCheckRules(path, text))

export function runCheck(
  path: string,
  bytes: Uint8Array,
  asked: ReadonlyArray<Target> = targets
): Promise<CheckedFile> {
  const format = formatOf(path)
  if (!format) throw new Error(`Expected an edition, not \`${path}\``)
  return checkFile({bytes, path}, format, {rules, targets: asked})
}

/** What was found, each once, sorted. */
export function idsOf({findings}: CheckedFile): string[] {
  return [...new Set(findings.map(({id, pack}) => `${pack}:${id}`))].sort()
}
