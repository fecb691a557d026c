/**
 * Make the lock of a build: hashes of all that its editions were made from, so
 * that whoever holds both can say whether they belong together, and the next
 * build what has changed.
 */

import type {Edition, RawFile, RulePack, Theme} from '../model.ts'
import {createHash} from 'node:crypto'
import {isMap, parseDocument, stringify} from 'yaml'

/** Hashes are SHA-256, by what they are of. */
export interface Lock {
  /** Version of this package. */
  readonly fascicle: string
  /** Files of the digest's folder, by path. */
  readonly inputs: Hashes
  readonly theme: Hashes
  /** Packs of rules that come with this package. */
  readonly rules: Hashes
  /** Versions of packages that editions are made with, faces and dictionaries among them. */
  readonly packages: Readonly<Record<string, string>>
  readonly editions: Hashes
}

type Hashes = Readonly<Record<string, string>>

export interface Made {
  readonly files: ReadonlyArray<RawFile>
  readonly theme: Theme
  readonly rules: ReadonlyArray<RulePack>
  readonly packages: ReadonlyMap<string, string>
  readonly version: string
  readonly editions: ReadonlyArray<Edition>
}

const opening = `# What the editions beside this file were made from. Written by \`fascicle build\`; do not edit.
`

export function makeLock({editions, files, packages, rules, theme, version}: Made): Lock {
  return {
    fascicle: version,
    inputs: hashInputs(files),
    theme: {[theme.name]: hash(JSON.stringify([theme.tokens, [...theme.files].sort(byName)]))},
    rules: sort(rules.map(({path, ...pack}) => [path, hash(JSON.stringify(pack, writeMap))])),
    packages: sort([...packages]),
    editions: sort(editions.map((edition) => [edition.name, hashEdition(edition)]))
  }
}

/** One hash for all files of a digest. */
export function sumInputs(files: ReadonlyArray<RawFile>): string {
  return hash(JSON.stringify(hashInputs(files)))
}

export function writeLock(lock: Lock): string {
  return opening + stringify(lock, {lineWidth: 0})
}

/** @returns undefined where the text is no lock that this version can read. */
export function readLock(text: string): Lock | undefined {
  const document = parseDocument(text)
  if (document.errors.length > 0 || !isMap(document.contents)) return
  const read = document.toJS() as Partial<Record<keyof Lock, unknown>>
  const part = (name: Exclude<keyof Lock, 'fascicle'>): Hashes => {
    const value = read[name]
    return typeof value === 'object' && value !== null ? (value as Hashes) : {}
  }

  if (typeof read.fascicle !== 'string') return
  return {
    fascicle: read.fascicle,
    inputs: part('inputs'),
    theme: part('theme'),
    rules: part('rules'),
    packages: part('packages'),
    editions: part('editions')
  }
}

function hashInputs(files: ReadonlyArray<RawFile>): Hashes {
  return sort(files.map(({bytes, path}) => [path, hash(bytes)]))
}

function hashEdition({beside = new Map<string, Uint8Array>(), bytes}: Edition): string {
  const sum = createHash('sha256').update(bytes)
  for (const [name, data] of [...beside].sort(byName)) sum.update(name).update(data)
  return sum.digest('hex')
}

function hash(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

function writeMap(_: string, value: unknown): unknown {
  return value instanceof Map ? [...(value as Map<unknown, unknown>)] : value
}

function sort(entries: ReadonlyArray<readonly [string, string]>): Hashes {
  return Object.fromEntries([...entries].sort(byName))
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0
}
