/**
 * Unpack the containers among the files of a folder (EPUB, MHTML, records of
 * JSON), and give pages what the record of their fetching tells.
 *
 * What a container holds becomes files below its own path, so that whatever
 * works with a folder works with it. A container in a container stays packed.
 */

import type {RawFile} from '../../model.ts'
import type {Unpacked} from './unpacked.ts'
import type {VFile} from 'vfile'
import {decodeText} from '../decode-text.ts'
import {readRecord, recordSuffix} from '../read-record.ts'
import {unpackEpub} from './unpack-epub.ts'
import {unpackMhtml} from './unpack-mhtml.ts'
import {unpackLines, unpackList} from './unpack-records.ts'

export interface UnpackedFiles {
  /** All files that were given, each container followed by what it holds. */
  readonly files: ReadonlyArray<RawFile>
  /** Paths of articles by the path of their container, in order; none where it was refused. */
  readonly articles: ReadonlyMap<string, ReadonlyArray<string>>
  /** Containers with messages. */
  readonly reports: ReadonlyArray<VFile>
  /** Paths of what should have been read and could not be. */
  readonly skipped: ReadonlyArray<string>
}

// What one digest may hold in memory, packed or not; see io.
const sizeLimit = 512 * 2 ** 20

/** Unpack the containers among some files. */
export function unpackFiles(given: ReadonlyArray<RawFile>): UnpackedFiles {
  const byPath = new Map(given.map((file) => [file.path, file]))
  const files: RawFile[] = []
  const articles = new Map<string, ReadonlyArray<string>>()
  const reports: VFile[] = []
  const skipped: string[] = []
  let room = sizeLimit
  for (const raw of given) {
    files.push(addRecord(raw, byPath))
    const unpacked = unpackFile(raw, room)
    if (!unpacked) continue
    for (const file of unpacked.files) {
      files.push(file)
      room -= file.bytes.length
    }

    articles.set(raw.path, unpacked.articles)
    reports.push(unpacked.file)
    skipped.push(...unpacked.skipped)
  }

  return {files, articles, reports, skipped}
}

/**
 * @param room bytes that it may hold.
 * @returns undefined where the file is no container.
 */
function unpackFile(raw: RawFile, room: number): Unpacked | undefined {
  const [, extension = ''] = /\.([a-z]+)$/i.exec(raw.path) ?? []
  switch (extension.toLowerCase()) {
    case 'epub':
      return unpackEpub(raw, room)
    case 'mht':
    case 'mhtml':
      return unpackMhtml(raw)
    case 'jsonl':
    case 'ndjson':
      return unpackLines(raw)
    case 'json':
      return raw.path.endsWith(recordSuffix) ? undefined : unpackList(raw)
    default:
      return
  }
}

function addRecord(raw: RawFile, byPath: ReadonlyMap<string, RawFile>): RawFile {
  const record = raw.about ? undefined : byPath.get(`${raw.path}${recordSuffix}`)
  const decoded = record && decodeText(record.bytes)
  if (!decoded || 'reason' in decoded) return raw
  const about = readRecord(decoded.text, /^(.*)\//.exec(raw.path)?.[1] ?? '')
  return about ? {path: raw.path, bytes: raw.bytes, about} : raw
}
