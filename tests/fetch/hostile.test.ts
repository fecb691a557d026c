/** Servers, feeds and addresses that do not behave: nothing half stands, nothing hangs, each is named. */

import fs from 'node:fs'
import {deflateRawSync, gzipSync} from 'node:zlib'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import type {Limits} from '../../src/fetch/limits.ts'
import {checkAddress, isPublic} from '../../src/fetch/check-address.ts'
import {listFiles, makeFolder, run, sendPng, serve, type Handler, type Server} from './serve.ts'

let out: string
let server: Server

beforeEach(() => {
  out = makeFolder()
})

afterEach(async () => {
  fs.rmSync(out, {recursive: true})
  await server.close()
})

const html = {'content-type': 'text/html'}
const redirect =
  (location: string): Handler =>
  (_, response) =>
    response.writeHead(302, {location}).end()

/** Fetch one path, and give what is said of it. */
async function reasonOf(handler: Handler, limits: Partial<Limits> = {}): Promise<string | undefined> {
  server = await serve({'/x': handler})
  const {results} = await run(out, [`${server.url}/x`], {limits: {tries: 1, ...limits}})
  const [result] = results
  expect(result?.outcome).toBe('failed')
  expect(listFiles(out)).toEqual([])
  return result?.reason
}

const failures: ReadonlyArray<readonly [what: string, handler: Handler, reason: RegExp]> = [
  ['a redirect to itself', redirect('/x'), /^Unexpected redirect back to /],
  [
    'redirects without end',
    (_, response, count) => redirect(`/x?${count}`)(_, response, count),
    /^Unexpected redirect (?:back|after)/
  ],
  ['a redirect to a file', redirect('file:///etc/passwd'), /of kind `file:`, expected `https:`/],
  ['a redirect to FTP', redirect('ftp://example.org/a'), /of kind `ftp:`/],
  ['a redirect to a script', redirect('javascript:alert(1)'), /of kind `javascript:`/],
  ['a redirect to data', redirect('data:text/html,x'), /of kind `data:`/],
  ['a redirect to another local address', redirect('http://127.0.0.2/'), /^Unexpected address 127\.0\.0\.2/],
  ['a redirect to a number', redirect('http://2130706434/'), /^Unexpected address 127\.0\.0\.2/],
  ['a redirect to IPv6', redirect('http://[::1]/'), /^Unexpected address ::1/],
  [
    'a redirect to mapped IPv4',
    redirect('http://[::ffff:169.254.169.254]/'),
    /^Unexpected address ::ffff:a9fe:a9fe/
  ],
  [
    'a redirect with a password',
    redirect('http://a:secret@example.org/'),
    /^Unexpected name or password in the address of `example\.org`/
  ],
  ['a redirect nowhere', redirect('http://'), /^Unexpected address `http:\/\/`/],
  ['silence', () => {}, /^Unexpected silence, expected an answer$/],
  [
    'silence in the middle',
    (_, response) => response.writeHead(200, html).write('<p>'),
    /^Unexpected silence in the middle/
  ],
  [
    'an answer that floods without end',
    (_, response) => {
      response.writeHead(200, html)
      const flood = (): void => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
      }
      response.on('drain', flood)
      flood()
    },
    /^Unexpected answer of more than 100000 bytes$/
  ],
  [
    'a length that is too large',
    (_, response) => response.writeHead(200, {...html, 'content-length': '1000000000'}).write('x'),
    /^Unexpected answer of more than/
  ],
  [
    'a length that is not kept',
    (_, response) => {
      response.writeHead(200, {...html, 'content-length': '100'}).write('short')
      setTimeout(() => response.destroy(), 20)
    },
    /^Unexpected end of the connection/
  ],
  [
    'a reset in the middle',
    (request, response) => response.writeHead(200, html).write('x', () => request.socket.resetAndDestroy()),
    /^Unexpected end of the connection/
  ],
  [
    'no HTTP at all',
    (request) => request.socket.end('SSH-2.0-x\r\n'),
    /^Unexpected bytes, expected an answer in HTTP$/
  ],
  [
    'a gzip bomb',
    (_, response) =>
      response.writeHead(200, {...html, 'content-encoding': 'gzip'}).end(gzipSync(Buffer.alloc(5_000_000))),
    /^Unexpected answer of more than/
  ],
  [
    'what is no gzip',
    (_, response) => response.writeHead(200, {...html, 'content-encoding': 'gzip'}).end('<p>x'),
    /not packed as `gzip`/
  ],
  [
    'half a gzip',
    (_, response) =>
      response
        .writeHead(200, {...html, 'content-encoding': 'gzip'})
        .end(gzipSync('<p>hello').subarray(0, 15)),
    /not packed as `gzip`/
  ],
  [
    'an unknown packing',
    (_, response) => response.writeHead(200, {...html, 'content-encoding': 'zip'}).end('x'),
    /^Unexpected packing `zip`/
  ],
  [
    'a PDF',
    (_, response) => response.writeHead(200, {'content-type': 'application/pdf'}).end('%PDF-1.7\n'),
    /^Unexpected PDF file, expected a page/
  ],
  [
    'a PDF that is called a page',
    (_, response) => response.writeHead(200, html).end('%PDF-1.7\n'),
    /^Unexpected PDF file, expected a page/
  ],
  ['a picture', sendPng, /^Unexpected PNG picture/],
  [
    'a feed',
    (_, response) => response.writeHead(200, {'content-type': 'application/rss+xml'}).end('<rss/>'),
    /^Unexpected feed, expected a page/
  ],
  [
    'bytes',
    (_, response) => response.writeHead(200).end(Buffer.from([1, 0, 2])),
    /^Unexpected bytes that are no text/
  ],
  [
    'JSON',
    (_, response) => response.writeHead(200, {'content-type': 'application/json'}).end('{}'),
    /^Unexpected `application\/json`/
  ],
  ['nothing', (_, response) => response.writeHead(200, html).end(), /^Unexpected empty answer/],
  ['404', (_, response) => response.writeHead(404).end('x'), /^Unexpected status 404, which is not found$/],
  ['410', (_, response) => response.writeHead(410).end('x'), /^Unexpected status 410, which is gone$/],
  ['304 that nobody asked for', (_, response) => response.writeHead(304).end(), /^Unexpected status 304/],
  ['503 for ever', (_, response) => response.writeHead(503).end('x'), /^Unexpected status 503$/],
  [
    'a wish to wait for long',
    (_, response) => response.writeHead(429, {'retry-after': '3600'}).end(),
    /^Unexpected wish of the server to wait for 3600 s$/
  ]
]

