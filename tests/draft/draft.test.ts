/** A drafted manifest is one that a build takes as it is. */

import {describe, expect, test} from 'vitest'
import type {RawFile} from '../../src/model.ts'
import {draftDigest} from '../../src/pipeline.ts'
import {readArticle} from '../../src/read/read-article.ts'
import {readSource} from '../../src/read/read-source.ts'
import {loadRules} from '../clean/load-rules.ts'

const world = {rules: loadRules(), schema: '../digest.schema.json', themes: ['literary']}
const write = (path: string, text: string): RawFile => ({path, bytes: new TextEncoder().encode(text)})
const body =
  'The ferry ran until the bridge was opened, and for some years after it, because the bridge was on the wrong side of the town.\n\nWhen the owner died, nobody came for the tin. It stood on our shelf with the last day in it, eleven shillings and a button.\n'
const folder = (files: ReadonlyArray<RawFile>) => ({name: 'boats: "a" #1', files})

describe('draftDigest', () => {
  test('what was found stands in it, and it can be read', async () => {
    const files = [
      write(
        'in/02 - x.md',
        `---\ntitle: "Ferries: a #history"\ndate: 2024-05-01\nauthor: Ann Ash\n---\n\n${body}\n## The --> tin\n\n${body}`
      ),
      write('01.txt', body)
    ]
    const {drafts} = await draftDigest(folder(files), world)
    expect([...drafts.keys()]).toEqual(['digest.yaml', 'notes/01.md', 'notes/in/02 - x.md'])
    const drafted = [...files, ...[...drafts].map(([path, text]) => write(path, text))]
    const {files: read, source} = await readSource(folder(drafted), readArticle)
    expect(read.flatMap(({messages}) => messages)).toEqual([])
    expect(source?.manifest).toMatchObject({title: 'boats: "a" #1', language: 'en'})
    expect(source?.articles.map(({given, path}) => [path, given])).toEqual([
      ['01.txt', {}],
      ['in/02 - x.md', {title: 'Ferries: a #history', byline: 'Ann Ash', date: '2024-05-01'}]
    ])
    // Files of comments say nothing yet.
    expect(source?.notes).toEqual([])
    expect(drafts.get('digest.yaml')).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/digest\.schema\.json\n/
    )
    expect(drafts.get('notes/in/02 - x.md')).toContain('<!-- The \u2014> tin -->')
  })

  test('a folder that has a manifest, or no article, gets none', async () => {
    for (const files of [[write('digest.yaml', 'title: a'), write('01.txt', body)], []]) {
      const {drafts, files: read} = await draftDigest(folder(files), world)
      expect(drafts.size).toBe(0)
      expect(read.some(({messages}) => messages.some(({fatal}) => fatal))).toBe(true)
    }
  })
})
