/**
 * Check an EPUB: by the validator first, then by the rules of shops and
 * devices.
 */

import type {ValidationMessage} from '@likecoin/epubcheck-ts'
import type {Checked, CheckRule, Finding, Level} from './types.ts'
import {EpubCheck} from '@likecoin/epubcheck-ts'
import {applyRules, limitFindings, showBytes} from './apply-rules.ts'
import {epubChecks} from './epub-checks.ts'
import {groupBy} from './group-by.ts'
import {openArchive} from './open-archive.ts'
import {openBook} from './open-book.ts'

// The validator holds all entries inflated at once, and their trees.
const validatorLimit = 256_000_000

const levels: Readonly<Record<string, Level>> = {fatal: 'error', error: 'error', warning: 'warning'}

export async function checkEpub(bytes: Uint8Array, rules: ReadonlyArray<CheckRule>): Promise<Checked> {
  const archive = await openArchive(bytes)
  if ('refused' in archive) return archive
  const isLarge = archive.size > validatorLimit
  const validated = isLarge ? [leftOut(archive.size)] : await validate(bytes)
  const book = openBook(bytes.length, archive)
  return {findings: [...validated, ...(book ? applyRules(book, rules, epubChecks) : [])]}
}

async function validate(bytes: Uint8Array): Promise<Finding[]> {
  const {messages} = await EpubCheck.validate(bytes)
  const byId = groupBy(messages, ({id}) => id)
  return [...byId.values()].flatMap((same) => limitFindings(same.map(toFinding)))
}

function toFinding({id, location, message, severity, suggestion}: ValidationMessage): Finding {
  return {
    pack: 'epubcheck',
    id,
    level: levels[severity] ?? 'info',
    targets: undefined,
    inside: location?.path,
    line: location?.line,
    column: location?.column,
    // The parser of XML tells its faults in lines.
    reason: message.trim().replace(/\s+/g, ' '),
    mend: suggestion
  }
}

function leftOut(size: number): Finding {
  return {
    pack: 'epubcheck',
    id: 'left-out',
    level: 'warning',
    targets: undefined,
    reason: `Unexpected book of ${showBytes(size)}, expected at most ${showBytes(validatorLimit)} for the validator`,
    mend: 'Run EPUBCheck on it; only the rules of shops and devices were applied here'
  }
}
