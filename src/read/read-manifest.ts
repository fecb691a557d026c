/**
 * Read `digest.yaml`: what the editor says about the digest, its order and its
 * articles. Without the file, a manifest that asks for nothing special.
 */

import type {VFile} from 'vfile'
import type {FaceUse, Format, Manifest, ManifestArticle, ManifestPart} from '../model.ts'
import type {YamlFile} from './read-yaml.ts'
import {manifestSchema} from './manifest-schema.ts'
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
  readonly formats?: ReadonlyArray<Format>
  readonly foreword?: string
  readonly afterword?: string
  readonly glossary?: boolean
  readonly keep?: ReadonlyArray<string>
  readonly drop?: ReadonlyArray<string>
  readonly rules?: ReadonlyArray<string>
  readonly faces?: Readonly<Partial<Record<FaceUse, Names>>>
  readonly articles?: ReadonlyArray<Entry>
  readonly parts?: ReadonlyArray<{title: string; articles: ReadonlyArray<Entry>}>
}

const allFormats: ReadonlyArray<Format> = ['html', 'epub', 'pdf']

/** Manifest of a folder that has none: its name is the title. */
export function defaultManifest(name: string): Manifest {
  return {
    title: name,
    script: 'keep',
    theme: 'literary',
    glossary: true,
    pages: 'A5',
    bleed: 0,
    booklet: false,
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
  checkDecisions(yaml, file)
  if (file.messages.some((message) => message.fatal)) return

  const {articles, parts, editor, number, keep = [], drop = [], rules, faces, ...rest} = written
  return {
    ...defaultManifest(written.title),
    ...rest,
    ...(editor === undefined ? {} : {editor: joinNames(editor)}),
    ...(number === undefined ? {} : {number: String(number)}),
    ...(keep.length + drop.length === 0 ? {} : {decisions: {keep, drop}}),
    ...(rules === undefined ? {} : {rules: rules.map(normalPath)}),
    ...(faces === undefined ? {} : {faces: readLists(faces)}),
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

function readParts(
  articles: Written['articles'],
  parts: Written['parts']
): {parts?: ReadonlyArray<ManifestPart>} {
  if (parts)
    return {parts: parts.map((part) => ({title: part.title, articles: part.articles.map(readEntry)}))}
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
  for (const [index, part] of (parts ?? []).entries()) each(part.articles, ['parts', index, 'articles'])
  if (foreword !== undefined) check(foreword, ['foreword'])
  if (afterword !== undefined) check(afterword, ['afterword'])
  for (const [index, path] of (rules ?? []).entries()) check(path, ['rules', index])
}
