/**
 * Read the folder of a digest: manifest, articles, notes, terms, pictures.
 *
 * A finding about manifest or terms refuses the whole digest; an article or a
 * picture that cannot be read is left out by name and costs no other.
 */

import type {Root} from 'mdast'
import type {Manifest, Note, RawArticle, RawFile, Source, Term} from '../model.ts'
import {VFile} from 'vfile'
import {decodeText} from './decode-text.ts'
import {parseMarkdown} from './parse-markdown.ts'
import {readArticle} from './read-article.ts'
import {isPicture, readAssets} from './read-assets.ts'
import {defaultManifest, readManifest} from './read-manifest.ts'
import {readNotes} from './read-notes.ts'
import {readTerms} from './read-terms.ts'

/** A folder, as it came from the disk. */
export interface Folder {
  readonly name: string
  readonly files: ReadonlyArray<RawFile>
}

export interface SourceResult {
  /** Undefined: the digest is refused; a message of `files` says why. */
  readonly source?: Source
  /** Files with messages, articles first. */
  readonly files: ReadonlyArray<VFile>
  /** Paths of input that was left out. */
  readonly skipped: ReadonlyArray<string>
}

const manifestName = 'digest.yaml'
const termsName = 'terms.yaml'
const notesFolder = 'notes/'
const articleName = /\.(?:md|markdown|txt)$/i
const readme = /(?:^|\/)readme\.[^/]*$/i

/** Read a folder. */
export function readSource(folder: Folder): SourceResult {
  const byPath = new Map(folder.files.map((file) => [file.path, file]))
  const files: VFile[] = []
  const skipped: string[] = []

  const text = (path: string): VFile | undefined => {
    const raw = byPath.get(path)
    if (!raw) return
    const file = readText(raw)
    files.push(file)
    return file
  }

  const manifestFile = text(manifestName)
  const manifest = manifestFile
    ? isWhole(manifestFile) && readManifest(manifestFile, new Set(byPath.keys()))
    : defaultManifest(folder.name)
  const termsFile = text(termsName)
  const terms: ReadonlyArray<Term> | false | undefined = termsFile
    ? isWhole(termsFile) && readTerms(termsFile)
    : []
  if (!manifest || !terms) return {files, skipped}

  const packs = (manifest.rules ?? []).flatMap((path) => text(path) ?? [])
  if (!packs.every(isWhole)) return {files, skipped}

  const {foreword, afterword} = manifest
  const prose = (path: string | undefined): Root | undefined => {
    const file = path === undefined ? undefined : text(path)
    return file && isWhole(file) ? parseMarkdown(String(file)) : undefined
  }

  const paths = articlePaths(manifest, [...byPath.keys()])
  const articles: RawArticle[] = []
  const ids = new Set<string>()
  for (const {path, given} of paths) {
    const result = readArticle(byPath.get(path) as RawFile, {id: freeId(path, ids), given})
    files.push(result.file)
    if (result.article) articles.push(result.article)
    else skipped.push(path)
  }

  if (articles.length === 0) {
    const file = manifestFile ?? new VFile({path: '.'})
    file.message('Expected at least one article (`.txt` or `.md`) that can be read', {
      ruleId: 'no-article',
      source: 'read-source'
    }).fatal = true
    return {files: manifestFile ? files : [...files, file], skipped}
  }

  const pictures = readAssets(folder.files.filter(isPicture))
  files.push(...pictures.refused)
  skipped.push(...pictures.refused.map((file) => file.path))
  const notes = readAllNotes(
    byPath,
    paths.map((entry) => entry.path),
    files,
    skipped
  )
  const written = {foreword: prose(foreword), afterword: prose(afterword)}
  const introductions = (manifest.parts ?? []).flatMap(({introduction}) => {
    const tree = prose(introduction)
    return introduction !== undefined && tree ? [[introduction, tree] as const] : []
  })
  return {
    source: {
      id: folder.name,
      manifest,
      articles,
      notes,
      terms,
      ...(written.foreword && {foreword: written.foreword}),
      ...(written.afterword && {afterword: written.afterword}),
      introductions: new Map(introductions),
      assets: pictures.assets,
      packs
    },
    files,
    skipped
  }
}

function articlePaths(
  manifest: Manifest,
  all: ReadonlyArray<string>
): ReadonlyArray<{path: string; given: RawArticle['given']}> {
  if (manifest.parts) {
    return manifest.parts.flatMap((part) => part.articles.map(({file, ...given}) => ({path: file, given})))
  }

  return all
    .filter((path) => articleName.test(path) && !path.startsWith(notesFolder) && !readme.test(path))
    .filter((path) => path !== manifest.foreword && path !== manifest.afterword)
    .map((path) => ({path, given: {}}))
}

function readAllNotes(
  byPath: ReadonlyMap<string, RawFile>,
  articles: ReadonlyArray<string>,
  files: VFile[],
  skipped: string[]
): ReadonlyArray<Note> {
  const notes: Note[] = []
  for (const [path, raw] of byPath) {
    if (!path.startsWith(notesFolder) || !/\.md$/i.test(path)) continue
    const file = readText(raw)
    files.push(file)
    const stem = stemOf(path.slice(notesFolder.length))
    const article = articles.find((article) => stemOf(article) === stem)
    if (article === undefined) {
      file.message(
        `Unexpected notes without their article, expected an article named \`${stem}.txt\` or \`${stem}.md\``,
        {
          ruleId: 'no-article',
          source: 'read-notes'
        }
      )
      skipped.push(path)
    } else if (isWhole(file)) notes.push(...readNotes(parseMarkdown(String(file)), file, article))
    else skipped.push(path)
  }

  return notes
}

function readText(raw: RawFile): VFile {
  const decoded = decodeText(raw.bytes)
  if (!('reason' in decoded)) return new VFile({path: raw.path, value: decoded.text})
  const file = new VFile({path: raw.path})
  file.message(decoded.reason, {
    place: {line: decoded.line, column: 1},
    ruleId: 'encoding',
    source: 'read-source'
  }).fatal = true
  return file
}

function isWhole(file: VFile): boolean {
  return !file.messages.some((message) => message.fatal)
}

function stemOf(path: string): string {
  return path.replace(/\.[^./]*$/, '')
}

/** An XML name of ASCII letters made from a path, unlike any in `taken`. */
function freeId(path: string, taken: Set<string>): string {
  const stem =
    stemOf(path)
      .toLowerCase()
      .replace(/[^a-z\d]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'article'
  let id = `a-${stem}`
  for (let count = 2; taken.has(id); count++) id = `a-${stem}-${count}`
  taken.add(id)
  return id
}
