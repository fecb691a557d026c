/**
 * Watch folders of an editor's for changes that a build could notice.
 *
 * Whoever saves, copies or checks out makes many changes at once: they are told of together, when
 * the last is made. What is passed over when a folder is loaded is passed over here, and so is
 * the folder of editions, whose changes would wake whoever made them.
 */

import fs from 'node:fs'
import path from 'node:path'
import {setTimeout} from 'node:timers/promises'
import {watch, type FSWatcher} from 'chokidar'
import {isIn, resolvePlace} from './check-place.ts'
import {realFolder} from './load-folder.ts'
import {codeOf, refuse} from './refuse.ts'

export interface FolderWatch {
  /**
   * Wait until something has changed since the last time, and then nothing more for a while.
   *
   * @throws VFileMessage where a folder is no more, or the system can watch no more of them.
   */
  readonly next: () => Promise<void>
  readonly close: () => Promise<void>
}

// Milliseconds: an editor renames what it has saved sooner, and a person does nothing twice so soon.
const pause = 300

export interface WatchOptions {
  /** Paths of folders that are watched, too, where there are such. */
  readonly also: ReadonlyArray<string>
  /** Path of the folder of editions, which may lie in one that is watched. */
  readonly except: string
}

/** @throws VFileMessage where there is no such folder. */
export async function watchFolders(folder: string, {also, except}: WatchOptions): Promise<FolderWatch> {
  realFolder(folder)
  const watched = [folder, ...also.filter(isFolder)]
  let last: number | undefined
  let failure: {readonly error: unknown; readonly folder: string} | undefined
  let wake = () => {}
  let watchers = await openAll()
  return {
    async next() {
      if (last === undefined) await new Promise<void>((resolve) => (wake = resolve))
      await calmDown()
      last = undefined
      watched.forEach(expectFolder)
      // A folder that is removed and made again is another, which the watcher of the first one may miss.
      const before = watchers
      watchers = await openAll()
      await closeAll(before)
      if (failure) refuseFailure(failure.error, failure.folder)
    },
    close: () => closeAll(watchers)
  }

  async function calmDown(): Promise<void> {
    for (let left = pause; left > 0; left = pause - (performance.now() - (last ?? 0))) await setTimeout(left)
  }

  function openAll(): Promise<FSWatcher[]> {
    return Promise.all(watched.map(openOne))
  }

  function openOne(folder: string): Promise<FSWatcher> {
    const watcher = watch(resolvePlace(folder), {
      followSymlinks: false,
      ignoreInitial: true,
      ignorePermissionErrors: true,
      ignored: openFilter(folder, except)
    })
    const note = () => {
      last = performance.now()
      wake()
    }

    return new Promise(function (resolve) {
      watcher.on('all', note)
      watcher.on('ready', () => resolve(watcher))
      watcher.on('error', function (error) {
        failure ??= {error, folder}
        note()
        resolve(watcher)
      })
    })
  }
}

function openFilter(folder: string, except: string): (place: string) => boolean {
  const root = resolvePlace(folder)
  const output = resolvePlace(except)
  // Around the folder it holds what is watched; editions never lie in that.
  const hasOutput = output !== root && isIn(output, root)
  return function (place) {
    const parts = path.relative(root, place).split(path.sep)
    const isPassedOver = parts.some((name) => name.startsWith('.') || name === 'node_modules')
    return isPassedOver || (hasOutput && isIn(path.resolve(place), output))
  }
}

async function closeAll(watchers: ReadonlyArray<FSWatcher>): Promise<void> {
  await Promise.all(watchers.map((watcher) => watcher.close()))
}

function expectFolder(folder: string): void {
  if (!isFolder(folder)) refuse(folder, `Expected folder \`${folder}\`, which was there`, 'unreadable')
}

// A system watches so many files at once and no more.
function refuseFailure(error: unknown, folder: string): never {
  const code = codeOf(error)
  if (code === undefined) throw error
  refuse(
    folder,
    `Unexpected \`${code}\` on watching \`${folder}\`, expected to hear of changes`,
    'unreadable'
  )
}

function isFolder(place: string): boolean {
  return fs.statSync(place, {throwIfNoEntry: false})?.isDirectory() === true
}
