/**
 * Open a ZIP archive of a stranger under limits: nothing is inflated further
 * than what an honest book comes to, and no name leads out of the archive.
 *
 * Sizes are counted as they come out, not believed from the archive's own list.
 */

import type {Refusal} from './types.ts'
import JSZip from 'jszip'

export interface Entry {
  readonly name: string
  /** Bytes, inflated. */
  readonly size: number
  /** All of it, or, of what is large and no text, its beginning. */
  readonly head: Uint8Array
}

export interface Archive {
  readonly entries: ReadonlyMap<string, Entry>
  /** Bytes of all entries, inflated. */
  readonly size: number
}

// A book of a thousand chapters and as many pictures has some two thousand files.
const entryLimit = 20_000
// What a shop takes at most, in all; see the rules on file sizes.
const sizeLimit = 1_500_000_000
// Text and markup deflate to a tenth, seldom to a fortieth; a bomb to a thousandth.
const ratioLimit = 100
// Below this nothing can hurt, whatever its ratio.
const harmlessSize = 64_000_000
// The head of a picture tells its size and colours, behind whatever a camera put before them.
const headSize = 1_000_000
// A chapter, a style sheet, a package: all of it is read.
const textLimit = 32_000_000
const textName = /\.(?:x?html?|xml|opf|ncx|css|svg)$|^mimetype$/i
/** An entry, with a method that the library documents and its types leave out. */
type StreamedObject = JSZip.JSZipObject & {
  readonly internalStream: (type: 'uint8array') => JSZip.JSZipStreamHelper<Uint8Array>
}

// A record of an archive's list, `PK` 1 2 (ZIP specification, 4.3.12).
const record = [0x50, 0x4b, 0x01, 0x02] as const

export async function openArchive(bytes: Uint8Array): Promise<Archive | {readonly refused: Refusal}> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b)
    return refuse('not-a-zip', 'Unexpected bytes, expected a ZIP archive', 'Save the file again as EPUB')
  const count = countRecords(bytes)
  if (count > entryLimit)
    return refuse(
      'too-many-entries',
      `Unexpected archive of ${count} entries, expected at most ${entryLimit}`,
      'Join files, or split the book'
    )
  const zip = await loadZip(bytes)
  const damaged = 'Unexpected damage in the ZIP archive, expected one that opens'
  if (zip === undefined)
    return refuse('damaged-zip', damaged, 'Copy the file again, or save it again as EPUB')
  const entries = new Map<string, Entry>()
  let size = 0
  for (const file of Object.values(zip.files)) {
    if (file.dir) continue
    const name = file.unsafeOriginalName ?? file.name
    if (isUnsafe(name))
      return refuse(
        'unsafe-name',
        `Unexpected entry \`${name}\`, expected a path inside the archive`,
        'Pack the book again, with relative paths'
      )
    const allowed = Math.min(sizeLimit, Math.max(harmlessSize, bytes.length * ratioLimit)) - size
    const entry = await readEntry(file, name, allowed)
    if (entry === undefined)
      return refuse('damaged-zip', damaged, 'Copy the file again, or save it again as EPUB')
    if (entry === 'bomb')
      return refuse(
        'zip-bomb',
        `Unexpected archive that inflates without end at \`${name}\`, expected at most ${ratioLimit} times its size`,
        'Do not open it: it is made to fill a machine'
      )
    entries.set(name, entry)
    size += entry.size
  }

  return {entries, size}
}

function refuse(id: string, reason: string, mend: string): {refused: Refusal} {
  return {refused: {id, reason, mend}}
}

/** How many entries there can be at most, without believing the archive's own count. */
function countRecords(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(record[0]); at >= 0; at = bytes.indexOf(record[0], at + 1))
    if (bytes[at + 1] === record[1] && bytes[at + 2] === record[2] && bytes[at + 3] === record[3]) count++
  return count
}

/** Undefined where the library gives up: what it throws about a damaged file names no cause that would help. */
async function loadZip(bytes: Uint8Array): Promise<JSZip | undefined> {
  try {
    return await JSZip.loadAsync(bytes)
  } catch {
    return
  }
}

function isUnsafe(name: string): boolean {
  return /^[/\\]|^[a-z]:|\\|\0/i.test(name) || name.split('/').includes('..')
}

function readEntry(
  file: JSZip.JSZipObject,
  name: string,
  allowed: number
): Promise<Entry | 'bomb' | undefined> {
  const kept = textName.test(name) ? textLimit : headSize
  const parts: Uint8Array[] = []
  let size = 0
  let held = 0
  return new Promise(function (resolve) {
    const stream = (file as StreamedObject).internalStream('uint8array')
    stream.on('data', function (chunk) {
      size += chunk.length
      if (size > allowed) {
        stream.pause()
        resolve('bomb')
      } else if (held < kept) {
        parts.push(chunk)
        held += chunk.length
      }
    })
    stream.on('error', () => resolve(undefined))
    stream.on('end', () => resolve({name, size, head: join(parts, held)}))
    stream.resume()
  })
}

function join(parts: ReadonlyArray<Uint8Array>, length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }

  return whole
}
