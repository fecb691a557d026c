/**
 * Read `digest.yaml`: what the editor says about the digest, its order and its
 * articles. Without the file, a manifest that asks for nothing special.
 */

import type {VFile} from 'vfile'
import type {DuplicatesPolicy, FaceUse, Format, Manifest, ManifestArticle, ManifestPart} from '../model.ts'
import type {YamlFile} from './read-yaml.ts'
import {manifestSchema} from './manifest-schema.ts'
import {scriptOfTag} from '../script-of.ts'
import {readYaml} from './read-yaml.ts'

type Names = string | ReadonlyArray<string>
type Entry = string | (Omit<ManifestArticle, 'byline'> & {byline?: Names})

/** `digest.yaml` as written, after the schema has passed it. */
interface Written {
  readonly title: string
  readonly subtitle?: string
  readonly editor?: Names
  readonly publisher?: string
  readonly rights?: string
  readonly description?: string
  readonly date?: string
  readonly number?: string | number
  readonly language?: string
  readonly script?: Manifest['script']
  readonly theme?: string
  readonly pages?: string
  readonly bleed?: number
  readonly booklet?: boolean
  readonly embed?: boolean
  readonly site?: boolean | string
  readonly formats?: ReadonlyArray<Format>
  readonly foreword?: string
  readonly afterword?: string
  readonly chronology?: boolean
  readonly glossary?: boolean
  readonly index?: Manifest['index']
  readonly sources?: boolean
  readonly labels?: Names
  readonly duplicates?: Exclude<DuplicatesPolicy, object> | {readonly prefer: Names}
  readonly keep?: ReadonlyArray<string>
  readonly drop?: ReadonlyArray<string>
  readonly rules?: ReadonlyArray<string>
  readonly faces?: Readonly<Partial<Record<FaceUse, Names>>>
  readonly articles?: ReadonlyArray<Entry>
  readonly parts?: ReadonlyArray<{title: string; introduction?: string; articles: ReadonlyArray<Entry>}>
}

const allFormats: ReadonlyArray<Format> = ['html', 'epub', 'pdf']

/** Manifest of a folder that has none: its name is the title. */
export function defaultManifest(name: string): Manifest {
  return {
    title: name,
    script: 'keep',
    theme: 'literary',
    chronology: false,
    glossary: true,
    index: false,
    sources: false,
    pages: 'A5',
    bleed: 0,
    booklet: false,
    embed: false,
    site: false,
    duplicates: 'keep',
    formats: allFormats
  }
}

/**
 * @param file `digest.yaml`; gets the messages.
 * @param paths files of the folder; a file that the manifest names must be among them.
 * @returns the manifest, or undefined where a message is fatal.
 */
export function readManifest(file: VFile, paths: ReadonlySet<string>): Manifest | undefined {
  const yaml = readYaml<Written>(file, manifestSchema)
  if (!yaml) return
  const written = yaml.value
  if (written.articles && written.parts) {
    file.message('Unexpected `articles` beside `parts`, expected one of them', {
      place: yaml.at(['articles']),
      ruleId: 'value',
      source: 'read-manifest'
    }).fatal = true
  }

  checkFiles(yaml, file, paths)
  checkDates(yaml, file)
  checkDecisions(yaml, file)
  checkScript(yaml, file)
  if (file.messages.some((message) => message.fatal)) return

  const {
    articles,
    parts,
    editor,
    number,
    keep = [],
    drop = [],
    rules,
    faces,
    labels,
    duplicates,
    ...rest
  } = written
  return {
    ...defaultManifest(written.title),
    ...rest,
    ...(editor === undefined ? {} : {editor: joinNames(editor)}),
    ...(number === undefined ? {} : {number: String(number)}),
    ...(keep.length + drop.length === 0 ? {} : {decisions: {keep, drop}}),
    ...(rules === undefined ? {} : {rules: rules.map(normalPath)}),
    ...(faces === undefined ? {} : {faces: readLists(faces)}),
    ...(labels === undefined ? {} : {labels: [labels].flat()}),
    ...(duplicates === undefined ? {} : {duplicates: readPolicy(duplicates)}),
    ...readParts(articles, parts)
  }
}

/**
 * Warn of decisions that decided nothing.
 *
 * @param file `digest.yaml`, which holds them; gets the messages.
 * @param met ids that met a change of some article.
 */
export function reportUnmet(file: VFile, met: ReadonlySet<string>): void {
  const yaml = readYaml<Written>(file, manifestSchema)
  for (const key of ['keep', 'drop'] as const) {
    for (const [index, id] of (yaml?.value[key] ?? []).entries()) {
      if (met.has(id)) continue
      const expected = key === 'keep' ? 'a change' : 'a flag'
      file.message(`Unexpected \`${id}\` in \`${key}\`, expected the id of ${expected}; it decided nothing`, {
        place: yaml?.at([key, index]),
        ruleId: 'unmet-decision',
        source: 'read-manifest'
      })
    }
  }
}

/** Where a manifest that was read names a face. */
export function placeOfFace(file: VFile, use: FaceUse, index: number): {line: number; column: number} {
  const yaml = readYaml<Written>(file, manifestSchema)
  const isList = Array.isArray(yaml?.value.faces?.[use])
  return yaml?.at(['faces', use, ...(isList ? [index] : [])]) ?? {line: 1, column: 1}
}

