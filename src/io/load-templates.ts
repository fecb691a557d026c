/**
 * Load what `templates/` holds: themes, the words of an edition, and the files
 * that formats fill in.
 */

import type {Labels, Lang, RawFile, Theme} from '../model.ts'
import fs from 'node:fs'
import path from 'node:path'
import {parse, YAMLParseError} from 'yaml'
import {fillLabel} from '../fill-label.ts'
import {ownPath} from './find-package.ts'
import {loadFolder} from './load-folder.ts'
import {refuse} from './refuse.ts'

const tokenFile = 'theme.yaml'

/** Names of the themes that come with this package. */
export function listThemes(): ReadonlyArray<string> {
  return fs
    .readdirSync(ownPath('templates'))
    .filter((name) => fs.existsSync(ownPath('templates', name, tokenFile)))
    .sort()
}

/**
 * @param own path of a folder that is a theme of the user's.
 * @returns a function from a theme's name, or that path, to the theme.
 */
export function openThemes(own?: string): (name: string) => Theme | undefined {
  const known = new Map(listThemes().map((name) => [name, ownPath('templates', name)]))
  if (own !== undefined && isTheme(own)) known.set(own, own)
  return function (name) {
    const folder = known.get(name)
    if (folder === undefined) return
    const files = folder === own ? loadOwn(folder) : loadTexts(folder)
    const tokens = readTokens(path.join(folder, tokenFile), files.get(tokenFile) ?? '')
    files.delete(tokenFile)
    return {name: path.basename(folder), tokens, files}
  }
}

function readTokens(file: string, text: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error
    const [line] = error.message.split('\n')
    refuse(file, `Unexpected YAML: ${line}`, 'theme')
  }
}

// A folder of the user's may hold anything: it is read with the care that a digest is.
function loadOwn(folder: string): Map<string, string> {
  return new Map(loadFolder(folder).files.map(({bytes, path}) => [path, Buffer.from(bytes).toString()]))
}

/** The digest in which a theme shows itself. */
export function loadSpecimen(): ReadonlyArray<RawFile> {
  return loadFolder(ownPath('templates', 'specimen')).files
}

/** Is there a theme in this folder? */
function isTheme(folder: string): boolean {
  return fs.existsSync(path.join(folder, tokenFile))
}

/** Plain files of a folder of `templates/`, by path. */
export function loadTemplates(folder: string): ReadonlyMap<string, string> {
  return loadTexts(ownPath('templates', folder))
}

/** Which labels have a second language, and how it stands beside the first. */
interface Pairs {
  readonly pair: string
  readonly keys: ReadonlyArray<string>
}

/**
 * @returns a function from a language to its labels: those of the tag itself,
 * else those of its language and script (`zh-TW` is written in `Hant`), else
 * those of its language, else English. With a second language, labels that
 * stand alone are in both; `<key>:second` holds the second by itself.
 */
export function openLabels(): (lang: Lang, second?: Lang) => Labels {
  const files = loadTexts(ownPath('templates', 'labels'))
  const read = new Map<string, Labels>()
  const readOne = (lang: Lang): Labels => {
    const tag = [...fallbacks(lang), 'en'].find((tag) => files.has(`${tag}.yaml`))
    const text = tag === undefined ? undefined : files.get(`${tag}.yaml`)
    if (tag === undefined || text === undefined) {
      refuse('templates/labels', 'Expected `en.yaml` in `templates/labels`', 'missing-part')
    }

    const labels = read.get(tag) ?? (parse(text) as Labels)
    read.set(tag, labels)
    return labels
  }

  return function (lang, second) {
    const labels = readOne(lang)
    const other = second === undefined ? labels : readOne(second)
    if (other === labels) return labels
    const {pair, keys} = parse(files.get('pairs.yaml') ?? '') as Pairs
    const doubled = keys.flatMap((key) => {
      const values: Labels = {first: fillLabel(labels, key), second: fillLabel(other, key)}
      return [
        [key, fillLabel({pair}, 'pair', values)],
        [`${key}:second`, values['second'] ?? '']
      ]
    })
    return {...labels, secondLang: fillLabel(other, 'lang'), ...Object.fromEntries(doubled)}
  }
}

function fallbacks(lang: Lang): ReadonlyArray<string> {
  try {
    const {language, script} = new Intl.Locale(lang).maximize()
    return [lang, `${language}-${script}`, language]
  } catch {
    // Not a tag: whoever wrote it has heard of it where the manifest is read.
    return []
  }
}

// Files below the folder, sorted, by path with `/`.
function loadTexts(folder: string): Map<string, string> {
  const names = fs.readdirSync(folder, {recursive: true, withFileTypes: true})
  const files = names
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
  return new Map(
    files.map((file) => [
      path.relative(folder, file).split(path.sep).join('/'),
      fs.readFileSync(file, 'utf8')
    ])
  )
}
