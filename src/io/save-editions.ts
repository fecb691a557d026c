/**
 * Save editions so that a folder of them is wholly old or wholly new.
 *
 * Everything is first written beside its place and flushed to the disk; then
 * each folder is exchanged by two renames, and whatever else stood in the old
 * one (an edition in another format, a file of somebody's) moves over. Where
 * any call fails, all that was done is undone. Where the process is killed
 * between two calls, what it left is recovered by the next save. Nothing is
 * deleted but files that this module wrote or replaces: a site keeps a list of
 * its files, so that a page of an article that is no more goes with the next.
 */

import fs from 'node:fs'
import path from 'node:path'
import type {Edition} from '../model.ts'
import {codeOf, refuse} from './refuse.ts'
import {readPlainFile} from './read-plain-file.ts'
import {takeLock} from './take-lock.ts'

/** The calls of `node:fs` that are made; a test hands in some that fail. */
export interface Disk {
  readonly closeSync: (file: number) => void
  readonly existsSync: (path: string) => boolean
  readonly fsyncSync: (file: number) => void
  readonly lstatSync: (path: string) => {isDirectory: () => boolean; isFile: () => boolean; mtimeMs: number}
  readonly mkdirSync: (path: string, options?: {recursive: true}) => unknown
  readonly openSync: (path: string, flags: 'r' | 'wx') => number
  readonly readFileSync: (path: string, encoding: 'utf8') => string
  readonly readdirSync: (path: string) => ReadonlyArray<string>
  readonly realpathSync: (path: string) => string
  readonly renameSync: (from: string, to: string) => void
  readonly rmdirSync: (path: string) => void
  readonly statSync: (path: string) => {isDirectory: () => boolean}
  readonly unlinkSync: (path: string) => void
  readonly writeFileSync: (file: number, data: string | Uint8Array) => void
}

/** The editions of a digest, which go into a folder named by its id. */
export interface Publication {
  readonly id: string
  readonly editions: ReadonlyArray<Edition>
  /** Text of the lock, which stands beside them. */
  readonly lock?: string
}

/** Where a publication goes, and what stands beside that place meanwhile. */
interface Place {
  readonly id: string
  readonly target: string
  readonly fresh: string
  readonly old: string
  readonly names: ReadonlySet<string>
}

/** Files of an edition that is a folder, by name; its list among them. */
interface Files {
  readonly folder: string | undefined
  readonly files: ReadonlyMap<string, string | Uint8Array>
}

/** Name of a lock. */
const lockFile = 'digest.lock'

// Where an edition that is a folder lists what it wrote, a name a line.
const listName = '.fascicle'

// What an interrupted build may have replaced under the digest's name.
const editionKinds = ['.html', '.epub', '.pdf', '-booklet.pdf']

// A line for each file that was made; a lock longer than this is none.
const lockLimit = 16 * 2 ** 20

// What a file system answers that flushes files only.
const noFlush: ReadonlySet<string | undefined> = new Set(['EINVAL', 'ENOTSUP'])

type Undo = Array<() => void>

/**
 * @param out folder of the folders of editions; made where it is missing.
 * @returns paths of the editions, in order.
 * @throws VFileMessage where the disk says no; all stands as before.
 */
export async function saveEditions(
  out: string,
  publications: ReadonlyArray<Publication>,
  disk: Disk = fs
): Promise<ReadonlyArray<string>> {
  for (const {id, editions} of publications) {
    for (const name of [id, ...editions.flatMap(listNames)]) checkName(name)
  }

  const second = publications.find(({id}, index) => publications.findIndex((one) => one.id === id) < index)
  if (second !== undefined) {
    refuse(
      out,
      `Unexpected second digest named \`${second.id}\`, expected a folder of another name`,
      'same-place'
    )
  }

  try {
    disk.mkdirSync(out, {recursive: true})
    const unlock = await takeLock(out, disk)
    try {
      return publish(out, publications, disk)
    } finally {
      attempt(unlock)
    }
  } catch (error) {
    refuseCode(error, out, 'what stood there stands as it was')
  }
}

function refuseCode(error: unknown, out: string, state: string): never {
  const code = codeOf(error)
  if (code === undefined) throw error
  refuse(
    out,
    `Unexpected \`${code}\` on writing to \`${out}\`, expected room and permission; ${state}`,
    'unwritable'
  )
}

