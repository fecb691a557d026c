/** What the runners share: an article out of a case's folder, taken through the rooms before the one under test. */

import {existsSync, readFileSync} from 'node:fs'
import {parse} from 'yaml'
import {VFile} from 'vfile'
import type {Article, Metadata, Note} from '../src/model.ts'
import {cleanArticle} from '../src/clean/index.ts'
import {parseMarkdown} from '../src/read/parse-markdown.ts'
import {readArticle} from '../src/read/read-article.ts'
import {readNotes} from '../src/read/read-notes.ts'

/** A file of a case, or undefined where the case has none of that name. */
function readCaseFile(folder: URL, name: string): string | undefined {
  const url = new URL(name, folder)
  return existsSync(url) ? readFileSync(url, 'utf8') : undefined
}

/** `options.yaml` of a case. */
export function readCaseOptions<T>(folder: URL): Partial<T> {
  return parse(readCaseFile(folder, 'options.yaml') ?? '{}') as Partial<T>
}

/** The article `input.md` or `input.txt`, cleaned by no rule. */
export function readCaseArticle(folder: URL, given: Metadata = {}): Article {
  const name = existsSync(new URL('input.txt', folder)) ? 'input.txt' : 'input.md'
  const raw = {path: name, bytes: readFileSync(new URL(name, folder))}
  const {article} = readArticle(raw, {id: 'a', given})
  if (!article) throw new Error(`Expected an article in ${folder.href}`)
  return cleanArticle(article, {rules: []})
}

/** The notes of a case, and the file that gets what is said of them. */
export function readCaseNotes(folder: URL, article: string): {notes: ReadonlyArray<Note>; file: VFile} {
  const file = new VFile({path: 'notes.md', value: readCaseFile(folder, 'notes.md') ?? ''})
  return {notes: readNotes(parseMarkdown(String(file)), file, article), file}
}
