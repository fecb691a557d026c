/**
 * Run `fascicle explain`: show the raw text of files with what cleaning does
 * to it, and why.
 */

import type {Article} from '../model.ts'
import type {Host} from './host.ts'
import type {ExplainRequest} from './read-arguments.ts'
import {segmentText} from '../explain/segment-text.ts'
import {cleanPaths, reportUnmet, type Cleaned} from './clean-files.ts'
import {exitCodes} from './host.ts'
import {adviseOn, writeProof} from './write-proof.ts'
import {writeReport} from './write-report.ts'
import {writeJson} from './write-json.ts'

/** @returns the exit code. */
export function runExplain(request: ExplainRequest, host: Host): number {
  const articles: Article[] = []
  const options = {hasColors: host.out.hasColors, isFolded: request.changes}
  let code: number = exitCodes.done
  for (const one of cleanPaths(request.files, request)) {
    writeReport([...(one.report ? [one.report] : []), one.file], '', host.err)
    if (one.article === undefined || one.isPartial) code = exitCodes.partly
    else articles.push(one.article)
    if (request.json) host.out.write(writeRecord(one))
    else if (one.article !== undefined) host.out.write(`${writeProof(one.path, one.article, options)}\n`)
  }

  writeReport(reportUnmet(request.decisions, articles), '', host.err)
  if (!request.json) host.out.write(adviseOn(articles))
  return code
}

// One object a line; `null` where nothing is known.
function writeRecord({path, article}: Cleaned): string {
  const {title, byline, date, source, lang, ledger} = article ?? {}
  const segments =
    article &&
    segmentText(article.text, article.ledger).map(({place, line, column, text, kind, after, changes}) => ({
      place,
      line,
      column,
      text,
      kind,
      after,
      changes: changes.map(({id}) => id)
    }))
  const fields = {file: path, title, byline, date, source, lang, segments, ledger}
  return writeJson(fields)
}
