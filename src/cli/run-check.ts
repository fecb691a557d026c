/**
 * Run `fascicle check`: finished editions, one after the other, in the order
 * given.
 */

import type {CheckedFile} from '../check/check-file.ts'
import type {Finding, Level} from '../check/types.ts'
import type {Host} from './host.ts'
import type {CheckRequest} from './read-arguments.ts'
import type {VFileMessage} from 'vfile-message'
import {VFile} from 'vfile'
import {checkFile} from '../check/check-file.ts'
import {readCheckRules} from '../check/read-check-rules.ts'
import {loadFile, loadRules} from '../io.ts'
import {exitCodes} from './host.ts'
import {neutralize} from './neutralize.ts'
import {writeReport} from './write-report.ts'
import {writeJson} from './write-json.ts'

// Kobo and Apple advise against more than a gigabyte; what is larger cannot be held beside what it inflates to.
const fileLimit = 1_500_000_000

/** @returns the exit code. */
export async function runCheck(request: CheckRequest, host: Host): Promise<number> {
  const rules = loadRules('check').flatMap(({path, text}) => readCheckRules(path, text))
  const codes: number[] = []
  for (const {format, path} of request.files) {
    const raw = loadFile(path, fileLimit)
    const checked = raw
      ? await checkFile({bytes: raw.bytes, path}, format, {rules, targets: request.targets})
      : refuse(path, format)
    writeReport([checked.file], '', host.err)
    host.out.write(request.json ? writeRecord(path, checked) : `${neutralize(path)}: ${summarize(checked)}\n`)
    codes.push(judge(checked, request.frail))
    await host.turn()
  }

  // Rising, so that the greatest of them says most: done, findings, partly.
  return Math.max(...codes)
}

function refuse(path: string, format: CheckedFile['format']): CheckedFile {
  const file = new VFile({path})
  file.message('Expected a file that may be read', {ruleId: 'missing-file', source: 'cli'}).fatal = true
  return {file, format, findings: [], isRead: false}
}

function judge({findings, isRead}: CheckedFile, frail: boolean): number {
  if (!isRead) return exitCodes.partly
  const levels = new Set(findings.map(({level}) => level))
  return levels.has('error') || (frail && levels.has('warning')) ? exitCodes.findings : exitCodes.done
}

function summarize({findings, isRead}: CheckedFile): string {
  if (!isRead) return 'not read'
  const counts = (['error', 'warning', 'info'] as const)
    .map((level) => ({count: countOf(findings, level), level}))
    .filter(({count}) => count > 0)
    .map(({count, level}) => `${count} ${level === 'info' ? 'to know' : count === 1 ? level : `${level}s`}`)
  return counts.length > 0 ? counts.join(', ') : 'ok'
}

// One object a line; `null` where nothing is known.
function writeRecord(path: string, {file, findings, format, isRead}: CheckedFile): string {
  const messages = (isRead ? findings : file.messages.map(toFinding)).map(recordFinding)
  const fields = {
    file: path,
    format,
    read: isRead,
    errors: countOf(findings, 'error'),
    warnings: countOf(findings, 'warning'),
    infos: countOf(findings, 'info'),
    messages
  }
  return writeJson(fields)
}

// What is said of a file that was not read has no rule behind it.
function toFinding({note, reason, ruleId = '', source = ''}: VFileMessage): Finding {
  return {pack: source, id: ruleId, level: 'error', targets: undefined, reason, mend: note}
}

function recordFinding(finding: Finding): object {
  const {column, id, inside, level, line, mend, pack, page, reason, source, targets, why} = finding
  return {rule: `${pack}:${id}`, level, targets, inside, line, column, page, reason, why, mend, source}
}

function countOf(findings: ReadonlyArray<Finding>, level: Level): number {
  return findings.filter((finding) => finding.level === level).length
}
