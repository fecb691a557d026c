/**
 * Load a folder as values.
 *
 * Paths are relative, with `/`, composed (NFC) and sorted by code point, so
 * that a folder is the same value on every system. Nothing from outside the
 * folder gets in: a link is read where its target is a file of the same
 * folder, and everything else that is not a plain file is named and left.
 * Dot files and installed packages are passed over without a word.
 */

import fs from 'node:fs'
import path from 'node:path'
import {VFile} from 'vfile'
import type {RawFile} from '../model.ts'
import {codeOf, refuse} from './refuse.ts'

/** A folder as the disk holds it. */
export interface LoadedFolder {
  readonly name: string
  readonly files: ReadonlyArray<RawFile>
  /** What was left out, each with the message that says why. */
  readonly left: ReadonlyArray<VFile>
}

// A book of a million characters takes 3 MB; a picture for print seldom 20.
const fileLimit = 64 * 2 ** 20
// What one digest may hold in memory beside the trees made from it.
const folderLimit = 512 * 2 ** 20
const faceName = /\.(?:ttf|otf|ttc|otc|woff2?)$/i
// Whoever names their home folder by mistake hears of it at once.
const countLimit = 20_000
// Deeper than anyone sorts articles; links to folders, and so loops, are left anyway.
const depthLimit = 16

/**
 * @param folder path of a folder.
 * @param except path of a folder in it that is no input: where editions go.
 * @throws VFileMessage where there is no such folder, or it holds too much.
 */
export function loadFolder(folder: string, except?: string): LoadedFolder {
  const root = realFolder(folder)
  const output = except === undefined ? undefined : realPath(except)
  const found: Array<{path: string; file: string}> = []
  const left: VFile[] = []
  const leave = (file: string, reason: string) => {
    const one = new VFile({path: file})
    one.message(`${reason}, left it out`, {ruleId: 'left-out', source: 'io'})
    left.push(one)
  }

  walk('', 0)
  const files = readAll(found, folder, leave)
  return {name: nameOf(root), files, left: left.sort((a, b) => byCodePoint(a.path, b.path))}

  function walk(below: string, depth: number): void {
    for (const entry of fs.readdirSync(path.join(root, below), {withFileTypes: true})) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
      const name = below === '' ? entry.name : `${below}/${entry.name}`
      const file = path.join(root, name)
      if (entry.isDirectory()) {
        if (file === output) continue
        if (depth === depthLimit) leave(name, `Unexpected folder more than ${depthLimit} folders deep`)
        else if (isOpen(file)) walk(name, depth + 1)
        else leave(name, 'Unexpected folder that may not be read')
      } else if (entry.isFile() || (entry.isSymbolicLink() && isInside(root, file))) {
        found.push({path: name.normalize(), file})
        if (found.length > countLimit)
          refuse(
            folder,
            `Unexpected more than ${countLimit} files, expected the folder of a digest`,
            'too-much'
          )
      } else {
        leave(
          name,
          entry.isSymbolicLink()
            ? 'Unexpected link, expected one to a file of this folder'
            : 'Unexpected special file'
        )
      }
    }
  }
}

/**
 * Load one file as `loadFolder` would; undefined where it cannot be read.
 *
 * @param limit bytes that it may have (default: what an article or a picture may).
 */
export function loadFile(file: string, limit = fileLimit): RawFile | undefined {
  try {
    // A pipe or a device has no size and may have no end.
    const stat = fs.statSync(file)
    if (!stat.isFile() || stat.size > limit) return
    return {path: file.split(path.sep).join('/'), bytes: fs.readFileSync(file)}
  } catch (error) {
    if (codeOf(error) === undefined) throw error
  }
}

/**
 * Paths of the digests in a folder: the folders in it, sorted by code point.
 *
 * @throws VFileMessage where there is none.
 */
export function findDigests(sources: string): ReadonlyArray<string> {
  const names = fs
    .readdirSync(realFolder(sources), {withFileTypes: true})
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort(byCodePoint)
  if (names.length === 0)
    refuse(
      sources,
      `Unexpected empty folder \`${sources}\`, expected a folder for each digest`,
      'empty-folder'
    )
  return names.map((name) => path.join(sources, name))
}

function readAll(
  found: ReadonlyArray<{path: string; file: string}>,
  folder: string,
  leave: (file: string, reason: string) => void
): ReadonlyArray<RawFile> {
  const files: RawFile[] = []
  let total = 0
  for (const one of [...found].sort((a, b) => byCodePoint(a.path, b.path))) {
    const size = sizeOf(one.file)
    if (size === undefined) leave(one.path, 'Unexpected file that may not be read')
    else if (size > fileLimit)
      leave(one.path, `Unexpected file of ${megabytes(size)} MB, expected at most ${megabytes(fileLimit)}`)
    else {
      if (faceName.test(one.path)) {
        files.push(lazyFile(one, folder))
        continue
      }

      total += size
      if (total > folderLimit)
        refuse(
          folder,
          `Unexpected more than ${megabytes(folderLimit)} MB of files, expected the folder of a digest`,
          'too-much'
        )
      files.push({path: one.path, bytes: fs.readFileSync(one.file)})
    }
  }

  return files
}

// A family is as large as all else together, and read only where the manifest names it.
function lazyFile({path, file}: {path: string; file: string}, folder: string): RawFile {
  let bytes: Uint8Array | undefined
  return {
    path,
    get bytes() {
      try {
        return (bytes ??= fs.readFileSync(file))
      } catch (error) {
        const code = codeOf(error)
        if (code === undefined) throw error
        refuse(folder, `Unexpected \`${code}\` at \`${path}\`, expected a face`, 'missing-folder')
      }
    }
  }
}

// Editions are named by it, on systems too that allow less in a name.
function nameOf(folder: string): string {
  return (
    path
      .basename(folder)
      .normalize()
      .replace(/[\p{Cc}\\:*?"<>|]/gu, '-') || 'digest'
  )
}

function realFolder(folder: string): string {
  const real = realPath(folder)
  if (real === undefined) refuse(folder, `Expected folder \`${folder}\``, 'missing-folder')
  if (!fs.statSync(real).isDirectory())
    refuse(folder, `Unexpected file \`${folder}\`, expected a folder`, 'missing-folder')
  if (!isOpen(real)) refuse(folder, `Unexpected folder \`${folder}\` that may not be read`, 'missing-folder')
  return real
}

function realPath(file: string): string | undefined {
  try {
    return fs.realpathSync(file)
  } catch (error) {
    if (codeOf(error) === undefined) throw error
  }
}

// `access` alone is not asked: it says nothing about a link that leads nowhere.
function isInside(root: string, link: string): boolean {
  const real = realPath(link)
  return real !== undefined && real.startsWith(root + path.sep) && fs.statSync(real).isFile()
}

function isOpen(folder: string): boolean {
  try {
    fs.accessSync(folder, fs.constants.R_OK | fs.constants.X_OK)
    return true
  } catch {
    return false
  }
}

function sizeOf(file: string): number | undefined {
  try {
    fs.accessSync(file, fs.constants.R_OK)
    return fs.statSync(file).size
  } catch {
    return
  }
}

function megabytes(size: number): number {
  return Math.ceil(size / 2 ** 20)
}

// The order of UTF-8 bytes is the order of code points; that of strings is not.
function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
