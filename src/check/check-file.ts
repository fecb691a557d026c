/**
 * Check a finished edition: bytes in, a file with messages and the findings
 * as data out.
 *
 * A room beside the flow: pure, asked by the command line, and by no room.
 */

import type {Checked, CheckFormat, CheckRule, Finding, Target} from './types.ts'
import {VFile} from 'vfile'
import {checkHtml} from './check-html.ts'

export interface CheckedFile {
  readonly file: VFile
  readonly format: CheckFormat
  readonly findings: ReadonlyArray<Finding>
  /** Whether the file could be opened at all. */
  readonly isRead: boolean
}

export interface CheckOptions {
  readonly rules: ReadonlyArray<CheckRule>
  readonly targets: ReadonlyArray<Target>
}

export async function checkFile(
  {bytes, path}: {readonly bytes: Uint8Array; readonly path: string},
  format: CheckFormat,
  options: CheckOptions
): Promise<CheckedFile> {
  const rules = options.rules
    .filter((rule) => rule.format === format && isAsked(rule.targets, options.targets))
    .map((rule) => ({...rule, targets: rule.targets?.filter((each) => options.targets.includes(each))}))
  const checked = await checkBytes(bytes, format, rules)
  const file = new VFile({path})
  if ('refused' in checked) {
    const {id, mend, reason} = checked.refused
    const message = file.message(reason, {ruleId: id, source: format})
    Object.assign(message, {fatal: true, note: mend})
    return {file, format, findings: [], isRead: false}
  }

  for (const finding of checked.findings) addMessage(file, finding)
  return {file, format, findings: checked.findings, isRead: true}
}

function isAsked(own: CheckRule['targets'], asked: ReadonlyArray<Target>): boolean {
  return own === undefined || own.some((target) => asked.includes(target))
}

// Loaded when needed: the validator and the reader of PDFs are large.
async function checkBytes(
  bytes: Uint8Array,
  format: CheckFormat,
  rules: ReadonlyArray<CheckRule>
): Promise<Checked> {
  if (format === 'html') return checkHtml(bytes, rules)
  if (format === 'pdf') return (await import('./check-pdf.ts')).checkPdf(bytes, rules)
  return (await import('./check-epub.ts')).checkEpub(bytes, rules)
}

function addMessage(file: VFile, finding: Finding): void {
  const {column, id, inside, level, line, mend, pack, page, reason, source, why} = finding
  // A line is one of the file itself, or of a file inside it, which the text then names.
  const place = inside === undefined && line !== undefined ? {line, column: column ?? 1} : undefined
  const within = inside === undefined ? '' : `, in \`${inside}${line === undefined ? '' : `:${line}`}\``
  const message = file.message(`${reason}${within}${page === undefined ? '' : `, on page ${page}`}`, {
    ...(place && {place}),
    ruleId: id,
    source: pack
  })
  message.fatal = level === 'error' ? true : level === 'warning' ? false : undefined
  const note = [why, mend, source].filter((text) => text !== undefined && text !== '').join('. ')
  if (note !== '') message.note = note
  if (source?.startsWith('https:')) message.url = source
}
