/**
 * Run `fascicle build`: every digest is built before any is saved, so that
 * one whose manifest is refused leaves all editions as they were.
 */

import type {BuildResult} from '../pipeline.ts'
import type {World} from '../model.ts'
import type {Host} from './host.ts'
import type {BuildRequest} from './read-arguments.ts'
import path from 'node:path'
import {VFile} from 'vfile'
import {VFileMessage} from 'vfile-message'
import {checkPlace, findDigests, listThemes, loadFolder, loadLock, loadWorld, saveEditions} from '../io.ts'
import {build, compareLocks, readLock, readRulePacks, type LockChange} from '../pipeline.ts'
import {combineCodes, exitCodes} from './host.ts'
import {readDate} from './read-date.ts'
import {suggest} from './read-arguments.ts'
import {showProgress} from './show-progress.ts'
import {fileOf, neutralize, recordMessages, writeReport} from './write-report.ts'

/** A digest as built or refused, with what was left out of it. */
interface Built {
  readonly folder: string
  readonly files: ReadonlyArray<VFile>
  readonly result: BuildResult
  readonly skipped: ReadonlyArray<string>
  /** What is not as it was when the editions that stand there were made. */
  readonly changes: ReadonlyArray<LockChange>
  readonly code: number
}

// Refusals for something that the machine lacks; any other is the user's to mend.
const missing: ReadonlySet<string | undefined> = new Set(['missing-part', 'unreadable', 'unwritable'])

/** @returns the exit code. */
export async function runBuild(request: BuildRequest, host: Host): Promise<number> {
  try {
    const folders = request.folder === undefined ? findDigests('sources') : [request.folder]
    const world = await openWorld(request, host)
    const all: Built[] = []
    for (const folder of folders) all.push(await buildOne(folder, world, request, host))
    // A waiting interruption is heard here for the last time.
    await host.turn()
    return await publish(all, request, host)
  } catch (error) {
    if (!(error instanceof VFileMessage)) throw error
    writeReport([fileOf(error)], '', host.err)
    return missing.has(error.ruleId) ? exitCodes.missing : exitCodes.refused
  }
}

async function openWorld({theme}: BuildRequest, host: Host): Promise<World> {
  const world = await loadWorld({readRulePacks, date: readDate(host.env['SOURCE_DATE_EPOCH']), theme})
  if (theme !== undefined && world.theme(theme) === undefined) {
    const message = new VFile().message(`Unexpected theme \`${theme}\`, ${suggest(theme, listThemes())}`, {
      ruleId: 'theme',
      source: 'cli'
    })
    message.fatal = true
    throw message
  }

  return world
}

async function buildOne(folder: string, world: World, request: BuildRequest, host: Host): Promise<Built> {
  const {files, left, name} = loadFolder(folder, request.out)
  checkPlace(folder, request.out, name)
  const progress = showProgress(host, name)
  try {
    const result = await build({name, files}, world, {
      ...(request.formats && {formats: request.formats}),
      ...(request.theme !== undefined && {theme: request.theme}),
      ...(request.pages !== undefined && {pages: request.pages}),
      ...(request.booklet && {hasBooklet: true}),
      ...(request.site && {hasSite: true}),
      onStep: progress.step
    })
    const skipped = [...left.map((file) => file.path), ...result.skipped]
    const all = [...left, ...result.files]
    const changes = findChanges(result, request.out)
    return {folder, files: all, result, skipped, changes, code: judge(result, all, skipped, request.frail)}
  } finally {
    progress.end()
  }
}

function findChanges({id, lock}: BuildResult, out: string): ReadonlyArray<LockChange> {
  const [before, after] = [loadLock(out, id), lock].map((text) => readLock(text ?? ''))
  return before && after ? compareLocks(before, after) : []
}

function judge(
  result: BuildResult,
  files: ReadonlyArray<VFile>,
  skipped: ReadonlyArray<string>,
  frail: boolean
): number {
  if (result.outcome === 'refused') return exitCodes.refused
  if (skipped.length > 0) return exitCodes.partly
  const levels = new Set(files.flatMap((file) => file.messages.map((message) => message.fatal)))
  return levels.has(true) || (frail && levels.has(false)) ? exitCodes.findings : exitCodes.done
}

async function publish(all: ReadonlyArray<Built>, request: BuildRequest, host: Host): Promise<number> {
  const code = combineCodes(all.map((one) => one.code))
  for (const one of all) writeReport(one.files, one.folder, host.err)
  for (const one of all) host.err.write(tellChanges(one))
  const isPublished = code !== exitCodes.refused
  const results = isPublished ? all.map((one) => one.result) : []
  const paths = isPublished ? await saveEditions(request.out, results) : []
  if (isPublished) host.seal()
  const records = all.map((one) => JSON.stringify(recordBuilt(one, request.out, isPublished)))
  // In a string of JSON, what steers a terminal is as well written out.
  for (const line of request.json ? records : paths) host.out.write(`${neutralize(line)}\n`)
  return code
}

// What comes with Fascicle changes together, and seldom; the editor's own files are named.
const shownChanges = 12

/** One line: what is new since the editions that stand there were made. */
function tellChanges({changes, result}: Built): string {
  const own = changes.filter(({of}) => of === 'inputs')
  const others = [...new Set(changes.filter(({of}) => of !== 'inputs').map(({of}) => of))]
  const words = {added: 'new', changed: 'changed', removed: 'gone'} as const
  const named = own.slice(0, shownChanges).map(({how, name}) => `${name} (${words[how]})`)
  const rest = own.length > shownChanges ? [`${own.length - shownChanges} more files`] : []
  const parts = [...named, ...rest, ...others.map((of) => (of === 'fascicle' ? 'Fascicle itself' : of))]
  return parts.length === 0
    ? ''
    : `${neutralize(`${result.id}: since the last build: ${parts.join(', ')}`)}\n`
}

function recordBuilt(
  {changes, folder, files, result, skipped}: Built,
  out: string,
  isPublished: boolean
): object {
  const editions = isPublished ? result.editions : []
  return {
    digest: result.id,
    folder,
    published: isPublished,
    editions: editions.map(({beside = new Map<string, Uint8Array>(), bytes, format, name}) => ({
      format,
      file: path.join(out, result.id, name),
      bytes: [bytes, ...beside.values()].reduce((sum, {length}) => sum + length, 0)
    })),
    skipped,
    changes,
    messages: recordMessages(files, folder)
  }
}
