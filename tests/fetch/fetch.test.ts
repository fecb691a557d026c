/** What fetching saves, from a server that does as it should. */

import fs from 'node:fs'
import path from 'node:path'
import {gzipSync} from 'node:zlib'
import {afterEach, beforeEach, expect, test} from 'vitest'
import {readRecord} from '../../src/read/read-record.ts'
import {listFiles, makeFolder, png, run, sendPng, serve, type Routes, type Server} from './serve.ts'

let out: string
let server: Server

beforeEach(() => {
  out = makeFolder()
})

afterEach(async () => {
  fs.rmSync(out, {recursive: true})
  await server.close()
})

const text = (name: string) => fs.readFileSync(path.join(out, name), 'utf8')

test('saves a page as it is, with its pictures and a record that reads back', async () => {
  // GB18030, named in the header only.
  const page = Buffer.concat([
    Buffer.from('<!doctype html><title>'),
    Buffer.from([0xbf, 0xaa, 0xb7, 0xc5]),
    Buffer.from(
      '</title><meta property="og:image" content="/share.png"><img src="blank.gif" data-src="a%20b.png?w=1">' +
        '<picture><source srcset="big.webp 2000w, huge.webp 9000w"><img src="small.png"></picture>' +
        '<img src="data:image/png;base64,AAAA"><img src="dot.png" width=1 height=1><script src="s.js"></script>'
    )
  ])
  server = await serve({
    '/old': (_, response) => response.writeHead(301, {location: '/2026/the-launch.html?from=old#top'}).end(),
    '/2026/the-launch.html': (_, response) =>
      response
        .writeHead(200, {
          'content-type': 'text/html; charset=gb18030',
          'content-encoding': 'gzip',
          'content-disposition': 'attachment; filename="../../evil.html"',
          etag: '"1"'
        })
        .end(gzipSync(page)),
    '/2026/a%20b.png': sendPng,
    '/2026/huge.webp': sendPng,
    '/share.png': sendPng
  })
  const {results} = await run(out, [`${server.url}/old#part`])
  expect(results).toMatchObject([{outcome: 'saved', file: 'the-launch.html', pictures: 3, missing: []}])
  expect(listFiles(out)).toEqual([
    'the-launch-pictures/a-b.png',
    'the-launch-pictures/huge.png',
    'the-launch-pictures/share.png',
    'the-launch.html',
    'the-launch.html.fetch.json'
  ])
  expect(fs.readFileSync(path.join(out, 'the-launch.html')).equals(page)).toBe(true)
  expect(fs.readFileSync(path.join(out, 'the-launch-pictures/huge.png')).equals(png)).toBe(true)

  const record = text('the-launch.html.fetch.json')
  expect(JSON.parse(record)).toMatchObject({
    asked: `${server.url}/old`,
    url: `${server.url}/2026/the-launch.html?from=old`,
    redirects: [`${server.url}/old`],
    fetched: expect.stringMatching(/^2026-01-02T03:04:/),
    status: 200,
    mediaType: 'text/html',
    charset: 'gb18030',
    size: page.length,
    headers: {etag: '"1"'}
  })
  expect(Object.keys(JSON.parse(record))).toEqual(Object.keys(JSON.parse(record)).toSorted())
  const read = readRecord(record, 'web')
  expect(read).toMatchObject({url: `${server.url}/2026/the-launch.html?from=old`, charset: 'gb18030'})
  expect(Object.fromEntries(read?.pictures ?? [])).toEqual({
    '/share.png': 'web/the-launch-pictures/share.png',
    [`${server.url}/share.png`]: 'web/the-launch-pictures/share.png',
    'a%20b.png?w=1': 'web/the-launch-pictures/a-b.png',
    'blank.gif': 'web/the-launch-pictures/a-b.png',
    [`${server.url}/2026/a%20b.png?w=1`]: 'web/the-launch-pictures/a-b.png',
    [`${server.url}/2026/blank.gif`]: 'web/the-launch-pictures/a-b.png',
    'small.png': 'web/the-launch-pictures/huge.png',
    'big.webp': 'web/the-launch-pictures/huge.png',
    'huge.webp': 'web/the-launch-pictures/huge.png',
    [`${server.url}/2026/small.png`]: 'web/the-launch-pictures/huge.png',
    [`${server.url}/2026/big.webp`]: 'web/the-launch-pictures/huge.png',
    [`${server.url}/2026/huge.webp`]: 'web/the-launch-pictures/huge.png'
  })
  expect(server.asked.every(({headers}) => headers['user-agent'] === 'Fascicle/1.2.3')).toBe(true)
})

