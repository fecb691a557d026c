/** Whatever an editor writes, it is taken or refused in words, in the file that it stands in. */

import fc from 'fast-check'
import {expect, test} from 'vitest'
import {readArticle} from '../../src/read/read-article.ts'
import {readSource, type Folder} from '../../src/read/read-source.ts'
import {damaged, manifest, markdown, notes, terms} from './arbitraries.ts'
import {assertProperty} from './assert-property.ts'
import {judgeMessages} from './judge-messages.ts'

const encoder = new TextEncoder()
const article = {path: 'a.md', bytes: encoder.encode('# A\n\nwords of an article\n')}

async function judge(path: string, bytes: Uint8Array): Promise<void> {
  const folder: Folder = {name: 'd', files: [article, {path, bytes}]}
  const {files, skipped, source} = await readSource(folder, readArticle)
  expect(judgeMessages(files)).toEqual([])
  const fatal = files.filter(({messages}) => messages.some((message) => message.fatal))
  // A digest that is refused says why, and so does all that is left out.
  if (!source) expect(fatal.length).toBeGreaterThan(0)
  for (const path of skipped)
    expect(files.some((file) => file.path === path && file.messages.length > 0)).toBe(true)
  const again = await readSource(folder, readArticle)
  expect(JSON.stringify([again.source, again.files])).toBe(JSON.stringify([source, files]))
}

const bytes = (text: fc.Arbitrary<string>) =>
  fc.oneof(
    text.map((value) => encoder.encode(value)),
    damaged(text)
  )

test.each([
  ['digest.yaml', manifest, 120],
  ['terms.yaml', terms, 100],
  ['notes/a.md', fc.oneof(notes, markdown), 80]
] as const)('any `%s`', async (path, text, runs) => {
  await assertProperty(bytes(text), runs, async (one) => judge(path, one))
})
