/**
 * Write messages for a person to read, by `vfile-reporter`.
 *
 * What is quoted in them comes from files of strangers: characters that could
 * steer the terminal or turn the order of what is shown are written out.
 */

import type {VFileMessage} from 'vfile-message'
import type {Sink} from './host.ts'
import path from 'node:path'
import {VFile} from 'vfile'
import {reporter} from 'vfile-reporter'
import {neutralize} from './neutralize.ts'

/** A message as data. */
export interface MessageRecord {
  readonly file: string
  readonly line: number | null
  readonly column: number | null
  readonly level: 'info' | 'warning' | 'fatal'
  readonly rule: string | null
  readonly source: string | null
  readonly reason: string
  readonly note: string | null
}

/**
 * Warnings and fatal messages of some files. What has been done and needs
 * nobody (`info`) is in the ledger and in `--json`.
 *
 * @param folder path that the files' paths are relative to.
 */
export function writeReport(files: ReadonlyArray<VFile>, folder: string, sink: Sink): void {
  const shown = files.map((file) => showFile(file, folder)).filter((file) => file.messages.length > 0)
  if (shown.length === 0) return
  sink.write(`${reporter(shown, {color: sink.hasColors, defaultName: 'fascicle', verbose: true})}\n`)
}

/** All messages of some files. */
export function recordMessages(files: ReadonlyArray<VFile>, folder: string): ReadonlyArray<MessageRecord> {
  return files.flatMap((file) =>
    file.messages.map((message) => ({
      file: shownPath(file, folder),
      line: message.line ?? null,
      column: message.column ?? null,
      level: message.fatal === true ? 'fatal' : message.fatal === false ? 'warning' : 'info',
      rule: message.ruleId ?? null,
      source: message.source ?? null,
      reason: message.reason,
      note: message.note ?? null
    }))
  )
}

/** A file that carries one message, which was thrown. */
export function fileOf(message: VFileMessage): VFile {
  const file = new VFile(message.file ? {path: message.file} : {})
  file.messages.push(message)
  return file
}

function showFile(file: VFile, folder: string): VFile {
  const shown = new VFile(file.path ? {path: neutralize(shownPath(file, folder))} : {})
  for (const message of file.messages) {
    if (message.fatal !== true && message.fatal !== false) continue
    const {place, ruleId, source} = message
    const copy = shown.message(neutralize(message.reason), {
      ...(place === undefined ? {} : {place}),
      ...(ruleId === undefined ? {} : {ruleId}),
      ...(source === undefined ? {} : {source})
    })
    copy.fatal = message.fatal
    if (message.note !== undefined) copy.note = neutralize(message.note)
  }

  return shown
}

function shownPath(file: VFile, folder: string): string {
  return path.join(folder, file.path ?? '')
}
