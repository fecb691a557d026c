/** A page in one file comes out as the page and its pictures. */

import {expect, test} from 'vitest'
import {unpackFiles} from '../../../src/read/unpack/unpack-files.ts'

const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function unpack(lines: ReadonlyArray<string>, lineBreak = '\r\n') {
  const bytes = new Uint8Array(Buffer.from(lines.join(lineBreak), 'latin1'))
  const {articles, files, reports, skipped} = unpackFiles([{path: 'in/page.mhtml', bytes}])
  const [page, ...pictures] = files.slice(1)
  return {
    articles: articles.get('in/page.mhtml'),
    html: page && Buffer.from(page.bytes).toString('latin1'),
    about: page?.about,
    pictures: pictures.map(({path}) => path),
    bytes: pictures.map(({bytes}) => Buffer.from(bytes)),
    said: reports.flatMap(({messages}) => messages.map(({reason}) => reason)),
    skipped
  }
}

const saved = [
  'From: <Saved by a browser>',
  'Snapshot-Content-Location: https://example.org/a/page',
  'MIME-Version: 1.0',
  'Content-Type: multipart/related;',
  '\ttype="text/html";',
  '\tboundary="----=_(a+b)?"',
  '',
  'A preamble.',
  '------=_(a+b)?',
  'Content-Type: text/html; charset="GBK"',
  'Content-ID: <frame-0@x>',
  'Content-Transfer-Encoding: quoted-printable',
  'Content-Location: https://example.org/a/page',
  '',
  '<p class=3D"x">=C4=E3=BA=C3, soft =',
  'break</p>   ',
  '------=_(a+b)?x is text',
  '------=_(a+b)?',
  'Content-Type: image/png',
  'Content-Transfer-Encoding: base64',
  'Content-Location: https://example.org/i/a%20b.png?x=1',
  'Content-ID: <pic@x>',
  '',
  picture.toString('base64').slice(0, 6),
  picture.toString('base64').slice(6),
  '------=_(a+b)?',
  'Content-Type: image/jpeg',
  'Content-Transfer-Encoding: base64',
  'Content-Location: ../i/a%20b.png',
  '',
  picture.toString('base64'),
  '------=_(a+b)?',
  'Content-Type: text/html',
  'Content-ID: <frame-1@x>',
  '',
  '<p>An advertisement.</p>',
  '------=_(a+b)?--',
  'An epilogue.'
]

test.each(['\r\n', '\n'])('parts, decoded, by their addresses (%j)', (lineBreak) => {
  const {about, bytes, said, ...rest} = unpack(saved, lineBreak)
  expect(rest).toEqual({
    articles: ['in/page.mhtml/index.html'],
    html: `<p class="x">\u00c4\u00e3\u00ba\u00c3, soft break</p>${lineBreak}------=_(a+b)?x is text`,
    pictures: ['in/page.mhtml/a-20b.png', 'in/page.mhtml/a-20b-2.jpg'],
    skipped: []
  })
  expect(bytes).toEqual([picture, picture])
  expect(about).toEqual({
    url: 'https://example.org/a/page',
    charset: 'GBK',
    pictures: new Map([
      ['https://example.org/i/a%20b.png?x=1', 'in/page.mhtml/a-20b.png'],
      ['cid:pic@x', 'in/page.mhtml/a-20b.png'],
      ['../i/a%20b.png', 'in/page.mhtml/a-20b-2.jpg'],
      ['https://example.org/i/a%20b.png', 'in/page.mhtml/a-20b-2.jpg']
    ])
  })
  expect(said).toEqual(['Unexpected page within the page, left `<frame-1@x>` out'])
})

test('a file that is cut off gives what there is of it', () => {
  const {html, pictures, said} = unpack(saved.slice(0, 24))
  expect(html).toContain('soft break')
  expect(pictures).toHaveLength(1)
  expect(said).toEqual(['Unexpected end within a part, read what there is'])
})

test('a page alone, and one of several alternatives', () => {
  const alone = ['Content-Type: text/html; charset=utf-8', '', '<p>Alone.</p>']
  expect(unpack(alone)).toMatchObject({html: '<p>Alone.</p>', about: {charset: 'utf-8'}, said: []})
  const nested = [
    'Content-Type: multipart/related; boundary=a',
    '',
    '--a',
    'Content-Type: multipart/alternative; boundary=ab',
    '',
    '--ab',
    'Content-Type: text/plain',
    '',
    'Plain.',
    '--ab',
    'Content-Type: text/html',
    '',
    '<p>Rich.</p>',
    '--ab--',
    '--a--'
  ]
  expect(unpack(nested)).toMatchObject({html: '<p>Rich.</p>', said: []})
})

test('what is no message is refused', () => {
  expect(unpack(['<html>'])).toMatchObject({articles: [], skipped: ['in/page.mhtml']})
})

test('blanks at the end of a line go, those before a word stay, however many there are', () => {
  const blanks = ' '.repeat(600_000)
  const {html} = unpack([...saved.slice(0, 14), `a${blanks}x \t `, `b${blanks}`, ...saved.slice(16)])
  expect(html).toBe(`a${blanks}x\r\nb\r\n------=_(a+b)?x is text`)
})
