/**
 * The order of the rooms, and the only file that knows it: raw articles are
 * read, cleaned, annotated, styled, gathered into a digest and compiled into
 * editions.
 */

import type {
  Article,
  Cleaning,
  CleanOrder,
  Decisions,
  Edition,
  Evidence,
  FaceFile,
  Format,
  Manifest,
  RawArticle,
  RawFile,
  ReadOrder,
  RulePack,
  Workshop,
  World
} from './model.ts'
import {closestMatch} from 'leven'
import {VFile} from 'vfile'
import {annotateArticle} from './annotate/index.ts'
import {checkTheme} from './compile/check-theme.ts'
import {
  cleanArticle,
  findRecurring,
  readEvidence,
  readOwnPacks,
  readRulePack,
  stringifyArticle
} from './clean/index.ts'
import {gatherDigest, mostCommon, orderArticles, securePictures, settleKin} from './gather/index.ts'
import {draftManifest} from './draft/draft-manifest.ts'
import {draftNotes} from './draft/draft-notes.ts'
import {makeLock, sumInputs, writeLock} from './lock/make-lock.ts'
import type {PageMetadata} from './read/html/read-metadata.ts'
import {readArticle} from './read/read-article.ts'
import {reportUnmet} from './read/read-manifest.ts'
import {recordSuffix} from './read/read-record.ts'
import {readSource, reportEmpty, type Folder, type Reader} from './read/read-source.ts'
import {sniffKind} from './read/sniff-kind.ts'
import {unpackFiles} from './read/unpack/unpack-files.ts'
import {readUsage, styleArticle, styleProse} from './style/index.ts'
import {openBench} from './workshop.ts'

export {compareLocks, type LockChange} from './lock/compare-locks.ts'
export {readLock, sumInputs} from './lock/make-lock.ts'
export {packBuild, unpackBuild} from './pack-answer.ts'
export {recordSuffix} from './read/read-record.ts'
export {describeTheme, type ThemeDescription} from './compile/describe-theme.ts'

// So many digits of a hash tell one book from all others that anyone makes.
const shownHash = 16

export interface BuildOptions {
  /** Default: what the manifest says, else all. */
  readonly formats?: ReadonlyArray<Format>
  /** Name of a theme (default: what the manifest says). */
  readonly theme?: string
  /** Name of a page geometry (default: what the manifest says). */
  readonly pages?: string
  /** Make the PDF as a booklet, too (default: what the manifest says). */
  readonly hasBooklet?: boolean
  /** Make a site, too (default: what the manifest says). */
  readonly hasSite?: boolean
  /** Called as each step begins. */
  readonly onStep?: (step: string, detail?: string) => void
}

export interface BuildResult {
  /** Name of the folder, and of the editions. */
  readonly id: string
  readonly editions: ReadonlyArray<Edition>
  /** Files with their messages, in order. */
  readonly files: ReadonlyArray<VFile>
  /** `refused`: the manifest or the folder as a whole cannot be built, there is nothing to write. */
  readonly outcome: 'built' | 'refused'
  /** Paths of input that was left out. */
  readonly skipped: ReadonlyArray<string>
  /** Text of the lock: what the editions were made from; undefined where there are none. */
  readonly lock?: string
}

/** Packages by whose words texts are read and rewritten. */
const dictionaries = ['opencc-js', 'pinyin-pro']

