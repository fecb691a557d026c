/**
 * Open a ZIP archive of a stranger under limits: what it claims to hold is
 * judged before anything is inflated, nothing is inflated further than it
 * claims, and no name leads out of the archive.
 */

import {unzipSync} from 'fflate'

export interface Archive {
  /** Names of its files, in the order of its list. */
  readonly names: ReadonlySet<string>
  /** Bytes that it claims to hold. */
  readonly size: number
  /** Names that were refused, as they are written. */
  readonly refused: ReadonlyArray<string>
  /** Bytes by name, without what is broken. */
  readonly read: (names: Iterable<string>) => ReadonlyMap<string, Uint8Array>
}

interface Entry {
  readonly index: number
  readonly size: number
}

// A book of a thousand chapters and as many pictures has some two thousand files.
const countLimit = 20_000
// As for a file on the disk; see io.
const entryLimit = 64 * 2 ** 20
// Text and markup deflate to a tenth, seldom to a fortieth; a bomb to a thousandth.
const ratioLimit = 100
// Below this nothing can hurt, whatever its ratio.
const harmlessSize = 32 * 2 ** 20

/**
 * @param room bytes that it may hold.
 * @returns why it is refused, as a message, where it is.
 */
export function openZip(bytes: Uint8Array, room: number): Archive | string {
  const entries = new Map<string, Entry>()
  const refused: string[] = []
  let index = 0
  let size = 0
  let isCrowded = false
  try {
    unzipSync(bytes, {
      filter({name: raw, originalSize}) {
        isCrowded = index === countLimit
        if (isCrowded) throw new Error('crowded')
        const name = readName(raw)
        if (name === undefined || entries.has(name) || originalSize > entryLimit) refused.push(raw)
        else if (!name.endsWith('/')) entries.set(name, {index, size: originalSize})
        size += originalSize
        index++
        return false
      }
    })
  } catch {
    // Whatever its reader trips over, it is no archive that can be read.
    return isCrowded
      ? `Unexpected archive of more than ${countLimit} files`
      : 'Unexpected bytes, expected a ZIP archive'
  }

  if (size > room) return `Unexpected archive of ${megabytes(size)} MB, expected at most ${megabytes(room)}`
  if (size > harmlessSize && size > ratioLimit * bytes.length)
    return `Unexpected archive of ${megabytes(size)} MB in ${megabytes(bytes.length)}, expected a book`
  return {names: new Set(entries.keys()), size, refused, read: (names) => readEntries(bytes, entries, names)}
}

function readEntries(
  bytes: Uint8Array,
  entries: ReadonlyMap<string, Entry>,
  names: Iterable<string>
): ReadonlyMap<string, Uint8Array> {
  const wanted = new Map<number, string>()
  for (const name of names) {
    const entry = entries.get(name)
    if (entry) wanted.set(entry.index, name)
  }

  const found = new Map<string, Uint8Array>()
  // One pass over the list; where one of them is broken, each half has a pass of its own.
  const halves = [[...wanted]]
  for (let half = halves.pop(); half; half = halves.pop()) {
    if (readSome(bytes, entries, new Map(half), found) || half.length === 1) continue
    const middle = Math.ceil(half.length / 2)
    halves.push(half.slice(middle), half.slice(0, middle))
  }

  return found
}

/** @returns false where one of them is broken. */
function readSome(
  bytes: Uint8Array,
  entries: ReadonlyMap<string, Entry>,
  wanted: ReadonlyMap<number, string>,
  found: Map<string, Uint8Array>
): boolean {
  const raws = new Map<string, string>()
  let index = 0
  try {
    const read = unzipSync(bytes, {
      filter({name: raw}) {
        const name = wanted.get(index++)
        if (name !== undefined) raws.set(name, raw)
        return name !== undefined
      }
    })
    for (const [name, raw] of raws) {
      const content = read[raw]
      // What inflates to less than it claims has been cut off.
      if (content?.length === entries.get(name)?.size) found.set(name, content as Uint8Array)
    }

    return true
  } catch {
    // The only way in which the reader says that an entry is broken.
    return false
  }
}

/** @returns undefined for a name that no honest archive has. */
function readName(raw: string): string | undefined {
  const path = decodeName(raw)
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '')
    .normalize()
  // An object keeps what is named so for itself.
  if (raw === '__proto__' || path === '' || /[\0]|^\/|^[a-z]:|(?:^|\/)\.\.?(?:\/|$)/i.test(path)) return
  return path
}

/** Many archives do not say that their names are UTF-8. */
function decodeName(raw: string): string {
  if (!/^[\0-\xff]*$/.test(raw) || /^[\0-\x7f]*$/.test(raw)) return raw
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(
      Uint8Array.from(raw, (character) => character.charCodeAt(0))
    )
  } catch {
    // The only way in which a decoder says that these bytes are not UTF-8.
    return raw
  }
}

function megabytes(size: number): number {
  return Math.ceil(size / 2 ** 20)
}
