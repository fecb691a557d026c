/**
 * Run `fascicle clean`: single files, in the order given, each on its own or together.
 */

import type {Article, Change} from '../model.ts'
import type {Host} from './host.ts'
import type {CleanRequest} from './read-arguments.ts'
import {location} from 'vfile-location'
import {stringify} from 'yaml'
import {cleanPaths, reportUnmet, type Cleaned} from './clean-files.ts'
import {excerpt} from './excerpt.ts'
import {exitCodes} from './host.ts'
import {showFound} from './show-found.ts'
import {neutralize} from './neutralize.ts'
import {writeReport} from './write-report.ts'
import {writeJson} from './write-json.ts'

/** @returns the exit code. */
export function runClean(request: CleanRequest, host: Host): number {
  const {decisions, json, markdown} = request
  const write = json ? writeRecord : markdown ? writeMarkdown : writeChanges
  const articles: Article[] = []
  let code: number = exitCodes.done
  let hasShown = false
  for (const one of cleanPaths(request.files, request)) {
    writeReport([...(one.report ? [one.report] : []), one.file], '', host.err)
    if (one.article === undefined || one.isPartial) code = exitCodes.partly
    else if (decisions.keep.length > 0 || decisions.drop.length > 0) articles.push(one.article)
    if (one.article !== undefined || json) host.out.write(write(one))
    hasShown ||= one.article !== undefined
  }

  writeReport(reportUnmet(decisions, articles), '', host.err)
  if (!json && !markdown && hasShown)
    host.out.write('`fascicle explain` shows each change where it is, and why.\n')
  return code
}

// One object a line; `null` where nothing is known.
function writeRecord({path, article, markdown}: Cleaned): string {
  const {title, byline, date, source, lang, ledger} = article ?? {}
  const fields = {file: path, title, byline, date, source, lang, markdown, ledger}
  return writeJson(fields)
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
  const places = location(article.text)
  const changes = article.ledger.map(
    (change) => `  ${places.toPoint(change.place[0])?.line ?? 1}  ${describe(change)}`
  )
  return [neutralize(path), ...showFound(article), ...changes, ''].join('\n')
}

function describe({kind, id, before, after}: Change): string {
  const change = after === undefined ? excerpt(before) : `${excerpt(before)} -> ${excerpt(after)}`
  return `${kind}  ${neutralize(id)}  ${change}`
}