/** Build the editions of a digest. */
export async function build(folder: Folder, world: World, options: BuildOptions = {}): Promise<BuildResult> {
  const step = options.onStep ?? (() => {})
  const refuse = (files: ReadonlyArray<VFile>, skipped: ReadonlyArray<string> = []): BuildResult => ({
    id: folder.name,
    editions: [],
    files,
    outcome: 'refused',
    skipped
  })

  step('read')
  const workshop = world.workshop ?? openHere(world.rules)
  const read = readBy(workshop)
  // Loaded when needed: cleaning a file opens no face and no format; and while threads begin.
  const loadCompiler = () => import('./compile/index.ts')
  let compiler: ReturnType<typeof loadCompiler> | undefined
  const {
    source,
    files,
    skipped: unread
  } = await readSource(
    folder,
    function (raw, order) {
      compiler ??= loadCompiler()
      return read(raw, order)
    },
    workshop.parse
  )
  if (!source || !compiler) return refuse(files, unread)
  const {notes, terms} = source
  const manifest: Manifest = {...source.manifest, ...(options.pages !== undefined && {pages: options.pages})}
  const name = options.theme ?? manifest.theme
  const theme = world.theme(name)
  const obstacle = theme ? checkTheme(theme, manifest.pages) : explainTheme(name, world)
  if (!theme || obstacle !== undefined) {
    const file = files.find((file) => file.path === 'digest.yaml') ?? new VFile({path: '.'})
    file.message(obstacle ?? name, {ruleId: 'theme', source: 'build'}).fatal = true
    return refuse([...new Set([...files, file])])
  }

  const manifestFile = files.find((file) => file.path === 'digest.yaml')
  const given = manifestFile ? await readGiven(manifestFile, manifest, folder, world) : []
  if (!given) return refuse(files, unread)

  const own = readOwnPacks(source.packs, world.rules)
  if (!own) return refuse(files, unread)
  const usage = manifest.script === 'keep' ? undefined : readUsage(world.templates('script'))
  const articles: Article[] = []
  const skipped = [...unread]
  for (const {cleaning, read} of cleanBy(workshop, source.articles, {
    decisions: manifest.decisions,
    packs: own
  })) {
    const {path} = read.raw
    step('clean', path)
    const {article, file} = await cleaning
    if (article) {
      const own = notes.filter((note) => note.article === path)
      articles.push(styleArticle(annotateArticle(article, own), {script: manifest.script, terms, usage}))
    } else {
      read.file.messages.push(...file.messages)
      skipped.push(path)
    }
  }

  if (articles.length === 0) return refuse(reportEmpty(files), skipped)
  if (manifestFile && manifest.decisions) {
    reportUnmet(manifestFile, new Set(articles.flatMap(({file}) => [...(file.data.decided ?? [])])))
  }

  step('gather')
  const prose = {
    ...(source.foreword && {foreword: styleProse(source.foreword)}),
    ...(source.afterword && {afterword: styleProse(source.afterword)}),
    introductions: new Map([...source.introductions].map(([path, tree]) => [path, styleProse(tree)]))
  }
  const {date, labels, version} = world
  const {assets, refused} = await securePictures(source.assets, world)
  const digest = gatherDigest(settleKin(articles, manifest.duplicates), {
    source: {...source, ...prose, manifest, assets},
    labels,
    strokes: () => world.templates('strokes').get('counts.txt'),
    theme,
    date,
    version,
    inputs: sumInputs(folder.files).slice(0, shownHash),
    rules: [
      ...[...new Set(world.rules.map(({job}) => job))].map((job) => `${job} ${version}`),
      ...(manifest.rules ?? [])
    ],
    dictionaries: dictionaries.flatMap((name) => {
      const installed = world.packages().get(name)
      return installed === undefined ? [] : [`${name} ${installed}`]
    })
  })

  // What comes now takes the most memory of all.
  await workshop.rest()
  step('compile')
  const {compileDigest} = await compiler
  const {editions, messages} = await compileDigest(digest, options.formats ?? manifest.formats, {
    ...world,
    faces: [...given, ...world.faces],
    isCarrying: manifest.embed,
    bleed: manifest.bleed,
    hasBooklet: options.hasBooklet ?? manifest.booklet,
    site: manifest.site || (options.hasSite ?? false)
  })

  // A cleaned article has a file of its own, which holds what reading said, too.
  const cleaned = new Map(articles.map((article) => [article.path, article.file]))
  const reported = [...files.map((file) => cleaned.get(file.path) ?? file), ...refused]
  const compiled = new VFile({path: '.'})
  compiled.messages.push(...messages)
  return {
    id: folder.name,
    editions,
    files: messages.length > 0 ? [...reported, compiled] : reported,
    outcome: 'built',
    skipped: [...skipped, ...refused.map((file) => file.path)],
    lock: writeLock(makeLock({...world, packages: world.packages(), files: folder.files, theme, editions}))
  }
}

/** An article as read: enough to have it cleaned. */
interface ReadArticle {
  readonly raw: RawFile
  readonly order: ReadOrder
  readonly evidence: Evidence
  readonly file: VFile
}

