/**
 * A real server on this machine that behaves as it is told, and a run of
 * fetching against it: nothing is faked but the clock and the limits.
 */

import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import type {AddressInfo} from 'node:net'
import type {Result, Wanted} from '../../src/fetch/fetch-all.ts'
import type {Limits, World} from '../../src/fetch/limits.ts'
import {fetchAll} from '../../src/fetch/fetch-all.ts'
import {defaultLimits} from '../../src/fetch/limits.ts'
import {openShelf} from '../../src/io/save-fetched.ts'

export type Handler = (request: http.IncomingMessage, response: http.ServerResponse, count: number) => unknown

/** What answers at a path; a text is a page. */
export type Routes = Readonly<Record<string, Handler | string>>

export interface Server {
  readonly url: string
  readonly port: number
  /** Paths that were asked for, in order, and when a connection was open at the same time. */
  readonly asked: http.IncomingMessage[]
  readonly close: () => Promise<void>
}

export async function serve(routes: Routes): Promise<Server> {
  const asked: http.IncomingMessage[] = []
  const server = http.createServer(function (request, response) {
    const count = asked.filter(({url}) => url === request.url).length
    asked.push(request)
    const name = (request.url ?? '').split('?')[0] ?? ''
    const route = routes[request.url ?? ''] ?? routes[name]
    if (route === undefined) response.writeHead(404).end('Not here')
    else if (typeof route === 'string') response.writeHead(200, {'content-type': 'text/html'}).end(route)
    else route(request, response, count)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  return {
    asked,
    port,
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    }
  }
}

export interface Run {
  readonly results: ReadonlyArray<Result>
  readonly notes: ReadonlyArray<string>
  /** Milliseconds that were waited on purpose. */
  readonly waits: ReadonlyArray<number>
}

export interface RunOptions {
  readonly feeds?: ReadonlyArray<string>
  readonly limits?: Partial<Limits>
  readonly mayConnect?: World['mayConnect']
  readonly most?: number
}

/** Long enough for an answer on this machine, short enough to wait for one that never comes. */
const shortLimits: Limits = {
  ...defaultLimits,
  pageBytes: 100_000,
  pictureBytes: 100_000,
  // Undici looks at its clocks about once a second.
  headerTime: 200,
  idleTime: 200,
  requestTime: 10_000,
  tries: 2
}

export async function run(
  out: string,
  pages: ReadonlyArray<string>,
  {feeds = [], limits, mayConnect = (address) => address === '127.0.0.1', most = 50}: RunOptions = {}
): Promise<Run> {
  const results: Result[] = []
  const notes: string[] = []
  const waits: number[] = []
  let now = Date.parse('2026-01-02T03:04:05Z')
  const wanted: Wanted[] = [
    ...pages.map((written) => ({written, isFeed: false})),
    ...feeds.map((written) => ({written, isFeed: true}))
  ]
  await fetchAll(wanted, most, {
    hooks: {
      onResult: (result) => results.push(result),
      onNote: (_, reason) => notes.push(reason),
      onStep() {}
    },
    shelf: openShelf(out),
    world: {
      agent: 'Fascicle/1.2.3',
      clock: {
        now: () => now,
        async sleep(time) {
          waits.push(time)
          now += time
        }
      },
      limits: {...shortLimits, ...limits},
      mayConnect
    }
  })
  return {results, notes, waits}
}

export function makeFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'fetch-'))
}

/** Paths of all files in a folder, sorted. */
export function listFiles(folder: string): ReadonlyArray<string> {
  return fs
    .readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort()
}

/** A whole PNG picture of one pixel. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64'
)

export function sendPng(_: http.IncomingMessage, response: http.ServerResponse): void {
  response.writeHead(200, {'content-type': 'image/png'}).end(png)
}
