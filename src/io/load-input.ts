/** Load what is piped in as a file. */

import fs from 'node:fs'
import type {RawFile} from '../model.ts'
import {codeOf} from './refuse.ts'

// As for a file of a folder.
const inputLimit = 64 * 2 ** 20
const standardInput = 0

/** @returns undefined where nothing can be read, or there is too much. */
export function loadInput(path: string): RawFile | undefined {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const chunk = new Uint8Array(2 ** 16)
      const length = readChunk(chunk)
      if (length === 0) return {path, bytes: new Uint8Array(Buffer.concat(chunks))}
      size += length
      if (size > inputLimit) return
      chunks.push(chunk.subarray(0, length))
    }
  } catch (error) {
    if (codeOf(error) === undefined) throw error
  }
}

function readChunk(chunk: Uint8Array): number {
  for (;;) {
    try {
      return fs.readSync(standardInput, chunk)
    } catch (error) {
      // Windows says so of a pipe that has ended.
      if (codeOf(error) === 'EOF') return 0
      if (codeOf(error) !== 'EAGAIN') throw error
      // A pipe that is empty for now, shared with a program that does not wait.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
  }
}
