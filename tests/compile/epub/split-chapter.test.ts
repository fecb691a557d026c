/** A long chapter in several documents: nothing is lost, and each stands by itself. */

import type {Element} from 'hast'
import {EpubCheck} from '@likecoin/epubcheck-ts'
import {toString} from 'hast-util-to-string'
import {h} from 'hastscript'
import JSZip from 'jszip'
import {expect, test} from 'vitest'
import type {Digest} from '../../../src/model.ts'
import {compileEpub} from '../../../src/compile/epub/index.ts'
import {splitChapter} from '../../../src/compile/epub/split-chapter.ts'
import {sample, theme, world} from '../read-press.ts'

const call = (number: number, again = '') =>
  h('a', {role: 'doc-noteref', id: `a-r${number}${again}`, href: `#a-n${number}`}, String(number))
const note = (number: number, ...words: Array<Element | string>) =>
  h('aside', {role: 'doc-footnote', id: `a-n${number}`, ariaLabel: `Note ${number}`}, [
    h('p', [h('a', {role: 'doc-backlink', href: `#a-r${number}`}, String(number)), ' ', ...words])
  ])

/**
 * @param size characters of each paragraph.
 * @param notes other notes.
 */
function makeChapter(size: number, ...notes: Element[]): Element {
  const words = 'x'.repeat(size)
  return h(
    'section',
    {role: 'doc-chapter', id: 'a', className: ['article'], lang: 'en', ariaLabelledBy: ['a-title']},
    [
      h('header', [h('h1', {id: 'a-title'}, 'A')]),
      h('p', [words, call(1)]),
      h('h2', {id: 'a-s1'}, 'One'),
      h('p', [words, call(2), call(1, '-2')]),
      h('h2', {id: 'a-s2'}, 'Two'),
      h('h3', {id: 'a-s3'}, 'Three'),
      h('p', [words, h('a', {href: '#a-s1'}, 'back')]),
      h('section', {className: ['notes'], ariaLabel: 'Notes'}, [
        h('h2', {className: ['label']}, 'Notes'),
        note(1, 'see ', call(3)),
        note(2),
        note(3),
        ...notes
      ]),
      h('footer', {className: ['source-card'], ariaLabel: 'Source'}, [h('dl', [h('dt', 'x'), h('dd', 'y')])])
    ]
  )
}

/** Tags and ids of what stands in a piece. */
const outline = ({children}: Element): string =>
  children
    .map((child) => {
      if (child.type !== 'element') return ''
      const notes = child.children.flatMap((note) =>
        note.type === 'element' && note.tagName === 'aside' ? String(note.properties['id']) : []
      )
      return [child.tagName, ...notes].join(' ')
    })
    .join(', ')

test('a chapter within the limit stays whole', () => {
  const chapter = makeChapter(10)
  expect(splitChapter(chapter, 'A')).toEqual([chapter])
})

test('blocks stay with their headings and notes, what closes the chapter stands last', () => {
  const pieces = splitChapter(makeChapter(3000, note(4)), 'A', 5000)
  expect(pieces.map(outline)).toEqual([
    'header, p, section a-n1 a-n3',
    'h2, p, section a-n2',
    'h2, h3, p, section a-n4, footer'
  ])
  expect(pieces.map(({properties}) => properties['id'])).toEqual(['a', undefined, undefined])
  expect(pieces[1]?.properties).toMatchObject({lang: 'en', ariaLabel: 'A', className: ['article']})
})

test('a block longer than the limit is not broken', () => {
  const pieces = splitChapter(makeChapter(9000), 'A', 5000)
  expect(pieces.length).toBe(3)
  expect(pieces[0] && outline(pieces[0])).toBe('header, p, section a-n1 a-n3')
})

test('a book with such a chapter is a good one: links find their files, text stands once', async () => {
  const section = makeChapter(130_000)
  const digest: Digest = {
    ...sample,
    theme,
    front: [],
    back: [],
    assets: new Map(),
    parts: [
      {
        id: 'part-1',
        chapters: [
          {
            id: 'a',
            kind: 'article',
            title: 'A',
            lang: 'en',
            length: 1,
            tree: {type: 'root', children: [section]}
          }
        ]
      }
    ]
  }
  const {bytes} = await compileEpub(digest, {
    cover: undefined,
    rasterize: world.rasterize,
    templates: world.templates('epub')
  })
  const {messages} = await EpubCheck.validate(bytes)
  expect(messages.filter(({severity}) => ['fatal', 'error', 'warning'].includes(severity))).toEqual([])
  const zip = await JSZip.loadAsync(bytes)
  const read = async (name: string) => (await zip.file(`OEBPS/${name}`)?.async('string')) ?? ''
  const names = Object.keys(zip.files).filter((name) => name.includes('article'))
  expect(names.sort()).toEqual(['', '-2', '-3'].map((end) => `OEBPS/article-01${end}.xhtml`).sort())
  const files = await Promise.all(['', '-2', '-3'].map((end) => read(`article-01${end}.xhtml`)))
  for (const file of files) expect(file.length).toBeLessThan(250_000)
  expect(files[2]).toContain('<a href="article-01-2.xhtml#a-s1">back</a>')
  // The second call of a note leads to where the note is.
  expect(files[1]).toContain('id="a-r1-2" href="article-01.xhtml#a-n1"')
  expect(await read('toc.xhtml')).toContain('href="article-01-3.xhtml#a-s2"')
  expect(files.join('').match(/x{130000}/g)?.length).toBe(toString(section).match(/x{130000}/g)?.length)
})
