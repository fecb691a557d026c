/**
 * The record of a page: where, when and how it was read, and which file each of
 * its pictures is. It stands beside the page as JSON with sorted keys, so that
 * two records differ only where what they tell does.
 */

import {createHash} from 'node:crypto'

/** A picture that a page names; one without a file could not be fetched. */
export interface PictureRecord {
  readonly url: string
  /** How the page writes this address, and those of its other sizes. */
  readonly written: ReadonlyArray<string>
  /** Path below the record's folder. */
  readonly file?: string
  readonly mediaType?: string
  readonly sha256?: string
}

export interface FetchRecord {
  /** Address that was asked for. */
  readonly asked: string
  /** Address at the end of all redirects, and those before it. */
  readonly url: string
  readonly redirects: ReadonlyArray<string>
  /** Time of the answer, in UTC. */
  readonly fetched: string
  readonly status: number
  /** Those that tell something of the text. */
  readonly headers: Readonly<Record<string, string>>
  readonly mediaType: string
  readonly charset?: string
  readonly size: number
  readonly sha256: string
  /** Of the page that stands there until this one does. */
  readonly replaced?: string
  /** Name of the page, beside the record. */
  readonly file: string
  readonly pictures: ReadonlyArray<PictureRecord>
}

/** What the name of a record has behind that of its page. */
export const recordSuffix = '.fetch.json'

export function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export function writeRecord(record: FetchRecord): Uint8Array {
  return Buffer.from(`${JSON.stringify(sort(record), undefined, 2)}\n`)
}

/** Read a record back; undefined where it is none of ours any more. */
export function readRecord(text: string): FetchRecord | undefined {
  const record = parse(text)
  return isRecord(record) ? record : undefined
}

function sort(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sort)
  if (!isObject(value)) return value
  const names = Object.keys(value).sort()
  return Object.fromEntries(names.map((name) => [name, sort(value[name])]))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The only way in which the parser says that this is no JSON.
    return undefined
  }
}

const texts = ['asked', 'fetched', 'file', 'mediaType', 'sha256', 'url'] as const

function isRecord(value: unknown): value is FetchRecord {
  return (
    isObject(value) &&
    texts.every((name) => typeof value[name] === 'string') &&
    URL.canParse(String(value['url'])) &&
    (value['replaced'] === undefined || typeof value['replaced'] === 'string') &&
    // A name that leads elsewhere was not written by us.
    /^[^./\\\0][^/\\\0]*$/.test(String(value['file'])) &&
    isObject(value['headers']) &&
    Object.values(value['headers']).every((header) => typeof header === 'string') &&
    Array.isArray(value['pictures']) &&
    value['pictures'].every(isPicture)
  )
}

function isPicture(value: unknown): boolean {
  if (!isObject(value)) return false
  const {file, url, written} = value
  return (
    typeof url === 'string' &&
    Array.isArray(written) &&
    written.every((one) => typeof one === 'string') &&
    (file === undefined ||
      (typeof file === 'string' && /^[^./\\\0][^/\\\0]*\/[^./\\\0][^/\\\0]*$/.test(file)))
  )
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