test('a record that is broken or leads elsewhere tells nothing', () => {
  expect(readRecord('{', '')).toBeUndefined()
  expect(readRecord('{"url": "file:///a"}', '')).toBeUndefined()
  const pictures = [
    {url: 'http://a/b', file: '../b.png'},
    {url: 'http://a/c', file: 'a/c.png', written: [1, 'c']}
  ]
  expect(readRecord(JSON.stringify({url: 'http://a/', pictures}), '')?.pictures).toEqual(
    new Map([
      ['http://a/c', 'a/c.png'],
      ['c', 'a/c.png']
    ])
  )
})

test('names files by words, unlike each other and unlike what is there', async () => {
  const han = encodeURIComponent('\u5f00\u653e\u6743\u91cd')
  const page = (title: string) => `<title>${title}</title>`
  server = await serve({
    [`/a/${han}.html`]: page('x'),
    '/b/12345678': page('The  boat: a/story?'),
    '/c/12345678': page('The boat- a story'),
    '/s/Zk9xQwErTy01': page('\u8239'),
    '/notes': page('x'),
    '/con': page('x'),
    '/empty/1': '<p>x',
    '/readme.md': (_, response) => response.writeHead(200, {'content-type': 'text/plain'}).end('# A'),
    '/plain': (_, response) => response.writeHead(200, {'content-type': 'text/plain'}).end('A'),
    '/unsaid': (_, response) => response.writeHead(200).end('<!-- x --><html>A'),
    [`/${'word-'.repeat(100)}`]: page('x')
  })
  fs.writeFileSync(path.join(out, 'Notes.txt'), 'Mine')
  const paths = [
    `/a/${han}.html`,
    '/b/12345678',
    '/c/12345678',
    '/s/Zk9xQwErTy01',
    '/notes',
    '/con',
    '/empty/1'
  ]
  const more = ['/readme.md', '/plain', '/unsaid', `/${'word-'.repeat(100)}`]
  const {results} = await run(
    out,
    [...paths, ...more].map((name) => server.url + name)
  )
  expect(results.map(({file}) => file)).toEqual([
    '\u5f00\u653e\u6743\u91cd.html',
    'The-boat-a-story.html',
    'The-boat-a-story-2.html',
    '\u8239.html',
    'notes-2.html',
    'page-con.html',
    '1.html',
    'readme.md',
    'plain.txt',
    'unsaid.html',
    `${'word-'.repeat(12).slice(0, -1)}.html`
  ])
})

