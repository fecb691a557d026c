/**
 * Nothing is lost in silence: on every raw file that there is, and on any text that
 * damage can make.
 */

import {existsSync, readdirSync, readFileSync} from 'node:fs'
import type {Paragraph} from 'mdast'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {checkConservation, cleanArticle, stringifyArticle} from '../../src/clean/index.ts'
import {readArticle} from '../../src/read/read-article.ts'
import {convertFramed} from '../read-framed.ts'
import {loadRules} from './load-rules.ts'

const rules = loadRules()
const shared = ['seeds', 'articles'].map((name) => new URL(`../../../shared/${name}/`, import.meta.url))

for (const folder of shared) {
  describe.skipIf(!existsSync(folder))(`files of ${folder.pathname.split('/').at(-2)}`, () => {
    for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
      test(name, () => {
        const {article} = readArticle({path: name, bytes: readFileSync(new URL(name, folder))}, {id: 'a'})
        if (article) expect(checkConservation(cleanArticle(article, {rules}))).toEqual([])
      })
    }
  })
}

const damage = [
  ...'\n\n\n\n# - > * _ ` [ ] ( ) ! < & | 1. 1\u3001 \u2460 ** ** ![]() []() ]( --- === \\ '.split(' '),
  ...[
    ' ',
    '  \n',
    '\r\n',
    '\u3000',
    '\u200b',
    '\u00ad',
    '\u201c ',
    ' \u201d',
    '\uff08',
    '......',
    ',',
    ':',
    '?'
  ],
  ...[
    '<br>',
    '</strong>',
    '<p>',
    '&amp;',
    '<!--',
    '-->',
    '/strong>',
    'https://example.org/a',
    '```\n',
    '\n    '
  ],
  ...[
    '\u6578(sh\u00f9)',
    '\u7d93(j\u012bng)',
    '\u6c34',
    '\u4e00\u53e5\u8a71\u3002',
    '\u5c71\u4e2d\uff0c',
    'a word',
    'Read more'
  ],
  ...[
    '\u5ef6\u4f38\u95b1\u8b80',
    '\u6b22\u8fce\u5173\u6ce8\u516c\u4f17\u53f7',
    '\u4f5c\u8005\uff1a\u5c0f\u660e',
    '2021-02-03',
    '01'
  ],
  '\u8239\u5728\u6cb3\u4e0a\u8d70\u4e86\u4e09\u5929\uff0c\u6bcf\u5929\u90fd\u4e0b\u96e8\uff0c\u6c34\u8d8a\u6765\u8d8a\u9ad8\u3002'.repeat(
    2
  )
]
const text = fc.array(fc.constantFrom(...damage), {maxLength: 60}).map((parts) => parts.join(''))

for (const kind of ['md', 'txt']) {
  test(`any damaged ${kind} is accounted for`, () => {
    fc.assert(
      fc.property(text, (value) => {
        const {article} = readArticle({path: `a.${kind}`, bytes: new TextEncoder().encode(value)}, {id: 'a'})
        if (!article) throw new Error('Expected an article')
        expect(checkConservation({...article, ledger: []}), 'as read').toEqual([])
        const cleaned = cleanArticle(article, {rules})
        expect(checkConservation(cleaned), 'as cleaned').toEqual([])
        stringifyArticle(cleaned)
      }),
      // The same texts on every machine; another seed is a way to look for more.
      {seed: 20_261_121, numRuns: 400}
    )
  })
}

test('a loss is found', () => {
  const {article} = readArticle({path: 'a.txt', bytes: new TextEncoder().encode('One.\nTwo.\n')}, {id: 'a'})
  if (!article) throw new Error('Expected an article')
  const [first, second] = article.tree.children as Paragraph[]
  if (!first || !second) throw new Error('Expected two paragraphs')
  const check = (children: Paragraph[]) =>
    checkConservation({text: article.text, tree: {type: 'root', children}, ledger: []})
  expect(check([first, second])).toEqual([])
  expect(check([first]).map(({reason}) => reason)).toEqual(['Unexpected loss of `Two.`'])
  expect(check([first, second, second]).map(({reason}) => reason)).toEqual([
    'Unexpected 4 characters twice, in text'
  ])
  const changed = structuredClone(first)
  Object.assign(changed.children[0] ?? {}, {value: 'Won.'})
  expect(check([changed, second])[0]?.reason).toContain('Unexpected value `Won.`')
})

test('a loss of a page is found', () => {
  const text = '<title>T</title><style>p {}</style><p>One &amp; <b>two</b>.<p>Three.'
  const {children} = convertFramed(text)
  const check = (nodes: typeof children, kind: 'html' | 'text' = 'html') =>
    checkConservation({text, tree: {type: 'root', children: nodes}, ledger: [], kind}).map(
      ({reason}) => reason
    )
  expect(check(children)).toEqual([])
  expect(check(children.slice(1))).toEqual(['Unexpected loss of `T`'])
  expect(check(children.slice(0, -1))).toEqual(['Unexpected loss of `Three.`'])
  expect(check([...children, ...children.slice(-1)])).toEqual(['Unexpected 6 characters twice, in text'])
  const [frame, paragraph, last] = structuredClone(children) as Paragraph[]
  if (!frame || !paragraph || !last) throw new Error('Expected three blocks')
  const [first] = paragraph.children
  if (first?.type !== 'text') throw new Error('Expected a text')
  first.data = {edits: [{start: 38, end: 47, text: 'Won &'}]}
  first.value = 'Won & '
  expect(text.slice(38, 47)).toBe('One &amp;')
  expect(check([frame, paragraph, last])).toEqual(['Unexpected edit to `Won &`, expected it in the ledger'])
  first.data = {
    edits: [
      {start: 38, end: 42, text: ''},
      {start: 42, end: 47, text: '&'}
    ]
  }
  first.value = '& '
  expect(check([frame, paragraph, last])).toEqual(['Unexpected loss of `One`'])
})
