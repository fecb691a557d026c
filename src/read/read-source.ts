/**
 * Read the folder of a digest: manifest, articles, notes, terms, pictures.
 *
 * A finding about manifest or terms refuses the whole digest; an article or a
 * picture that cannot be read is left out by name and costs no other.
 */

import type {Root} from 'mdast'
import type {
  Manifest,
  ManifestArticle,
  Metadata,
  Note,
  Prose,
  RawFile,
  ReadOrder,
  Source,
  Term
} from '../model.ts'
import {VFile} from 'vfile'
import {findSavedParts} from './find-saved-parts.ts'
import {isPicture, readAssets} from './read-assets.ts'
import {defaultManifest, readManifest} from './read-manifest.ts'
import {readNotes} from './read-notes.ts'
import {readProse} from './read-prose.ts'
import {readTerms} from './read-terms.ts'
import {readText} from './read-text.ts'
import {unpackFiles, type UnpackedFiles} from './unpack/unpack-files.ts'

/** A folder, as it came from the disk. */
export interface Folder {
  readonly name: string
  readonly files: ReadonlyArray<RawFile>
}

/** Reads an article; without one, a message of the file says why. */
export type Reader<Read> = (
  raw: RawFile,
  order: ReadOrder
) => ReadByReader<Read> | Promise<ReadByReader<Read>>

interface ReadByReader<Read> {
  readonly article?: Read
  readonly file: VFile
}

export interface SourceResult<Read> {
  /** Undefined: the digest is refused; a message of `files` says why. */
  readonly source?: Source<Read>
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

/**
 * Read a folder. All its articles are handed to their reader at once.
 *
 * @param parse - reads what an editor wrote as Markdown (default: here).
 */
export async function readSource<Read>(
  folder: Folder,
  read: Reader<Read>,
  parse: (raw: RawFile) => Prose | Promise<Prose> = readProse
): Promise<SourceResult<Read>> {
  const unpacked = unpackFiles(folder.files)
  const byPath = new Map(unpacked.files.map((file) => [file.path, file]))
  const files: VFile[] = []
  const skipped: string[] = []

  const text = (path: string): VFile | undefined => {
    const raw = byPath.get(path)
    if (!raw) return
    const file = readText(raw)
    // What says how the digest is made is not guessed at.
    for (const message of file.messages) message.fatal = true
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
  const prose = async (path: string | undefined): Promise<Root | undefined> => {
    const raw = path === undefined ? undefined : byPath.get(path)
    if (!raw) return
    const {file, tree} = await parse(raw)
    files.push(file)
    if (!tree) skipped.push(file.path)
    return tree
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
  const articles: Read[] = []
  const ids = new Set<string>()
  const results = await Promise.all(
    paths.map(({path, given}) => read(byPath.get(path) as RawFile, {id: freeId(path, ids), given}))
  )
  for (const [index, {article, file}] of results.entries()) {
    files.push(file)
    if (article) articles.push(article)
    else skipped.push(paths[index]?.path ?? file.path)
  }

  if (articles.length === 0) return {files: reportEmpty(files), skipped}

  const pictures = readAssets(unpacked.files.filter((file) => isPicture(file) && isUsed(file.path)))
  const own = new Set(folder.files.flatMap(({path}) => (saved.has(path) ? [] : path)))
  for (const file of pictures.refused) {
    if (own.has(file.path)) skipped.push(file.path)
    // What came along with a page or a book is missed only where the text shows it.
    else for (const message of file.messages) message.fatal = undefined
  }

  files.push(...pictures.refused)
  const notes: Note[] = []
  for (const [path, raw] of byPath) {
    if (!path.startsWith(notesFolder) || !/\.md$/i.test(path)) continue
    const {file, tree} = await parse(raw)
    files.push(file)
    const article = findArticle(
      file,
      paths.map((entry) => entry.path)
    )
    if (article !== undefined && tree) notes.push(...readNotes(tree, file, article))
    else skipped.push(path)
  }

  const written = {foreword: await prose(foreword), afterword: await prose(afterword)}
  const introductions: Array<readonly [string, Root]> = []
  for (const {introduction} of manifest.parts ?? []) {
    const tree = await prose(introduction)
    if (introduction !== undefined && tree) introductions.push([introduction, tree])
  }

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

/** Say that a digest has no article: in its manifest, where it has one. */
export function reportEmpty(files: ReadonlyArray<VFile>): ReadonlyArray<VFile> {
  const manifest = files.find(({path}) => path === manifestName)
  const file = manifest ?? new VFile({path: '.'})
  file.message(
    'Expected at least one article (text, Markdown, HTML, EPUB, MHTML or lines of JSON) that can be read',
    {
      ruleId: 'no-article',
      source: 'read-source'
    }
  ).fatal = true
  return manifest ? files : [...files, file]
}

interface Listed {
  readonly paths: ReadonlyArray<{readonly path: string; readonly given: Metadata}>
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

/** The article that a file of notes belongs to, by their names; it gets the messages. */
function findArticle(file: VFile, articles: ReadonlyArray<string>): string | undefined {
  const stem = stemOf(file.path.slice(notesFolder.length))
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
      `Unexpected notes without their article, expected an article named \`${stem}.txt\` or \`${stem}.md\`; left them out`,
      {ruleId: 'no-article', source: 'read-notes'}
    )
  }

  return article
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
