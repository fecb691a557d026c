/** An EPUB is a folder of its chapters; what is no chapter is named. */

import {strToU8, zipSync} from 'fflate'
import {expect, test} from 'vitest'
import {unpackFiles} from '../../../src/read/unpack/unpack-files.ts'
import {makeEpub, type Book} from './make-epub.ts'

const picture = Uint8Array.from([0x89, 0x50, 0x4e, 0x47])

function unpack(book: Book | Uint8Array) {
  const bytes = book instanceof Uint8Array ? book : makeEpub(book)
  const {articles, files, reports, skipped} = unpackFiles([{path: 'in/book.epub', bytes}])
  return {
    articles: articles.get('in/book.epub') ?? [],
    files: files.slice(1),
    about: files.slice(1).map(({about}) => about?.metadata ?? {}),
    said: reports.flatMap(({messages}) =>
      messages.map(
        ({fatal, reason}) => `${fatal === undefined ? 'info' : fatal ? 'fatal' : 'warning'}: ${reason}`
      )
    ),
    skipped
  }
}

test('EPUB 3: spine order, titles of its navigation, authors but no translators, pictures', () => {
  const {about, articles, files, said, skipped} = unpack({
    metadata: `<dc:title>Sea &amp; Wind</dc:title><dc:creator id="a">Wu</dc:creator><dc:creator id="t">Li</dc:creator>
      <meta refines="#t" property="role">trl</meta><dc:date>2021-03-04T00:00:00Z</dc:date><dc:language>zh_TW</dc:language>`,
    items:
      '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="p" href="img/a%20b.png" media-type="image/png"/>',
    documents: {
      'z%one.xhtml': '<p>First.</p>',
      'a two.xhtml': '<section epub:type="chapter"><p>Second&nbsp;one.</p></section>',
      'cover.xhtml': '<section epub:type="cover"><p>Sea</p></section>',
      'aside.xhtml': '<p>Aside.</p>',
      'plate.xhtml': '<img src="img/a%20b.png" alt=""/>'
    },
    spine:
      '<itemref idref="n"/><itemref idref="i2"/><itemref idref="i0"/><itemref idref="i1"/><itemref idref="i3" linear="no"/><itemref idref="i4"/>',
    files: {
      'OEBPS/nav.xhtml': `<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>
        <nav epub:type="toc"><ol><li><a href="z%25one.xhtml#x">Deep</a></li><li><a href="z%25one.xhtml">One</a></li>
        <li><a href="a%20two.xhtml#s">Two <i>of</i> them</a><ol><li><a href="a%20two.xhtml#t">Inner</a></li></ol></li></ol></nav></body></html>`,
      'OEBPS/img/a b.png': picture
    }
  })
  expect(articles).toEqual(['in/book.epub/OEBPS/z%one.xhtml', 'in/book.epub/OEBPS/a two.xhtml'])
  expect(files.map(({path}) => path)).toEqual([...articles, 'in/book.epub/OEBPS/img/a b.png'])
  const book = {byline: 'Wu', date: '2021-03-04', source: 'Sea & Wind', lang: 'zh-TW'}
  expect(about.slice(0, 2)).toEqual([
    {...book, title: 'One'},
    {...book, title: 'Two of them'}
  ])
  expect(said).toEqual([
    'info: Unexpected `toc` in `OEBPS/nav.xhtml`, left it out',
    'info: Unexpected `cover` in `OEBPS/cover.xhtml`, left it out',
    'info: Unexpected document aside of the reading order in `OEBPS/aside.xhtml`, left it out',
    'info: Unexpected document without text in `OEBPS/plate.xhtml`, left it out'
  ])
  expect(skipped).toEqual([])
})

test('EPUB 2: titles of the NCX, kinds of the guide, and no title for a document of several chapters', () => {
  const point = (src: string, label: string) =>
    `<navPoint><navLabel><text>${label}</text></navLabel><content src="${src}"/></navPoint>`
  const {about, articles, said} = unpack({
    metadata:
      '<dc:title>B</dc:title><dc:creator opf:role="aut">\u7532</dc:creator><dc:creator opf:role="aut">\u4e59</dc:creator><dc:date>0101-01-01T00:00:00+00:00</dc:date>',
    items: '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
    guide:
      '<guide><reference type="copyright-page" href="c.html"/><reference type="toc" href="a.html#contents"/></guide>',
    documents: {'a.html': '<p>A.</p>', 'b.html': '<p>B.</p>', 'c.html': '<p>All rights.</p>'},
    files: {
      'OEBPS/toc.ncx': `<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "x.dtd"><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>${point('a.html', 'Alpha')}${point('b.html#1', 'One')}${point('b.html#2', 'Two')}</navMap></ncx>`
    }
  })
  expect(articles).toEqual(['in/book.epub/OEBPS/a.html', 'in/book.epub/OEBPS/b.html'])
  expect(about).toEqual([
    {byline: '\u7532\u3001\u4e59', source: 'B', title: 'Alpha'},
    {byline: '\u7532\u3001\u4e59', source: 'B'}
  ])
  expect(said).toEqual(['info: Unexpected `copyright-page` in `OEBPS/c.html`, left it out'])
})

