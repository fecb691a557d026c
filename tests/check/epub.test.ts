/** Each rule for EPUB meets the book that is broken for it, and nothing else does. */

import {describe, expect, test} from 'vitest'
import type {Target} from '../../src/check/types.ts'
import {
  addItem,
  makeFiles,
  makeGifHead,
  makeJpegHead,
  makePng,
  pack,
  replace,
  type Files
} from './make-epub.ts'
import {idsOf, rules, runCheck} from './run-check.ts'

const opf = 'OPS/book.opf'
const one = 'OPS/one.xhtml'
const css = 'OPS/style.css'
const before = '</body>'
const all = (id: string, ...packs: ReadonlyArray<string>) => packs.map((pack) => `${pack}:${id}`)

/** Bytes that do not deflate to nothing, so that no archive looks like a bomb. */
function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let state = 1
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    bytes[at] = state >>> 24
  }

  return bytes
}

const cases: ReadonlyArray<
  readonly [name: string, alter: (files: Files) => void, expected: ReadonlyArray<string>]
> = [
  ['nothing', () => {}, []],
  [
    'no cover',
    (files) => {
      replace(files, opf, ' properties="cover-image"', '')
      replace(files, opf, '<meta name="cover" content="cover"/>', '')
    },
    ['readers:cover-missing']
  ],
  [
    'a cover without its old name',
    (files) => replace(files, opf, '<meta name="cover" content="cover"/>', ''),
    ['kobo:cover-meta']
  ],
  [
    'a cover of 400 pixels',
    (files) => files.set('OPS/cover.png', makePng(400, 640)),
    ['apple:cover-small', 'kindle:cover-hidden', 'kindle:cover-small']
  ],
  [
    'a cover of a kind that Kobo does not take',
    (files) => {
      replace(files, opf, 'cover.png" media-type="image/png"', 'cover.gif" media-type="image/gif"')
      files.delete('OPS/cover.png')
      files.set('OPS/cover.gif', makeGifHead(1600, 2500))
    },
    ['kobo:cover-kind']
  ],
  [
    'no contents',
    (files) => replace(files, opf, ' properties="nav"', ''),
    ['apple:page-list', 'epubcheck:RSC-005', 'koreader:page-list', 'readers:contents-missing']
  ],
  [
    'a transparent picture',
    (files) => addItem(files, 'x.png', 'image/png', makePng(8, 8, 2)),
    [...all('picture-transparent', 'apple', 'kindle', 'kobo')]
  ],
  [
    'a picture of 5.7 million pixels',
    (files) => addItem(files, 'x.png', 'image/png', makePng(3000, 1900)),
    ['apple:picture-heavy', 'apple:picture-pixels']
  ],
  [
    'a picture in the colours of print',
    (files) => addItem(files, 'x.jpg', 'image/jpeg', makeJpegHead(40, 30, 4)),
    [...all('picture-colours', 'apple', 'kindle', 'kobo')]
  ],
  [
    'a heavy picture',
    (files) => {
      const png = makePng(8, 8)
      const bytes = noise(5_200_000)
      bytes.set(png)
      addItem(files, 'x.png', 'image/png', bytes)
    },
    [...all('picture-weight', 'kindle', 'kobo')]
  ],
  [
    'a picture of a kind that shops do not take',
    (files) => addItem(files, 'x.webp', 'image/webp', noise(40)),
    ['apple:picture-kind', 'epubcheck:OPF-029', 'kindle:picture-kind']
  ],
  [
    'a face of a kind that devices do not load',
    (files) => addItem(files, 'x.woff2', 'font/woff2', noise(40)),
    [...all('font-kind', 'kobo', 'koreader')]
  ],
  [
    'a face that is not cut down',
    (files) => addItem(files, 'x.ttf', 'font/ttf', noise(3_100_000)),
    ['readers:font-weight']
  ],
  [
    'contents of four levels',
    (files) =>
      replace(
        files,
        'OPS/nav.xhtml',
        'One</a></li>',
        'One</a><ol><li><a href="one.xhtml">a</a><ol><li><a href="one.xhtml">b</a><ol><li><a href="one.xhtml">c</a></li></ol></li></ol></li></ol></li>'
      ),
    [...all('nested-contents', 'kindle', 'kobo')]
  ],
  [
    'no list of pages',
    (files) => replace(files, 'OPS/nav.xhtml', 'epub:type="page-list"', 'epub:type="lot"'),
    ['apple:page-list', 'epubcheck:RSC-005', 'koreader:page-list']
  ],
  [
    'metadata that is missing',
    (files) => {
      replace(files, opf, '<dc:creator>A Writer</dc:creator>', '')
      replace(files, opf, '<meta property="schema:accessMode">textual</meta>', '')
    },
    ['readers:accessibility-metadata', 'readers:creator-missing']
  ],
  [
    'a script',
    (files) => {
      replace(files, one, '<h1', '<h1 onclick="alert(1)"')
      replace(files, opf, 'id="one" href="one.xhtml"', 'id="one" href="one.xhtml" properties="scripted"')
    },
    [...all('script', 'kindle', 'kobo', 'koreader')]
  ],
  [
    'a picture from elsewhere, without words',
    (files) => {
      replace(files, one, before, '<img src="https://example.org/a.png"/></body>')
      replace(
        files,
        opf,
        'id="one" href="one.xhtml"',
        'id="one" href="one.xhtml" properties="remote-resources"'
      )
    },
    ['epubcheck:RSC-006', 'readers:picture-without-words', 'readers:remote-resource']
  ],
  [
    'a style sheet that loads from elsewhere',
    (files) => files.set(css, 'p {\n  background-image: url(//example.org/a.png);\n}\n'),
    ['epubcheck:RSC-007', 'epubcheck:RSC-026', 'readers:remote-style']
  ],
  [
    'body text with a style of its own',
    (files) => files.set(css, 'p { color: #333 }\nbody { background: white; padding: 2em }\n'),
    ['kindle:body-style', 'kobo:background', 'kobo:body-padding']
  ],
  [
    'styles that engines do not know',
    (files) => files.set(css, 'h1 { margin: calc(1em + 2px); position: fixed }\ndiv { margin: 1em }\n'),
    ['kindle:fixed-place', 'kobo:div-style', 'kobo:modern-function']
  ],
  [
    'styles in the text, in a table of five columns',
    (files) =>
      replace(
        files,
        one,
        before,
        '<table><tr><td style="color: red" colspan="4">a</td><td>b</td></tr></table></body>'
      ),
    ['kobo:inline-style', 'kobo:wide-table']
  ],
  [
    'a call that says what it is only to voices',
    (files) => replace(files, one, '<a epub:type="noteref" ', '<a '),
    [...all('note-type', 'apple', 'kobo', 'koreader')]
  ],
  [
    'a form',
    (files) => replace(files, one, before, '<form action="#p1"><p><input/></p></form></body>'),
    ['epubcheck:OPF-014', ...all('element', 'kindle', 'koreader')]
  ],
  [
    'no language, a name with a blank',
    (files) => {
      replace(files, one, ' lang="en" xml:lang="en"', '')
      const text = files.get(one)
      files.delete(one)
      files.set('OPS/one more.xhtml', text ?? '')
      for (const name of [opf, 'OPS/nav.xhtml'])
        files.set(name, String(files.get(name)).replaceAll('one.xhtml', 'one%20more.xhtml'))
    },
    ['epubcheck:PKG-010', 'kobo:file-name', 'readers:document-language']
  ],
  [
    'the cover beside text, wrapped in a drawing',
    (files) => {
      replace(
        files,
        one,
        before,
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="cover.png"/></svg></body>'
      )
      replace(files, opf, 'id="one" href="one.xhtml"', 'id="one" href="one.xhtml" properties="svg"')
    },
    ['apple:wrapped-picture', 'kobo:cover-page']
  ],
  [
    'a drawing in the spine',
    (files) => {
      addItem(
        files,
        'x.svg',
        'image/svg+xml',
        '<svg xmlns="http://www.w3.org/2000/svg"><title>A</title></svg>'
      )
      replace(files, opf, '</spine>', '<itemref idref="x"/></spine>')
    },
    ['kindle:vector-picture', 'kobo:spine-kind']
  ],
  [
    'a long document',
    (files) => replace(files, one, before, `<p>${Buffer.from(noise(200_000)).toString('hex')}</p></body>`),
    ['kobo:document-slow']
  ],
  [
    'a long style sheet',
    (files) => files.set(css, `/* ${Buffer.from(noise(110_000)).toString('hex')} */`),
    ['koreader:style-weight']
  ],
  [
    'a document that is not well-formed', // Its places cannot be found, either.
    (files) => replace(files, one, '</h1>', ''),
    ['epubcheck:HTM-004', 'epubcheck:RSC-012']
  ]
]

