/**
 * Unpack records of articles: one JSON object a line, or a list of them.
 *
 * Each becomes a file of its own text, so that its positions count there. What
 * is no record, or has no text, is left out by its line and costs no other.
 */

import type {Metadata, RawFile} from '../../model.ts'
import type {Unpacked} from './unpacked.ts'
import {VFile} from 'vfile'
import {decodeText} from '../decode-text.ts'
import {joinNames, makeMetadata} from './make-metadata.ts'
import {reportDoubts} from '../report-doubts.ts'
import {refuseContainer} from './unpacked.ts'

const source = 'unpack-records'
// As many as files in a folder; see io.
const countLimit = 20_000
// Numbers of four digits sort as they count, for ten thousand lines.
const digits = 4

type Fields = Readonly<Record<string, unknown>>

/** Where the text stands, the richest first: what an extension of none is, the text itself tells. */
const texts: ReadonlyArray<readonly [field: string, extension: string | undefined]> = [
  ['markdown', 'md'],
  ['html', 'html'],
  ['content_html', 'html'],
  ['raw_html', 'html'],
  ['content', undefined],
  ['body', undefined],
  ['text', undefined],
  ['content_text', 'txt']
]
const titleFields = ['title', 'headline', 'name']
const bylineFields = ['byline', 'author', 'authors', 'creator']
const dateFields = [
  'date',
  'published',
  'date_published',
  'datePublished',
  'published_at',
  'publishedAt',
  'publish_date',
  'published_time',
  'publishedTime',
  'pubDate',
  'created_at'
]
const sourceFields = ['source', 'site', 'site_name', 'siteName', 'sitename', 'publisher', 'hostname']
const urlFields = ['url', 'link', 'canonical_url', 'source_url', 'uri']
const langFields = ['lang', 'language']

interface Entry {
  readonly number: number
  readonly value: unknown
}

/** Unpack JSON, one object a line. */
export function unpackLines(raw: RawFile): Unpacked {
  const file = new VFile({path: raw.path})
  const decoded = decodeText(raw.bytes)
  if ('reason' in decoded) return refuseContainer(file, decoded.reason, source)
  reportDoubts(file, decoded.doubts, source)
  const lines = decoded.text.split(/\r\n?|\n/).map((line, index) => ({line, number: index + 1}))
  const entries = lines
    .filter(({line}) => line.trim() !== '')
    .map(({line, number}): Entry => ({number, value: parseJson(line)}))
  return takeRecords(entries, file, (number) => ({place: {line: number, column: 1}}))
}

/** @returns undefined where the file is no list of records with texts. */
export function unpackList(raw: RawFile): Unpacked | undefined {
  const decoded = decodeText(raw.bytes)
  if ('reason' in decoded || !/^\s*\[/.test(decoded.text)) return
  const list = parseJson(decoded.text)
  if (!Array.isArray(list) || !list.some((value) => isFields(value) && findText(value))) return
  const file = new VFile({path: raw.path})
  reportDoubts(file, decoded.doubts, source)
  const entries = list.map((value: unknown, index): Entry => ({number: index + 1, value}))
  return takeRecords(entries, file, (number) => ({note: `It is number ${number} of the list`}))
}

function takeRecords(
  entries: ReadonlyArray<Entry>,
  file: VFile,
  locate: (number: number) => {place: {line: number; column: number}} | {note: string}
): Unpacked {
  if (entries.length > countLimit)
    return refuseContainer(
      file,
      `Unexpected ${entries.length} records, expected at most ${countLimit}`,
      source
    )
  const files: RawFile[] = []
  const skipped: string[] = []
  for (const {number, value} of entries) {
    const stem = `${file.path}/${String(number).padStart(digits, '0')}`
    const found = isFields(value) ? findText(value) : undefined
    if (isFields(value) && found) {
      const {extension, isWhole, text} = found
      // What was within JSON is text already, whatever a page declares of its bytes.
      const about = {...describe(value), ...(isWhole && {isWhole})}
      files.push({path: `${stem}.${extension}`, bytes: new TextEncoder().encode(text), about})
      continue
    }

    const reason = isFields(value)
      ? 'Unexpected record without text'
      : 'Unexpected text, expected a JSON object'
    const {place, note} = {place: undefined, note: undefined, ...locate(number)}
    const message = file.message(`${reason}, left it out`, {place, ruleId: 'left-out', source})
    if (note !== undefined) message.note = note
    skipped.push(stem)
  }

  if (files.length === 0) return refuseContainer(file, 'Expected at least one record with a text', source)
  return {files, articles: files.map(({path}) => path), file, skipped}
}

interface FoundText {
  readonly extension: string
  readonly text: string
  /** Whether it is HTML that was cut out of its page already. */
  readonly isWhole: boolean
}

function findText(fields: Fields): FoundText | undefined {
  for (const [field, extension] of texts) {
    const text = fields[field]
    if (typeof text !== 'string' || text.trim() === '') continue
    const kind = extension ?? (looksLikeHtml(text) ? 'html' : 'txt')
    const isPage = field === 'html' || field === 'raw_html' || /<(?:!doctype|html|body)\b/i.test(text)
    return {extension: kind, text, isWhole: kind === 'html' && !isPage}
  }
}

/** Whether a text opens with a tag that it closes, or with a document type. */
function looksLikeHtml(text: string): boolean {
  const [, name] = /^\s*<(!doctype|[a-z][a-z\d]*)(?=[\s/>])[^<>]*>/i.exec(text) ?? []
  if (name === undefined) return false
  return name.startsWith('!') || text.toLowerCase().includes(`</${name.toLowerCase()}`)
}

function describe(fields: Fields): NonNullable<RawFile['about']> {
  const first = (names: ReadonlyArray<string>) => names.map((name) => readNames(fields[name])).find(Boolean)
  const dates = dateFields.map((name) => readDate(fields[name]))
  const metadata: Metadata = makeMetadata({
    title: first(titleFields),
    byline: first(bylineFields),
    date: dates.find(Boolean),
    source: first(sourceFields),
    url: first(urlFields),
    lang: first(langFields)
  })
  return {charset: 'utf-8', metadata, ...(metadata.url !== undefined && {url: metadata.url})}
}

/** A text, a thing with a name, or several of them. */
function readNames(value: unknown): string | undefined {
  const names = [value].flat().flatMap(function (one) {
    const name: unknown = isFields(one) ? one['name'] : one
    return typeof name === 'string' ? [name] : []
  })
  return joinNames(names)
}

function readDate(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() || undefined
  if (typeof value !== 'number') return
  // Seconds since 1970 have at most ten digits until 2286, milliseconds more since 1970.
  const date = new Date(value < 1e10 ? value * 1000 : value)
  // A small number is a year or a count.
  return value >= 1e8 && !Number.isNaN(date.valueOf()) ? date.toISOString() : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The only way in which the parser says that this is no JSON.
    return undefined
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
