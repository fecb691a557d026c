/**
 * Save editions so that a folder of them is wholly old or wholly new.
 *
 * Everything is first written beside its place and flushed to the disk; then
 * each folder is exchanged by two renames, and whatever else stood in the old
 * one (an edition in another format, a file of somebody's) moves over. Where
 * any call fails, all that was done is undone. Where the process is killed
 * between two calls, what it left is recovered by the next save. Nothing is
 * deleted but files that this module wrote or replaces.
 */

import fs from 'node:fs'
import path from 'node:path'
import type {Edition} from '../model.ts'
import {codeOf, refuse} from './refuse.ts'
import {takeLock} from './take-lock.ts'

/** The calls of `node:fs` that are made; a test hands in some that fail. */
export interface Disk {
  readonly closeSync: (file: number) => void
  readonly existsSync: (path: string) => boolean
  readonly fsyncSync: (file: number) => void
  readonly mkdirSync: (path: string, options?: {recursive: true}) => unknown
  readonly openSync: (path: string, flags: 'r' | 'wx') => number
  readonly readFileSync: (path: string, encoding: 'utf8') => string
  readonly readdirSync: (path: string) => ReadonlyArray<string>
  readonly realpathSync: (path: string) => string
  readonly renameSync: (from: string, to: string) => void
  readonly rmdirSync: (path: string) => void
  readonly statSync: (path: string) => {isDirectory: () => boolean; mtimeMs: number}
  readonly unlinkSync: (path: string) => void
  readonly writeFileSync: (file: number, data: string | Uint8Array) => void
}

/** The editions of a digest, which go into a folder named by its id. */
export interface Publication {
  readonly id: string
  readonly editions: ReadonlyArray<Edition>
}

/** Where a publication goes, and what stands beside that place meanwhile. */
interface Place {
  readonly id: string
  readonly target: string
  readonly fresh: string
  readonly old: string
  readonly names: ReadonlySet<string>
}

// What an interrupted build may have replaced under the digest's name.
const editionKinds = ['.html', '.epub', '.pdf']

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
    for (const name of [id, ...editions.map((edition) => edition.name)]) checkName(name)
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
    const code = codeOf(error)
    if (code === undefined) throw error
    refuse(
      out,
      `Unexpected \`${code}\` on writing to \`${out}\`, expected room and permission; what stood there stands as it was`,
      'unwritable'
    )
  }
}

function publish(out: string, publications: ReadonlyArray<Publication>, disk: Disk): ReadonlyArray<string> {
  const places = publications.map((one) => placeOf(out, one, disk))
  const undo: Undo = []
  try {
    for (const place of places) recover(place, disk)
    for (const [index, place] of places.entries())
      stage(place, publications[index]?.editions ?? [], undo, disk)
    for (const place of places) exchange(place, undo, disk)
  } catch (error) {
    for (const step of undo.reverse()) attempt(step)
    throw error
  }

  // The editions are published. What cannot be tidied now, the next save recovers.
  for (const place of places) attempt(() => removeOld(place, disk))
  return publications.flatMap(({id, editions}) => editions.map((edition) => path.join(out, id, edition.name)))
}

// A link to a folder stays a link: what it leads to is exchanged.
function placeOf(out: string, {id, editions}: Publication, disk: Disk): Place {
  const shown = path.join(out, id)
  const isUpdate = disk.existsSync(shown)
  const target = isUpdate ? disk.realpathSync(shown) : shown
  if (isUpdate && !disk.statSync(target).isDirectory()) {
    refuse(shown, `Unexpected file \`${shown}\`, expected a folder or nothing`, 'unwritable')
  }

  const beside = (kind: string) => path.join(path.dirname(target), `.${path.basename(target)}.${kind}`)
  const names = new Set(editions.map((edition) => edition.name))
  return {id, target, fresh: beside('new'), old: beside('old'), names}
}

// What a killed save left: a half-written folder, or an exchange not finished.
function recover(place: Place, disk: Disk): void {
  const {id, target, fresh, old} = place
  if (disk.existsSync(fresh)) removeFlat(fresh, disk)
  if (!disk.existsSync(old)) return
  if (!disk.existsSync(target)) disk.renameSync(old, target)
  else {
    const names = new Set(disk.readdirSync(target))
    moveOthers(old, target, names, [], disk)
    const isOurs = (name: string) => editionKinds.some((kind) => name === id + kind)
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

function stage({fresh}: Place, editions: ReadonlyArray<Edition>, undo: Undo, disk: Disk): void {
  disk.mkdirSync(fresh)
  undo.push(() => removeFlat(fresh, disk))
  for (const {name, bytes} of editions) {
    const file = disk.openSync(path.join(fresh, name), 'wx')
    try {
      disk.writeFileSync(file, bytes)
      disk.fsyncSync(file)
    } finally {
      disk.closeSync(file)
    }
  }

  flushFolder(fresh, disk)
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

// Move everything whose name is not among `names`.
function moveOthers(from: string, to: string, names: ReadonlySet<string>, undo: Undo, disk: Disk): void {
  for (const name of disk.readdirSync(from)) {
    if (names.has(name)) continue
    disk.renameSync(path.join(from, name), path.join(to, name))
    undo.push(() => disk.renameSync(path.join(to, name), path.join(from, name)))
  }
}

// Only what has been replaced; a folder that holds anything else stays.
function removeOld({old, names}: Pick<Place, 'names' | 'old'>, disk: Disk): void {
  if (!disk.existsSync(old)) return
  for (const name of disk.readdirSync(old)) if (names.has(name)) disk.unlinkSync(path.join(old, name))
  disk.rmdirSync(old)
}

function removeFlat(folder: string, disk: Disk): void {
  for (const name of disk.readdirSync(folder)) disk.unlinkSync(path.join(folder, name))
  disk.rmdirSync(folder)
}

// Renames are on the disk only once their folder is; Windows has no such call.
function flushFolder(folder: string, disk: Disk): void {
  if (path.sep === '\\') return
  const handle = disk.openSync(folder, 'r')
  try {
    disk.fsyncSync(handle)
  } finally {
    disk.closeSync(handle)
  }
}

// An undo that fails must not keep the others from being tried.
function attempt(step: () => void): void {
  try {
    step()
  } catch (error) {
    if (codeOf(error) === undefined) throw error
  }
}

// Names come from folders and manifests; one that leads elsewhere is a bug of ours.
function checkName(name: string): void {
  if (/^\.{0,2}$|[/\\\0]/.test(name)) {
    throw new Error(`Unexpected name \`${name}\` of an edition, expected one without a path`)
  }
}
