/** The sample digest, room by room: it is what a careful editor would make of it. */

import {readFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {parse} from 'yaml'
import {toString} from 'mdast-util-to-string'
import type {RawFile} from '../../src/model.ts'
import {checkConservation} from '../../src/clean/index.ts'
import {loadFolder, loadWorld} from '../../src/io.ts'
import {cleanFile, readRulePacks} from '../../src/pipeline.ts'
import {readArticle} from '../../src/read/read-article.ts'
import {readSource} from '../../src/read/read-source.ts'
import {annotateArticle} from '../../src/annotate/index.ts'

/** What cleaning has to make of an article; `null`: the text does not say. */
interface Expected {
  readonly title: string | null
  readonly byline: string | null
  readonly date: string | null
  readonly source: string | null
  readonly headings: ReadonlyArray<string>
  readonly must: ReadonlyArray<string>
  readonly order?: ReadonlyArray<string>
  readonly once?: ReadonlyArray<string>
  readonly must_not: ReadonlyArray<string>
}

const folder = loadFolder(new URL('../../sources/open-weights', import.meta.url).pathname)
const world = await loadWorld({readRulePacks})
const expectations = parse(readFileSync(new URL('expected.yaml', import.meta.url), 'utf8')) as Record<
  string,
  Expected
>

// A section's number may stand before its heading.
const bare = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^\d{1,2}(?=\p{L})/u, '')

describe.each(Object.entries(expectations))('%s', (path, expected) => {
  const raw = folder.files.find((file) => file.path === path) as RawFile
  const {article, markdown = ''} = cleanFile(raw, world)
  if (!article) throw new Error(`Expected \`${path}\` to be read`)
  const body = toString(article.tree)

  test('metadata', () => {
    const {title = null, byline = null, date = null, source = null} = article
    expect({title, byline, date, source}).toEqual({
      title: expected.title,
      byline: expected.byline,
      date: expected.date,
      source: expected.source
    })
  })

  test('headings', () => {
    const headings = article.tree.children
      .filter((node) => node.type === 'heading')
      .map((node) => toString(node))
    expect(headings.map(bare)).toEqual(expected.headings.map(bare))
  })

  test('nothing lost, nothing foreign left', () => {
    expect(expected.must.filter((phrase) => !body.includes(phrase) && !markdown.includes(phrase))).toEqual([])
    expect(expected.must_not.filter((phrase) => body.includes(phrase))).toEqual([])
    expect((expected.once ?? []).filter((phrase) => body.split(phrase).length !== 2)).toEqual([])
  })

  test('in order', () => {
    const places = (expected.order ?? []).map((phrase) => body.indexOf(phrase))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places).not.toContain(-1)
  })

  test('conservation', () => {
    expect(checkConservation(article)).toEqual([])
  })
})

test('every note finds its passage', async () => {
  const {source, skipped} = await readSource(folder, readArticle)
  expect(skipped).toEqual([])
  for (const raw of source?.articles ?? []) {
    const {article} = cleanFile(folder.files.find((file) => file.path === raw.path) as RawFile, world)
    if (!article) throw new Error(`Expected \`${raw.path}\` to be read`)
    const notes = (source?.notes ?? []).filter((note) => note.article === raw.path)
    expect(notes.length).toBeGreaterThan(0)
    expect(annotateArticle(article, notes).adrift ?? []).toEqual([])
  }
})
