/**
 * Nothing that a source, a note or a name says runs, loads, or leads where no
 * reader should be led; and every file is one that a strict reader opens.
 */

import {beforeAll, describe, expect, test} from 'vitest'
import type {Edition} from '../../src/model.ts'
import {build} from '../../src/pipeline.ts'
import type {Folder} from '../../src/read/read-source.ts'
import {world} from '../compile/read-press.ts'
import {judgeBook, judgePage, judgePdf, judgeSite} from './judge-files.ts'
import {makeMarkdown, makeNames, makePages, makeTexts} from './make-folders.ts'

// A hundred articles in all formats, on a slow machine that does other things too: milliseconds.
const patience = 600_000
const scripts = ['follow.js', 'search.js'].map((name) => world.templates('html').get(name)?.trim() ?? '')

async function make(folder: Folder): Promise<(format: Edition['format']) => Edition> {
  const {editions, outcome, files} = await build(folder, world, {hasSite: true})
  expect(outcome, files.flatMap((file) => file.messages.map(String)).join('\n')).toBe('built')
  return (format) => {
    const edition = editions.find((edition) => edition.format === format)
    if (!edition) throw new Error(`Expected an edition in ${format}`)
    return edition
  }
}

describe.each([
  ['Markdown', makeMarkdown],
  ['pages', makePages],
  ['texts, notes and prose', makeTexts],
  ['names', makeNames]
])('hostile %s', (_, folder) => {
  let editionIn: (format: Edition['format']) => Edition
  beforeAll(async () => {
    editionIn = await make(folder())
  }, patience)

  test('do nothing on a page', () => {
    expect(judgePage(editionIn('html'), scripts)).toEqual([])
  })

  test('do nothing in a site', () => {
    expect(judgeSite(editionIn('site'), scripts)).toEqual([])
  })

  test('do nothing in a book', () => {
    expect(judgeBook(editionIn('epub'))).toEqual([])
  })

  test('do nothing in a PDF', async () => {
    expect(await judgePdf(editionIn('pdf'))).toEqual([])
  })
})
