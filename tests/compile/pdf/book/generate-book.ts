/**
 * Generate a book of about so many characters that holds every kind of block and
 * inline of docs/chapter-format.md, in three languages. The same numbers give the
 * same book.
 */

import type {Element} from 'hast'
import type {Chapter, Digest, Labels, Lang, Part, Theme} from '../../../../src/model.ts'
import {h} from 'hastscript'
import {toString} from 'hast-util-to-string'
import {makePictures} from './make-pictures.ts'
import {blockKinds, makeParagraph, type Desk} from './make-blocks.ts'
import {createRandom, type Random} from './random.ts'
import {createScribe, type Scribe} from './write-sentences.ts'

export interface BookOptions {
  readonly labels: Labels
  readonly theme: Theme
  /** Name of the page geometry (default: `A5`). */
  readonly pages?: string
  /** Nothing but paragraphs, without marks or notes (default: `false`). */
  readonly isFlat?: boolean
}

type Kind = 'article' | 'foreword' | 'afterword' | 'glossary' | 'colophon'

const roles: Readonly<Record<Kind, string>> = {
  article: 'doc-chapter',
  foreword: 'doc-foreword',
  afterword: 'doc-afterword',
  glossary: 'doc-glossary',
  colophon: 'doc-colophon'
}
/** Characters of a chapter: short enough that a short book has several, long enough for long tables. */
const chapterLengths = {least: 2500, most: 12_000, share: 1 / 12} as const
/** Chapters of each language, in turn; the guest writes some of the paragraphs. */
const languages: ReadonlyArray<readonly [Lang, Lang]> = [
  ['zh-Hant', 'en'],
  ['zh-Hans', 'zh-Hant'],
  ['zh-Hant', 'zh-Hans'],
  ['en', 'zh-Hans'],
  ['zh-Hans', 'en']
]
const chaptersPerPart = 8

interface Context extends BookOptions {
  readonly random: Random
  readonly scribes: ReadonlyMap<Lang, Scribe>
  readonly pictures: Desk['pictures']
  /** Kinds of block that wait for their turn; dealt anew when all have been used. */
  readonly deck: Array<(desk: Desk) => Element[]>
}

/** @param characters of the articles, notes included; the front and back matter come on top. */
export function generateBook(characters: number, seed: number, options: BookOptions): Digest {
  const random = createRandom(seed)
  const pictures = makePictures()
  const scribes = new Map(['zh-Hant', 'zh-Hans', 'en'].map((lang) => [lang, createScribe(random, lang)]))
  const context: Context = {...options, random, scribes, pictures, deck: []}
  const length = Math.max(
    chapterLengths.least,
    Math.min(chapterLengths.most, characters * chapterLengths.share)
  )
  const chapters: Chapter[] = []
  for (let rest = characters; rest > 0;) {
    const chapter = makeArticle(chapters.length + 1, Math.min(rest, length), context)
    rest -= chapter.length
    chapters.push(chapter)
  }

  return {
    id: 'generated',
    meta: {
      title: `${scribeOf(context, 'zh-Hant').title()} & <${seed}>`,
      subtitle: scribeOf(context, 'en').title(),
      editor: scribeOf(context, 'zh-Hant').name(),
      date: '2026-11-22',
      modified: '2026-11-22',
      lang: 'zh-Hant',
      identifier: 'urn:uuid:00000000-0000-5000-8000-000000000001'
    },
    labels: options.labels,
    theme: options.theme,
    pages: options.pages ?? 'A5',
    front: [makeForeword(context)],
    parts: listParts(chapters, context),
    back: [makeGlossary(context), makeColophon(context)],
    assets: new Map(pictures.map((picture) => [picture.name, picture]))
  }
}

function scribeOf({scribes}: Context, lang: Lang): Scribe {
  const scribe = scribes.get(lang)
  if (!scribe) throw new Error(`Expected a scribe of ${lang}`)
  return scribe
}

function listParts(chapters: ReadonlyArray<Chapter>, context: Context): Part[] {
  const parts: Part[] = []
  for (let from = 0; from < chapters.length; from += chaptersPerPart) {
    const number = parts.length + 1
    parts.push({
      id: `part-${number}`,
      title: scribeOf(context, 'zh-Hant').title(),
      chapters: chapters.slice(from, from + chaptersPerPart)
    })
  }

  return parts
}

function makeArticle(number: number, length: number, context: Context): Chapter {
  const {random, isFlat = false} = context
  const [lang, guest] = languages[(number - 1) % languages.length] ?? ['zh-Hant', 'en']
  const id = `a-${number}`
  const desk = createDesk(id, lang, guest, context)
  const body = isFlat ? writeFlat(desk, length) : writeBody(desk, length, context)
  const {scribe} = desk
  const lost =
    isFlat || random.chance(0.7)
      ? []
      : [
          h('section', {className: ['editor', 'adrift']}, [
            h('blockquote', [h('p', scribe.sentence().trimEnd())]),
            makeParagraph({...desk, notes: []}, 50)
          ])
        ]
  const introduction = isFlat || random.chance(0.6) ? [] : [makeIntroduction(desk, context)]
  const source = scribe.title()
  const byline = scribe.name()
  const children = [...introduction, ...body, ...lost, ...makeNotes(desk, context)]
  const chapter = makeChapter(
    'article',
    id,
    scribe.title(),
    lang,
    [
      ...(isFlat || random.chance(0.8) ? [] : [h('p', {className: ['deck']}, scribe.sentence().trimEnd())]),
      h('p', {className: ['source-line']}, [
        h('span', {className: ['source']}, source),
        ' ',
        h('span', {className: ['byline']}, byline),
        ' ',
        h('time', {dateTime: '2023-02-25'}, '2023-02-25')
      ]),
      ...children,
      ...(isFlat ? [] : [makeCard(source, byline)])
    ],
    `${number}`
  )
  const written = children.reduce((sum, child) => sum + countLetters(child), 0)
  return {...chapter, source, byline, date: '2023-02-25', length: written}
}

