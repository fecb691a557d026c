/**
 * Read a raw file into a raw article: its text, and the tree that its syntax says.
 *
 * Nothing is judged here. A file that is no text is a fatal message and no article.
 */

import type {Metadata, RawArticle, RawFile} from '../model.ts'
import {VFile} from 'vfile'
import {decodeText} from './decode-text.ts'
import {measureDepth} from './measure-depth.ts'
import {parseMarkdown} from './parse-markdown.ts'
import {parseText} from './parse-text.ts'

export interface Options {
  /** Identifier, unique in the digest. */
  readonly id: string
  /** What the manifest says about the article (default: nothing). */
  readonly given?: Metadata
}

export interface ReadResult {
  /** Undefined: the file could not be read; a message of `file` says why. */
  readonly article?: RawArticle
  readonly file: VFile
}

const markdown = /\.(?:md|markdown)$/i

/** Read one raw file. */
export function readArticle(raw: RawFile, options: Options): ReadResult {
  const decoded = decodeText(raw.bytes)
  if ('reason' in decoded) {
    const file = new VFile({path: raw.path})
    const message = file.message(decoded.reason, {
      place: {line: decoded.line, column: 1},
      ruleId: 'encoding',
      source: 'read-article'
    })
    message.fatal = true
    return {file}
  }

  const {text, encoding, doubt} = decoded
  const file = new VFile({path: raw.path, value: text})
  if (doubt !== undefined) file.message(doubt, {ruleId: 'encoding', source: 'read-article'})
  const kind = markdown.test(raw.path) ? 'markdown' : 'text'
  const tree = parse(text, kind)
  if (!tree || measureDepth(tree) > maxDepth) {
    const reason = `Unexpected depth of nesting, expected at most ${maxDepth} levels`
    file.message(reason, {ruleId: 'depth', source: 'read-article'}).fatal = true
    return {file}
  }

  return {
    article: {id: options.id, path: raw.path, text, kind, encoding, tree, given: options.given ?? {}, file},
    file
  }
}

// No article quotes a quotation a hundred times; what nests deeper was made to break something.
const maxDepth = 100

/** @returns undefined where the text nests deeper than the stack. */
function parse(text: string, kind: RawArticle['kind']): RawArticle['tree'] | undefined {
  try {
    return kind === 'markdown' ? parseMarkdown(text) : parseText(text)
  } catch (error) {
    if (error instanceof RangeError) return
    throw error
  }
}