describe('a book with', () => {
  test.each(cases)('%s', async (_, alter, expected) => {
    const files = makeFiles()
    alter(files)
    expect(idsOf(await runCheck('book.epub', await pack(files)))).toEqual(expected)
  })
})

test('says where, why and what mends it', async () => {
  const files = makeFiles()
  replace(files, one, '<h1', '<h1 onclick="alert(1)"')
  const {file, findings} = await runCheck('book.epub', await pack(files), ['kindle'])
  expect(findings.find(({pack}) => pack === 'kindle')).toMatchObject({
    id: 'script',
    level: 'warning',
    targets: ['kindle'],
    inside: one,
    line: 5
  })
  const message = file.messages.find(({source}) => source === 'kindle')
  expect(message).toMatchObject({ruleId: 'script', fatal: false})
  expect(message?.reason).toBe('Unexpected script `onclick`, expected none, in `OPS/one.xhtml:5`')
  expect(message?.note).toMatch(/^Scripts are taken out.+\. Write what the script makes/)
})

test('asks only the targets that it is asked for', async () => {
  const files = makeFiles()
  replace(files, one, '<a epub:type="noteref" ', '<a ')
  const bytes = await pack(files)
  const packs = async (...asked: Target[]) => idsOf(await runCheck('book.epub', bytes, asked))
  expect(await packs('kobo')).toEqual(['kobo:note-type'])
  expect(await packs('kindle')).toEqual([])
})

