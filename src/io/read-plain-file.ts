/**
 * Read a plain file whole, and nothing that only looks like one.
 *
 * Pipes and devices have no size and may have no end, so what is no plain file
 * is never opened. Between the look and the read another may take its place:
 * the open file is looked at again, and one that is written to meanwhile is
 * not taken for what it was before or will be after.
 */

import fs from 'node:fs'
import type {Refusal} from './refuse.ts'
import {codeOf, refuse} from './refuse.ts'

export interface ReadOptions {
  /** Bytes that it may have. */
  readonly limit: number
  /** Whether a link is followed (default: no). */
  readonly mayLink?: boolean
}

// The whole machine's trouble, or this process's, not the file's.
const shortages: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'ENOMEM'])
const shortage: Refusal = 'unreadable'

/**
 * @returns its bytes, or why it is not read, in words.
 * @throws VFileMessage where the machine can open no file at all.
 */
export function readPlainFile(file: string, options: ReadOptions): Uint8Array | string {
  try {
    const look = options.mayLink ? fs.statSync(file) : fs.lstatSync(file)
    return look.isFile() ? readOpened(file, options) : 'Unexpected special file'
  } catch (error) {
    const code = codeOf(error)
    if (code === undefined) throw error
    if (shortages.has(code)) {
      refuse(file, `Unexpected \`${code}\` on reading a file, expected room for one more`, shortage)
    }

    return ['EACCES', 'ENOENT', 'EPERM'].includes(code)
      ? 'Unexpected file that may not be read'
      : `Unexpected \`${code}\` on reading this file`
  }
}

function readOpened(file: string, {limit, mayLink}: ReadOptions): Uint8Array | string {
  const {O_NOFOLLOW, O_NONBLOCK, O_RDONLY} = fs.constants
  // Windows knows neither of the two.
  const handle = fs.openSync(file, O_RDONLY | (O_NONBLOCK ?? 0) | (mayLink ? 0 : (O_NOFOLLOW ?? 0)))
  try {
    const before = fs.fstatSync(handle, {bigint: true})
    const size = Number(before.size)
    if (!before.isFile()) return 'Unexpected special file'
    if (size > limit) {
      return `Unexpected file of ${megabytes(size)} MB, expected at most ${megabytes(limit)}`
    }

    const bytes = readBytes(handle, size)
    const after = fs.fstatSync(handle, {bigint: true})
    const isSame = bytes.length === size && after.size === before.size && after.mtimeNs === before.mtimeNs
    return isSame ? bytes : 'Unexpected change of this file while it is read'
  } finally {
    fs.closeSync(handle)
  }
}

function readBytes(handle: number, size: number): Uint8Array {
  const bytes = Buffer.alloc(size)
  let length = 0
  while (length < size) {
    const count = fs.readSync(handle, bytes, length, size - length, null)
    if (count === 0) break
    length += count
  }

  return bytes.subarray(0, length)
}

/** Size in MB, as it is said to a person. */
export function megabytes(size: number): number {
  return Math.ceil(size / 2 ** 20)
}
