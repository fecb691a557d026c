/** Make the pages of a book in reading order: cover, title, contents, parts and chapters. */

import type {ElementContent} from 'hast'
import type {Chapter, Digest} from '../../model.ts'
import type {Entry, Page, PageEntry, Picture} from './book.ts'
import type {Marker} from './list-markers.ts'
import {fillLabel} from '../../fill-label.ts'
import {listSections} from '../list-sections.ts'
import {bindChapters} from './bind-chapters.ts'
import {fitChapter} from './fit-chapter.ts'
import {makeCover, makePart, makeTitle} from './make-front.ts'
import {makeMark} from './mark-pages.ts'
import {toXhtml} from './to-xhtml.ts'

export interface Pages {
  readonly spine: ReadonlyArray<Page | 'toc'>
  readonly entries: ReadonlyArray<Entry>
  /** Pages of the printed edition. */
  readonly pageList: ReadonlyArray<PageEntry>
  /** Marks of those that the contents stand on, as XHTML. */
  readonly contentsMarks: string
}

export interface PageOptions {
  /** By their names in the digest. */
  readonly pictures: ReadonlyMap<string, Picture>
  readonly cover: Picture | undefined
  readonly markers: ReadonlyArray<Marker>
}

export function makePages(digest: Digest, {pictures, cover, markers}: PageOptions): Pages {
  const {front, parts, back, labels, meta} = digest
  const names = nameFiles(digest)
  const {pieces, files} = bindChapters(digest, names, markers)
  const marksOf = (id: string) => markers.filter((marker) => marker.id === id).map(makeMark)
  const hrefs = new Map([...pictures].map(([name, {href}]) => [name, href]))
  const fileOf = (id: string) => names.get(id) ?? ''
  const toPage = (id: string, title: string, matter: string, node: ElementContent): Page => ({
    id,
    file: fileOf(id),
    title,
    lang: meta.lang,
    matter,
    body: toXhtml([node])
  })

  const toChapter = (matter: string) => (chapter: Chapter) =>
    (pieces.get(chapter.id) ?? []).map(({file, root}): Page => {
      const {id, lang, title} = chapter
      const body = toXhtml([fitChapter(root, {file, files, pictures: hrefs, labels})])
      return {id, file, title, lang, matter, body}
    })

  const toEntry = (chapter: Chapter): Entry => ({
    title: chapter.title,
    lang: chapter.lang,
    href: fileOf(chapter.id),
    children: listSections(chapter).map(({id, title}) => ({
      title,
      lang: chapter.lang,
      href: `${files.get(id) ?? ''}#${id}`,
      children: []
    }))
  })

  const spine = [
    ...(cover ? [toPage('cover', fillLabel(labels, 'cover'), 'frontmatter', makeCover(digest, cover))] : []),
    toPage('title', meta.title, 'frontmatter', makeTitle(digest, marksOf('titlepage'))),
    'toc' as const,
    ...front.flatMap(toChapter('frontmatter')),
    ...parts.flatMap(({id, title, chapters}) => [
      ...(title === undefined ? [] : [toPage(id, title, 'bodymatter', makePart(id, title, marksOf(id)))]),
      ...chapters.flatMap(toChapter('bodymatter'))
    ]),
    ...back.flatMap(toChapter('backmatter'))
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
  const frames = new Map([
    ['titlepage', fileOf('title')],
    ['contents', 'toc.xhtml'],
    ...parts.map(({id}) => [id, fileOf(id)] as const)
  ])
  const pageList = markers.map(({id, label, place}) => ({
    label,
    place,
    href: `${frames.get(id) ?? files.get(place) ?? ''}#${place}`
  }))
  return {spine, entries, pageList, contentsMarks: toXhtml(marksOf('contents'))}
}

/** File of each page by its id; an article's id may hold any letter, its file only plain ones. */
function nameFiles({front, parts, back}: Digest): ReadonlyMap<string, string> {
  const names = new Map([
    ['cover', 'cover.xhtml'],
    ['title', 'title.xhtml']
  ])
  const chapters = parts.flatMap((part) => part.chapters)
  const articles = chapters.filter(({kind}) => kind !== 'introduction')
  const width = Math.max(2, String(articles.length).length)
  for (const {id, kind} of [...front, ...back]) names.set(id, `${kind}.xhtml`)
  for (const [index, {id}] of parts.entries()) names.set(id, `part-${index + 1}.xhtml`)
  for (const {id, kind} of chapters) if (kind === 'introduction') names.set(id, `${id}.xhtml`)
  for (const [index, {id}] of articles.entries()) {
    names.set(id, `article-${String(index + 1).padStart(width, '0')}.xhtml`)
  }

  return names
}
