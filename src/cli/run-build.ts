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
import {findDigests, listThemes, loadFolder, loadWorld, saveEditions} from '../io.ts'
import {build, readRulePacks} from '../pipeline.ts'
import {combineCodes, exitCodes} from './host.ts'
import {readDate} from './read-date.ts'
import {suggest} from './read-arguments.ts'
import {showProgress} from './show-progress.ts'
import {fileOf, recordMessages, writeReport} from './write-report.ts'

/** A digest as built or refused, with what was left out of it. */
interface Built {
  readonly folder: string
  readonly files: ReadonlyArray<VFile>
  readonly result: BuildResult
  readonly skipped: ReadonlyArray<string>
  readonly code: number
}

// Refusals for something that the machine lacks; any other is the user's to mend.
const missing: ReadonlySet<string | undefined> = new Set(['missing-part', 'unwritable'])

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
  const progress = showProgress(host, name)
  try {
    const result = await build({name, files}, world, {
      ...(request.formats && {formats: request.formats}),
      ...(request.theme !== undefined && {theme: request.theme}),
      ...(request.pages !== undefined && {pages: request.pages}),
      ...(request.booklet && {hasBooklet: true}),
      onStep: progress.step
    })
    const skipped = [...left.map((file) => file.path), ...result.skipped]
    const all = [...left, ...result.files]
    return {folder, files: all, result, skipped, code: judge(result, all, skipped, request.frail)}
  } finally {
    progress.end()
  }
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
  const isPublished = code !== exitCodes.refused
  const results = isPublished ? all.map((one) => one.result) : []
  const paths = isPublished ? await saveEditions(request.out, results) : []
  if (isPublished) host.seal()
  const records = all.map((one) => JSON.stringify(recordBuilt(one, request.out, isPublished)))
  for (const line of request.json ? records : paths) host.out.write(`${line}\n`)
  return code
}

function recordBuilt({folder, files, result, skipped}: Built, out: string, isPublished: boolean): object {
  const editions = isPublished ? result.editions : []
  return {
    digest: result.id,
    folder,
    published: isPublished,
    editions: editions.map(({bytes, format, name}) => ({
      format,
      file: path.join(out, result.id, name),
      bytes: bytes.length
    })),
    skipped,
    messages: recordMessages(files, folder)
  }
}
