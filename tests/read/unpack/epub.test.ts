/** An EPUB is a folder of its chapters; what is no chapter is named. */

import {strToU8, zipSync} from 'fflate'
import {expect, test} from 'vitest'
import {openZip} from '../../../src/read/unpack/open-zip.ts'
import {readContents} from '../../../src/read/unpack/read-contents.ts'
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
  expect(said).toEqual(
    count > 0 ? [] : ['fatal: Unexpected copy protection, expected a book without it; left it out']
  )
})

test('what is no book is refused, and so is a bomb before it goes off', () => {
  const whole = makeEpub({documents: {'a.xhtml': '<p>A.</p>'}})
  expect(unpack(strToU8('no zip')).said).toEqual([
    'fatal: Unexpected bytes, expected a ZIP archive; left it out'
  ])
  expect(unpack(whole.slice(0, -40)).said).toEqual([
    'fatal: Unexpected bytes, expected a ZIP archive; left it out'
  ])
  expect(unpack(zipSync({'a.txt': strToU8('a')})).said).toEqual([
    'fatal: Unexpected archive without a package document, expected an EPUB; left it out'
  ])
  const bomb = zipSync({'a.xhtml': [new Uint8Array(33 * 2 ** 20), {level: 1}]})
  expect(unpack(bomb).said).toEqual(['fatal: Unexpected archive of 33 MB in 1, expected a book; left it out'])
})

test.each(['</div>', ''])('a document that nests deeper than the stack is left to its reader: %j', (end) => {
  const deep = `<html xmlns="http://www.w3.org/1999/xhtml"><body>${'<div>'.repeat(20_000)}A.${end.repeat(20_000)}</body></html>`
  const {articles, said} = unpack({documents: {'a.xhtml': deep, 'b.xhtml': '<p>B.</p>'}})
  expect([articles.length, said]).toEqual([2, []])
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

test('a broken entry among very many costs no other, and little time', () => {
  const names = Array.from({length: 19_999}, (_, index) => `${index}.txt`)
  const content = strToU8('abc '.repeat(10))
  const bytes = zipSync(
    Object.fromEntries(names.map((name) => [name, [content, {level: name === '7000.txt' ? 6 : 0}]]))
  )
  const at = Buffer.from(bytes.buffer).indexOf('7000.txt') + '7000.txt'.length
  bytes.fill(0xff, at, at + 8)
  const zip = openZip(bytes, 2 ** 30)
  const found = typeof zip === 'string' ? undefined : zip.read(names)
  expect(names.filter((name) => !found?.has(name))).toEqual(['7000.txt'])
})

test('a document with very many labels has the title of the highest', () => {
  const link = (index: number) => `<a href="a.xhtml#${index}">L</a>`
  const inner = Array.from({length: 130_000}, (_, index) => link(index)).join('')
  const nav = `<html><nav><ol><li><a href="a.xhtml#top">Top</a><ol>${inner}</ol></li></ol></nav></html>`
  expect(readContents(nav, 'nav.xhtml').titles).toEqual(new Map([['a.xhtml', 'Top']]))
})

test('a chapter that the order names in two ways comes once', () => {
  const {articles, said} = unpack({
    documents: {'One.xhtml': '<p>A.</p>'},
    items: '<item id="x" href="one.XHTML" media-type="application/xhtml+xml"/>',
    spine: '<itemref idref="i0"/><itemref idref="x"/>'
  })
  expect(articles).toEqual(['in/book.epub/OEBPS/One.xhtml'])
  expect(said).toEqual([])
})

test('bytes of package and contents that are no character are named on the book', () => {
  const spoil = (text: string) => {
    const [before = '', after = ''] = text.split('|')
    return new Uint8Array(Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)]))
  }
  const {about, said} = unpack({
    documents: {'a.xhtml': '<p>A.</p>'},
    files: {
      'OEBPS/book.opf': spoil(
        '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>\u96e8\u8457|\u66ae</dc:title></metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="n" href="n.ncx" media-type="application/x-dtbncx+xml"/></manifest><spine toc="n"><itemref idref="a"/></spine></package>'
      ),
      'OEBPS/n.ncx': spoil(
        '<ncx><navMap><navPoint><navLabel><text>\u98a8|\u4e86</text></navLabel><content src="a.xhtml"/></navPoint></navMap></ncx>'
      )
    }
  })
  expect(about).toEqual([{source: '\u96e8\u8457\ufffd\u66ae', title: '\u98a8\ufffd\u4e86'}])
  const broken = 'warning: Unexpected 1 broken character on line 1, replaced it with `U+FFFD`, in'
  expect(said).toEqual([`${broken} \`OEBPS/book.opf\``, `${broken} \`OEBPS/n.ncx\``])
})
