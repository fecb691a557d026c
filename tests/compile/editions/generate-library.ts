/**
 * Generate a digest of many short articles that holds every kind of block, in three
 * languages, with characters that are traps for whoever writes a format. Each of its
 * texts ends in a token of its own, so that none can stand in for another. The same
 * numbers give the same digest.
 */

import type {Element, ElementContent, Text} from 'hast'
import type {Chapter, Digest, Labels, Lang, Part, Theme} from '../../../src/model.ts'
import {h} from 'hastscript'
import {toString} from 'hast-util-to-string'
import {blockKinds, makeParagraph, type Desk} from '../pdf/book/make-blocks.ts'
import {makePictures} from '../pdf/book/make-pictures.ts'
import {createRandom, type Random} from '../pdf/book/random.ts'
import {createScribe, type Scribe} from '../pdf/book/write-sentences.ts'

export interface LibraryOptions {
  readonly labels: Labels
  readonly theme: Theme
  readonly articles: number
  /** Blocks of each article, about (default: 4). */
  readonly blocks?: number
  readonly parts: number
  /** Texts that stand among the others. */
  readonly traps: ReadonlyArray<string>
}

interface Context extends LibraryOptions {
  readonly random: Random
  readonly scribes: ReadonlyMap<Lang, Scribe>
  readonly pictures: Desk['pictures']
  readonly deck: Array<(desk: Desk) => Element[]>
}

type Kind = 'article' | 'foreword' | 'afterword' | 'glossary' | 'colophon'
type Role = 'doc-chapter' | 'doc-foreword' | 'doc-afterword' | 'doc-glossary' | 'doc-colophon'

const roles: Readonly<Record<Kind, Role>> = {
  article: 'doc-chapter',
  foreword: 'doc-foreword',
  afterword: 'doc-afterword',
  glossary: 'doc-glossary',
  colophon: 'doc-colophon'
}
/** Languages of articles in turn; the guest writes some of the paragraphs. */
const languages: ReadonlyArray<readonly [Lang, Lang]> = [
  ['zh-Hant', 'en'],
  ['zh-Hans', 'zh-Hant'],
  ['en', 'zh-Hans']
]
/** Each kind of block as often as its share. */
const allKinds = blockKinds.flatMap(([share, make]) => Array.from({length: share}, () => make))
const termCount = 24
// Consonants that make no ligature and no word, so that nothing is hyphenated or found by chance.
const tokenLetters = [...'bdghkmnpqrvwz']
const tokenLength = 4

export function generateLibrary(seed: number, options: LibraryOptions): Digest {
  const random = createRandom(seed)
  const pictures = makePictures()
  const scribes = new Map(['zh-Hant', 'zh-Hans', 'en'].map((lang) => [lang, createScribe(random, lang)]))
  const context: Context = {...options, random, scribes, pictures, deck: []}
  const articles = Array.from({length: options.articles}, (_, index) => makeArticle(index + 1, context))
  const perPart = Math.ceil(articles.length / options.parts)
  const {traps} = options
  const [trap = ''] = traps
  return {
    id: 'library',
    meta: {
      title: `Library & <${trap}> "${seed}" {{title}} <%= title %> $&`,
      subtitle: '\u66f8 & <\u5eab> ]]>',
      editor: 'A & B <c>',
      publisher: '"Press" & Sons',
      rights: '\u00a9 A & B',
      description: 'What </script> & <style> do to a description.',
      number: '7',
      date: '2026-11-22',
      modified: '2026-11-22',
      lang: 'zh-Hant',
      identifier: 'urn:uuid:00000000-0000-5000-8000-000000000200'
    },
    labels: options.labels,
    theme: options.theme,
    pages: 'A5',
    ...giveTokens({
      front: [makeProse('foreword', context)],
      parts: Array.from({length: options.parts}, (_, index) => ({
        id: `part-${index + 1}`,
        title: `${scribeOf(context, 'zh-Hant').title()} ${traps[index] ?? ''}`,
        chapters: articles.slice(index * perPart, (index + 1) * perPart)
      })),
      back: [makeProse('afterword', context), makeGlossary(context), makeColophon(context)]
    }),
    assets: new Map(pictures.map((picture) => [picture.name, picture]))
  }
}

