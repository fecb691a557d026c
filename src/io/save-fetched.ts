/**
 * Save what was fetched, file by file, as it comes: each is written beside its
 * place and renamed, so that a file that stands there is whole, whenever the
 * run ends.
 */

import fs from 'node:fs'
import path from 'node:path'
import type {Shelf} from '../fetch/shelf.ts'
import {codeOf, refuse} from './refuse.ts'

/**
 * @param folder made when something is saved, where it is missing.
 * @throws VFileMessage where the disk says no.
 */
export function openShelf(folder: string): Shelf {
  const attempt = <T>(doing: 'reading' | 'writing to', work: () => T): T => {
    try {
      return work()
    } catch (error) {
      const code = codeOf(error)
      if (code === undefined) throw error
      refuse(
        folder,
        `Unexpected \`${code}\` on ${doing} \`${folder}\`, expected ${doing === 'reading' ? 'permission' : 'room and permission'}`,
        'unwritable'
      )
    }
  }

  return {
    list: () => attempt('reading', () => (fs.existsSync(folder) ? fs.readdirSync(folder) : [])),
    read(name) {
      const file = path.join(folder, name)
      return attempt('reading', () => (isFile(file) ? fs.readFileSync(file) : undefined))
    },
    save: (name, bytes) => attempt('writing to', () => saveWhole(path.join(folder, name), bytes))
  }
}

// Nothing waits between the first call and the last, so an interruption finds none of it half done.
function saveWhole(file: string, bytes: Uint8Array): void {
  const part = path.join(path.dirname(file), `.${path.basename(file)}.part`)
  fs.mkdirSync(path.dirname(file), {recursive: true})
  try {
    fs.writeFileSync(part, bytes, {flush: true})
    fs.renameSync(part, file)
  } catch (error) {
    fs.rmSync(part, {force: true})
    throw error
  }
}

function isFile(file: string): boolean {
  return fs.statSync(file, {throwIfNoEntry: false})?.isFile() === true
}
