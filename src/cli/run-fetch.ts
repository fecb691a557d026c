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
import {neutralize} from './neutralize.ts'
import {fileOf, writeReport} from './write-report.ts'
import {writeJson} from './write-json.ts'

/** @returns the exit code. */
export async function runFetch(request: FetchRequest, host: Host): Promise<number> {
  const out = request.out ?? '.'
  const shelf = openShelf(out)
  const report = openReport(request, out, host)
  let hasBegun = false
  try {
    // A place that is no folder is refused here, before anything is asked for.
    const names = shelf.list()
    if (request.out === undefined && names.includes('sources'))
      throw refusal('Unexpected folder of digests, expected `--out`, such as `--out sources/NAME`')
    const wanted = listWanted(request)
    hasBegun = true
    await fetchAll(wanted, request.most, {
      hooks: report,
      shelf,
      world: {
        agent: `Fascicle/${readVersion()}`,
        clock: realClock,
        limits: defaultLimits,
        mayConnect: (address) => request.allowPrivate || isPublic(address)
      }
    })
  } catch (error) {
    // What could not be had so far is said, whatever has ended the run.
    report.end()
    if (!(error instanceof VFileMessage)) throw error
    writeReport([fileOf(error)], '', host.err)
    return hasBegun ? exitCodes.missing : exitCodes.refused
  }

  return report.end()
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
      if (json) host.out.write(writeRecord(result, out))
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

function writeRecord({file, missing, outcome, pictures, reason, url, wanted}: Result, out: string): string {
  return writeJson({
    address: wanted.written,
    outcome,
    file: file === undefined ? undefined : path.join(out, file),
    url,
    pictures,
    missing,
    reason
  })
}

function refusal(reason: string): VFileMessage {
  const message = new VFileMessage(reason, {ruleId: 'fetch', source: 'cli'})
  message.fatal = true
  return message
}