function scribeOf({scribes}: Context, lang: Lang): Scribe {
  const scribe = scribes.get(lang)
  if (!scribe) throw new Error(`Expected a scribe of ${lang}`)
  return scribe
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

function makeArticle(number: number, context: Context): Chapter {
  const {blocks: count = 4, deck, labels, random, traps} = context
  const [lang, guest] = languages[number % languages.length] ?? ['zh-Hant', 'en']
  const id = nameArticle(number)
  const desk = createDesk(id, lang, guest, context)
  const {scribe} = desk
  const introduction = random.chance(0.4) ? [makeIntroduction(desk, labels)] : []
  const body: Element[] = [makeParagraph(desk, 40, random.chance(0.5) ? ['short', 'editor'] : [])]
  for (let index = 0; index < count; index++) {
    if (deck.length === 0) deck.push(...random.shuffle(allKinds))
    body.push(...(deck.pop()?.(desk) ?? []))
  }

  body.push(makeCrossing(desk, context), ...makeTraps(number, lang, context))
  if (random.chance(0.1)) body.push(makeLost(desk))
  const source = scribe.title()
  const byline = `${scribe.name()} & Co.`
  const title = `${scribe.title()} ${number % 4 === 0 ? (traps[number % traps.length] ?? '') : number}`
  const header = [
    h('p', {className: ['kicker']}, String(number)),
    h('h1', {id: `${id}-title`}, title),
    ...(random.chance(0.3) ? [h('p', {className: ['deck']}, scribe.sentence().trimEnd())] : []),
    h('p', {className: ['source-line']}, [
      h('span', {className: ['source']}, source),
      ' ',
      h('span', {className: ['byline']}, byline),
      ' ',
      h('time', {dateTime: '2023-02-25'}, '2023-02-25')
    ])
  ]
  const url = `https://example.org/${number}?a=1&b="2"`
  const card = makeCard(source, url, labels)
  const chapter = makeChapter('article', id, lang, header, [
    ...introduction,
    ...body,
    ...makeNotes(desk, labels),
    card
  ])
  return {...chapter, source, byline, url, date: '2023-02-25'}
}

/** An id may hold any letter that XML allows, but no dot before a number at its end. */
function nameArticle(number: number): string {
  return number % 5 === 0 ? `a-\u66f8.no${number}` : `a-${number}`
}

/** Links to another article, to a term and to a site, and a note that is called again. */
function makeCrossing(desk: Desk, {articles, random}: Context): Element {
  const target = nameArticle(random.between(1, articles))
  const note = desk.notes.at(0)
  const again =
    note === undefined || !random.chance(0.5)
      ? []
      : [
          h(
            'a',
            {
              role: 'doc-noteref',
              id: `${desk.id}-r1-2`,
              href: `#${desk.id}-n1`,
              className: note.properties['className']
            },
            '1'
          )
        ]
  return h('p', [
    desk.scribe.sentence(),
    h('a', {href: `#${target}`}, desk.scribe.title()),
    ' ',
    h('a', {href: `#glossary-t${random.between(1, termCount)}`}, desk.scribe.word()),
    ' ',
    h('a', {href: 'https://example.org/?q="<&>"&x=]]>'}, desk.scribe.word()),
    ...again
  ])
}

/** Three or five traps in each article; all of them where there are few articles. */
function makeTraps(number: number, lang: Lang, {articles, traps}: Context): Element[] {
  const at = (index: number) => traps[(number * 3 + index) % traps.length] ?? ''
  const all = articles < traps.length ? traps.map((trap) => h('p', trap)) : []
  if (number % 3 === 0) return [h('pre', [h('code', `${at(0)}\n  ${at(1)}\n\n${at(2)}\n`)]), ...all]
  if (number % 3 === 1)
    return [
      h('blockquote', [
        h('p', [at(0), h('em', at(1)), ' ', h('code', at(2))]),
        h('blockquote', [h('p', {lang: lang === 'en' ? 'zh-Hant' : 'en'}, at(3))])
      ]),
      ...all
    ]
  return [
    h('ul', [
      h('li', at(0)),
      h('li', [h('p', [at(1), h('strong', at(2))]), h('ol', {start: 9}, [h('li', at(3)), h('li', at(4))])])
    ]),
    ...all
  ]
}

function makeIntroduction(desk: Desk, labels: Labels): Element {
  const label = labels['editorIntroduction'] ?? ''
  return h('section', {role: 'doc-introduction', className: ['editor'], ariaLabel: label}, [
    h('p', {className: ['label']}, label),
    makeParagraph(desk, 50)
  ])
}

function makeLost(desk: Desk): Element {
  return h('section', {className: ['editor', 'adrift']}, [
    h('blockquote', [h('p', desk.scribe.sentence().trimEnd())]),
    makeParagraph({...desk, notes: []}, 40)
  ])
}

function makeNotes({notes}: Desk, labels: Labels): Element[] {
  const label = labels['notes'] ?? ''
  return notes.length === 0
    ? []
    : [
        h('section', {className: ['notes'], ariaLabel: label}, [
          h('h2', {className: ['label']}, label),
          ...notes
        ])
      ]
}

function makeCard(source: string, url: string, labels: Labels): Element {
  const list = [h('dt', 'Source'), h('dd', source), h('dt', 'Address'), h('dd', [h('a', {href: url}, url)])]
  return h('footer', {className: ['source-card'], ariaLabel: labels['source'] ?? 'Source'}, [h('dl', list)])
}

function makeProse(kind: 'foreword' | 'afterword', context: Context): Chapter {
  const desk = createDesk(kind, 'zh-Hant', 'en', context)
  const body = [
    makeParagraph(desk, 160),
    makeParagraph(desk, 90, ['short', 'editor']),
    makeParagraph(desk, 80)
  ]
  return makeChapter(
    kind,
    kind,
    'zh-Hant',
    [h('h1', {id: `${kind}-title`}, desk.scribe.title())],
    [...body, ...makeNotes(desk, context.labels)]
  )
}

function makeGlossary(context: Context): Chapter {
  const {traps} = context
  const scribe = scribeOf(context, 'zh-Hant')
  const rows = Array.from({length: termCount}, (_, index) => [
    h('dt', {id: `glossary-t${index + 1}`}, [
      `${scribe.word()} `,
      h('span', {className: ['original'], lang: 'en'}, scribeOf(context, 'en').word())
    ]),
    h('dd', `${scribe.sentence()}${traps[index] ?? ''}`)
  ])
  const heading = h('h1', {id: 'glossary-title'}, scribe.title())
  return makeChapter('glossary', 'glossary', 'zh-Hant', [heading], [h('dl', rows.flat())])
}

function makeColophon(context: Context): Chapter {
  const scribe = scribeOf(context, 'zh-Hant')
  const heading = h('h1', {id: 'colophon-title'}, scribe.title())
  const list = [
    h('dt', scribe.word()),
    h('dd', scribe.name()),
    h('dt', scribe.word()),
    h('dd', 'urn:uuid:00')
  ]
  return makeChapter('colophon', 'colophon', 'zh-Hant', [heading], [h('p', scribe.sentence()), h('dl', list)])
}

function makeChapter(
  kind: Kind,
  id: string,
  lang: Lang,
  header: ReadonlyArray<Element>,
  children: ReadonlyArray<Element>
): Chapter {
  const section = h(
    'section',
    {role: roles[kind], id, className: [kind], lang, ariaLabelledBy: [`${id}-title`]},
    [h('header', [...header]), ...children]
  )
  const length = toString(section).length
  return {id, kind, title: '', lang, length, tree: {type: 'root', children: [section]}}
}

/** Give each text a token, and each chapter the title that its tree has then. */
function giveTokens(matter: Pick<Digest, 'front' | 'parts' | 'back'>): typeof matter {
  let count = 0
  const next = () => {
    let rest = count++
    const letters = Array.from({length: tokenLength}, () => {
      const letter = tokenLetters[rest % tokenLetters.length] ?? ''
      rest = Math.floor(rest / tokenLetters.length)
      return letter
    })
    return `x${letters.join('')}`
  }

  const give = (chapter: Chapter): Chapter => {
    markTexts(chapter.tree.children as ElementContent[], next)
    const [title] = findTexts(chapter.tree.children as ElementContent[], 'h1')
    return {...chapter, title: title ?? ''}
  }

  return {
    front: matter.front.map(give),
    parts: matter.parts.map((part): Part => ({
      ...part,
      title: `${part.title} ${next()}`,
      chapters: part.chapters.map(give)
    })),
    back: matter.back.map(give)
  }
}

function markTexts(nodes: ReadonlyArray<ElementContent>, next: () => string): void {
  for (const node of nodes) {
    if (node.type === 'text') markText(node, next)
    // The numbers of notes and the labels are no texts of the article.
    else if (node.type === 'element' && !isLabel(node)) markTexts(node.children, next)
  }
}

/** Before the blanks at its end, which may be lost at the end of a line. */
function markText(text: Text, next: () => string): void {
  const end = text.value.trimEnd().length
  if (end > 0) text.value = text.value.slice(0, end) + next() + text.value.slice(end)
}

function isLabel({properties}: Element): boolean {
  return (
    /^doc-(?:noteref|backlink)$/.test(String(properties['role'])) ||
    [properties['className']].flat().includes('label')
  )
}

function findTexts(nodes: ReadonlyArray<ElementContent>, tagName: string): string[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'element') return []
    return node.tagName === tagName ? [toString(node)] : findTexts(node.children, tagName)
  })
}
