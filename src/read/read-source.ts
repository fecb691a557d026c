/**
 * Read the folder of a digest: manifest, articles, notes, terms, pictures.
 *
 * A finding about manifest or terms refuses the whole digest; an article or a
 * picture that cannot be read is left out by name and costs no other.
 */

import type {Root} from 'mdast'
import type {Manifest, ManifestArticle, Note, RawArticle, RawFile, Source, Term} from '../model.ts'
import {VFile} from 'vfile'
import {decodeText} from './decode-text.ts'
import {findSavedParts} from './find-saved-parts.ts'
import {parseMarkdown} from './parse-markdown.ts'
import {readArticle} from './read-article.ts'
import {isPicture, readAssets} from './read-assets.ts'
import {defaultManifest, readManifest} from './read-manifest.ts'
import {readNotes} from './read-notes.ts'
import {readTerms} from './read-terms.ts'
import {unpackFiles, type UnpackedFiles} from './unpack/unpack-files.ts'

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
const articleName = /\.(?:md|markdown|txt|html?|xhtml)$/i
const readme = /(?:^|\/)readme\.[^/]*$/i

/** Read a folder. */
export function readSource(folder: Folder): SourceResult {
  const unpacked = unpackFiles(folder.files)
  const byPath = new Map(unpacked.files.map((file) => [file.path, file]))
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

  const saved = findSavedParts(folder.files)
  const {paths, parts} = listArticles(manifest, unpacked, saved)
  const unused = findUnused(
    unpacked,
    paths.map(({path}) => path),
    manifest
  )
  const isUsed = (path: string) => !unused.some((container) => `${path}/`.startsWith(`${container}/`))
  files.push(
    ...unpacked.reports.filter(({path}) => isUsed(path)),
    ...(manifest.parts ? [] : nameParts(saved))
  )
  skipped.push(...unpacked.skipped.filter(isUsed))
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
    file.message(
      'Expected at least one article (text, Markdown, HTML, EPUB, MHTML or lines of JSON) that can be read',
      {
        ruleId: 'no-article',
        source: 'read-source'
      }
    ).fatal = true
    return {files: manifestFile ? files : [...files, file], skipped}
  }

  const pictures = readAssets(unpacked.files.filter((file) => isPicture(file) && isUsed(file.path)))
  const own = new Set(folder.files.flatMap(({path}) => (saved.has(path) ? [] : path)))
  for (const file of pictures.refused) {
    if (own.has(file.path)) skipped.push(file.path)
    // What came along with a page or a book is missed only where the text shows it.
    else for (const message of file.messages) message.fatal = undefined
  }

  files.push(...pictures.refused)
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
      manifest: parts ? {...manifest, parts} : manifest,
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

interface Listed {
  readonly paths: ReadonlyArray<{readonly path: string; readonly given: RawArticle['given']}>
  /** Parts of the manifest, with the articles of a container in place of the container. */
  readonly parts?: Manifest['parts']
}

function listArticles(
  manifest: Manifest,
  {articles, files}: UnpackedFiles,
  saved: ReadonlyMap<string, string>
): Listed {
  const open = (path: string) => articles.get(path) ?? [path]
  if (manifest.parts) {
    const named = new Set(manifest.parts.flatMap((part) => part.articles.map(({file}) => file)))
    const parts = manifest.parts.map((part) => ({
      ...part,
      articles: part.articles.flatMap((entry) => expand(entry, open(entry.file), named))
    }))
    const entries = parts.flatMap((part) => part.articles)
    return {paths: entries.map(({file, ...given}) => ({path: file, given})), parts}
  }

  const inner = new Set([...articles.values()].flat())
  const paths = files
    .map(({path}) => path)
    .filter((path) => articles.has(path) || (articleName.test(path) && !inner.has(path)))
    .filter((path) => !path.startsWith(notesFolder) && !readme.test(path) && !saved.has(path))
    .filter((path) => path !== manifest.foreword && path !== manifest.afterword)
  // Here, and not where they are put in order: what a container holds has an order of its own.
  return {paths: paths.sort(byText).flatMap((path) => open(path).map((path) => ({path, given: {}})))}
}

/** What is said of a container holds of all its articles; its title of the only one. */
function expand(
  {title, ...entry}: ManifestArticle,
  paths: ReadonlyArray<string>,
  named: ReadonlySet<string>
): ReadonlyArray<ManifestArticle> {
  // An article that has an entry of its own stands there.
  const free = paths.filter((path) => path === entry.file || !named.has(path))
  const own = title !== undefined && paths.length === 1 ? {title} : {}
  return free.map((file) => ({...entry, ...own, file}))
}

/** Containers of which the manifest takes nothing. */
function findUnused(
  {articles}: UnpackedFiles,
  paths: ReadonlyArray<string>,
  {parts = []}: Manifest
): ReadonlyArray<string> {
  const used = new Set([...paths, ...parts.flatMap((part) => part.articles.map(({file}) => file))])
  const isEmpty = (own: ReadonlyArray<string>) => own.length === 0 && parts.length === 0
  return [...articles].flatMap(([container, own]) =>
    used.has(container) || isEmpty(own) || own.some((path) => used.has(path)) ? [] : container
  )
}

/** What looks like an article and is a part of a page, each named. */
function nameParts(saved: ReadonlyMap<string, string>): VFile[] {
  return [...saved].flatMap(function ([path, page]) {
    if (!articleName.test(path)) return []
    const file = new VFile({path})
    file.info(`Unexpected part of the saved page \`${page}\`, expected an article; left it out`, {
      ruleId: 'left-out',
      source: 'read-source'
    })
    return [file]
  })
}

function byText(a: string, b: string): number {
  return a < b ? -1 : 1
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
    // With a whole name notes belong to that file, with a stem to the first that has it.
    const sharing = articles.filter((article) => stemOf(article) === stem)
    const article = articles.find((article) => article === stem) ?? sharing[0]
    if (article !== stem && sharing.length > 1) {
      const names = sharing.map((path) => `\`${notesFolder}${path}.md\``).join(' or ')
      file.message(`Unexpected notes on several articles, expected ${names}; took them for \`${article}\``, {
        ruleId: 'many-articles',
        source: 'read-notes'
      })
    }

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
  if (!('reason' in decoded)) {
    const file = new VFile({path: raw.path, value: decoded.text})
    for (const {reason, line} of decoded.doubts) {
      const place = line === undefined ? undefined : {line, column: 1}
      file.message(reason, {ruleId: 'encoding', source: 'read-source', ...(place && {place})})
    }

    return file
  }

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