test('tells of ten places at most, and how many more there are', async () => {
  const files = makeFiles()
  replace(files, one, before, `${'<p style="color: red">a</p>'.repeat(25)}</body>`)
  const {findings} = await runCheck('book.epub', await pack(files), ['kobo'])
  expect(findings).toHaveLength(10)
  expect(findings.at(-1)?.reason).toMatch(/, and 15 more$/)
})

test('every rule is met by a case', () => {
  const met = new Set(cases.flatMap(([, , ids]) => ids))
  const left = rules.filter(({format}) => format === 'epub').map(({id, pack}) => `${pack}:${id}`)
  // Sizes that no test makes; the check behind them is met by smaller ones in `sizes of files`.
  const large =
    /^(?:kindle:(?:file|mail)-size|kobo:(?:file-size|document-weight|cover-weight)|apple:file-weight|koreader:text-(?:weight|limit))$/
  expect(left.filter((id) => !met.has(id) && !large.test(id))).toEqual([])
})

test('sizes of files', async () => {
  const files = makeFiles()
  addItem(files, 'x.ttf', 'font/ttf', noise(40))
  const bytes = await pack(files)
  const {checkFile} = await import('../../src/check/check-file.ts')
  const smaller = rules.map((rule) => (/bytes/.test(rule.check) ? {...rule, limit: 10} : rule))
  const checked = await checkFile({bytes, path: 'book.epub'}, 'epub', {
    rules: smaller,
    targets: ['kindle', 'kobo', 'apple', 'koreader']
  })
  expect(idsOf(checked)).toEqual(
    smaller
      .filter(({check}) => /bytes/.test(check))
      .map(({id, pack}) => `${pack}:${id}`)
      .sort()
  )
})
