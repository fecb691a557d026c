/**
 * Tell what an answer is: by what the server says, and by its bytes where they
 * plainly are something else. Only what can become an article is taken.
 */

import type {Reply} from './request-once.ts'
import {MIMEType} from 'node:util'
import {findKind} from '../find-kind.ts'

/** What a page can be. */
export interface PageKind {
  readonly mediaType: string
  /** Encoding that the server names, as it is written there. */
  readonly charset?: string
  /** Of the file, with its dot. */
  readonly extension: '.html' | '.md' | '.txt'
}

export interface Stated {
  readonly mediaType?: string
  readonly charset?: string
}

const pages: ReadonlyMap<string, PageKind['extension']> = new Map([
  ['text/html', '.html'],
  ['application/xhtml+xml', '.html'],
  ['text/markdown', '.md'],
  ['text/x-markdown', '.md'],
  ['text/plain', '.txt']
])

const feeds: ReadonlySet<string> = new Set([
  'application/rss+xml',
  'application/atom+xml',
  'application/rdf+xml',
  'application/feed+json'
])

// As much as a browser looks at.
const head = 1024

/** What the header of an answer says that it is. */
export function readMediaType(header: string | undefined): Stated {
  try {
    const type = new MIMEType(header ?? '')
    const charset = type.params.get('charset')
    return {mediaType: type.essence, ...(charset !== null && charset !== '' && {charset})}
  } catch {
    // The only way in which Node says that this names no type.
    return {}
  }
}

/** @returns the kind of a page, or why it is none, worded as a message. */
export function judgePage({bytes, headers}: Reply, url: URL): PageKind | {readonly reason: string} {
  const {charset, mediaType} = readMediaType(headers['content-type'])
  const start = Buffer.from(bytes.subarray(0, head)).toString('latin1')
  const strange = findKind(bytes) ?? nameOf(mediaType)
  if (strange !== undefined)
    return {reason: `Unexpected ${strange}, expected a page in HTML, Markdown or plain text`}
  if (mediaType !== undefined && feeds.has(mediaType))
    return {reason: 'Unexpected feed, expected a page; `--feed` fetches what a feed lists'}
  if (bytes.length === 0) return {reason: 'Unexpected empty answer, expected a page'}
  if (start.includes('\0') && !isWide(start, charset))
    return {reason: 'Unexpected bytes that are no text, expected a page in HTML, Markdown or plain text'}
  const stated = mediaType === undefined ? undefined : pages.get(mediaType)
  const extension = isHtml(start) ? '.html' : refine(stated, url)
  // What a server says where it does not know.
  const isUnsaid = mediaType === undefined || /^(?:application|binary)\/octet-stream$/.test(mediaType)
  if (extension === undefined || (stated === undefined && !isUnsaid && extension !== '.html'))
    return {
      reason: `Unexpected \`${mediaType ?? 'unnamed'}\`, expected a page in HTML, Markdown or plain text`
    }
  return {mediaType: mediaType ?? 'unknown', extension, ...(charset !== undefined && {charset})}
}

// Markdown is seldom served under its own name.
function refine(stated: PageKind['extension'] | undefined, url: URL): PageKind['extension'] | undefined {
  if (stated === '.html') return stated
  if (/\.(?:md|markdown)$/i.test(url.pathname)) return '.md'
  if (stated === undefined && /\.html?$/i.test(url.pathname)) return '.html'
  return stated ?? '.txt'
}

function nameOf(mediaType: string | undefined): string | undefined {
  if (mediaType === 'application/pdf') return 'PDF file'
  const [, kind] = /^(image|audio|video|font)\//.exec(mediaType ?? '') ?? []
  return kind === undefined ? undefined : `file of kind \`${mediaType ?? kind}\``
}

function isHtml(start: string): boolean {
  return /^(?:\u00ef\u00bb\u00bf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:!doctype\s+html|html)\b/i.test(
    start
  )
}

function isWide(start: string, charset: string | undefined): boolean {
  return /^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(start) || /^utf-?16/i.test(charset ?? '')
}
