/**
 * Whatever a folder holds, its editions are files that a strict reader opens, in which nothing
 * runs, and the same bytes each time.
 */

import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {RawFile} from '../../src/model.ts'
import {build, type BuildResult} from '../../src/pipeline.ts'
import type {Folder} from '../../src/read/read-source.ts'
import {world} from '../compile/read-press.ts'
import {judgeBook, judgePage, judgePdf} from '../safety/judge-files.ts'
import {markdown, notes, page, rightManifest, rightTerms, text} from './arbitraries.ts'
import {assertProperty} from './assert-property.ts'
import {judgeMessages} from './judge-messages.ts'

const encoder = new TextEncoder()
const file = (path: string, text: string): RawFile => ({path, bytes: encoder.encode(text)})
const scripts = [world.templates('html').get('follow.js')?.trim() ?? '']
const control = file('z.md', '# Control\n\nA lighthouse keeper counts the waves.\n')

const folder = fc
  .record(
    {
      manifest: rightManifest,
      terms: rightTerms,
      notes,
      a: markdown,
      b: fc.oneof(page, markdown),
      c: text
    },
    {requiredKeys: ['a', 'b']}
  )
  .map(({a, b, c, manifest, notes, terms}): Folder => ({
    name: 'digest',
    files: [
      file('a.md', a),
      file('b.html', b),
      ...(c ? [file(`c/${c.path}`, c.text)] : []),
      ...(manifest === undefined ? [] : [file('digest.yaml', manifest)]),
      ...(notes === undefined ? [] : [file('notes/a.md', notes)]),
      ...(terms === undefined ? [] : [file('terms.yaml', terms)]),
      control
    ]
  }))

/** What is wrong with what came of a folder. */
async function judge({editions, files, outcome}: BuildResult): Promise<string[]> {
  if (outcome === 'refused') {
    const isSaid = files.some(({messages}) => messages.some(({fatal}) => fatal))
    return isSaid ? judgeMessages(files) : ['Refused without a reason']
  }

  const found = judgeMessages(files)
  for (const edition of editions) {
    if (edition.format === 'html') found.push(...judgePage(edition, scripts))
    if (edition.format === 'epub') found.push(...judgeBook(edition))
    if (edition.format === 'pdf') found.push(...(await judgePdf(edition)))
    // A good article beside a bad one is never lost.
    if (
      edition.format === 'html' &&
      !new TextDecoder().decode(edition.bytes).includes('lighthouse keeper counts')
    )
      found.push('The control article is lost')
  }

  return found
}

test('any digest on a page and in a book', async () => {
  await assertProperty(folder, 8, async function (folder) {
    const result = await build(folder, world, {formats: ['html', 'epub']})
    expect(await judge(result)).toEqual([])
    const again = await build(folder, world, {formats: ['html', 'epub']})
    expect(again.editions).toEqual(result.editions)
  })
})

test('any digest in print', async () => {
  await assertProperty(folder, 4, async function (folder) {
    const result = await build(folder, world, {formats: ['pdf']})
    expect(await judge(result)).toEqual([])
    const again = await build(folder, world, {formats: ['pdf']})
    expect(again.editions).toEqual(result.editions)
  })
})
