/**
 * Nothing that a source, a note or a name says runs, loads, or leads where no
 * reader should be led; and every file is one that a strict reader opens.
 */

import {describe, expect, test} from 'vitest'
import type {Edition} from '../../src/model.ts'
import {build} from '../../src/pipeline.ts'
import type {Folder} from '../../src/read/read-source.ts'
import {world} from '../compile/read-press.ts'
import {judgeBook, judgePage, judgePdf, judgeSite} from './judge-files.ts'
import {makeMarkdown, makeNames, makePages, makeTexts} from './make-folders.ts'

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
  const made = make(folder())

  test('do nothing on a page', async () => {
    expect(judgePage((await made)('html'), scripts)).toEqual([])
  })

  test('do nothing in a site', async () => {
    expect(judgeSite((await made)('site'), scripts)).toEqual([])
  })

  test('do nothing in a book', async () => {
    expect(judgeBook((await made)('epub'))).toEqual([])
  })

  test('do nothing in a PDF', async () => {
    expect(await judgePdf((await made)('pdf'))).toEqual([])
  })
})