test('fetches only what lacks or has changed, and never replaces what was edited', async () => {
  let version = 1
  const routes: Routes = {
    '/tagged-page': (request, response) => {
      const tag = `"${version}"`
      if (request.headers['if-none-match'] === tag) response.writeHead(304).end()
      else
        response.writeHead(200, {'content-type': 'text/html', etag: tag}).end(`<p>${version}<img src=a.png>`)
    },
    '/plain-page': '<p>x<img src=gone.png><img src=late.png>',
    '/a.png': sendPng,
    '/late.png': (request, response, count) =>
      count === 0 ? response.writeHead(404).end() : sendPng(request, response)
  }
  server = await serve(routes)
  const pages = [`${server.url}/tagged-page`, `${server.url}/plain-page`]
  const outcomes = async () =>
    (await run(out, pages)).results.map(({outcome, pictures}) => [outcome, pictures])
  expect(await outcomes()).toEqual([
    ['saved', 1],
    ['saved', 0]
  ])
  server.asked.length = 0
  expect(await outcomes()).toEqual([
    ['unchanged', 1],
    ['unchanged', 0]
  ])
  const names = () => server.asked.map(({url}) => url)
  expect(names()).toEqual(['/robots.txt', '/tagged-page', '/gone.png', '/late.png'])
  expect(await outcomes()).toEqual([
    ['unchanged', 1],
    ['unchanged', 1]
  ])

  version = 2
  fs.rmSync(path.join(out, 'plain-page.html'))
  fs.rmSync(path.join(out, 'tagged-page-pictures/a.png'))
  expect(await outcomes()).toEqual([
    ['changed', 1],
    ['saved', 1]
  ])
  expect(text('tagged-page.html')).toContain('2')
  fs.writeFileSync(path.join(out, 'tagged-page.html'), 'Mine')
  version = 3
  expect(await outcomes()).toMatchObject([
    ['edited', 1],
    ['unchanged', 1]
  ])
  expect(text('tagged-page.html')).toBe('Mine')
  expect(listFiles(out).filter((name) => name.endsWith('.html'))).toEqual([
    'plain-page.html',
    'tagged-page.html'
  ])
})

test('a run that ends between a record and its page leaves the page to the next', async () => {
  let version = 1
  server = await serve({
    '/tagged-page': (request, response) => {
      const tag = `"${version}"`
      if (request.headers['if-none-match'] === tag) response.writeHead(304).end()
      else response.writeHead(200, {'content-type': 'text/html', etag: tag}).end(`<p>${version}`)
    }
  })
  const fetchIt = () => run(out, [`${server.url}/tagged-page`])
  await fetchIt()
  version = 2
  // Where the page is written before it gets its name.
  const part = path.join(out, '.tagged-page.html.part')
  fs.mkdirSync(part)
  await expect(fetchIt()).rejects.toThrow()
  fs.rmdirSync(part)
  expect(text('tagged-page.html')).toBe('<p>1')
  expect((await fetchIt()).results).toMatchObject([{outcome: 'changed'}])
  expect(text('tagged-page.html')).toBe('<p>2')
  expect((await fetchIt()).results).toMatchObject([{outcome: 'unchanged'}])

  // Whoever brings the old page back has edited.
  fs.writeFileSync(path.join(out, 'tagged-page.html'), '<p>1')
  expect((await fetchIt()).results).toMatchObject([{outcome: 'edited'}])
})

test.each([{url: 'nowhere'}, {pictures: [{url: 'http://a/b.png', written: [7]}]}])(
  'a page whose record is broken, %j, is as one without',
  async (broken) => {
    server = await serve({'/one-page': '<img src=a.png>'})
    const fetchIt = () => run(out, [`${server.url}/one-page`])
    await fetchIt()
    const record = JSON.parse(text('one-page.html.fetch.json'))
    fs.writeFileSync(path.join(out, 'one-page.html.fetch.json'), JSON.stringify({...record, ...broken}))
    expect((await fetchIt()).results).toMatchObject([{outcome: 'saved', file: 'one-page-2.html'}])
  }
)

test('two addresses of one page are one page, and a picture of two pages is one file', async () => {
  server = await serve({
    '/short': (_, response) => response.writeHead(302, {location: '/long-name'}).end(),
    '/long-name': '<img src=same.png>',
    '/other-name': '<img src=/same.png>',
    '/same.png': sendPng
  })
  const {results} = await run(
    out,
    ['/long-name', '/short', '/long-name#again', '/other-name'].map((name) => server.url + name)
  )
  expect(results.map(({file, outcome}) => [file, outcome])).toEqual([
    ['long-name.html', 'saved'],
    ['long-name.html', 'unchanged'],
    ['other-name.html', 'saved']
  ])
  expect(listFiles(out).filter((name) => name.endsWith('.png'))).toEqual(['long-name-pictures/same.png'])
  expect([...(readRecord(text('other-name.html.fetch.json'), '')?.pictures?.values() ?? [])]).toEqual([
    'long-name-pictures/same.png',
    'long-name-pictures/same.png'
  ])
})
