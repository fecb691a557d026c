/**
 * Run `fascicle read`: what is understood of files, before anything is cleaned.
 */

import type {RawFile, RulePack} from '../model.ts'
import type {VFile} from 'vfile'
import type {Host} from './host.ts'
import type {ReadRequest} from './read-arguments.ts'
import {loadRules} from '../io.ts'
import {readFile, readRulePacks, type OpenedFile, type ReadFile} from '../pipeline.ts'
import {inputName, openPath, refuse} from './clean-files.ts'
import {exitCodes} from './host.ts'
import {readFacts, type Facts} from './read-facts.ts'
import {readPictures, type PictureFound} from './read-pictures.ts'
import {writeContainer, writeSheet} from './read-sheet.ts'
import {recordMessages, writeReport} from './write-report.ts'
import {writeJson} from './write-json.ts'

/** A file as it is shown: an article, or a container of some. */
export interface Shown {
  /** As it was named, or its path below its container's. */
  readonly path: string
  readonly kind: string
  readonly kindReason: string
  /** Undefined for a container. */
  readonly bytes?: number
  readonly container?: string
  /** Paths of what a container holds. */
  readonly articles?: ReadonlyArray<string>
  readonly read?: ReadFile
  readonly facts?: Facts
  readonly pictures?: ReadonlyArray<PictureFound>
  readonly files: ReadonlyArray<VFile>
}

/** Names of kinds by their extensions. */
const containers = new Map([
  ['epub', 'EPUB'],
  ['mht', 'MHTML'],
  ['mhtml', 'MHTML'],
  ['jsonl', 'JSON lines'],
  ['ndjson', 'JSON lines'],
  ['json', 'JSON']
])
const articles = {text: 'text', markdown: 'Markdown', html: 'web page'} as const
/** What names a kind of its own; any other is text for want of one. */
const knownName = /\.(?:txt|text|md|markdown|x?html|html?)$/i

/** @returns the exit code. */
export function runRead(request: ReadRequest, host: Host): number {
  const rules = readRulePacks(loadRules())
  let code: number = exitCodes.done
  for (const path of request.files) {
    const opened = openPath(path, request.as)
    if (!opened?.isWhole) code = exitCodes.partly
    for (const shown of opened ? present(path, opened, {as: request.as, rules}) : [lost(path)]) {
      writeReport(shown.files, '', host.err)
      if (!shown.articles && !shown.facts) code = exitCodes.partly
      host.out.write(
        request.json ? writeRecord(shown) : shown.articles ? writeContainer(shown) : writeSheet(shown)
      )
    }
  }

  return code
}

function lost(path: string): Shown {
  return {path, kind: '', kindReason: '', files: [refuse(path).file]}
}

/** A file, or a container and then each of its articles. */
function* present(
  path: string,
  opened: OpenedFile,
  {as, rules}: {as: string | undefined; rules: ReadonlyArray<RulePack>}
): Generator<Shown> {
  const {files, pictures, report} = opened
  const isPiped = path === inputName
  const shownPath = isPiped ? 'stdin' : path
  const [first] = files
  const actual = report?.path ?? first?.path ?? path
  const kindReason = as !== undefined ? 'as told' : actual === shownPath ? 'by its name' : 'by how it begins'
  if (!report) {
    if (first) yield describe(first, {path, shownPath, kindReason, isPiped, rules})
    return
  }

  const extension = actual.replace(/^.*\./s, '').toLowerCase()
  const kind = containers.get(extension) ?? extension
  const inside = files.map((file) => file.path)
  report.path = shownPath
  yield {path, kind, kindReason, articles: inside, files: [report]}
  for (const file of files) {
    const facts = {path: file.path, kindReason: 'as it is packed', isPiped, rules}
    yield {...describe(file, {...facts, inside: pictures}), container: path}
  }
}

interface Context {
  readonly path: string
  /** Path in messages (default: the file's). */
  readonly shownPath?: string
  readonly kindReason: string
  readonly isPiped: boolean
  readonly inside?: ReadonlySet<string>
  readonly rules: ReadonlyArray<RulePack>
}

function describe(file: RawFile, {inside, isPiped, kindReason, path, rules, shownPath}: Context): Shown {
  const read = readFile(file, {rules})
  const {article, raw} = read
  if (shownPath !== undefined) read.file.path = shownPath
  const facts = raw && article && readFacts(raw, article)
  const isDefault = kindReason === 'by its name' && !knownName.test(file.path)
  return {
    path,
    kind: raw ? articles[raw.kind] : '',
    kindReason: isDefault ? 'its name says nothing else' : kindReason,
    bytes: file.bytes.length,
    read,
    ...(facts && {
      facts,
      pictures: readPictures(facts.pictures, {from: file.path, isPiped, ...(inside && {inside})})
    }),
    files: [read.file]
  }
}

// One object a line; `null` where nothing is known.
function writeRecord(shown: Shown): string {
  const {articles, bytes, container, facts, files, kind, kindReason, path, pictures, read} = shown
  const {article, candidates, raw} = read ?? {}
  const {origins = {}, said = {}} = raw ?? {}
  const {aside, characters, code, first, footnotes, formulae, han, last, metadata, outline, tables, words} =
    facts ?? {}
  const fields = {
    file: path,
    container,
    articles,
    kind: kind === '' ? undefined : kind,
    kindReason: kind === '' ? undefined : kindReason,
    encoding: raw?.encoding,
    encodingReason: raw?.encodingReason,
    bytes,
    characters,
    han,
    words,
    lang: article?.lang,
    metadata,
    said:
      raw &&
      Object.fromEntries(
        Object.entries(said).map(([field, value]) => [
          field,
          {value, origin: origins[field as keyof typeof origins]}
        ])
      ),
    candidates:
      candidates &&
      Object.fromEntries(
        Object.entries(candidates).map(([field, all]) => [
          field,
          all.map(({origin, value}) => ({value, origin}))
        ])
      ),
    pictures,
    footnotes,
    tables,
    code,
    formulae,
    aside,
    outline,
    first,
    last,
    messages: recordMessages(files, '')
  }
  return writeJson(fields)
}
