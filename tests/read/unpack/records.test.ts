/** Each record is a file; what is none is named by its line. */

import {expect, test} from 'vitest'
import {unpackFiles} from '../../../src/read/unpack/unpack-files.ts'

function unpack(path: string, text: string) {
  const {articles, files, reports, skipped} = unpackFiles([{path, bytes: new TextEncoder().encode(text)}])
  return {
    articles: articles.get(path),
    texts: files.slice(1).map(({bytes}) => new TextDecoder().decode(bytes)),
    about: files.slice(1).map(({about}) => about),
    said: reports.flatMap(({messages}) => messages.map(({line, reason}) => `${line ?? '-'}: ${reason}`)),
    skipped
  }
}

test('kinds by the field or the text, in the order of lines; broken lines by number', () => {
  const lines = [
    '\ufeff{"title":"A","text":"Plain \u2028 text."}',
    '',
    '{"content":"<p>Marked.</p>"}',
    '{"content":"<3 is no tag"}',
    '{"markdown":"# M","html":"<p>x</p>"}',
    '{"title":"cut of',
    '["no", "object"]',
    '{"title":"Empty","text":"  "}'
  ]
  expect(unpack('crawl.jsonl', `${lines.join('\r\n')}\r\n`)).toMatchObject({
    articles: [
      'crawl.jsonl/0001.txt',
      'crawl.jsonl/0003.html',
      'crawl.jsonl/0004.txt',
      'crawl.jsonl/0005.md'
    ],
    texts: ['Plain \u2028 text.', '<p>Marked.</p>', '<3 is no tag', '# M'],
    said: [
      '6: Unexpected text, expected a JSON object, left it out',
      '7: Unexpected text, expected a JSON object, left it out',
      '8: Unexpected record without text, left it out'
    ],
    about: [{}, {isWhole: true}, {}, {}],
    skipped: ['crawl.jsonl/0006', 'crawl.jsonl/0007', 'crawl.jsonl/0008']
  })
})

test('what a record says of its article', () => {
  const {about} = unpack(
    'a.ndjson',
    `${JSON.stringify({
      headline: 'Sea',
      author: [{name: 'Wu'}, 'Li'],
      published: 1_600_000_000,
      site_name: 'Weekly',
      url: 'https://weekly.example.org/1',
      language: 'en',
      raw_html: '<html><meta charset="gbk"><p>Text.'
    })}\n${JSON.stringify({title: 7, date: '2023-06-16T08:00:00+08:00', url: 'javascript:0', text: 'T.'})}`
  )
  const url = 'https://weekly.example.org/1'
  expect(about).toEqual([
    {
      charset: 'utf-8',
      url,
      metadata: {title: 'Sea', byline: 'Wu, Li', date: '2020-09-13', source: 'Weekly', url, lang: 'en'}
    },
    {charset: 'utf-8', metadata: {date: '2023-06-16'}}
  ])
})

test('a list of records is one, too; other JSON is none of ours', () => {
  expect(unpack('a.json', '[{"text":"One."}, 2]')).toMatchObject({
    articles: ['a.json/0001.txt'],
    said: ['-: Unexpected text, expected a JSON object, left it out']
  })
  for (const text of ['{"name":"package","text":"x"}', '[1, 2]', '[{"a":1}]', '[{', ''])
    expect(unpack('a.json', text).articles).toBeUndefined()
  expect(unpack('page.html.fetch.json', '[{"text":"One."}]').articles).toBeUndefined()
})

test('lines without a record refuse the file', () => {
  expect(unpack('a.jsonl', 'no\n')).toMatchObject({articles: [], skipped: ['a.jsonl']})
})

test.each(['lines.jsonl', 'list.json'])('bytes of %s that are no character are named', (path) => {
  const [start, end] = ['[{"text":"\u96e8\u8457\u4e86', '\u66ae"}]'].map((text) =>
    path === 'list.json' ? text : text.replace(/[[\]]/g, '')
  )
  const bytes = Buffer.concat([Buffer.from(start ?? ''), Buffer.from([0xff]), Buffer.from(end ?? '')])
  const {files, reports} = unpackFiles([{path, bytes: new Uint8Array(bytes)}])
  expect(new TextDecoder().decode(files[1]?.bytes)).toBe('\u96e8\u8457\u4e86\ufffd\u66ae')
  expect(reports.flatMap(({messages}) => messages.map(({line, reason}) => [line, reason]))).toEqual([
    [1, 'Unexpected 1 broken character on line 1, replaced it with `U+FFFD`']
  ])
})
