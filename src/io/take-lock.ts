/**
 * Take the lock of an output folder, so that two builds never write there at
 * once: the second waits until the first has saved.
 */

import path from 'node:path'
import {kill, pid} from 'node:process'
import {setTimeout} from 'node:timers/promises'
import type {Disk} from './save-editions.ts'
import {codeOf, refuse} from './refuse.ts'

// A save takes well under a second; longer than this and somebody should look.
const patience = 10_000
const pause = 50
// A lock of another machine's, on a shared disk, is believed for so long.
const belief = 60_000

/**
 * @returns a function that gives the lock back.
 * @throws VFileMessage where another build keeps it.
 */
export async function takeLock(folder: string, disk: Disk): Promise<() => void> {
  const file = path.join(folder, '.fascicle.lock')
  for (let waited = 0; waited < patience; waited += pause) {
    if (tryLock(file, disk)) return () => disk.unlinkSync(file)
    if (isStale(file, disk)) removeLock(file, disk)
    else await setTimeout(pause)
  }

  refuse(
    folder,
    `Unexpected second build that writes to \`${folder}\`, expected one at a time`,
    'unwritable',
    `Where there is none, remove \`${file}\`.`
  )
}

function tryLock(file: string, disk: Disk): boolean {
  let handle: number
  try {
    handle = disk.openSync(file, 'wx')
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }

  try {
    disk.writeFileSync(handle, String(pid))
    return true
  } catch (error) {
    removeLock(file, disk)
    throw error
  } finally {
    disk.closeSync(handle)
  }
}

// Left by a build that was killed: its process is gone, or it is too old.
function isStale(file: string, disk: Disk): boolean {
  try {
    const owner = Number(disk.readFileSync(file, 'utf8'))
    return (owner > 0 && !isAlive(owner)) || Date.now() - disk.statSync(file).mtimeMs > belief
  } catch (error) {
    // Given back meanwhile.
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

function isAlive(owner: number): boolean {
  try {
    kill(owner, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

function removeLock(file: string, disk: Disk): void {
  try {
    disk.unlinkSync(file)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
}
