/**
 * Run `fascicle fetch`: save pages of the web in the folder of a digest. Each
 * stands as soon as it is there, so an interruption takes away only the rest.
 */

import type {Result, Wanted} from '../fetch/fetch-all.ts'
import type {Host} from './host.ts'
import type {FetchRequest} from './read-arguments.ts'
import path from 'node:path'
import {VFile} from 'vfile'
import {VFileMessage} from 'vfile-message'
import {isPublic} from '../fetch/check-address.ts'
import {fetchAll} from '../fetch/fetch-all.ts'
import {defaultLimits, realClock} from '../fetch/limits.ts'
import {readVersion} from '../io/find-package.ts'
import {loadFile} from '../io/load-folder.ts'
import {openShelf} from '../io/save-fetched.ts'
import {exitCodes} from './host.ts'
import {showProgress} from './show-progress.ts'
import {fileOf, neutralize, writeReport} from './write-report.ts'

/** @returns the exit code. */
export async function runFetch(request: FetchRequest, host: Host): Promise<number> {
  try {
    const out = request.out ?? '.'
    const shelf = openShelf(out)
    if (request.out === undefined && shelf.list().includes('sources'))
      throw refusal('Unexpected folder of digests, expected `--out`, such as `--out sources/NAME`')
    const report = openReport(request, out, host)
    await fetchAll(listWanted(request), request.most, {
      hooks: report,
      shelf,
      world: {
        agent: `Fascicle/${readVersion()}`,
        clock: realClock,
        limits: defaultLimits,
        mayConnect: (address) => request.allowPrivate || isPublic(address)
      }
    })
    return report.end()
  } catch (error) {
    if (!(error instanceof VFileMessage)) throw error
    writeReport([fileOf(error)], '', host.err)
    return exitCodes.refused
  }
}

function listWanted({feeds, lists, pages}: FetchRequest): ReadonlyArray<Wanted> {
  return [
    ...pages.map((written) => ({written, isFeed: false})),
    ...feeds.map((written) => ({written, isFeed: true})),
    ...lists.flatMap(readList)
  ]
}

function readList(file: string): ReadonlyArray<Wanted> {
  const loaded = loadFile(file)
  if (loaded === undefined) throw refusal(`Expected file \`${file}\``)
  return new TextDecoder()
    .decode(loaded.bytes)
    .split(/\r\n?|\n/)
    .map((line, index) => ({written: line.trim(), isFeed: false, place: {path: file, line: index + 1}}))
    .filter(({written}) => written !== '' && !written.startsWith('#'))
}

/** Name each file as soon as it stands, for a run may take an hour; and at the end what could not be had. */
function openReport({json}: FetchRequest, out: string, host: Host) {
  const progress = showProgress(host, 'fetch')
  const files = new Map<string, VFile>()
  let code: number = exitCodes.done
  const warn = ({place, written}: Wanted, reason: string, address = written) => {
    const name = place?.path ?? ''
    const file = files.get(name) ?? new VFile(place ? {path: place.path} : {})
    files.set(name, file)
    // A password that somebody has put into an address is not for a log.
    const shown = address.replace(/\/\/[^/?#]*@/, '//')
    const isSaid = reason.includes(shown) || (place !== undefined && address === written)
    file.message(isSaid ? reason : `${reason}, at \`${shown}\``, {
      ...(place && {place: {line: place.line, column: 1}}),
      ruleId: 'address',
      source: 'fetch'
    })
  }

  return {
    onStep: ({written}: Wanted, detail?: string) => progress.step(written, detail),
    onNote: (wanted: Wanted, reason: string) => warn(wanted, reason),
    onResult(result: Result) {
      const {file, missing, outcome, reason, wanted} = result
      if (outcome === 'failed' || missing.length > 0) code = exitCodes.partly
      progress.end()
      if (json) host.out.write(writeJson(result, out))
      else if (file !== undefined && outcome !== 'failed')
        host.out.write(`${neutralize(path.join(out, file))}\n`)
      if (reason !== undefined) warn(wanted, reason)
      for (const one of missing) warn(wanted, one.reason, one.url)
    },
    end() {
      progress.end()
      writeReport([...files.values()], '', host.err)
      return code
    }
  }
}

function writeJson({file, missing, outcome, pictures, reason, url, wanted}: Result, out: string): string {
  const shown = file === undefined ? null : path.join(out, file)
  return `${JSON.stringify({
    address: wanted.written,
    outcome,
    file: shown,
    url: url ?? null,
    pictures,
    missing,
    reason: reason ?? null
  })}\n`
}

function refusal(reason: string): VFileMessage {
  const message = new VFileMessage(reason, {ruleId: 'fetch', source: 'cli'})
  message.fatal = true
  return message
}
