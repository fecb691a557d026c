/**
 * Read the fingerprint of this program: a hash of its files, of the versions of
 * what it stands on, and of Node, whose tables of characters are part of how
 * a text is read.
 */

import {createHash} from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import {version, versions} from 'node:process'
import {fileURLToPath} from 'node:url'
import {ownPath} from './find-package.ts'

const codeFolder = fileURLToPath(new URL('..', import.meta.url))

// Where npm, pnpm and Yarn write down what they have installed: here, or where this package is installed.
const records = ['.package-lock.json', '.pnpm/lock.yaml', '.yarn-integrity', '.yarn-state.yml']
const installed = [
  ...['node_modules', '..'].flatMap((folder) => records.map((record) => ownPath(folder, record))),
  // In the store of pnpm each package has a folder of its own, with what it needs beside it.
  ownPath('../../../lock.yaml')
]

let known: string | undefined

/** The files are read once a process: a program that is changed while it runs runs on as it was. */
export function readFingerprint(): string {
  return (known ??= sumFiles())
}

function sumFiles(): string {
  const sum = createHash('sha256').update(`${version} ${versions.icu ?? ''}`)
  const files = [
    ownPath('package.json'),
    ...installed.filter((file) => fs.existsSync(file)),
    ...listFiles(codeFolder),
    ...listFiles(ownPath('src', 'clean', 'rules')),
    ...listFiles(ownPath('templates'))
  ]
  for (const file of files) sum.update(`${file}\0`).update(fs.readFileSync(file))
  return sum.digest('hex')
}

function listFiles(folder: string): string[] {
  return fs
    .readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}
