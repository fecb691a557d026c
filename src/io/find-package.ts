/**
 * Find files of this package and of the packages it stands on.
 *
 * Both `src/io/` and `build/io/` lie two folders below the package's own, so
 * one relative URL serves the checkout and the installed package. Other
 * packages are asked for through Node's own resolution: npm may have hoisted
 * them anywhere above.
 */

import fs from 'node:fs'
import {createRequire} from 'node:module'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {refuse} from './refuse.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const require = createRequire(import.meta.url)

/** Path of a file or folder of this package. */
export function ownPath(...parts: ReadonlyArray<string>): string {
  return path.join(root, ...parts)
}

/**
 * Path of a file of an installed package.
 *
 * @throws VFileMessage where the package is not installed.
 */
export function packagePath(name: string, file: string): string {
  try {
    return require.resolve(`${name}/${file}`)
  } catch {
    refuse(
      name,
      `Expected package \`${name}\` with \`${file}\``,
      'missing-part',
      'Run `npm install` again: a part of this package is not there.'
    )
  }
}

/** Version of this package. */
export function readVersion(): string {
  const {version} = JSON.parse(fs.readFileSync(ownPath('package.json'), 'utf8')) as {version: string}
  return version
}