/** What the editor writes is in the digest's language: articles in the other script stand out in each line of labels. */
function checkScript({at, value: {language, script}}: YamlFile<Written>, file: VFile): void {
  if (script === undefined || script === 'keep' || !language?.startsWith('zh')) return
  if (scriptOfTag(language) === scriptOfTag(script)) return
  file.message(`Unexpected \`${script}\` beside \`language: ${language}\`, expected one script for both`, {
    place: at(['script']),
    ruleId: 'two-scripts',
    source: 'read-manifest'
  })
}

/** Dates have the form of dates by now; here they are looked up in the calendar. */
function checkDates({at, value}: YamlFile<Written>, file: VFile): void {
  const check = (date: string | undefined, path: ReadonlyArray<string | number>) => {
    if (date === undefined || isDate(date)) return
    const place = at(path)
    file.message(`Unexpected date \`${date}\`, expected one of the calendar`, {
      place,
      ruleId: 'value',
      source: 'read-manifest'
    }).fatal = true
  }

  const {articles = [], date, parts = []} = value
  check(date, ['date'])
  const each = (list: ReadonlyArray<Entry>, path: ReadonlyArray<string | number>) => {
    for (const [index, entry] of list.entries())
      if (typeof entry !== 'string') check(entry.date, [...path, index, 'date'])
  }
  each(articles, ['articles'])
  for (const [index, part] of parts.entries()) each(part.articles, ['parts', index, 'articles'])
}

/** Whether a year, a month or a day is in the calendar. */
function isDate(date: string): boolean {
  const day = `${date}-01-01`.slice(0, 'yyyy-mm-dd'.length)
  const time = Date.parse(day)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) && !day.startsWith('0000')
}

function checkDecisions({at, value}: YamlFile<Written>, file: VFile): void {
  for (const [index, id] of (value.drop ?? []).entries()) {
    if (!value.keep?.includes(id)) continue
    file.message(`Unexpected \`${id}\` in \`drop\` beside \`keep\`, expected it in one of them`, {
      place: at(['drop', index]),
      ruleId: 'twice',
      source: 'read-manifest'
    }).fatal = true
  }
}

function readPolicy(policy: NonNullable<Written['duplicates']>): DuplicatesPolicy {
  return typeof policy === 'string' ? policy : {prefer: [policy.prefer].flat().map(normalPath)}
}

function readParts(
  articles: Written['articles'],
  parts: Written['parts']
): {parts?: ReadonlyArray<ManifestPart>} {
  if (parts) {
    return {
      parts: parts.map(({articles, introduction, title}) => ({
        title,
        ...(introduction !== undefined && {introduction: normalPath(introduction)}),
        articles: articles.map(readEntry)
      }))
    }
  }

  if (articles) return {parts: [{title: '', articles: articles.map(readEntry)}]}
  return {}
}

function readEntry(entry: Entry): ManifestArticle {
  if (typeof entry === 'string') return {file: normalPath(entry)}
  const {byline, ...rest} = entry
  return {...rest, file: normalPath(rest.file), ...(byline === undefined ? {} : {byline: joinNames(byline)})}
}

function readLists(faces: NonNullable<Written['faces']>): NonNullable<Manifest['faces']> {
  return Object.fromEntries(Object.entries(faces).map(([use, names]) => [use, [names].flat()]))
}

/** `./a/b.txt` and `a/b.txt` are one file. */
function normalPath(path: string): string {
  return path.replace(/^(?:\.\/)+/, '').normalize()
}

/** Names as their own script lists them. */
function joinNames(names: Names): string {
  if (typeof names === 'string') return names
  return names.join(/\p{Script=Han}/u.test(names.join('')) ? '\u3001' : ', ')
}

function checkFiles(yaml: YamlFile<Written>, file: VFile, paths: ReadonlySet<string>): void {
  const seen = new Set<string>()
  const check = (path: string, at: ReadonlyArray<string | number>) => {
    const normal = normalPath(path)
    const place = yaml.at(at)
    if (!paths.has(normal)) {
      file.message(`Expected file \`${path}\` in the folder of the digest`, {
        place,
        ruleId: 'missing-file',
        source: 'read-manifest'
      }).fatal = true
    } else if (seen.has(normal)) {
      file.message(`Unexpected second entry for \`${path}\`, expected each file once`, {
        place,
        ruleId: 'twice',
        source: 'read-manifest'
      }).fatal = true
    }

    seen.add(normal)
  }

  const {articles, parts, foreword, afterword, rules} = yaml.value
  const each = (list: ReadonlyArray<Entry>, at: ReadonlyArray<string | number>) => {
    for (const [index, entry] of list.entries()) {
      if (typeof entry === 'string') check(entry, [...at, index])
      else check(entry.file, [...at, index, 'file'])
    }
  }

  if (articles) each(articles, ['articles'])
  for (const [index, {articles, introduction}] of (parts ?? []).entries()) {
    if (introduction !== undefined) check(introduction, ['parts', index, 'introduction'])
    each(articles, ['parts', index, 'articles'])
  }

  if (foreword !== undefined) check(foreword, ['foreword'])
  if (afterword !== undefined) check(afterword, ['afterword'])
  for (const [index, path] of (rules ?? []).entries()) check(path, ['rules', index])
}