function createDesk(id: string, lang: Lang, guest: Lang, context: Context): Desk {
  const {random, pictures, labels} = context
  return {
    id,
    random,
    scribe: scribeOf(context, lang),
    guest: scribeOf(context, guest),
    noteLabel: labels['notes'] ?? '',
    pictures,
    notes: [],
    level: 1,
    sections: 0
  }
}

function writeBody(desk: Desk, length: number, {deck, random}: Context): Element[] {
  const blocks: Element[] = [makeParagraph(desk, 120)]
  let written = 0
  while (written < length) {
    if (deck.length === 0)
      deck.push(
        ...random.shuffle(blockKinds.flatMap(([share, make]) => Array.from({length: share}, () => make)))
      )
    const noted = desk.notes.length
    const added = deck.pop()?.(desk) ?? []
    written += [...added, ...desk.notes.slice(noted)].reduce((sum, block) => sum + countLetters(block), 0)
    blocks.push(...added)
  }

  return blocks
}

function writeFlat({scribe, random}: Desk, length: number): Element[] {
  const blocks: Element[] = []
  let written = 0
  while (written < length) {
    const text = Array.from({length: random.between(1, 8)}, () => scribe.sentence()).join('')
    written += countLetters(h('p', text))
    blocks.push(h('p', text.trimEnd()))
  }

  return blocks
}

function makeIntroduction(desk: Desk, {labels}: Context): Element {
  const label = labels['editorIntroduction'] ?? ''
  return h('section', {role: 'doc-introduction', className: ['editor'], ariaLabel: label}, [
    h('p', {className: ['label']}, label),
    makeParagraph(desk, 90),
    makeParagraph(desk, 60)
  ])
}

function makeNotes({notes}: Desk, {labels}: Context): Element[] {
  if (notes.length === 0) return []
  const label = labels['notes'] ?? ''
  return [
    h('section', {className: ['notes'], ariaLabel: label}, [h('h2', {className: ['label']}, label), ...notes])
  ]
}

function makeCard(source: string, byline: string): Element {
  const rows = [
    ['Source', source],
    ['Author', byline],
    ['Address', 'https://weekly.example.org/archive/2023/02/25/an-article-with-a-long-name']
  ]
  const list = rows.flatMap(([name = '', value = '']) => [h('dt', name), h('dd', value)])
  return h('footer', {className: ['source-card'], ariaLabel: 'Source'}, [h('dl', list)])
}

function makeForeword(context: Context): Chapter {
  const desk = createDesk('foreword', 'zh-Hant', 'en', context)
  const body = context.isFlat
    ? writeFlat(desk, 200)
    : [makeParagraph(desk, 160), makeParagraph(desk, 90, ['short']), makeParagraph(desk, 200)]
  return makeChapter('foreword', 'foreword', desk.scribe.title(), 'zh-Hant', [
    ...body,
    ...makeNotes(desk, context)
  ])
}

function makeGlossary(context: Context): Chapter {
  const scribe = scribeOf(context, 'zh-Hant')
  const rows = Array.from({length: 20}, (_, index) => [
    h('dt', {id: `glossary-t${index + 1}`}, [
      `${scribe.word()} `,
      h('span', {className: ['original'], lang: 'en'}, scribeOf(context, 'en').word())
    ]),
    h('dd', scribe.sentence())
  ])
  return makeChapter('glossary', 'glossary', scribe.title(), 'zh-Hant', [h('dl', rows.flat())])
}

function makeColophon(context: Context): Chapter {
  const scribe = scribeOf(context, 'zh-Hant')
  return makeChapter('colophon', 'colophon', scribe.title(), 'zh-Hant', [
    h('p', scribe.sentence()),
    h('dl', [h('dt', scribe.word()), h('dd', scribe.name()), h('dt', scribe.word()), h('dd', 'urn:uuid:00')])
  ])
}

function makeChapter(
  kind: Kind,
  id: string,
  title: string,
  lang: Lang,
  children: ReadonlyArray<Element>,
  kicker?: string
): Chapter {
  const isHead = (child: Element) => /^(?:deck|source-line)$/.test(String(child.properties['className']))
  const header = h('header', [
    kicker === undefined ? undefined : h('p', {className: ['kicker']}, kicker),
    h('h1', {id: `${id}-title`}, title),
    ...children.filter(isHead)
  ])
  const section = h(
    'section',
    {role: roles[kind], id, className: [kind], lang, ariaLabelledBy: [`${id}-title`]},
    [header, ...children.filter((child) => !isHead(child))]
  )
  return {id, kind, title, lang, length: 0, tree: {type: 'root', children: [section]}}
}

function countLetters(element: Element): number {
  return toString(element).replace(/\s/g, '').length
}
