/**
 * Open the cache of a digest: what was read and cleaned for its last build, by
 * hashes of everything that it was made from.
 *
 * It saves time and decides nothing: an entry that is not whole, of another
 * program, or cannot be read is none, and where none can be written there are
 * none. It lies below the output folder, and only names of its own are touched.
 */

import fs from 'node:fs'
import {createHash, randomUUID} from 'node:crypto'
import path from 'node:path'
import type {Job} from '../worker.ts'
import {readFingerprint} from './read-fingerprint.ts'
import {readPlainFile} from './read-plain-file.ts'
import {codeOf} from './refuse.ts'

export interface Cache {
  /** Key of what this program makes of some facts, which have a JSON. */
  readonly sum: (facts: unknown) => string
  /** Key of what a job makes. */
  readonly keyOf: (job: Job) => string
  /** What was made of an entry; undefined where there is none that can be unpacked. */
  readonly find: <Value>(key: string, unpack: (bytes: Uint8Array) => Value) => Value | undefined
  readonly keep: (key: string, bytes: Uint8Array) => void
  /** Write what was kept, and let go of what was not asked for. */
  readonly save: () => void
}

const cacheFolder = '.cache'
const entryName = /^[\da-f]{64}(?:\.[\da-f-]{36})?$/
// Of an article of the largest size that is read, with its tree.
const entryLimit = 2 ** 30
const sumLength = 32

/** @param id name of the digest. */
export function openCache(out: string, id: string): Cache {
  const folder = path.join(out, cacheFolder, id)
  const fingerprint = readFingerprint()
  const used = new Set<string>()
  const fresh = new Map<string, Uint8Array>()
  const sums = new WeakMap<Uint8Array, string>()
  const sum = (facts: unknown) =>
    createHash('sha256')
      .update(JSON.stringify([fingerprint, facts], writePlain))
      .digest('hex')
  return {
    sum,
    keyOf({kind, order, raw: {about, bytes, path}}) {
      const known = sums.get(bytes) ?? createHash('sha256').update(bytes).digest('hex')
      sums.set(bytes, known)
      return sum([kind, path, known, about, order])
    },
    find(key, unpack) {
      const bytes = fresh.get(key) ?? readEntry(path.join(folder, key))
      if (!bytes) return
      try {
        const value = unpack(bytes)
        used.add(key)
        return value
      } catch {
        // Whole, but of something else: then it is none.
        return
      }
    },
    keep(key, bytes) {
      used.add(key)
      fresh.set(key, bytes)
    },
    save() {
      try {
        const isOurs = saveEntries(folder, fresh)
        for (const name of isOurs ? fs.readdirSync(folder) : []) {
          if (entryName.test(name) && !used.has(name)) fs.unlinkSync(path.join(folder, name))
        }
      } catch (error) {
        // A disk that is full or read-only has no cache.
        if (codeOf(error) === undefined) throw error
      }
    }
  }
}

/** @returns whether the folder is one of ours. */
function saveEntries(folder: string, entries: ReadonlyMap<string, Uint8Array>): boolean {
  for (const place of [path.dirname(folder), folder]) {
    fs.mkdirSync(place, {recursive: true})
    // A link leads out of the output folder.
    if (fs.lstatSync(place).isSymbolicLink()) return false
  }

  for (const [key, bytes] of entries) {
    const fresh = path.join(folder, `${key}.${randomUUID()}`)
    fs.writeFileSync(fresh, Buffer.concat([sumOf(bytes), bytes]), {flag: 'wx'})
    fs.renameSync(fresh, path.join(folder, key))
  }

  return true
}

function readEntry(file: string): Uint8Array | undefined {
  const entry = readPlainFile(file, {limit: entryLimit})
  if (typeof entry === 'string' || entry.length < sumLength) return
  const bytes = entry.subarray(sumLength)
  return sumOf(bytes).equals(entry.subarray(0, sumLength)) ? bytes : undefined
}

function sumOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

// Sets and maps have no JSON of their own.
function writePlain(_: string, value: unknown): unknown {
  return value instanceof Set || value instanceof Map ? [...(value as Iterable<unknown>)] : value
}