function readBy(workshop: Workshop): Reader<ReadArticle> {
  return async function (raw, order) {
    const {evidence, file} = await workshop.read(raw, order)
    return {file, ...(evidence && {article: {raw, order, evidence, file}})}
  }
}

/** Have articles cleaned, all at once, with what recurs across those of one source as evidence. */
function cleanBy(
  workshop: Workshop,
  articles: ReadonlyArray<ReadArticle>,
  options: Pick<CleanOrder, 'decisions' | 'packs'> = {}
): ReadonlyArray<{readonly read: ReadArticle; readonly cleaning: Promise<Cleaning>}> {
  const recurring = findRecurring(articles.map(({evidence}) => evidence))
  return articles.map(function (read) {
    const order = {...read.order, ...options, recurring: recurring.get(read.evidence)}
    const cleaning = workshop.clean(read.raw, order)
    // Whoever waits for one of them hears of it; that others fail, too, adds nothing.
    cleaning.catch(() => {})
    return {read, cleaning}
  })
}

function openHere(rules: ReadonlyArray<RulePack>): Workshop {
  const bench = openBench(rules)
  return {
    read: async (raw, order) => bench.read(raw, order),
    clean: async (raw, order) => bench.clean(raw, order),
    parse: async (raw) => bench.parse(raw),
    rest: async () => {}
  }
}

async function readGiven(
  file: VFile,
  {embed, faces}: Manifest,
  {files}: Folder,
  world: World
): Promise<ReadonlyArray<FaceFile> | undefined> {
  if (!faces) return []
  // Loaded when needed: few digests name a face.
  const {readFaces} = await import('./read/read-faces.ts')
  return readFaces(file, faces, {files, own: world.faces, find: world.findFaces, isCarried: embed})
}

function explainTheme(name: string, {themes}: World): string {
  const near = closestMatch(name, themes, {maxDistance: 3})
  const hint =
    near === undefined
      ? `expected ${themes.map((theme) => `\`${theme}\``).join(' or ')}, or a folder`
      : `did you mean \`${near}\`?`
  return `Unexpected theme \`${name}\`, ${hint}`
}

export interface DraftWorld extends Pick<World, 'rules' | 'themes' | 'workshop'> {
  /** Address of the manifest's schema, as seen from the folder. */
  readonly schema: string
}

export interface Drafted {
  /** Texts by path below the folder; none where nothing can be drafted. */
  readonly drafts: ReadonlyMap<string, string>
  readonly files: ReadonlyArray<VFile>
  readonly skipped: ReadonlyArray<string>
}

/** Draft the manifest of a folder that has none, and files for notes. */
export async function draftDigest(folder: Folder, world: DraftWorld): Promise<Drafted> {
  const manifestFile = folder.files.find(({path}) => path === 'digest.yaml')
  if (manifestFile) {
    const file = new VFile({path: manifestFile.path})
    file.message('Unexpected manifest, expected a folder without one; it stands as it was', {
      ruleId: 'has-manifest',
      source: 'draft'
    }).fatal = true
    return {drafts: new Map(), files: [file], skipped: []}
  }

  const workshop = world.workshop ?? openHere(world.rules)
  const {source, files, skipped: unread} = await readSource(folder, readBy(workshop), workshop.parse)
  if (!source) return {drafts: new Map(), files, skipped: unread}
  const cleaned: Article[] = []
  const skipped = [...unread]
  for (const {cleaning, read} of cleanBy(workshop, source.articles)) {
    const {article, file} = await cleaning
    if (article) cleaned.push(article)
    else {
      read.file.messages.push(...file.messages)
      skipped.push(read.raw.path)
    }
  }

  if (cleaned.length === 0) return {drafts: new Map(), files: reportEmpty(files), skipped}
  const articles = orderArticles(cleaned, source.manifest).flatMap((part) => part.articles)
  const lang = mostCommon(articles.map((article) => article.lang))
  const manifest = draftManifest(articles, {...world, title: folder.name, lang})
  const notes = new Map<string, string>()
  for (const article of articles) {
    const short = `notes/${article.path.replace(/\.[^./]*$/, '')}.md`
    notes.set(notes.has(short) ? `notes/${article.path}.md` : short, draftNotes(article))
  }

  return {drafts: new Map([['digest.yaml', manifest], ...notes]), files, skipped}
}

