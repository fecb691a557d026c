/**
 * Save files that an editor goes on with. Nothing that is there is replaced;
 * where one of them cannot be written, none stays.
 */

import fs from 'node:fs'
import path from 'node:path'
import {ownPath} from './find-package.ts'
import {codeOf, refuse} from './refuse.ts'

/**
 * @param files texts by path below the folder.
 * @returns paths of what was written; what was there already is left out.
 * @throws VFileMessage where the disk says no.
 */
export function saveDraft(folder: string, files: ReadonlyMap<string, string>): ReadonlyArray<string> {
  const written: string[] = []
  try {
    for (const [name, text] of files) {
      const file = path.join(folder, name)
      fs.mkdirSync(path.dirname(file), {recursive: true})
      if (writeNew(file, text)) written.push(file)
    }

    return written
  } catch (error) {
    for (const file of written) fs.rmSync(file, {force: true})
    const code = codeOf(error)
    if (code === undefined) throw error
    refuse(
      folder,
      `Unexpected \`${code}\` on writing to \`${folder}\`, expected room and permission`,
      'unwritable'
    )
  }
}

function writeNew(file: string, text: string): boolean {
  try {
    fs.writeFileSync(file, text, {flag: 'wx'})
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** Path of the manifest's schema, as seen from a folder. */
export function schemaPath(folder: string): string {
  const schema = ownPath('docs', 'digest.schema.json')
  return path.relative(fs.realpathSync(folder), fs.realpathSync(schema)).split(path.sep).join('/')
}
