/**
 * Take the lock of an output folder, so that two builds never write there at
 * once: the second waits until the first has saved.
 *
 * The lock says which process of which machine holds it. One whose process is
 * gone is taken away; that of another machine, of which nothing is known, only
 * after a while.
 */

import os from 'node:os'
import path from 'node:path'
import {kill, pid} from 'node:process'
import {setTimeout} from 'node:timers/promises'
import type {Disk} from './save-editions.ts'
import {codeOf, refuse} from './refuse.ts'

// A save takes well under a second; a lock of another machine's, on a shared disk, is believed for so long.
const belief = 30_000
const pause = 50
// Longer than a lock is believed; whatever is there then, somebody should look.
const patience = 35_000
// Between making a lock and signing it there is one call.
const signing = 2000

// In a container every build may have the same number: a lock with ours that we did not take is not ours.
const held = new Set<string>()

/**
 * @returns a function that gives the lock back.
 * @throws VFileMessage where another build keeps it.
 */
export async function takeLock(folder: string, disk: Disk): Promise<() => void> {
  const file = path.join(disk.realpathSync(folder), '.fascicle.lock')
  for (let waited = 0; waited < patience; waited += pause) {
    if (tryLock(file, disk)) return () => giveBack(file, disk)
    if (isStale(file, disk)) removeLock(file, disk)
    else await setTimeout(pause)
  }

  refuse(
    folder,
    `Unexpected second build that writes to \`${folder}\`, expected one at a time`,
    'unwritable',
    `Where there is none, remove \`${path.join(folder, '.fascicle.lock')}\`.`
  )
}

function sign(): string {
  return `${pid} ${os.hostname()}`
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
    try {
      disk.writeFileSync(handle, sign())
    } finally {
      disk.closeSync(handle)
    }
  } catch (error) {
    removeLock(file, disk)
    throw error
  }

  held.add(file)
  return true
}

// Whoever has waited too long for a build that was stopped may hold the lock by now.
function giveBack(file: string, disk: Disk): void {
  held.delete(file)
  if (disk.readFileSync(file, 'utf8') === sign()) removeLock(file, disk)
}

// Left by a build that was killed: its process is gone, or it is too old.
function isStale(file: string, disk: Disk): boolean {
  try {
    const look = disk.lstatSync(file)
    // A link or a pipe is no lock of ours, and reading it may never end.
    if (!look.isFile()) refuse(file, `Unexpected \`${file}\` that is no file, expected nothing`, 'unwritable')
    const age = Date.now() - look.mtimeMs
    const [owner = '', machine = os.hostname()] = disk.readFileSync(file, 'utf8').split(' ')
    if (owner === '') return age > signing
    return machine === os.hostname() ? !isAlive(Number(owner), file) : age > belief
  } catch (error) {
    // Given back meanwhile.
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

function isAlive(owner: number, file: string): boolean {
  if (owner === pid) return held.has(file)
  // Anything else than the number of one process would ask for a group of them.
  if (!Number.isInteger(owner) || owner <= 0) return false
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