function publish(out: string, publications: ReadonlyArray<Publication>, disk: Disk): ReadonlyArray<string> {
  const places = publications.map((one) => placeOf(out, one, disk))
  const undo: Undo = []
  try {
    for (const place of places) recover(place, disk)
    for (const [index, place] of places.entries()) stage(place, publications[index], undo, disk)
    for (const place of places) exchange(place, undo, disk)
  } catch (error) {
    const isUndone = undo.reverse().map(attempt)
    if (isUndone.includes(false)) refuseCode(error, out, 'the next build puts back what stood there')
    throw error
  }

  // The editions are published. What cannot be tidied now, the next save recovers.
  for (const place of places) attempt(() => removeOld(place, disk))
  return publications.flatMap(({id, editions}) => editions.map((edition) => path.join(out, id, edition.name)))
}

function placeOf(out: string, {id, editions, lock}: Publication, disk: Disk): Place {
  const target = findTarget(path.join(out, id), out, disk)
  const beside = (kind: string) => path.join(path.dirname(target), `.${path.basename(target)}.${kind}`)
  const names = new Set(editions.map(({name}) => name.split('/')[0] ?? name))
  if (lock !== undefined) names.add(lockFile)
  return {id, target, fresh: beside('new'), old: beside('old'), names}
}

// A link to a folder stays a link: what it leads to is exchanged, where that is in the output folder, too.
function findTarget(shown: string, out: string, disk: Disk): string {
  if (!isThere(shown, disk)) return shown
  const target = disk.existsSync(shown) ? disk.realpathSync(shown) : undefined
  if (!target?.startsWith(disk.realpathSync(out) + path.sep)) {
    refuse(shown, `Unexpected link \`${shown}\`, expected a folder of \`${out}\` or nothing`, 'unwritable')
  }

  if (!disk.statSync(target).isDirectory()) {
    refuse(shown, `Unexpected file \`${shown}\`, expected a folder or nothing`, 'unwritable')
  }

  return target
}

// What a killed save left: a half-written folder, or an exchange not finished.
function recover(place: Place, disk: Disk): void {
  const {id, target, fresh, old} = place
  if (isThere(fresh, disk)) removeTree(fresh, disk)
  if (!isThere(old, disk)) return
  if (!disk.lstatSync(old).isDirectory()) {
    refuse(
      old,
      `Unexpected file or link \`${old}\`, expected nothing; move it where it belongs`,
      'unwritable'
    )
  }

  if (!disk.existsSync(target)) disk.renameSync(old, target)
  else {
    const names = new Set(disk.readdirSync(target))
    moveOthers(old, target, names, [], disk)
    const isOurs = (name: string) =>
      name === lockFile ||
      editionKinds.some((kind) => name === id + kind) ||
      isListed(path.join(old, name), disk)
    const stranger = disk.readdirSync(old).find((name) => !isOurs(name))
    if (stranger !== undefined) {
      refuse(
        path.join(old, stranger),
        'Unexpected file that an interrupted build has left, expected none; move it where it belongs',
        'unwritable'
      )
    }

    removeOld({old, names}, disk)
  }
}

function stage({fresh}: Place, publication: Publication | undefined, undo: Undo, disk: Disk): void {
  const {editions = [], lock} = publication ?? {}
  disk.mkdirSync(fresh)
  undo.push(() => removeTree(fresh, disk))
  for (const {folder, files} of editions.map(listFiles)) {
    const place = folder === undefined ? fresh : path.join(fresh, folder)
    if (folder !== undefined) disk.mkdirSync(place)
    for (const [name, data] of files) writeFile(path.join(place, name), data, disk)
    if (folder !== undefined) flushFolder(place, disk)
  }

  if (lock !== undefined) writeFile(path.join(fresh, lockFile), lock, disk)
  flushFolder(fresh, disk)
}

/** Text of the lock of a digest, where one was saved. */
export function loadLock(out: string, id: string): string | undefined {
  const bytes = readPlainFile(path.join(out, id, lockFile), {limit: lockLimit})
  return typeof bytes === 'string' ? undefined : Buffer.from(bytes).toString()
}

function listFiles({beside, bytes, name}: Edition): Files {
  const [folder = '', file] = name.split('/')
  if (file === undefined) return {folder: undefined, files: new Map([[name, bytes], ...(beside ?? [])])}
  const files = new Map<string, string | Uint8Array>([[file, bytes], ...(beside ?? [])])
  return {folder, files: files.set(listName, `${[...files.keys()].sort().join('\n')}\n`)}
}

