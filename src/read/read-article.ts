/**
 * Read a raw file into a raw article: its text, and the tree that its syntax says.
 *
 * Nothing is judged here but what of a web page is not its article, and that stays in the tree. A
 * file that is no text is a fatal message and no article.
 */

import type {Metadata, RawArticle, RawFile, ReadOrder} from '../model.ts'
import {VFile} from 'vfile'
import {decodeText} from './decode-text.ts'
import {findDeclared} from './encodings/find-declared.ts'
import {readPage, type PageReading} from './html/read-page.ts'
import {maxDepth, measureDepth} from './measure-depth.ts'
import {parseMarkdown} from './parse-markdown.ts'
import {parseText} from './parse-text.ts'
import {reportDoubts} from './report-doubts.ts'

export interface ReadResult {
  /** Undefined: the file could not be read; a message of `file` says why. */
  readonly article?: RawArticle
  /** All that a web page says of itself, the best first. */
  readonly candidates?: PageReading['candidates']
  readonly file: VFile
}

const markdown = /\.(?:md|markdown)$/i
const page = /\.(?:html?|xhtml)$/i
const source = 'read-article'

/** Read one raw file. */
export function readArticle(raw: RawFile, {depth = maxDepth, given = {}, id}: ReadOrder): ReadResult {
  const kind = markdown.test(raw.path) ? 'markdown' : page.test(raw.path) ? 'html' : 'text'
  const charset = raw.about?.charset
  const decoded = decodeText(raw.bytes, {
    declared: [
      ...(charset === undefined ? [] : [{name: charset, by: 'the server'}]),
      ...(kind === 'html' ? findDeclared(raw.bytes) : [])
    ]
  })
  if ('reason' in decoded) {
    const file = new VFile({path: raw.path})
    const message = file.message(`${decoded.reason}; left it out`, {
      place: {line: decoded.line, column: 1},
      ruleId: 'encoding',
      source
    })
    message.fatal = true
    return {file}
  }

  const {text, encoding, doubts, why} = decoded
  const file = new VFile({path: raw.path, value: text})
  reportDoubts(file, doubts, source)

  const reading = readTree(text, kind, raw)
  if (!reading || measureDepth(reading.tree) > depth) {
    const reason = `Unexpected depth of nesting, expected at most ${depth} levels; left it out`
    file.message(reason, {ruleId: 'depth', source}).fatal = true
    return {file}
  }

  const {candidates, doubt, origins, said, tree} = reading
  if (doubt !== undefined) file.message(doubt, {ruleId: 'page', source})
  const known = raw.about?.metadata
  const facts = {
    encoding,
    encodingReason: why,
    origins: {...origins, ...(known && tellOrigins(known))},
    said: {...said, ...known}
  }
  return {
    article: {id, path: raw.path, text, kind, ...facts, tree, given, file},
    ...(candidates && {candidates}),
    file
  }
}

type Reading = Pick<PageReading, 'tree'> & Partial<PageReading>

/** @returns undefined where the text nests deeper than the stack. */
function readTree(text: string, kind: RawArticle['kind'], {about, path}: RawFile): Reading | undefined {
  try {
    if (kind === 'html') return readPage(text, path, about)
    return {tree: kind === 'markdown' ? parseMarkdown(text) : parseText(text)}
  } catch (error) {
    if (error instanceof RangeError) return
    throw error
  }
}

function tellOrigins(known: Metadata): Partial<Record<keyof Metadata, string>> {
  return Object.fromEntries(Object.keys(known).map((field) => [field, 'what it was packed in']))
}
