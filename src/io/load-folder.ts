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
import {megabytes, readPlainFile} from './read-plain-file.ts'
import {codeOf, refuse} from './refuse.ts'

/** A folder as the disk holds it. */
export interface LoadedFolder {
  readonly name: string
  readonly files: ReadonlyArray<RawFile>
  /** What was left out, each with the message that says why. */
  readonly left: ReadonlyArray<VFile>
}

// A picture for print seldom takes 20 MB, a book with its pictures seldom more.
const fileLimit = 64 * 2 ** 20
// What one digest may hold in memory beside the trees made from it.
const folderLimit = 512 * 2 ** 20
// What is read as an article, and so within the limit of one.
const articleName = /\.(?:md|markdown|txt|html?|xhtml)$/i
const faceName = /\.(?:ttf|otf|ttc|otc|woff2?)$/i
// Whoever names their home folder by mistake hears of it at once.
const countLimit = 20_000
// Deeper than anyone sorts articles; links to folders, and so loops, are left anyway.
const depthLimit = 16
// Systems allow a name 255 bytes; editions and what stands beside them while they are saved add some.
const nameLimit = 200
// What Windows keeps for devices, with any extension.
const deviceName = /^(?:aux|com\d|con|lpt\d|nul|prn)(?=\.|$)/iu

/** A plain file, before it is read. */
interface Found {
  /** Path below the folder, composed. */
  readonly path: string
  /** The same as the disk has it. */
  readonly name: string
  /** Where it really is. */
  readonly file: string
}

export interface LoadOptions {
  /** Path of a folder in it that is no input: where editions go. */
  readonly except?: string
  /** Megabytes that an article may have (default: what any file may). */
  readonly size?: number
}

/**
 * @param folder path of a folder.
 * @throws VFileMessage where there is no such folder, or it holds too much.
 */
export function loadFolder(folder: string, {except, size}: LoadOptions = {}): LoadedFolder {
  const root = realFolder(folder)
  const output = except === undefined ? undefined : realPath(except)
  const found: Found[] = []
  const left: VFile[] = []
  const leave = (file: string, reason: string) => {
    const one = new VFile({path: file})
    one.message(`${reason}, left it out`, {ruleId: 'left-out', source: 'io'})
    left.push(one)
  }

  walk('', 0)
  const files = readAll(found, folder, {leave, articleLimit: size === undefined ? fileLimit : size * 2 ** 20})
  return {name: nameOf(root), files, left: left.sort((a, b) => byCodePoint(a.path, b.path))}

  function walk(below: string, depth: number): void {
    for (const entry of listFolder(below)) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
      const name = below === '' ? entry.name : `${below}/${entry.name}`
      const file = path.join(root, name)
      if (entry.isDirectory()) {
        if (file === output) continue
        if (depth === depthLimit) leave(name, `Unexpected folder more than ${depthLimit} folders deep`)
        else walk(name, depth + 1)
        continue
      }

      const plain = entry.isFile() ? file : entry.isSymbolicLink() ? findInside(root, file) : undefined
      if (plain !== undefined) {
        found.push({path: name.normalize(), name, file: plain})
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

  function listFolder(below: string): ReadonlyArray<fs.Dirent> {
    const place = path.join(root, below)
    try {
      // One that has become a link since it was found leads nobody elsewhere.
      if (fs.realpathSync(place) === place) return fs.readdirSync(place, {withFileTypes: true})
    } catch (error) {
      if (codeOf(error) === undefined) throw error
    }

    if (below === '') refuse(folder, `Unexpected folder \`${folder}\` that may not be read`, 'missing-folder')
    leave(below, 'Unexpected folder that may not be read')
    return []
  }
}

/**
 * Load one file as `loadFolder` would; undefined where it cannot be read.
 *
 * @param limit bytes that it may have (default: what an article or a picture may).
 */
export function loadFile(file: string, limit = fileLimit): RawFile | undefined {
  const bytes = readPlainFile(file, {limit, mayLink: true})
  return typeof bytes === 'string' ? undefined : {path: file.split(path.sep).join('/'), bytes}
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
  found: ReadonlyArray<Found>,
  folder: string,
  {articleLimit, leave}: {articleLimit: number; leave: (file: string, reason: string) => void}
): ReadonlyArray<RawFile> {
  const files: RawFile[] = []
  let total = 0
  for (const one of nameApart(found)) {
    if (faceName.test(one.path)) {
      const reason = judgeFace(one)
      if (reason === undefined) files.push(lazyFile(one, folder))
      else leave(one.path, reason)
      continue
    }

    const bytes = readInside(one, articleName.test(one.path) ? articleLimit : fileLimit)
    if (typeof bytes === 'string') {
      leave(one.path, bytes)
      continue
    }

    total += bytes.length
    if (total > folderLimit)
      refuse(
        folder,
        `Unexpected more than ${megabytes(folderLimit)} MB of files, expected the folder of a digest`,
        'too-much'
      )
    files.push({path: one.path, bytes})
  }

  return files
}

// Names that differ in how they are composed only: the composed one is that name, the others stay as they are.
function nameApart(found: ReadonlyArray<Found>): ReadonlyArray<Found> {
  const composed = new Set(found.filter(({name, path}) => name === path).map(({path}) => path))
  const taken = new Set<string>()
  return [...found]
    .sort((a, b) => byCodePoint(a.name, b.name))
    .map(function (one) {
      const isTaken = taken.has(one.path) || (one.name !== one.path && composed.has(one.path))
      taken.add(one.path)
      return isTaken ? {...one, path: one.name} : one
    })
    .sort((a, b) => byCodePoint(a.path, b.path))
}

function readInside({file}: Found, limit = fileLimit): Uint8Array | string {
  // A folder on the way may have become a link since the file was found.
  const isStill = realPath(file) === file
  return isStill ? readPlainFile(file, {limit}) : 'Unexpected file that may not be read'
}

function judgeFace({file}: Found): string | undefined {
  const size = sizeOf(file)
  if (size === undefined) return 'Unexpected file that may not be read'
  if (size > fileLimit)
    return `Unexpected file of ${megabytes(size)} MB, expected at most ${megabytes(fileLimit)}`
}

// A family is as large as all else together, and read only where the manifest names it.
function lazyFile(one: Found, folder: string): RawFile {
  let bytes: Uint8Array | undefined
  return {
    path: one.path,
    get bytes() {
      if (bytes) return bytes
      const read = readInside(one)
      if (typeof read === 'string')
        refuse(folder, `${read} at \`${one.path}\`, expected a face`, 'missing-folder')
      return (bytes = read)
    }
  }
}

// Editions are named by it, on systems too that allow less in a name.
function nameOf(folder: string): string {
  const name = clip(path.basename(folder).normalize())
    .replace(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\\:*?"<>|]|[. ]+$/gu, '-')
    .replace(deviceName, '$&-')
  return name || 'digest'
}

function clip(name: string): string {
  let size = 0
  return [...name].filter((character) => (size += Buffer.byteLength(character)) <= nameLimit).join('')
}

/**
 * Where a folder really is.
 *
 * @throws VFileMessage where there is none, or it may not be read.
 */
export function realFolder(folder: string): string {
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
function findInside(root: string, link: string): string | undefined {
  const real = realPath(link)
  return real?.startsWith(root + path.sep) && sizeOf(real) !== undefined ? real : undefined
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
    const stat = fs.lstatSync(file)
    return stat.isFile() ? stat.size : undefined
  } catch {
    return
  }
}

// The order of UTF-8 bytes is the order of code points; that of strings is not.
function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
