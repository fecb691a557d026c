/** What a file of notes says: kinds, contexts, what stands before and after. */

import {readFileSync} from 'node:fs'
import {toString} from 'mdast-util-to-string'
import {describe, expect, test} from 'vitest'
import {VFile} from 'vfile'
import {parse} from 'yaml'
import type {Note} from '../../src/model.ts'
import {parseMarkdown} from '../../src/read/parse-markdown.ts'
import {readNotes} from '../../src/read/read-notes.ts'

function read(text: string): ReadonlyArray<Note> {
  return readNotes(parseMarkdown(text), new VFile({path: 'notes/a.md', value: text}), 'a.md')
}

const said = (note: Note | undefined) => note && toString(note.tree)

describe('kinds', () => {
  test.each(['en', 'zh-Hans', 'zh-Hant'])('the words of the labels in %s begin a note', (lang) => {
    const labels = parse(
      readFileSync(new URL(`../../templates/labels/${lang}.yaml`, import.meta.url), 'utf8')
    ) as Record<string, string>
    const words = {
      correction: labels['noteCorrection'],
      translator: labels['noteTranslator'],
      margin: labels['noteMargin']?.replace('{number}', '').trim()
    }
    for (const [kind, word] of Object.entries(words)) {
      for (const opening of [`${word}: `, `**${word}:** `, `**${word}**\uff1a`, `_${word}_ : `]) {
        const [note] = read(`> passage\n\n${opening}it is *so*.`)
        expect([note?.kind, said(note)], opening).toEqual([kind, 'it is so.'])
      }
    }
  })

  test('other words do not', () => {
    for (const opening of [
      'Margin of error: 5 %',
      'The correction: none',
      '**Margin** calls: two',
      'Margin'
    ]) {
      const [note] = read(`> passage\n\n${opening}`)
      expect(note?.kind, opening).toBeUndefined()
      expect(said(note)).toBe(opening.replaceAll('*', ''))
    }
  })
})

describe('quotations', () => {
  test.each([
    ['exact words', {exact: 'exact words'}],
    ['its start \u2026 its end', {exact: 'its start', end: 'its end'}],
    ['its start ... its end', {exact: 'its start', end: 'its end'}],
    ['a\u2026b', {exact: 'a\u2026b'}],
    ['a \u2026 b \u2026 c', {exact: 'a \u2026 b \u2026 c'}],
    ['before **the passage** after', {exact: 'the passage', prefix: 'before ', suffix: ' after'}],
    ['**the passage** after', {exact: 'the passage', suffix: ' after'}],
    ['before **start \u2026 end**', {exact: 'start', end: 'end', prefix: 'before '}],
    ['**the passage**', {exact: 'the passage'}],
    ['two **bold** words **here**', {exact: 'two bold words here'}]
  ])('%s', (text, quote) => {
    expect(read(`> ${text}\n\nNote.`)[0]?.quote).toEqual(quote)
  })
})

test('what stands before the first quotation and behind a last break is about the article', () => {
  const notes = read(
    'Before.\n\n---\n\nBefore, too.\n\n> one\n\nNote.\n\n---\n\n> two\n\nNote.\n\n---\n\nAfter.\n\nAfter, too.'
  )
  expect(notes.map((note) => [note.quote?.exact, note.isAfter, said(note)])).toEqual([
    [undefined, undefined, 'Before.Before, too.'],
    ['one', undefined, 'Note.'],
    ['two', undefined, 'Note.'],
    [undefined, true, 'After.After, too.']
  ])
})

test('a file without a break closes nothing', () => {
  expect(read('Before.\n\n> one\n\nNote.').some(({isAfter}) => isAfter)).toBe(false)
})

test('addresses and footnotes of a file reach the notes that mean them', () => {
  const [first, second] = read(
    '> one\n\nSee [it][a][^1].\n\n> two\n\nAgain[^1], and [a].\n\n[a]: https://example.org/\n\n[^1]: Said *once*.'
  )
  expect(JSON.stringify(first?.tree)).toContain('"url":"https://example.org/"')
  expect([said(first), said(second)]).toEqual(['See it (Said once.).', 'Again (Said once.), and a.'])
  expect(JSON.stringify([first?.tree, second?.tree])).not.toMatch(/Reference|efinition/)
})
