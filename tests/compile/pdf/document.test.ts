/** Finished PDFs, read back from their bytes: of the sample, of raw articles, of a generated book. */

import {existsSync} from 'node:fs'
import {beforeAll, describe, expect, test} from 'vitest'
import type {Digest} from '../../../src/model.ts'
import {compilePdf, type CompiledPdf} from '../../../src/compile/pdf/index.ts'
import {deepFreeze} from '../../deep-freeze.ts'
import {readDigest, sample, theme, world} from '../read-press.ts'
import {generateBook} from './book/generate-book.ts'
import {provePdf, type Proof} from './inspect/prove-pdf.ts'
import type {Check} from './inspect/types.ts'

const options = {faces: world.faces, rasterize: world.rasterize, cover: undefined}
const seeds = new URL('../../../../shared/seeds', import.meta.url).pathname

/** What is promised, and the checks that would see it broken. */
const promises: ReadonlyArray<readonly [promise: string, checks: ReadonlyArray<Check>]> = [
  ['all text is there, once and in order', ['text-missing', 'text-extra', 'text-order']],
  ['two other readers extract it in that order', ['extract-pdfium', 'extract-pdf.js']],
  ['each glyph is drawn', ['ink']],
  ['no line begins or ends with what may not', ['line-start', 'line-end', 'split-dash']],
  [
    'no word is broken without a hyphen, none runs into the next',
    ['split-word', 'split-number', 'lost-blank']
  ],
  ['lines end at the margin', ['margin']],
  ['no line of a paragraph stands alone', ['widow', 'orphan']],
  ['headings stay with what they head', ['stranded-heading', 'split-heading']],
  ['notes begin where they are called', ['note-page', 'note-gap', 'note-call', 'note-uncalled']],
  ['nothing stands on something else, or off the page', ['overlap', 'off-page', 'off-text', 'table-column']],
  ['it says what it is', ['catalog', 'xmp', 'tabs']],
  ['each mark is owned once', ['mark', 'stray']],
  ['each link belongs to a tag on its page', ['link']],
  [
    'its tags are the standard ones, each in its place',
    ['tree', 'text-role', 'role', 'nesting', 'heading', 'table', 'note-id', 'figure']
  ],
  ['each face is embedded with its characters', ['font']]
]

const books: ReadonlyArray<readonly [name: string, isThere: boolean, read: () => Digest | Promise<Digest>]> =
  [
    ['the sample', true, () => sample],
    ['the five seeds', existsSync(seeds), async () => deepFreeze(await readDigest(seeds))],
    [
      'a generated book',
      true,
      () => deepFreeze(generateBook(30_000, 1, {labels: world.labels('zh-Hant'), theme}))
    ]
  ]

for (const [name, isThere, read] of books) {
  describe.skipIf(!isThere)(name, () => {
    let proof: Proof
    beforeAll(async () => {
      const digest = await read()
      const {edition, messages, pages} = await compilePdf(digest, options)
      expect(messages).toEqual([])
      proof = await provePdf(digest, edition.bytes, (id) => pages.get(id))
    })

    test('is long enough to prove something', () => {
      expect(proof.counts['pages']).toBeGreaterThan(30)
      expect(proof.counts['justified lines']).toBeGreaterThan(250)
    })

    test.each(promises)('%s', (_, checks) => {
      expect(proof.faults.filter(({check}) => checks.includes(check))).toEqual([])
    })
  })
}

test('every check stands behind a promise', () => {
  const checks = promises.flatMap(([, checks]) => checks)
  expect(new Set(checks).size).toBe(checks.length)
})

describe('compilePdf', () => {
  let compiled: CompiledPdf
  beforeAll(async () => {
    compiled = await compilePdf(sample, options)
  })

  test('the same digest gives the same bytes', async () => {
    const again = await compilePdf(sample, options)
    expect(Buffer.from(again.edition.bytes).equals(Buffer.from(compiled.edition.bytes))).toBe(true)
  })

  test('says its name, and has nothing to say about the sample', () => {
    expect(compiled.edition.name).toBe('open-weights.pdf')
    expect(compiled.messages).toEqual([])
  })

  test('says on which page a chapter begins', () => {
    const first = sample.parts[0]?.chapters[0]
    expect(compiled.pages.get(first?.id ?? '')).toBe('2')
    expect(compiled.pages.get('foreword')).toMatch(/^[ivx]+$/)
  })

  test('a character that no face has is reported, and a mark stands for it', async () => {
    const chapter = {...sample.parts[0]?.chapters[0]} as Digest['parts'][0]['chapters'][0]
    const tree = structuredClone(chapter.tree)
    const [section] = tree.children
    if (section?.type === 'element')
      section.children.push({
        type: 'element',
        tagName: 'p',
        properties: {},
        children: [{type: 'text', value: '\u{13000}'}]
      })
    const {messages} = await compilePdf(
      {...sample, parts: [{id: 'part-1', chapters: [{...chapter, tree}]}]},
      options
    )
    expect(messages.map((message) => message.reason)).toEqual([expect.stringContaining('U+13000')])
  })
})
