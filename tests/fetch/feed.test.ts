/** Which pages a feed lists, whatever it is written in, and however badly. */

import fs from 'node:fs'
import {afterEach, beforeEach, expect, test} from 'vitest'
import {readFeed} from '../../src/fetch/read-feed.ts'
import {makeFolder, run, serve, type Server} from './serve.ts'

const url = new URL('https://example.org/news/feed')
const pages = ['https://example.org/a', 'https://example.org/news/b?x=1&y=2']

test.each([
  [
    'RSS, with duplicates and links that are none',
    '<?xml version="1.0"?><rss version="2.0"><channel><item><link>/a#top</link></item><item><link> b?x=1&amp;y=2 </link></item>' +
      '<item><guid>https://example.org/a</guid></item><item><guid isPermaLink="false">https://example.org/c</guid></item>' +
      '<item><title>None</title></item></channel></rss>'
  ],
  [
    'Atom, with a base',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/news/"><entry><link rel="self" href="s"/><link href="../a"/></entry>' +
      '<entry><link rel="alternate" href="b?x=1&amp;y=2"/></entry></feed>'
  ],
  [
    'RDF',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item><link>/a</link></item>' +
      '<item><link>b?x=1&amp;y=2</link></item></rdf:RDF>'
  ],
  [
    'JSON',
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'x',
      items: [
        {id: '1', url: '/a'},
        {id: '2', external_url: 'b?x=1&y=2'},
        {id: '3', content_text: 'x'}
      ]
    })
  ]
])('%s', (_, text) => {
  expect(readFeed(text, url)).toEqual(pages)
})

test('what is broken gives what can be read of it, or a reason', () => {
  const items = '<item><link>/a</link><title>A & B <b></title></item><item><link>b?x=1&y=2</link></item>'
  expect(readFeed(`<rss version="2.0"><channel>${items}`, url)).toEqual(pages)
  const reason = 'Unexpected text, expected a feed: RSS, Atom or JSON'
  for (const text of [
    '',
    '<p>x',
    '{"a": 1}',
    '<rss',
    '{',
    '\0'.repeat(100),
    '<rss version="2.0"><channel><item><link>/a'
  ])
    expect(readFeed(text, url)).toEqual({reason})
})

test('entities that grow without end stay what they are', () => {
  const entities = Array.from(
    {length: 30},
    (_, index) => `<!ENTITY l${index} "${`&l${index - 1};`.repeat(10)}">`
  )
  const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">${entities.join('')}]>`
  const read = readFeed(
    `${bomb}<rss version="2.0"><channel><item><link>/a</link><title>&l29;&x;</title></item></channel></rss>`,
    url
  )
  expect(JSON.stringify(read).length).toBeLessThan(200)
})

let out: string
let server: Server

beforeEach(async () => {
  out = makeFolder()
  const items = Array.from(
    {length: 10_000},
    (_, index) => `<item><link>/story/part-${index % 9000}</link></item>`
  )
  const page = '<p>x'
  server = await serve({
    '/': '<link rel="stylesheet" href="a.css"><link rel="alternate" type="application/rss+xml" href="/feed.xml">',
    '/none': '<p>No feed',
    '/loop': '<link rel="alternate" type="application/rss+xml" href="/loop">',
    '/feed.xml': (_, response) =>
      response
        .setHeader('content-type', 'application/rss+xml')
        .end(`<rss version="2.0"><channel>${items.join('')}</channel></rss>`),
    ...Object.fromEntries(Array.from({length: 5}, (_, index) => [`/story/part-${index}`, page]))
  })
})

afterEach(async () => {
  fs.rmSync(out, {recursive: true})
  await server.close()
})

test('of a long feed the first pages are taken; a page leads to the feed that it names', async () => {
  const limits = {feedBytes: 1_000_000}
  const {notes, results} = await run(out, [`${server.url}/story/part-1`], {
    feeds: [server.url],
    limits,
    most: 3
  })
  expect(results.map(({file}) => file)).toEqual(['part-1.html', 'part-0.html', 'part-2.html'])
  expect(notes).toEqual(['Unexpected 9000 pages in a feed, took the first 3'])
})

test('a page without a feed is named', async () => {
  const {results} = await run(out, [], {
    feeds: [`${server.url}/none`, `${server.url}/loop`, `${server.url}/gone`]
  })
  expect(results.map(({reason}) => reason)).toEqual([
    'Unexpected text, expected a feed: RSS, Atom or JSON',
    'Unexpected text, expected a feed: RSS, Atom or JSON',
    'Unexpected status 404, which is not found'
  ])
})