/** What a file holds. */
export interface OpenedFile {
  /** The file itself, or the articles in it where it is a container. */
  readonly files: ReadonlyArray<RawFile>
  /** A container, with messages about what was left out. */
  readonly report?: VFile
  /** Whether all that should be read can be. */
  readonly isWhole: boolean
  /** Paths of the pictures in a container; none of a file on its own. */
  readonly pictures: ReadonlySet<string>
}

export interface OpenOptions {
  /** Extension of the kind that the file is read as (default: that of its path). */
  readonly kind?: string | undefined
  /** The record of its fetching, whatever its name. */
  readonly record?: RawFile | undefined
}

/** Open a file on its own, a container with all its articles; one without an extension is told by its bytes. */
export function openFile(file: RawFile, {kind, record}: OpenOptions = {}): OpenedFile {
  const isNamed = /\.[^./\\]+$/.test(file.path)
  const extension = kind ?? (isNamed ? undefined : sniffKind(file.bytes))
  const path = extension === undefined ? file.path : `${file.path}.${extension}`
  const {articles, files, reports, skipped} = unpackFiles([
    {...file, path},
    // It is found by the name of its page, which is another where the kind is given.
    ...(record ? [{...record, path: path + recordSuffix}] : [])
  ])
  const inner = new Set(articles.get(path) ?? [path])
  return {
    files: files.filter((one) => inner.has(one.path)),
    ...(reports[0] && {report: reports[0]}),
    isWhole: skipped.length === 0,
    pictures: new Set(
      files.map((one) => one.path).filter((one) => one.startsWith(`${path}/`) && !inner.has(one))
    )
  }
}

/** A file as read, and as cleaned; without both where it could not be read. */
export interface ReadFile {
  readonly raw?: RawArticle
  readonly article?: Article
  /** All that a page says of itself, the best first. */
  readonly candidates?: PageMetadata['candidates']
  /** What reading said. */
  readonly file: VFile
}

/** Read one file on its own, and find out what cleaning would make of it. */
export function readFile(file: RawFile, {rules}: Pick<World, 'rules'>): ReadFile {
  const {article: raw, candidates, file: read} = readArticle(file, {id: 'article'})
  if (!raw) return {file: read}
  return {raw, article: cleanArticle(raw, {rules}), ...(candidates && {candidates}), file: read}
}

/** A file as cleaned; without article and Markdown where it could not be read. */
export interface CleanedFile {
  readonly article?: Article
  readonly markdown?: string
  readonly file: VFile
}

export interface CleanOptions {
  /** What the editor decided about changes. */
  readonly decisions?: Decisions
}

/** Clean one file on its own: no manifest, script left as it is. */
export function cleanFile(
  file: RawFile,
  world: Pick<World, 'rules'>,
  options: CleanOptions = {}
): CleanedFile {
  const {article, file: read} = readArticle(file, {id: 'article'})
  return article ? cleanRead(article, world, options) : {file: read}
}

/** Clean files in order, with what recurs across those of one source as evidence. */
export function cleanTogether(
  files: ReadonlyArray<RawFile>,
  world: Pick<World, 'rules'>,
  options: CleanOptions = {}
): CleanedFile[] {
  const read = files.map((file) => readArticle(file, {id: 'article'}))
  const evidence = read.map(({article}) => article && readEvidence(article))
  const recurring = findRecurring(evidence.flatMap((one) => one ?? []))
  return read.map(function ({article, file}, index) {
    const own = evidence[index]
    return article ? cleanRead(article, world, options, own && recurring.get(own)) : {file}
  })
}

function cleanRead(
  raw: RawArticle,
  {rules}: Pick<World, 'rules'>,
  {decisions}: CleanOptions,
  recurring?: ReadonlySet<string>
): CleanedFile {
  const article = cleanArticle(raw, {rules, decisions, recurring})
  return {article, markdown: stringifyArticle(article), file: article.file}
}

/** Read the packs under `clean/rules/`; tests prove their examples. */
export function readRulePacks(files: ReadonlyArray<{path: string; text: string}>): ReadonlyArray<RulePack> {
  return files.map(({path, text}) => readRulePack(path, text, true))
}
