/** Whatever came of a container, it is unpacked or refused in words, and leads nowhere else. */

import fc from 'fast-check'
import {zipSync} from 'fflate'
import {expect, test} from 'vitest'
import type {RawFile} from '../../src/model.ts'
import {unpackFiles} from '../../src/read/unpack/unpack-files.ts'
import {damaged, page} from './arbitraries.ts'
import {assertProperty} from './assert-property.ts'
import {judgeMessages} from './judge-messages.ts'

const encoder = new TextEncoder()
const name = fc.constantFrom(
  'a.xhtml',
  'b.xhtml',
  '../b.xhtml',
  '/etc/hosts',
  'a%00.xhtml',
  'http://example.org/',
  '',
  '__proto__',
  'c.opf'
)
const piece = fc.constantFrom(
  '<?xml version="1.0"?>',
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  '<package version="3.0">',
  '<metadata>',
  '<dc:title>T</dc:title>',
  '<dc:creator opf:role="aut">A</dc:creator>',
  '<dc:date>2024-13-45</dc:date>',
  '</metadata>',
  '<manifest>',
  '</manifest>',
  '<spine toc="n">',
  '<itemref idref="i"/>',
  '<itemref idref="j" linear="no"/>',
  '<guide><reference type="toc" href="a.xhtml"/></guide>',
  '</spine>',
  '</package>',
  '&a;',
  '<!--',
  ']]>'
)
const entry = fc
  .tuple(
    fc.constantFrom('i', 'j', 'n', '__proto__'),
    name,
    fc.constantFrom('application/xhtml+xml', 'text/html', 'image/png', ''),
    fc.constantFrom('', ' properties="nav"')
  )
  .map(([id, href, type, own]) => `<item id="${id}" href="${href}" media-type="${type}"${own}/>`)
const book = fc
  .record({
    rootfile: fc.constantFrom('c.opf', '../c.opf', 'missing.opf'),
    package: fc.array(fc.oneof(piece, entry), {maxLength: 20}).map((parts) => parts.join('')),
    spine: fc.array(entry, {maxLength: 3}),
    isWhole: fc.boolean(),
    one: page,
    two: page
  })
  .map(function ({isWhole, one, package: soup, rootfile, spine, two}) {
    const opf = isWhole
      ? `<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>${spine.join('')}</manifest><spine><itemref idref="i"/><itemref idref="j"/></spine></package>`
      : soup
    return zipSync(
      {
        'META-INF/container.xml': encoder.encode(
          `<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="${rootfile}"/></rootfiles></container>`
        ),
        'c.opf': encoder.encode(opf),
        'a.xhtml': encoder.encode(one),
        'b.xhtml': encoder.encode(two)
      },
      {mtime: '2024-01-01', level: 1}
    )
  })

const header = fc.constantFrom(
  'MIME-Version: 1.0',
  'Content-Type: multipart/related; boundary="x"',
  'Content-Type: multipart/related; boundary=',
  'Content-Type: text/html; charset=utf-7',
  'Content-Type: image/png',
  'Content-Transfer-Encoding: base64',
  'Content-Transfer-Encoding: quoted-printable',
  'Content-Location: https://example.org/../a b',
  'Content-Location: file:///etc/hosts',
  'Content-ID: <a>',
  'Subject: =?utf-8?B?////?= =?x?q?=?=',
  ' folded',
  ': ',
  ''
)
const archive = fc
  .array(fc.oneof(header, page, fc.constantFrom('--x', '--x--', '--', '=', '=ZZ=\r', 'AAAA')), {
    maxLength: 24
  })
  .map((lines) => ['Content-Type: multipart/related; boundary="x"', '', '--x', ...lines].join('\r\n'))

const field = fc.constantFrom(
  'text',
  'html',
  'markdown',
  'body',
  'title',
  'author',
  'date',
  'url',
  'lang',
  '__proto__'
)
const records = fc
  .array(
    fc.oneof(
      fc.dictionary(field, fc.jsonValue({maxDepth: 3})).map((one) => JSON.stringify(one)),
      fc.constantFrom('', '{', '[1]', 'null')
    ),
    {
      maxLength: 6
    }
  )
  .map((lines) => lines.join('\n'))

function damagedBytes(bytes: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
  const hit = fc.tuple(fc.nat(4000), fc.integer({min: 1, max: 255}))
  return fc.tuple(bytes, fc.array(hit, {maxLength: 4}), fc.nat(60)).map(function ([whole, hits, cut]) {
    const copy = whole.slice(0, cut > 50 ? (whole.length * (cut - 50)) / 10 : whole.length)
    for (const [at, mask] of hits)
      if (copy.length > 0) copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ mask
    return copy
  })
}

function judge(container: RawFile): void {
  const {articles, files, reports, skipped} = unpackFiles([container])
  expect(judgeMessages(reports)).toEqual([])
  for (const {path} of files) {
    // All of it stands below the container, so that no name of its own leads out.
    expect(path === container.path || path.startsWith(`${container.path}/`), path).toBe(true)
    expect(
      path.split('/').some((part) => part === '..' || part === '.'),
      path
    ).toBe(false)
  }

  expect(new Set(files.map(({path}) => path)).size).toBe(files.length)
  const named = [...articles.values()].flat()
  expect(named.filter((path) => !files.some((file) => file.path === path))).toEqual([])
  // A container that gives no article is named; a file of JSON that is no list is none.
  if (articles.size > 0 && named.length === 0) expect(reports.length + skipped.length).toBeGreaterThan(0)
}

test.each([
  ['a.epub', fc.oneof(book, damagedBytes(book)), 300],
  ['a.mhtml', damaged(archive), 300],
  ['a.jsonl', damaged(records), 300],
  ['a.json', damaged(records), 100]
] as const)('any `%s`', async (path, bytes, runs) => {
  await assertProperty(bytes as fc.Arbitrary<Uint8Array>, runs, (one) => judge({path, bytes: one}))
})

test('a document that a book lists as a picture, too, and names of which one ends as the other', () => {
  const item = (id: string, href: string, type: string) =>
    `<item id="${id}" href="${href}" media-type="${type}"/>`
  const bytes = zipSync({
    'META-INF/container.xml': encoder.encode(
      '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="c.opf"/></rootfiles></container>'
    ),
    'c.opf': encoder.encode(
      `<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>${item('i', 'a', 'application/xhtml+xml')}${item('j', 'a.xhtml', 'application/xhtml+xml')}${item('k', 'a.xhtml', 'image/png')}</manifest><spine><itemref idref="i"/><itemref idref="j"/></spine></package>`
    ),
    a: encoder.encode('<p>One'),
    'a.xhtml': encoder.encode('<p>Two')
  })
  const {files} = unpackFiles([{path: 'a.epub', bytes}])
  expect(files.map(({path}) => path)).toEqual(['a.epub', 'a.epub/a.xhtml.xhtml', 'a.epub/a.xhtml'])
})
