import {readdirSync, readFileSync} from 'node:fs'
import rehypeStringify from 'rehype-stringify'
import {unified} from 'unified'
import type {Nodes} from 'hast'
import {visit} from 'unist-util-visit'
import {toString} from 'hast-util-to-string'
import {VFile} from 'vfile'
import {reporter} from 'vfile-reporter'
import {describe, expect, test} from 'vitest'
import {parse} from 'yaml'
import type {Article, Asset, Labels, Lang, Manifest, Metadata, Source} from '../../src/model.ts'
import {annotateArticle} from '../../src/annotate/index.ts'
import {cleanArticle} from '../../src/clean/index.ts'
import * as gather from '../../src/gather/index.ts'
import {numberChapter} from '../../src/gather/number-chapter.ts'
import {readArticle} from '../../src/read/read-article.ts'
import {readProse} from '../../src/read/read-prose.ts'
import {defaultManifest} from '../../src/read/read-manifest.ts'
import {styleArticle} from '../../src/style/index.ts'
import {readCaseArticle, readCaseNotes, readCaseOptions} from '../read-case.ts'

const here = new URL('cases/', import.meta.url)
const theme = {name: 'plain', tokens: {}, files: new Map<string, string>()}

test('public names', () => {
  expect(Object.keys(gather).sort()).toEqual([
    'gatherDigest',
    'mostCommon',
    'orderArticles',
    'securePictures',
    'settleKin'
  ])
})

test('a table gets no millions of cells that nobody wrote', () => {
  const width = 1000
  const raw = `${'|a'.repeat(width)}|\n${'|-'.repeat(width)}|\n${'x\n'.repeat(width)}`
  const {article: read} = readArticle({path: 'wide.md', bytes: new TextEncoder().encode(raw)}, {id: 'a'})
  if (!read) throw new Error('Expected an article')
  const article = cleanArticle(read, {rules: []})
  const digest = gatherDigest([styleArticle(annotateArticle(article, []), {script: 'keep', terms: []})])
  let cells = 0
  visit(digest.parts[0]?.chapters[0]?.tree as Nodes, 'element', ({tagName}) => {
    if (tagName === 'th' || tagName === 'td') cells++
  })
  expect(cells).toBe(2 * width)
})

describe('raw HTML of a foreword', () => {
  test.each([
    ['beside blocks', '<section><p>ferry</p>bridge <em>1907</em></section>'],
    ['deeper than the stack', `<div>${'<b>'.repeat(2000)}ferry${'</b>'.repeat(2000)} &amp; bridge</div>`]
  ])('keeps its text: %s', (_, html) => {
    const {tree} = readProse({path: 'fore.md', bytes: new TextEncoder().encode(`Dear reader.\n\n${html}\n`)})
    if (!tree) throw new Error('Expected a foreword')
    const article = styleArticle(readCaseArticle(new URL('whole/', here)), {script: 'keep', terms: []})
    const {front} = gatherDigest([article], {foreword: 'fore.md'}, {foreword: tree})
    const paragraphs: string[] = []
    visit(front[0]?.tree as Nodes, 'element', (node) => {
      if (node.tagName === 'p') paragraphs.push(toString(node))
    })
    expect(paragraphs.slice(0, 1)).toEqual(['Dear reader.'])
    expect(paragraphs.slice(1).join(' ')).toMatch(/^ferry (?:& bridge|bridge 1907)$/)
  })
})

describe('gatherDigest', () => {
  for (const name of readdirSync(here).sort()) {
    test(name, async () => {
      const folder = new URL(`${name}/`, here)
      const {given} = readCaseOptions<{given: Metadata}>(folder)
      const article = readCaseArticle(folder, given)
      const {notes} = readCaseNotes(folder, article.path)
      const ready = styleArticle(annotateArticle(article, notes), {script: 'keep', terms: []})
      const digest = gatherDigest([ready])
      const [chapter] = digest.parts[0]?.chapters ?? []
      if (!chapter) throw new Error('Expected a chapter')
      const html = unified().use(rehypeStringify, {closeSelfClosing: true}).stringify(chapter.tree)
      const readable = html.replace(
        /(?=<(?:p|h\d|section|aside|header|footer|figure|ul|ol|li|table|tr|dt|blockquote|pre)\b)/g,
        '\n'
      )
      await expect(readable + '\n').toMatchFileSnapshot(new URL('chapter.html', folder).pathname)
      const said = reporter(new VFile({path: article.path, ...{messages: article.file.messages}}), {
        color: false
      })
      await expect(said + '\n').toMatchFileSnapshot(new URL('messages.txt', folder).pathname)
    })
  }

  test('the same articles give the same digest', () => {
    const folder = new URL('whole/', here)
    const digests = [1, 2].map(() =>
      gatherDigest([styleArticle(readCaseArticle(folder), {script: 'keep', terms: []})])
    )
    expect(digests[0]).toEqual(digests[1])
    expect(digests[0]?.meta.identifier).toMatch(
      /^urn:uuid:[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/
    )
  })

  test('without a manifest, articles go by date where all have one, else as they were read', () => {
    const article = readCaseArticle(new URL('whole/', here), {title: 'T'})
    const dated = (path: string, date?: string): Article => ({
      ...article,
      id: `a-${path}`,
      path,
      ...(date && {date})
    })
    const order = (articles: ReadonlyArray<Article>) =>
      gatherDigest(articles).parts[0]?.chapters.map((chapter) => chapter.id)
    expect(order([dated('b', '2023-01-02'), dated('a', '2024-01-01'), dated('c', '2022-12-31')])).toEqual([
      'a-c',
      'a-b',
      'a-a'
    ])
    expect(order([dated('b', '2023-01-02'), dated('a')])).toEqual(['a-b', 'a-a'])
  })
})

test.each([
  [1, '\u4e00'],
  [10, '\u5341'],
  [12, '\u5341\u4e8c'],
  [20, '\u4e8c\u5341'],
  [105, '\u4e00\u767e\u3007\u4e94'],
  [110, '\u4e00\u767e\u4e00\u5341'],
  [2024, '\u4e8c\u5343\u3007\u4e8c\u5341\u56db']
])('numberChapter(%i)', (number, expected) => {
  expect(numberChapter(number, labelsOf('zh-Hant'))).toBe(expected)
  expect(numberChapter(number, labelsOf('en'))).toBe(String(number))
})

test('labels say the same things in each language', () => {
  const keys = (lang: Lang) =>
    Object.keys(labelsOf(lang))
      .filter((key) => !/^month\d+$|^hanDigits$/.test(key))
      .sort()
  expect(keys('zh-Hans')).toEqual(keys('zh-Hant'))
  expect(keys('en')).toEqual(keys('zh-Hant'))
})

function gatherDigest(
  articles: ReadonlyArray<Article>,
  manifest: Partial<Manifest> = {},
  prose: Partial<Pick<Source, 'foreword'>> = {}
) {
  const picture: Asset = {
    name: 'ridge.png',
    mediaType: 'image/png',
    bytes: new Uint8Array(),
    width: 4,
    height: 3
  }
  return gather.gatherDigest(articles, {
    source: {
      id: 'd',
      ...prose,
      manifest: {...defaultManifest('D'), ...manifest},
      terms: [],
      assets: new Map([['images/ridge.png', picture]])
    },
    labels: labelsOf,
    theme,
    date: undefined,
    version: '0.0.0'
  })
}

function labelsOf(lang: Lang): Labels {
  return parse(
    readFileSync(new URL(`../../templates/labels/${lang}.yaml`, import.meta.url), 'utf8')
  ) as Labels
}
