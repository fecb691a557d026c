/** What a digest has besides its articles: introductions, lists, links to the glossary, the index. */

import {toString} from 'hast-util-to-string'
import rehypeStringify from 'rehype-stringify'
import {unified} from 'unified'
import {visit} from 'unist-util-visit'
import {describe, expect, test} from 'vitest'
import type {Chapter, Digest, Manifest} from '../../src/model.ts'
import {gatherDigest} from '../../src/gather/index.ts'
import {loadFolder} from '../../src/io.ts'
import {cleanFile} from '../../src/pipeline.ts'
import {readArticle} from '../../src/read/read-article.ts'
import {readSource} from '../../src/read/read-source.ts'
import {createSorter, compareSorted} from '../../src/gather/sort-names.ts'
import {styleArticle} from '../../src/style/index.ts'
import {theme, world} from '../compile/read-press.ts'

const here = new URL('apparatus/', import.meta.url)
const strokes = () => world.templates('strokes').get('counts.txt')
const digest = await gather()
const chapters = listChapters(digest)

describe('a digest with everything', () => {
  test('has its matter in order', () => {
    expect(digest.back.map(({kind}) => kind)).toEqual([
      'chronology',
      'glossary',
      'index',
      'sources',
      'colophon'
    ])
    expect(digest.parts.map((part) => part.chapters.map(({id}) => id))).toEqual([
      ['part-1-introduction', 'a-one', 'a-two'],
      ['a-three', 'a-four']
    ])
  })

  test.each(chapters.map((chapter) => [chapter.id, chapter] as const))('%s', async (id, chapter) => {
    const html = unified().use(rehypeStringify).stringify(chapter.tree)
    const readable = html.replace(/(?=<(?:p|h\d|section|header|footer|ul|li|tr|dt|dd|blockquote)\b)/g, '\n')
    await expect(readable + '\n').toMatchFileSnapshot(new URL(`${id}.html`, here).pathname)
  })

  test('links lead to ids, and each id stands once', () => {
    const ids = chapters.flatMap((chapter) => listProperties(chapter, 'id'))
    expect(new Set(ids).size).toBe(ids.length)
    const links = chapters
      .flatMap((chapter) => listProperties(chapter, 'href'))
      .filter((href) => href.startsWith('#'))
    expect(links.length).toBeGreaterThan(20)
    expect(links.filter((href) => !ids.includes(href.slice(1)))).toEqual([])
  })

  test('says the same text as without', async () => {
    const bare = await gather({index: false, glossary: false, chronology: false, sources: false})
    const bodies = (digest: Digest) =>
      digest.parts.map((part) => part.chapters.map(({tree}) => toString(tree)))
    expect(bodies(bare)).toEqual(bodies(digest))
    expect(bare.back.map(({kind}) => kind)).toEqual(['colophon'])
    expect(listChapters(bare).flatMap((chapter) => listProperties(chapter, 'href'))).not.toContain(
      '#glossary-t1'
    )
  })
})

describe('createSorter', () => {
  const people = ['\u66fe\u570b\u85e9', '\u6c88\u767d', '\u55ae\u96c4\u4fe1', 'ann', '\u00c9mile', '42']
  const terms = ['\u91cd\u6176', '\u91cf\u5316', 'Llama', '\u4e00', '\u53c3\u6578', '\u9f8d\u9580\u9663']
  const order = (sorter: ReturnType<typeof createSorter>) =>
    [
      ...people.map((name) => ({name, sorted: sorter(name, true)})),
      ...terms.map((name) => ({name, sorted: sorter(name)}))
    ]
      .sort((a, b) => compareSorted(a.sorted, b.sorted))
      .map(({name, sorted}) => `${sorted.group ?? '-'} ${name}`)

  test('by sound, surnames as such', () => {
    expect(order(createSorter({order: 'pinyin'}))).toEqual([
      'A ann',
      'C \u53c3\u6578',
      'C \u91cd\u6176',
      'E \u00c9mile',
      'L \u91cf\u5316',
      'L Llama',
      'L \u9f8d\u9580\u9663',
      'S \u55ae\u96c4\u4fe1',
      'S \u6c88\u767d',
      'Y \u4e00',
      'Z \u66fe\u570b\u85e9',
      '- 42'
    ])
  })

  test('by strokes, as Taiwan counts them, letters behind', () => {
    expect(order(createSorter({order: 'stroke', strokes: strokes()}))).toEqual([
      '1 \u4e00',
      '7 \u6c88\u767d',
      '9 \u91cd\u6176',
      '11 \u53c3\u6578',
      '12 \u55ae\u96c4\u4fe1',
      '12 \u66fe\u570b\u85e9',
      '12 \u91cf\u5316',
      '16 \u9f8d\u9580\u9663',
      'A ann',
      'E \u00c9mile',
      'L Llama',
      '- 42'
    ])
  })
})

async function gather(changes: Partial<Manifest> = {}): Promise<Digest> {
  const folder = loadFolder(new URL('digest', here).pathname)
  const {source} = await readSource(folder, readArticle)
  if (!source) throw new Error('Expected a digest')
  const articles = source.articles.map((raw) => {
    const file = folder.files.find((file) => file.path === raw.path)
    const article = file && cleanFile(file, {rules: []}).article
    if (!article) throw new Error(`Expected article ${raw.path}`)
    return styleArticle({...article, ...raw.given, id: raw.id}, {script: 'keep', terms: []})
  })
  return gatherDigest(articles, {
    source: {...source, manifest: {...source.manifest, ...changes}, assets: new Map()},
    labels: world.labels,
    strokes,
    theme,
    date: undefined,
    version: '1.2.3',
    rules: ['drop-junk 1.2.3', 'house.yaml'],
    dictionaries: ['words 4.5'],
    inputs: '0123456789abcdef'
  })
}

function listChapters({front, parts, back}: Digest): ReadonlyArray<Chapter> {
  return [...front, ...parts.flatMap((part) => part.chapters), ...back]
}

function listProperties({tree}: Chapter, name: string): string[] {
  const values: string[] = []
  visit(tree, 'element', function ({properties}) {
    if (properties[name] !== undefined) values.push(String(properties[name]))
  })
  return values
}