function listNames({beside, name}: Edition): string[] {
  const parts = name.split('/')
  return [...(parts.length > 2 ? [name] : parts), ...(beside?.keys() ?? [])]
}

function writeFile(place: string, data: string | Uint8Array, disk: Disk): void {
  const file = disk.openSync(place, 'wx')
  try {
    disk.writeFileSync(file, data)
    disk.fsyncSync(file)
  } finally {
    disk.closeSync(file)
  }
}

function exchange({target, fresh, old, names}: Place, undo: Undo, disk: Disk): void {
  const isUpdate = disk.existsSync(target)
  if (isUpdate) {
    disk.renameSync(target, old)
    undo.push(() => disk.renameSync(old, target))
  }

  disk.renameSync(fresh, target)
  undo.push(() => disk.renameSync(target, fresh))
  if (isUpdate) moveOthers(old, target, names, undo, disk)
  flushFolder(path.dirname(target), disk)
}

// Move everything whose name is not among `names`, and out of folders that are what nobody listed.
function moveOthers(from: string, to: string, names: ReadonlySet<string>, undo: Undo, disk: Disk): void {
  for (const name of disk.readdirSync(from)) {
    const [source, target] = [path.join(from, name), path.join(to, name)]
    if (!names.has(name)) {
      disk.renameSync(source, target)
      undo.push(() => disk.renameSync(target, source))
    } else if (disk.lstatSync(source).isDirectory() && disk.lstatSync(target).isDirectory()) {
      const own = [...readList(source, disk), ...disk.readdirSync(target)]
      moveOthers(source, target, new Set(own), undo, disk)
    }
  }
}

// What is left of a folder whose files are gone is nobody's, either.
function isListed(place: string, disk: Disk): boolean {
  if (!disk.lstatSync(place).isDirectory()) return false
  return disk.existsSync(path.join(place, listName)) || disk.readdirSync(place).length === 0
}

function readList(folder: string, disk: Disk): ReadonlyArray<string> {
  const list = path.join(folder, listName)
  // A pipe of that name would be waited for.
  const isList = isThere(list, disk) && disk.lstatSync(list).isFile()
  return isList ? disk.readFileSync(list, 'utf8').split('\n') : []
}

// Only what has been replaced; a folder that holds anything else stays.
function removeOld({old, names}: Pick<Place, 'names' | 'old'>, disk: Disk): void {
  if (!isThere(old, disk)) return
  for (const name of disk.readdirSync(old)) if (names.has(name)) removeTree(path.join(old, name), disk)
  disk.rmdirSync(old)
}

// A link to a folder is a file here: what it leads to is somebody's.
function removeTree(place: string, disk: Disk): void {
  if (!disk.lstatSync(place).isDirectory()) {
    disk.unlinkSync(place)
    return
  }

  // The list last: as long as it is there, a save that goes on knows whose the rest is.
  const isList = (name: string) => Number(name === listName)
  const names = [...disk.readdirSync(place)].sort((a, b) => isList(a) - isList(b))
  for (const name of names) removeTree(path.join(place, name), disk)
  disk.rmdirSync(place)
}

// Renames are on the disk only once their folder is; Windows has no such call.
function flushFolder(folder: string, disk: Disk): void {
  if (path.sep === '\\') return
  const handle = disk.openSync(folder, 'r')
  try {
    disk.fsyncSync(handle)
  } catch (error) {
    if (!noFlush.has(codeOf(error))) throw error
  } finally {
    disk.closeSync(handle)
  }
}

// Links that lead nowhere are there, too.
function isThere(place: string, disk: Disk): boolean {
  try {
    disk.lstatSync(place)
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

// An undo that fails must not keep the others from being tried.
function attempt(step: () => void): boolean {
  try {
    step()
    return true
  } catch (error) {
    if (codeOf(error) === undefined) throw error
    return false
  }
}

// Names come from folders and manifests; one that leads elsewhere is a bug of ours.
function checkName(name: string): void {
  if (/^\.{0,2}$|[/\\\0]/.test(name)) {
    throw new Error(`Unexpected name \`${name}\` of an edition, expected one without a path`)
  }
}
