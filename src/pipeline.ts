/**
 * The order of the rooms, and the only file that knows it: raw articles are
 * read, cleaned, annotated, styled, gathered into a digest and compiled into
 * editions.
 */

import type {Article, Edition, Format, RawFile, RulePack, World} from './model.ts'
import {closestMatch} from 'leven'
import {VFile} from 'vfile'
import {annotateArticle} from './annotate/index.ts'
import {checkTheme} from './compile/check-theme.ts'
import {cleanArticle, readRulePack, stringifyArticle} from './clean/index.ts'
import {gatherDigest, securePictures} from './gather/index.ts'
import {readArticle} from './read/read-article.ts'
import {readSource, type Folder} from './read/read-source.ts'
import {styleArticle, styleProse} from './style/index.ts'

export interface BuildOptions {
  /** Default: what the manifest says, else all. */
  readonly formats?: ReadonlyArray<Format>
  /** Name of a theme (default: what the manifest says). */
  readonly theme?: string
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
}

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
  const {source, files, skipped} = readSource(folder)
  if (!source) return refuse(files, skipped)
  const {manifest, notes, terms} = source
  const name = options.theme ?? manifest.theme
  const theme = world.theme(name)
  const obstacle = theme ? checkTheme(theme, manifest.pages) : explainTheme(name, world)
  if (!theme || obstacle !== undefined) {
    const file = files.find((file) => file.path === 'digest.yaml') ?? new VFile({path: '.'})
    file.message(obstacle ?? name, {ruleId: 'theme', source: 'build'}).fatal = true
    return refuse([...new Set([...files, file])])
  }

  const articles = source.articles.map((raw) => {
    step('clean', raw.path)
    const cleaned = cleanArticle(raw, {rules: world.rules})
    const annotated = annotateArticle(
      cleaned,
      notes.filter((note) => note.article === raw.path)
    )
    return styleArticle(annotated, {script: manifest.script, terms})
  })

  step('gather')
  const prose = {
    ...(source.foreword && {foreword: styleProse(source.foreword)}),
    ...(source.afterword && {afterword: styleProse(source.afterword)})
  }
  const {date, labels, version} = world
  const {assets, refused} = securePictures(source.assets, world.rasterize)
  const digest = gatherDigest(articles, {source: {...source, ...prose, assets}, labels, theme, date, version})

  step('compile')
  // Loaded when needed: cleaning a file opens no face and no format.
  const {compileDigest} = await import('./compile/index.ts')
  const {editions, messages} = await compileDigest(digest, options.formats ?? manifest.formats, world)

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
    skipped: [...skipped, ...refused.map((file) => file.path)]
  }
}

function explainTheme(name: string, {themes}: World): string {
  const near = closestMatch(name, themes, {maxDistance: 3})
  const hint =
    near === undefined
      ? `expected ${themes.map((theme) => `\`${theme}\``).join(' or ')}, or a folder`
      : `did you mean \`${near}\`?`
  return `Unexpected theme \`${name}\`, ${hint}`
}

/** Clean one file on its own: no manifest, script left as it is. */
export function cleanFile(
  file: RawFile,
  world: Pick<World, 'rules'>
): {article?: Article; markdown?: string; file: VFile} {
  const {article: raw, file: read} = readArticle(file, {id: 'article'})
  if (!raw) return {file: read}
  const article = cleanArticle(raw, {rules: world.rules})
  return {article, markdown: stringifyArticle(article), file: article.file}
}

/** Read the packs under `clean/rules/`. */
export function readRulePacks(files: ReadonlyArray<{path: string; text: string}>): ReadonlyArray<RulePack> {
  return files.map(({path, text}) => readRulePack(path, text))
}
