/** Make the pages of a book in reading order: cover, title, contents, parts and chapters. */

import type {Element, ElementContent} from 'hast'
import type {Chapter, Digest, Part} from '../../model.ts'
import type {Entry, Page, Picture} from './book.ts'
import {h} from 'hastscript'
import {visit} from 'unist-util-visit'
import {fillLabel, formatDate} from '../../fill-label.ts'
import {listSections, rootOf} from '../list-sections.ts'
import {fitChapter} from './fit-chapter.ts'
import {toXhtml} from './to-xhtml.ts'

export interface Pages {
  readonly spine: ReadonlyArray<Page | 'toc'>
  readonly entries: ReadonlyArray<Entry>
}

type Frame = Omit<Page, 'body' | 'lang'> & {readonly lang?: string}

/** @param pictures by their names in the digest. */
export function makePages(
  digest: Digest,
  pictures: ReadonlyMap<string, Picture>,
  cover: Picture | undefined
): Pages {
  const {front, parts, back, labels, meta} = digest
  const names = nameFiles(digest)
  const files = findIds(digest, names)
  const hrefs = new Map([...pictures].map(([name, {href}]) => [name, href]))
  const fileOf = (id: string) => names.get(id) ?? ''
  const toPage = ({id, title, lang}: Frame, matter: string, nodes: ElementContent[]): Page => ({
    id,
    file: fileOf(id),
    title,
    lang: lang ?? meta.lang,
    matter,
    body: toXhtml(nodes)
  })

  const toChapter = (matter: string) => (chapter: Chapter) => {
    const context = {file: fileOf(chapter.id), files, pictures: hrefs, labels}
    return toPage({...chapter, file: context.file, matter}, matter, [fitChapter(rootOf(chapter), context)])
  }

  const toEntry = (chapter: Chapter): Entry => ({
    title: chapter.title,
    lang: chapter.lang,
    href: fileOf(chapter.id),
    children: listSections(chapter).map(({id, title}) => ({
      title,
      lang: chapter.lang,
      href: `${fileOf(chapter.id)}#${id}`,
      children: []
    }))
  })

  const coverTitle = fillLabel(labels, 'cover')
  const spine = [
    ...(cover
      ? [
          toPage({id: 'cover', file: '', title: coverTitle, matter: ''}, 'frontmatter', [
            makeCover(digest, cover)
          ])
        ]
      : []),
    toPage({id: 'title', file: '', title: meta.title, matter: ''}, 'frontmatter', [makeTitle(digest)]),
    'toc' as const,
    ...front.map(toChapter('frontmatter')),
    ...parts.flatMap((part) => [
      ...(part.title === undefined
        ? []
        : [
            toPage({...part, title: part.title, file: '', matter: ''}, 'bodymatter', [
              makePart(part, part.title)
            ])
          ]),
      ...part.chapters.map(toChapter('bodymatter'))
    ]),
    ...back.map(toChapter('backmatter'))
  ]
  const entries = [
    ...front.map(toEntry),
    ...parts.flatMap(({id, title, chapters}): Entry[] =>
      title === undefined
        ? chapters.map(toEntry)
        : [{title, lang: meta.lang, href: fileOf(id), children: chapters.map(toEntry)}]
    ),
    ...back.map(toEntry)
  ]
  return {spine, entries}
}

/** File of each page by its id; an article's id may hold any letter, its file only plain ones. */
function nameFiles({front, parts, back}: Digest): ReadonlyMap<string, string> {
  const names = new Map([
    ['cover', 'cover.xhtml'],
    ['title', 'title.xhtml']
  ])
  const articles = parts.flatMap((part) => part.chapters)
  const width = Math.max(2, String(articles.length).length)
  for (const {id, kind} of [...front, ...back]) names.set(id, `${kind}.xhtml`)
  for (const [index, {id}] of parts.entries()) names.set(id, `part-${index + 1}.xhtml`)
  for (const [index, {id}] of articles.entries()) {
    names.set(id, `article-${String(index + 1).padStart(width, '0')}.xhtml`)
  }

  return names
}

/** File of each id that a link may lead to. */
function findIds(
  {front, parts, back}: Digest,
  names: ReadonlyMap<string, string>
): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  for (const chapter of [...front, ...parts.flatMap((part) => part.chapters), ...back]) {
    const file = names.get(chapter.id) ?? ''
    visit(chapter.tree, 'element', ({properties}) => {
      if (typeof properties['id'] === 'string') files.set(properties['id'], file)
    })
  }

  return files
}

function makeCover({labels, meta}: Digest, cover: Picture): Element {
  const alt = fillLabel(labels, 'coverOf', {title: meta.title})
  return h('section', {'epub:type': 'cover', id: 'cover', className: ['cover']}, [
    h('img', {role: 'doc-cover', src: cover.href, alt})
  ])
}

function makeTitle({labels, meta}: Digest): Element {
  const {title, subtitle, editor, number, publisher, date} = meta
  return h(
    'section',
    {'epub:type': 'titlepage', id: 'titlepage', className: ['titlepage'], ariaLabelledBy: ['title']},
    [
      number === undefined
        ? undefined
        : h('p', {className: ['kicker']}, fillLabel(labels, 'issue', {number})),
      h('h1', {id: 'title'}, title),
      subtitle === undefined ? undefined : h('p', {className: ['subtitle']}, subtitle),
      editor === undefined
        ? undefined
        : h('p', {className: ['byline']}, fillLabel(labels, 'editedBy', {editor})),
      publisher === undefined ? undefined : h('p', {className: ['publisher']}, publisher),
      date === undefined
        ? undefined
        : h('p', {className: ['date']}, h('time', {dateTime: date}, formatDate(labels, date)))
    ]
  )
}

function makePart({id}: Part, title: string): Element {
  return h(
    'section',
    {role: 'doc-part', 'epub:type': 'part', id, className: ['part'], ariaLabelledBy: [`${id}-title`]},
    [h('h1', {id: `${id}-title`}, title)]
  )
}
