/**
 * Find the files of a family that is installed on this system.
 *
 * Of each file only the table of names is read, so that some thousand faces
 * cost a second, not a minute. The search runs when a digest asks for a family
 * by name, and never otherwise.
 */

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type {RawFile} from '../model.ts'
import {codeOf} from './refuse.ts'

const faceName = /\.(?:ttf|otf|ttc|otc)$/i
// Vendors sort by family and format; loops of links end here, too.
const depthLimit = 8
// Several times what a designer's machine has.
const countLimit = 20_000
// Names in every language take some hundred kilobytes; a larger table is none.
const namesLimit = 2 ** 20
// A collection holds a family in its languages and weights.
const collectionLimit = 64
// The largest face that there is, of every Han character in outlines, stays below.
const fileLimit = 64 * 2 ** 20

/** @returns files by path, in order; empty where no face has that name. */
export function findSystemFaces(family: string): ReadonlyArray<RawFile> {
  return findFaces(family, systemFolders(os.platform(), os.homedir()))
}

/** @param folders where to look, folders in them included. */
export function findFaces(family: string, folders: ReadonlyArray<string>): ReadonlyArray<RawFile> {
  const wanted = fold(family)
  const files = new Set<string>()
  for (const folder of folders) walk(folder, 0, files)
  return [...files]
    .sort()
    .filter((file) => tryTo(() => readFamilies(file), []).some((name) => fold(name) === wanted))
    .flatMap((file) =>
      tryTo(
        () => (fs.statSync(file).size > fileLimit ? [] : [{path: file, bytes: fs.readFileSync(file)}]),
        []
      )
    )
}

function systemFolders(platform: NodeJS.Platform, home: string): ReadonlyArray<string> {
  switch (platform) {
    case 'darwin':
      return ['/System/Library/Fonts', '/Library/Fonts', path.join(home, 'Library', 'Fonts')]
    case 'win32':
      return [
        path.join(path.parse(home).root, 'Windows', 'Fonts'),
        path.join(home, 'AppData', 'Local', 'Microsoft', 'Windows', 'Fonts')
      ]
    default:
      return [
        '/usr/share/fonts',
        '/usr/local/share/fonts',
        path.join(home, '.local', 'share', 'fonts'),
        path.join(home, '.fonts')
      ]
  }
}

function walk(folder: string, depth: number, files: Set<string>): void {
  if (depth > depthLimit) return
  for (const name of tryTo(() => fs.readdirSync(folder), [])) {
    const file = path.join(folder, name)
    const stat = tryTo(() => fs.statSync(file), undefined)
    if (stat?.isDirectory()) walk(file, depth + 1, files)
    else if (stat?.isFile() && faceName.test(name) && files.size < countLimit) files.add(file)
  }
}

/** Names of the families in a file, in every language. */
function readFamilies(file: string): ReadonlyArray<string> {
  const handle = fs.openSync(file, 'r')
  const read = (offset: number, length: number): Buffer => {
    const bytes = Buffer.alloc(length)
    const count = fs.readSync(handle, bytes, 0, length, offset)
    return bytes.subarray(0, count)
  }

  try {
    const head = read(0, 12)
    if (head.toString('latin1', 0, 4) !== 'ttcf') return readNames(read, 0)
    const count = Math.min(head.readUInt32BE(8), collectionLimit)
    const offsets = read(12, count * 4)
    return Array.from({length: count}, (_, index) => readNames(read, offsets.readUInt32BE(index * 4))).flat()
  } finally {
    fs.closeSync(handle)
  }
}

function readNames(read: (offset: number, length: number) => Buffer, start: number): ReadonlyArray<string> {
  const count = read(start, 6).readUInt16BE(4)
  const tables = read(start + 12, count * 16)
  for (let at = 0; at + 16 <= tables.length; at += 16) {
    if (tables.toString('latin1', at, at + 4) !== 'name') continue
    return parseNames(read(tables.readUInt32BE(at + 8), Math.min(tables.readUInt32BE(at + 12), namesLimit)))
  }

  return []
}

// Name 1 is the family of four styles, 16 the family as a whole.
function parseNames(table: Buffer): ReadonlyArray<string> {
  const count = table.readUInt16BE(2)
  const strings = table.readUInt16BE(4)
  const names: string[] = []
  for (let at = 6; at < 6 + count * 12; at += 12) {
    const name = table.readUInt16BE(at + 6)
    if (name !== 1 && name !== 16) continue
    const start = strings + table.readUInt16BE(at + 10)
    const bytes = table.subarray(start, start + table.readUInt16BE(at + 8))
    const isMacintosh = table.readUInt16BE(at) === 1
    names.push(isMacintosh ? bytes.toString('latin1') : new TextDecoder('utf-16be').decode(bytes))
  }

  return names
}

function fold(name: string): string {
  return name.normalize('NFKC').toLowerCase().trim()
}

// What cannot be read, or is no face, is not what was asked for.
function tryTo<T>(read: () => T, otherwise: T): T {
  try {
    return read()
  } catch (error) {
    if (codeOf(error) === undefined && !(error instanceof RangeError)) throw error
    return otherwise
  }
}
