/**
 * Load the texts of the rule packs. What they say is read by the room that
 * follows them.
 */

import fs from 'node:fs'
import path from 'node:path'
import {ownPath} from './find-package.ts'
import {refuse} from './refuse.ts'

// In the checkout and in the installed package alike: YAML is not compiled.
const rulesFolder = (room: string) => ['src', room, 'rules']

/** Texts of a room's rule packs, by path below their folder. */
export function loadRules(room: 'clean' | 'check' = 'clean'): ReadonlyArray<{path: string; text: string}> {
  const folder = ownPath(...rulesFolder(room))
  if (!fs.existsSync(folder)) refuse(folder, 'Expected the folder of rules in this package', 'missing-part')
  return fs
    .readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({
      path: path.relative(folder, file).split(path.sep).join('/'),
      text: fs.readFileSync(file, 'utf8')
    }))
}