test.each(failures)('%s', async (_, handler, reason) => {
  expect(await reasonOf(handler)).toMatch(reason)
})

test('an answer that drips without end', async () => {
  const drip: Handler = (_, response) => {
    response.writeHead(200, html)
    const timer = setInterval(() => response.write('x'), 50)
    response.on('close', () => clearInterval(timer))
  }
  expect(await reasonOf(drip, {requestTime: 500})).toBe('Unexpected answer that does not end in time')
})

describe('addresses', () => {
  const check = (written: string) => {
    const url = checkAddress(written, {longest: 4096})
    return 'reason' in url ? url.reason : url.href
  }

  test('that cannot be asked for', () => {
    expect(check('example.org/a')).toMatch(/^Unexpected address `example\.org\/a`, expected one that begins/)
    expect(check('ftp://example.org')).toContain('of kind `ftp:`')
    expect(check('https://user:secret@example.org/')).not.toContain('secret')
    expect(check(`https://example.org/${'a'.repeat(5000)}`)).toMatch(/^Unexpected address of 5020 characters/)
  })

  test('in any script', () => {
    expect(check('https://b\u00fccher.example/\u7a0b')).toBe('https://xn--bcher-kva.example/%E7%A8%8B')
    expect(check('http://2130706433/#a')).toBe('http://127.0.0.1/')
  })

  test.each([
    ['93.184.216.34', true],
    ['2606:4700::1111', true],
    ['127.0.0.1', false],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['192.168.0.1', false],
    ['100.64.0.1', false],
    ['169.254.169.254', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['198.18.0.1', false],
    ['::', false],
    ['::1', false],
    ['::ffff:10.0.0.1', false],
    ['64:ff9b::a00:1', false],
    ['2002:a00:1::', false],
    ['fe80::1', false],
    ['fe80::1%eth0', false],
    ['fc00::1', false],
    ['ff02::1', false],
    ['localhost', false]
  ])('%s: public %s', (address, expected) => {
    expect(isPublic(address)).toBe(expected)
  })

  test('a name that stands for this machine is refused where the connection is made', async () => {
    server = await serve({'/x': '<p>x'})
    const pages = [`http://localhost:${server.port}/x`, `http://2130706433:${server.port}/x`]
    const {results} = await run(out, pages, {mayConnect: isPublic})
    expect(results.map(({reason}) => reason)).toEqual([
      expect.stringMatching(
        /^Unexpected address (?:127\.0\.0\.1|::1) of `localhost:\d+`, expected one of the public internet$/
      ),
      expect.stringMatching(/^Unexpected address 127\.0\.0\.1 /)
    ])
    expect(server.asked).toEqual([])
  })

  test('nobody who answers is named', async () => {
    server = await serve({})
    await server.close()
    const {results} = await run(out, [`${server.url}/x`])
    expect(results[0]?.reason).toMatch(/^Unexpected refusal of `127\.0\.0\.1:\d+` to connect$/)
  })
})

test('pictures that are none do not keep the page from being saved', async () => {
  server = await serve({
    '/story':
      '<img src=page.png><img src=gone.png><img src=http://127.0.0.2/a.png><img src=ftp://a/b.png><img src=whole.png>',
    '/page.png': (_, response) =>
      response
        .writeHead(200, {'content-type': 'image/png'})
        .end('<!doctype html><svg width="1" height="1"/>'),
    '/whole.png': sendPng
  })
  const {results} = await run(out, [`${server.url}/story`])
  expect(results).toMatchObject([{outcome: 'saved', pictures: 1}])
  expect(results[0]?.missing.map(({reason}) => reason)).toEqual([
    'Unexpected bytes, expected a picture that editions show',
    'Unexpected status 404, which is not found',
    expect.stringMatching(/^Unexpected address 127\.0\.0\.2/),
    expect.stringMatching(/of kind `ftp:`/)
  ])
  expect(listFiles(out)).toEqual(['story-pictures/whole.png', 'story.html', 'story.html.fetch.json'])
})

test('a page has its limit of pictures, and a run its limits of size and time', async () => {
  server = await serve({
    '/many': '<img src=1.png><img src=2.png><img src=3.png>',
    '/1.png': sendPng,
    '/2.png': sendPng,
    '/large': 'x'.repeat(5000)
  })
  const many = await run(out, [`${server.url}/many`], {limits: {picturesPerPage: 2}})
  expect(many.results).toMatchObject([
    {pictures: 2, missing: [{reason: 'Unexpected picture after 2 others, left out the rest'}]}
  ])
  const large = await run(out, [`${server.url}/large`], {limits: {allBytes: 1000}})
  expect(large.results[0]?.reason).toMatch(/^Unexpected answer of more than/)
  const late = await run(out, [`${server.url}/large`], {limits: {allTime: 500}})
  expect(late.results[0]?.reason).toBe('Unexpected length of the whole run, left out the rest')
})

test('elements one in another without end are saved, and looked into no further', async () => {
  server = await serve({'/deep': '<div>'.repeat(15_000)})
  const {results} = await run(out, [`${server.url}/deep`], {
    limits: {pageBytes: 10_000_000, requestTime: 20_000}
  })
  expect(results).toMatchObject([{outcome: 'saved', pictures: 0}])
})

test('comments without end are no page', async () => {
  server = await serve({
    '/notes': (_, response) => response.writeHead(200, html).end(`${'<!---->'.repeat(100)}x`),
    '/open': (_, response) => response.writeHead(200, {'content-type': 'text/plain'}).end('<!--'.repeat(200)),
    '/told': (_, response) =>
      response.writeHead(200, {'content-type': 'text/plain'}).end('<!-- > -->\n<!----><html><p>x')
  })
  const {results} = await run(
    out,
    ['/notes', '/open', '/told'].map((name) => server.url + name)
  )
  expect(results.map(({file}) => file)).toEqual(['notes.html', 'open.txt', 'told.html'])
})

test('packings are undone, with and without a header', async () => {
  const packed = deflateRawSync('<p>A page that was packed')
  server = await serve({
    '/raw-packed': (_, response) =>
      response.writeHead(200, {...html, 'content-encoding': 'deflate'}).end(packed)
  })
  await run(out, [`${server.url}/raw-packed`])
  expect(fs.readFileSync(`${out}/raw-packed.html`, 'utf8')).toBe('<p>A page that was packed')
})
