/**
 * Run `fascicle build`: every digest is built before any is saved, so that
 * one whose manifest is refused leaves all editions as they were.
 */

import type {BuildOptions, BuildResult} from '../pipeline.ts'
import type {World} from '../model.ts'
import type {Host} from './host.ts'
import type {BuildRequest} from './read-arguments.ts'
import path from 'node:path'
import {VFile} from 'vfile'
import {VFileMessage} from 'vfile-message'
import {
  checkPlace,
  findDigests,
  listThemes,
  loadFolder,
  loadLock,
  loadWorld,
  openCache,
  openWorkshop,
  saveEditions,
  sizeLimit,
  watchFolders,
  type Cache,
  type OpenedWorkshop
} from '../io.ts'
import {build, compareLocks, readLock, readRulePacks, type LockChange} from '../pipeline.ts'
import {combineCodes, exitCodes} from './host.ts'
import {reuseBuild} from './reuse-build.ts'
import {readDate} from './read-date.ts'
import {suggest} from './read-arguments.ts'
import {showProgress} from './show-progress.ts'
import {neutralize} from './neutralize.ts'
import {fileOf, recordMessages, writeReport} from './write-report.ts'

/** A digest as built or refused, with what was left out of it. */
interface Built {
  readonly folder: string
  readonly files: ReadonlyArray<VFile>
  readonly result: BuildResult
  readonly skipped: ReadonlyArray<string>
  /** What is not as it was when the editions that stand there were made. */
  readonly changes: ReadonlyArray<LockChange>
  readonly cache: Cache | undefined
  readonly code: number
}

// Where every digest has a folder.
const sources = 'sources'

// Refusals for something that the machine lacks; any other is the user's to mend.
const missing: ReadonlySet<string | undefined> = new Set(['missing-part', 'unreadable', 'unwritable'])

/** @returns the exit code. */
export async function runBuild(request: BuildRequest, host: Host): Promise<number> {
  try {
    const world = await openWorld(request, host)
    const workshop = openWorkshop({rules: world.rules, limits: request.limits})
    const shop = {...world, workshop}
    try {
      return await (request.watch ? watchAll(request, shop, host) : buildAll(request, shop, host))
    } finally {
      await workshop.rest()
    }
  } catch (error) {
    return tellRefusal(error, host)
  }
}

function tellRefusal(error: unknown, host: Host): number {
  if (!(error instanceof VFileMessage)) throw error
  writeReport([fileOf(error)], '', host.err)
  return missing.has(error.ruleId) ? exitCodes.missing : exitCodes.refused
}

async function buildAll(request: BuildRequest, shop: Shop, host: Host): Promise<number> {
  const folders = request.folder === undefined ? findDigests(sources) : [request.folder]
  const all: Built[] = []
  for (const folder of folders) all.push(await buildOne(folder, shop, request, host))
  // A waiting interruption is heard here for the last time.
  await host.turn()
  return publish(all, request, host)
}

/** Build, and again on each change, until a folder is no more: what is refused is the editor's to mend meanwhile. */
async function watchAll(request: BuildRequest, shop: Shop, host: Host): Promise<never> {
  const {folder = sources, out, theme} = request
  const watch = await watchFolders(folder, {also: theme === undefined ? [] : [theme], except: out})
  try {
    for (;;) {
      await buildAll(request, shop, host).catch((error: unknown) => tellRefusal(error, host))
      host.err.write(`watching ${neutralize(folder)}; Ctrl-C ends it\n`)
      await watch.next()
    }
  } finally {
    await watch.close()
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

interface Shop extends World {
  readonly workshop: OpenedWorkshop
}

async function buildOne(folder: string, world: Shop, request: BuildRequest, host: Host): Promise<Built> {
  const {files, left, name} = loadFolder(folder, {except: request.out, size: sizeLimit(request.limits)})
  checkPlace(folder, request.out, name)
  const progress = showProgress(host, name)
  const cache = request.cache ? openCache(request.out, name) : undefined
  const workshop = cache ? world.workshop.remember(cache) : world.workshop
  try {
    const options: BuildOptions = {
      ...(request.formats && {formats: request.formats}),
      ...(request.theme !== undefined && {theme: request.theme}),
      ...(request.pages !== undefined && {pages: request.pages}),
      ...(request.booklet && {hasBooklet: true}),
      ...(request.site && {hasSite: true}),
      onStep: progress.step
    }
    const make = (world: World) => build({name, files}, world, options)
    const own = {...world, workshop, convertPicture: workshop.convertPicture}
    const {isKnown, result} =
      cache && left.length === 0
        ? await reuseBuild(cache, {name, files, request, world: own}, make)
        : {isKnown: false, result: await make(own)}
    const skipped = [...left.map((file) => file.path), ...result.skipped]
    const all = [...left, ...result.files]
    const changes = findChanges(result, request.out)
    const code = judge(result, all, skipped, request.frail)
    // Of the entries of a build that was not made none was looked for, and none is to go.
    return {folder, files: all, result, skipped, changes, cache: isKnown ? undefined : cache, code}
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
  // Whoever watches has more to come, and may be interrupted.
  if (isPublished && !request.watch) host.seal()
  if (isPublished) for (const {cache} of all) cache?.save()
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
