/** The places at which hostile values are stopped, each on its own: were one open, the others would have to hold. */

import type {Root} from 'hast'
import {h} from 'hastscript'
import rehypeStringify from 'rehype-stringify'
import {unified} from 'unified'
import {describe, expect, test} from 'vitest'
import type {Digest, FaceFile} from '../../src/model.ts'
import {writeJson, makeStyle} from '../../src/compile/html/make-head.ts'
import {makeCss} from '../../src/compile/html/make-css.ts'
import {nameFaces} from '../../src/compile/epub/name-faces.ts'
import {toXhtml} from '../../src/compile/epub/to-xhtml.ts'
import {createXmp} from '../../src/compile/pdf/xmp.ts'
import {readTokens} from '../../src/compile/theme.ts'
import {writeUrl} from '../../src/compile/write-url.ts'
import {sanitizeChapter} from '../../src/gather/sanitize.ts'
import {sanitizeDigest} from '../../src/gather/sanitize-digest.ts'
import {readArticle} from '../../src/read/read-article.ts'
import {readSource} from '../../src/read/read-source.ts'
import {sample, theme} from '../compile/read-press.ts'
import {judgeCss, parseStrictly} from './judge-markup.ts'
import {addresses, names} from './payloads.ts'

const toHtml = (tree: Root) => unified().use(rehypeStringify).stringify(tree)
const encode = (text: string) => new TextEncoder().encode(text)
const hostile = '"; } </style><script>steal()</script> @import "https://canary.example/x.css"; a { b: \\'
const forbidden =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202d\u202e]|\p{Noncharacter_Code_Point}|\p{Surrogate}/u

test.each(addresses)('a writer leads nobody to %j', (address) => {
  const written = writeUrl(address)
  if (written !== undefined) expect(written).toBe('#nowhere')
  expect(writeUrl('https://example.org/')).toBe('https://example.org/')
})

test.each(addresses)('the allow list lets no link lead to %j', (address) => {
  const tree = sanitizeChapter({type: 'root', children: [h('p', [h('a', {href: address}, 'words')])]})
  const expected = address === '#nowhere' ? '<p><a href="#nowhere">words</a></p>' : '<p>words</p>'
  expect(toHtml(tree)).toBe(expected)
})

test('the allow list takes numbers and languages for what they are', () => {
  const cells = [
    h('td', {colSpan: 1e9, rowSpan: -1}, 'a'),
    h('td', {colSpan: 2, rowSpan: 3, lang: 'x y'}, 'b')
  ]
  const tree = sanitizeChapter({type: 'root', children: [h('table', [h('tr', cells)])]})
  expect(toHtml(tree)).toBe('<table><tr><td>a</td><td colspan="2" rowspan="3">b</td></tr></table>')
})

test('the allow list drops what runs, loads and names itself', () => {
  const tree = sanitizeChapter({
    type: 'root',
    children: [
      h('p', {onClick: 'steal()', style: 'x', className: ['here', 'caption']}, [
        h('script', 'steal()'),
        h('img', {src: 'https://canary.example/x.png', srcSet: 'x 2x', alt: 'words'}),
        {type: 'comment', value: 'x'},
        h('x-custom', 'words')
      ])
    ]
  })
  expect(toHtml(tree)).toBe('<p class="caption"><img alt="words">words</p>')
})

test('no text of a digest holds what an edition cannot', () => {
  const all = names.join(' ')
  const [part] = sample.parts
  const [chapter] = part?.chapters ?? []
  if (!part || !chapter) throw new Error('Expected a chapter')
  const digest: Digest = {
    ...sample,
    id: all,
    meta: {...sample.meta, title: all, editor: all, rights: all},
    parts: [
      {
        ...part,
        title: all,
        chapters: [{...chapter, title: all, byline: all, source: all, url: 'javascript:steal()'}]
      }
    ]
  }
  const {id, meta, parts} = sanitizeDigest(digest)
  const [{chapters: [safe] = [], title} = {chapters: []}] = parts
  const texts = [id, meta.title, meta.editor, meta.rights, title, safe?.title, safe?.byline, safe?.source]
  expect(texts.filter((text) => text === undefined || forbidden.test(text))).toEqual([])
  expect(safe?.url).toBeUndefined()
})

test('XHTML is well-formed whatever its text says', () => {
  const written = toXhtml([h('p', {title: names.join(' ')}, names.join(' '))])
  // Characters are taken out as the files are packed.
  const plain = written.replace(new RegExp(forbidden, 'gu'), '').replace(/&#x[\da-f]+;/gi, 'x')
  expect(typeof parseStrictly('p', plain)).toBe('object')
})

test('data and styles end only where their element does', () => {
  expect(writeJson({name: names})).not.toContain('<')
  const style = toHtml({type: 'root', children: [makeStyle('a::after { content: "</style><script>" }')]})
  expect(style.indexOf('</')).toBe(style.length - '</style>'.length)
})

test('the metadata of a PDF are XML', () => {
  const name = ']]> & <rdf:li> "'
  const xmp = createXmp({
    title: name,
    author: name,
    subject: name,
    lang: 'en',
    modified: '2024-05-06',
    identifier: name
  })
  const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${xmp}</rdf:RDF>`
  expect(typeof parseStrictly('XMP', rdf)).toBe('object')
})

test('a face may be called by any name', () => {
  const face: FaceFile = {
    family: hostile,
    script: 'latin',
    style: 'serif',
    weight: 400,
    italic: false,
    read: () => new Uint8Array(),
    given: {use: 'text', scripts: ['latin']}
  }
  const tokens = readTokens(theme)
  expect(judgeCss(makeCss(tokens, 'A5', [face]))).toEqual([])
  expect(judgeCss(nameFaces(sample, [face], tokens) ?? '')).toEqual([])
})

describe('no key of a manifest reaches a library', () => {
  const keys = [
    'delimiter',
    'client',
    'chapterXHTML',
    'contentOPF',
    'tocXHTML',
    'tocNCX',
    'fonts',
    'cover',
    'constructor',
    '__proto__'
  ]
  test.each(keys)('%s', async (key) => {
    const manifest = `title: x\n${key}: "<%= 7 * 191 %>"\n`
    const files = [
      {path: 'digest.yaml', bytes: encode(manifest)},
      {path: 'a.md', bytes: encode('# A\n\nWords.\n')}
    ]
    const {source} = await readSource({name: 'x', files}, readArticle)
    expect(source).toBeUndefined()
    expect(({} as Record<string, unknown>)['title']).toBeUndefined()
  })
})
