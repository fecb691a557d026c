/**
 * Run `fascicle clean`: single files, each on its own, in the order given.
 */

import type {Article, Change, RulePack} from '../model.ts'
import type {Host} from './host.ts'
import type {CleanRequest} from './read-arguments.ts'
import {VFile} from 'vfile'
import {location} from 'vfile-location'
import {stringify} from 'yaml'
import {loadFile, loadRules} from '../io.ts'
import {cleanFile, readRulePacks} from '../pipeline.ts'
import {exitCodes} from './host.ts'
import {neutralize, writeReport} from './write-report.ts'

/** A file as cleaned; without article and Markdown where it could not be read. */
interface Cleaned {
  readonly path: string
  readonly file: VFile
  readonly article?: Article
  readonly markdown?: string
}

/** @returns the exit code. */
export function runClean(request: CleanRequest, host: Host): number {
  const rules = readRulePacks(loadRules())
  const write = request.json ? writeJson : request.markdown ? writeMarkdown : writeChanges
  let code: number = exitCodes.done
  for (const path of request.files) {
    const one = cleanOne(path, rules)
    writeReport([one.file], '', host.err)
    if (one.article === undefined) code = exitCodes.partly
    if (one.article !== undefined || request.json) host.out.write(write(one))
  }

  return code
}

function cleanOne(path: string, rules: ReadonlyArray<RulePack>): Cleaned {
  const raw = loadFile(path)
  if (raw !== undefined) return {path, ...cleanFile(raw, {rules})}
  const file = new VFile({path})
  file.message('Expected a file that may be read', {ruleId: 'missing-file', source: 'cli'}).fatal = true
  return {path, file}
}

// One object a line; `null` where nothing is known.
function writeJson({path, article, markdown}: Cleaned): string {
  const {title, byline, date, source, lang, ledger} = article ?? {}
  const fields = {file: path, title, byline, date, source, lang, markdown, ledger}
  return `${JSON.stringify(fields, (_, value: unknown) => (value === undefined ? null : value))}\n`
}

// Front matter and body: what `fascicle` itself reads.
function writeMarkdown({article, markdown}: Cleaned): string {
  const {title, byline, date, source, url, lang} = article ?? {}
  const known = Object.entries({title, byline, date, source, url, lang}).filter(
    ([, value]) => value !== undefined
  )
  return `---\n${stringify(Object.fromEntries(known), {lineWidth: 0})}---\n\n${markdown?.trimEnd() ?? ''}\n`
}

// What was found and what was done, a line each.
function writeChanges({path, article}: Cleaned): string {
  if (article === undefined) return ''
  const {title, byline, date, source, lang, ledger, text} = article
  const places = location(text)
  const found = Object.entries({title, byline, date, source, lang}).map(
    ([name, value]) => `  ${name}: ${neutralize(value ?? '-')}`
  )
  const changes = ledger.map(
    (change) => `  ${places.toPoint(change.place[0])?.line ?? 1}  ${describe(change)}`
  )
  return [path, ...found, ...changes, ''].join('\n')
}

function describe({kind, rule, before, after}: Change): string {
  const change = after === undefined ? excerpt(before) : `${excerpt(before)} -> ${excerpt(after)}`
  return `${kind}  ${rule}  ${change}`
}

// Enough to know a paragraph by, on one line of a terminal.
function excerpt(text: string): string {
  const characters = [...text.trim().replace(/\s+/gu, ' ')]
  return neutralize(
    characters.length > 32 ? `${characters.slice(0, 31).join('')}\u2026` : characters.join('')
  )
}
