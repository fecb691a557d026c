/** What a site asks is heeded: rules for programs, pauses, and being busy. */

import fs from 'node:fs'
import {gzipSync} from 'node:zlib'
import {afterEach, beforeEach, expect, test} from 'vitest'
import {makeFolder, run, sendPng, serve, type Handler, type Server} from './serve.ts'

let out: string
let server: Server

beforeEach(() => {
  out = makeFolder()
})

afterEach(async () => {
  fs.rmSync(out, {recursive: true})
  await server.close()
})

const names = () => server.asked.map(({url}) => url)

/** Fetch `/open`, `/closed/a` and `/closed/b`, and give what is said of them. */
async function ask(robots: Handler | string): Promise<ReadonlyArray<string>> {
  const page = '<p>x'
  server = await serve({
    '/robots.txt': typeof robots === 'string' ? (_, response) => response.end(robots) : robots,
    '/open': page,
    '/closed/a': page,
    '/closed/b': page,
    '/there': page
  })
  const {results} = await run(
    out,
    ['/open', '/closed/a', '/closed/b'].map((name) => server.url + name)
  )
  return results.map(({outcome, reason}) => reason ?? outcome)
}

const closed = expect.stringMatching(/^Unexpected address that `http:\S+\/robots\.txt` closes to programs$/)

test('rules for everybody', async () => {
  expect(await ask('User-agent: *\nDisallow: /closed/\nAllow: /closed/b$')).toEqual([
    'saved',
    closed,
    'saved'
  ])
  expect(names()).toEqual(['/robots.txt', '/open', '/closed/b'])
})

test('rules for us come before those for everybody', async () => {
  expect(
    await ask('User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: FASCICLE\nDisallow: /*/a')
  ).toEqual(['saved', closed, 'saved'])
})

test('no rules, or a page instead of them, allow everything', async () => {
  expect(await ask((_, response) => response.writeHead(404).end())).toEqual(['saved', 'saved', 'saved'])
  fs.rmSync(out, {recursive: true})
  await server.close()
  expect(await ask('<!doctype html><p>Not found')).toEqual(['saved', 'saved', 'saved'])
})

test('a server that cannot say what it wants is left alone', async () => {
  const reason = expect.stringMatching(
    /^Unexpected status 503 at `http:\S+\/robots\.txt`, which must be read first$/
  )
  expect(await ask((_, response) => response.writeHead(503).end())).toEqual([reason, reason, reason])
  expect(new Set(names())).toEqual(new Set(['/robots.txt']))
})

test('silence, too', async () => {
  const reason = expect.stringMatching(/^Unexpected silence, expected an answer, at `http:/)
  expect(await ask(() => {})).toEqual([reason, reason, reason])
})

test('of huge rules the beginning counts', async () => {
  const huge = `User-agent: *\nDisallow: /closed/a\n${'# long\n'.repeat(200_000)}Disallow: /closed/b`
  expect(await ask(huge)).toEqual(['saved', closed, 'saved'])
  fs.rmSync(out, {recursive: true})
  await server.close()
  // A beginning of something packed would say nothing.
  const packing: Handler = (request, response) =>
    /gzip/.test(request.headers['accept-encoding'] ?? '')
      ? response.writeHead(200, {'content-encoding': 'gzip'}).end(gzipSync(huge))
      : response.end(huge)
  expect(await ask(packing)).toEqual(['saved', closed, 'saved'])
})

test('rules are followed to where they have moved', async () => {
  const moved: Handler = (request, response) =>
    request.url === '/robots.txt'
      ? response.writeHead(301, {location: '/robots.txt?now'}).end()
      : response.end('User-agent: *\nDisallow: /closed/a')
  expect(await ask(moved)).toEqual(['saved', closed, 'saved'])
})

test('a redirect leads to nothing that is closed, and pictures are asked for as pages are', async () => {
  server = await serve({
    '/robots.txt': (_, response) => response.end('User-agent: *\nDisallow: /closed/'),
    '/jump': (_, response) => response.writeHead(302, {location: '/closed/a'}).end(),
    '/story': '<img src=/closed/b.png>'
  })
  const {results} = await run(out, [`${server.url}/jump`, `${server.url}/story`])
  expect(results).toMatchObject([
    {outcome: 'failed', reason: closed},
    {outcome: 'saved', missing: [{reason: closed}]}
  ])
  expect(names()).toEqual(['/robots.txt', '/jump', '/story'])
})

test('a second lies between two requests, or what the site asks', async () => {
  const pages = ['/one-page', '/two-pages']
  server = await serve({'/one-page': '<img src=a.png>', '/two-pages': '<p>x', '/a.png': sendPng})
  expect(
    (
      await run(
        out,
        pages.map((name) => server.url + name)
      )
    ).waits
  ).toEqual([1000, 1000, 1000])
  await server.close()
  server = await serve({
    '/robots.txt': (_, response) => response.end('User-agent: *\nCrawl-delay: 7'),
    '/one-page': '<p>x'
  })
  expect((await run(out, [`${server.url}/one-page`])).waits).toEqual([7000])
})

test('a site that asks for too long a pause is given up', async () => {
  server = await serve({'/robots.txt': (_, response) => response.end('User-agent: *\nCrawl-delay: 3600')})
  const {results, waits} = await run(out, [`${server.url}/one-page`, `${server.url}/two-pages`])
  const reason = 'Unexpected wish of the server to wait for 3600 s'
  expect(results).toMatchObject([
    {outcome: 'failed', reason},
    {outcome: 'failed', reason}
  ])
  expect(waits).toEqual([])
  expect(names()).toEqual(['/robots.txt'])
})

test('who is busy is asked again, when it says, or later each time', async () => {
  const busy =
    (status: number, header: Record<string, string>, times: number): Handler =>
    (_, response, count) =>
      count < times
        ? response.writeHead(status, header).end()
        : response.setHeader('content-type', 'text/html').end('<p>x')
  server = await serve({
    '/robots.txt': (_, response) => response.end(''),
    '/seconds': busy(429, {'retry-after': '9'}, 1),
    // The clock of the test stands at 03:04:05 and some seconds.
    '/date': busy(503, {'retry-after': 'Fri, 02 Jan 2026 03:05:05 GMT'}, 1),
    '/twice': busy(500, {}, 2),
    '/cut-off': (request, response, count) =>
      count === 0 ? request.socket.destroy() : busy(200, {}, 0)(request, response, count)
  })
  const waitsOf = async (name: string) => {
    const {results, waits} = await run(out, [server.url + name], {limits: {tries: 3}})
    expect(results).toMatchObject([{outcome: 'saved'}])
    return waits
  }

  expect(await waitsOf('/seconds')).toEqual([1000, 9000])
  expect(await waitsOf('/date')).toEqual([1000, 59_000])
  expect(await waitsOf('/twice')).toEqual([1000, 2000, 8000])
  expect(await waitsOf('/cut-off')).toEqual([1000, 2000])
})
