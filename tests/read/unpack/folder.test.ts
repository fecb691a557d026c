/** Containers, saved pages and records of fetching in the folder of a digest. */

import {expect, test} from 'vitest'
import {findSavedParts} from '../../../src/read/find-saved-parts.ts'
import {readArticle} from '../../../src/read/read-article.ts'
import {readSource} from '../../../src/read/read-source.ts'
import {unpackFiles} from '../../../src/read/unpack/unpack-files.ts'
import {makeEpub} from './make-epub.ts'

const book = makeEpub({
  metadata: '<dc:title>Book</dc:title>',
  documents: {'z.xhtml': '<p>The first chapter of it.</p>', 'a.xhtml': '<p>The second chapter of it.</p>'}
})

async function read(contents: Readonly<Record<string, string | Uint8Array>>) {
  const files = Object.entries(contents).map(([path, content]) => ({
    path,
    bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content
  }))
  const {files: reports, skipped, source} = await readSource({name: 'digest', files}, readArticle)
  return {
    source,
    articles: source?.articles.map(({path}) => path),
    notes: source?.notes.map(({article}) => article),
    // How sure it is what of a page is its article is not asked here.
    said: reports.flatMap(({messages, path}) =>
      messages.flatMap(({reason, ruleId}) => (ruleId === 'page' ? [] : `${path}: ${reason}`))
    ),
    skipped
  }
}

test('a container stands where its name does, with its articles in their own order', async () => {
  const lines = Array.from({length: 11}, (_, index) => JSON.stringify({text: `Record ${index + 1}.`})).join(
    '\n'
  )
  const {articles, said} = await read({'a.md': 'A.', 'b.epub': book, 'c.jsonl': lines, 'd.html': '<p>D.</p>'})
  expect(articles?.slice(0, 4)).toEqual([
    'a.md',
    'b.epub/OEBPS/z.xhtml',
    'b.epub/OEBPS/a.xhtml',
    'c.jsonl/0001.txt'
  ])
  expect(articles?.slice(-2)).toEqual(['c.jsonl/0011.txt', 'd.html'])
  expect(said).toEqual([])
})

test('a manifest names a container, one of its articles, or both', async () => {
  const files = {'b.epub': book, 'a.md': 'A.', 'broken.jsonl': 'no'}
  const manifest = `title: T
articles:
  - b.epub/OEBPS/a.xhtml
  - {file: b.epub, title: Not of every chapter, byline: Wu}
  - a.md
`
  const {articles, said, skipped, source} = await read({...files, 'digest.yaml': manifest})
  expect(articles).toEqual(['b.epub/OEBPS/a.xhtml', 'b.epub/OEBPS/z.xhtml', 'a.md'])
  expect(source?.articles.map(({given}) => given)).toEqual([{}, {byline: 'Wu'}, {}])
  expect(source?.manifest.parts?.[0]?.articles.map(({file}) => file)).toEqual(articles)
  expect([said, skipped]).toEqual([[], []])
})

test('notes on an article of a container, and on one of several with the same stem', async () => {
  const note = '> words\n\nA note.\n'
  const {notes, said} = await read({
    'b.epub': book,
    'x.html': '<p>Some words.</p>',
    'x.md': 'Some words.',
    'y.html': '<p>Some words.</p>',
    'y.md': 'Some words.',
    'notes/b.epub/OEBPS/z.md': note,
    'notes/x.md': note,
    'notes/y.md.md': note
  })
  expect(notes).toEqual(['b.epub/OEBPS/z.xhtml', 'x.html', 'y.md'])
  expect(said).toEqual([
    'notes/x.md: Unexpected notes on several articles, expected `notes/x.html.md` or `notes/x.md.md`; took them for `x.html`'
  ])
})

test('what a browser saved beside a page is no article, what a page links to is', async () => {
  const {articles, said, skipped} = await read({
    'Page.html': '<iframe src="./Page_files/frame.html"></iframe><img src="Page_files/i.ico"><p>Text.</p>',
    'Page_files/frame.html': '<p>Buy.</p>',
    'Page_files/i.ico': 'no picture',
    'Seite.htm': '<link rel="stylesheet" href="Seite-Dateien/a.css"><p>Text.</p>',
    'Seite-Dateien/in/frame.htm': '<p>Buy.</p>',
    'site.html': '<a href="site_pages/one.html">One</a>',
    'site_pages/one.html': '<p>One.</p>',
    'Page_other/two.html': '<p>Two.</p>'
  })
  expect(articles).toEqual([
    'Page.html',
    'Page_other/two.html',
    'Seite.htm',
    'site.html',
    'site_pages/one.html'
  ])
  expect(said).toContain(
    'Page_files/frame.html: Unexpected part of the saved page `Page.html`, expected an article; left it out'
  )
  expect(said).toHaveLength(3)
  expect(skipped).toEqual([])
})

test('a record of fetching goes with its page and is none', () => {
  const encode = (text: string) => new TextEncoder().encode(text)
  const record = JSON.stringify({url: 'https://example.org/a', charset: 'gbk'})
  const {files} = unpackFiles([
    {path: 'in/a.html', bytes: encode('<p>A.</p>')},
    {path: 'in/a.html.fetch.json', bytes: encode(record)},
    {path: 'in/b.html', bytes: encode('<p>B.</p>')}
  ])
  expect(files.map(({about}) => about)).toEqual([
    {url: 'https://example.org/a', charset: 'gbk'},
    undefined,
    undefined
  ])
})

test.each(['src=', "<link href='", '<link ', 'src = '])('a page of %j over and over has no parts', (text) => {
  const files = [
    {path: 'Page.html', bytes: new TextEncoder().encode(text.repeat(200_000))},
    {path: 'Page_files/a.html', bytes: new Uint8Array()}
  ]
  expect(findSavedParts(files).size).toBe(0)
})