test('a chapter that is marked as a cover and is as long as a chapter stays', () => {
  const documents = {'a.xhtml': `<section epub:type="cover"><p>${'Long. '.repeat(1000)}</p></section>`}
  expect(unpack({documents}).articles).toHaveLength(1)
})

test('what a lost chapter was is said, and the others stand', () => {
  const {articles, said, skipped} = unpack({
    documents: {'a.xhtml': '<p>A.</p>'},
    items: '<item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/>',
    spine: '<itemref idref="gone"/><itemref idref="i0"/>'
  })
  expect(articles).toEqual(['in/book.epub/OEBPS/a.xhtml'])
  expect(said).toEqual(['warning: Expected file `OEBPS/gone.xhtml` in the book'])
  expect(skipped).toEqual(['in/book.epub/OEBPS/gone.xhtml'])
})

test('names that lead out, twice the same, or with backslashes', () => {
  const {articles, files, said} = unpack({
    documents: {'t\\a.xhtml': '<p>A.</p>'},
    items:
      '<item id="x" href="t/a.xhtml" media-type="application/xhtml+xml"/><item id="y" href="../../evil.xhtml" media-type="application/xhtml+xml"/>',
    spine: '<itemref idref="x"/><itemref idref="y"/>',
    files: {'../evil.xhtml': 'x', '/etc/passwd': 'x', 'OEBPS\\t/a.xhtml': 'x', 'a\0b': 'x'}
  })
  expect(articles).toEqual(['in/book.epub/OEBPS/t/a.xhtml'])
  expect(new TextDecoder().decode(files[0]?.bytes)).toContain('<p>A.</p>')
  const left = ['../evil.xhtml', '/etc/passwd', 'OEBPS\\t/a.xhtml', 'a\0b']
  expect(said).toEqual([
    ...left.map((name) => `warning: Unexpected file \`${name}\` in the archive, left it out`),
    'warning: Expected item `y` of the reading order in the book'
  ])
})

const encryption = (algorithm: string) =>
  `<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><enc:EncryptedData xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptionMethod Algorithm="${algorithm}"/></enc:EncryptedData></encryption>`

test.each([
  ['http://www.w3.org/2001/04/xmlenc#aes256-cbc', 0],
  ['http://www.idpf.org/2008/embedding', 1],
  ['http://ns.adobe.com/pdf/enc#RC', 1]
])('%s: %d chapters', (algorithm, count) => {
  const {articles, said} = unpack({
    documents: {'a.xhtml': '<p>A.</p>'},
    files: {'META-INF/encryption.xml': encryption(algorithm)}
  })
  expect(articles).toHaveLength(count)
  expect(said).toEqual(count > 0 ? [] : ['fatal: Unexpected copy protection, expected a book without it'])
})

test('what is no book is refused, and so is a bomb before it goes off', () => {
  const whole = makeEpub({documents: {'a.xhtml': '<p>A.</p>'}})
  expect(unpack(strToU8('no zip')).said).toEqual(['fatal: Unexpected bytes, expected a ZIP archive'])
  expect(unpack(whole.slice(0, -40)).said).toEqual(['fatal: Unexpected bytes, expected a ZIP archive'])
  expect(unpack(zipSync({'a.txt': strToU8('a')})).said).toEqual([
    'fatal: Unexpected archive without a package document, expected an EPUB'
  ])
  const bomb = zipSync({'a.xhtml': [new Uint8Array(33 * 2 ** 20), {level: 1}]})
  expect(unpack(bomb).said).toEqual(['fatal: Unexpected archive of 33 MB in 1, expected a book'])
})

test('a broken entry costs no other', () => {
  const bytes = makeEpub({documents: {'a.xhtml': `<p>${'abc '.repeat(500)}</p>`, 'b.xhtml': '<p>B.</p>'}})
  const name = strToU8('OEBPS/a.xhtml')
  const at = bytes.findIndex((_, index) => name.every((byte, offset) => bytes[index + offset] === byte))
  bytes.fill(0xff, at + name.length, at + name.length + 8)
  const {articles, said} = unpack(bytes)
  expect(articles).toEqual(['in/book.epub/OEBPS/b.xhtml'])
  expect(said).toEqual(['warning: Expected file `OEBPS/a.xhtml` in the book'])
})
