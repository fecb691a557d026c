/** Make the page of a site that holds one chapter, and the one that lists them all. */

import type {Element, ElementContent, Root} from 'hast'
import type {Chapter, Digest} from '../../model.ts'
import type {Drawing} from '../drawing.ts'
import type {Measures} from './place-notes.ts'
import type {Pages} from './name-pages.ts'
import {h} from 'hastscript'
import {fillLabel, formatDate} from '../../fill-label.ts'
import {listSections, rootOf} from '../list-sections.ts'
import {addTime, makeTime} from './add-time.ts'
import {describeChapter, describeDigest, listChapters, type Description} from './describe-digest.ts'
import {fitChapter} from './fit-chapter.ts'
import {feedFile} from './make-feed.ts'
import {makeContents} from './make-contents.ts'
import {makeHead, type Script} from './make-head.ts'
import {main, makeSkip, separate} from './make-page.ts'
import {join, makeTitle} from './make-title.ts'
import {indexFile, searchFile} from './name-pages.ts'

export interface SiteOptions {
  /** Where the site will stand; ends in `/`. */
  readonly address: string | undefined
  readonly cover: Drawing | undefined
  readonly follow: string
  readonly measures: Measures
  readonly pages: Pages
  /** Address of a picture, by its name in the digest. */
  readonly toPicture: (name: string) => string
}

export const styleFile = 'style.css'

// Opened from a disk, a page's own files are `file:` and no site's.
const own = "'self' file:"
const sources = {
  'default-src': "'none'",
  'style-src': `${own} 'unsafe-inline'`,
  'img-src': `${own} data:`,
  'base-uri': "'none'",
  'form-action': own
}

export function makeIndexPage(digest: Digest, options: SiteOptions): Root {
  const {address, pages} = options
  const about = describeDigest(digest, pages.fileOf, address)
  const chapters = new Map(listChapters(digest).map((chapter) => [chapter.id, chapter]))
  // A part has no page of its own: its first chapter is where it begins.
  const addressOf = ({id}: {readonly id: string}) => {
    const chapter = chapters.get(id) ?? digest.parts.find((part) => part.id === id)?.chapters[0]
    return chapter ? pages.fileOf(chapter) : indexFile
  }

  return makeSitePage(digest, {
    ...{about, file: '', name: 'home', title: digest.meta.title, lang: digest.meta.lang, options},
    scripts: [],
    content: [
      makeTitle(digest, options.cover),
      makeSearchForm(digest),
      h('main', {id: main, tabIndex: -1}, [
        makeContents(digest, {addressOf, detail: (chapter) => describe(chapter, digest)})
      ])
    ]
  })
}

export function makeChapterPage(digest: Digest, chapter: Chapter, options: SiteOptions): Root {
  const {labels} = digest
  const {follow, measures, pages, toPicture} = options
  const file = pages.fileOf(chapter)
  const about = describeChapter(digest, chapter, pages.fileOf, options.address && options.address + file)
  const toAddress = (href: string) => pages.resolve(href, chapter)
  const section = fitChapter(rootOf(chapter), {level: 1, labels, measures, toAddress, toPicture})
  return makeSitePage(digest, {
    ...{about, file, name: 'leaf', lang: chapter.lang, options},
    title: chapter.title + fillLabel(labels, 'titleSeparator') + digest.meta.title,
    scripts: [{type: 'module', text: follow}],
    content: [
      makeBar(digest),
      makeOutline(chapter, digest),
      h('main', {id: main, tabIndex: -1}, separate(addTime(section, chapter, labels))),
      makePager(digest, chapter, pages)
    ]
  })
}

interface SitePage {
  readonly about: Description
  /** Address from that of the site; the index is the site. */
  readonly file: string
  /** Class of the body. */
  readonly name: string
  readonly title: string
  readonly lang: string
  readonly scripts: ReadonlyArray<Script>
  readonly content: ReadonlyArray<Element>
  readonly options: Pick<SiteOptions, 'address'>
}

export function makeSitePage(digest: Digest, page: SitePage): Root {
  const {meta} = digest
  const {address} = page.options
  const links = [
    h('link', {rel: 'stylesheet', href: styleFile}),
    h('link', {rel: 'alternate', type: 'application/atom+xml', href: feedFile, title: meta.title}),
    ...(address === undefined ? [] : [h('link', {rel: 'canonical', href: address + page.file})])
  ]
  return {
    type: 'root',
    children: [
      {type: 'doctype'},
      h('html', {lang: page.lang}, [
        makeHead(meta, {
          title: page.title,
          description: page.name === 'home' ? meta.description : undefined,
          sources,
          elements: [...page.about.elements, ...links],
          scripts: [page.about.script, ...page.scripts]
        }),
        '\n',
        h('body', {className: [page.name]}, [makeSkip(digest), ...page.content.flatMap(separate)])
      ])
    ]
  }
}

/** The line above a page: back to the index, and the search. */
export function makeBar(digest: Digest): Element {
  return h('header', {className: ['bar'], lang: digest.meta.lang}, [
    h('a', {href: indexFile, rel: 'home'}, digest.meta.title),
    makeSearchForm(digest)
  ])
}

function makeSearchForm({labels}: Digest): Element {
  const label = fillLabel(labels, 'search')
  return h('form', {className: ['search'], role: 'search', action: searchFile}, [
    h('input', {type: 'search', name: 'q', ariaLabel: label, placeholder: label, autoComplete: 'off'})
  ])
}

/** What a page holds, for the margin and for who listens. */
function makeOutline(chapter: Chapter, {labels, meta}: Digest): Element {
  const lines = [{id: chapter.id, title: chapter.title}, ...listSections(chapter)]
  return h('nav', {ariaLabelledBy: ['contents'], className: ['contents']}, [
    h('p', {id: 'contents', className: ['label'], lang: meta.lang}, fillLabel(labels, 'onThisPage')),
    h(
      'ol',
      lines.map(({id, title}) => h('li', [h('a', {href: `#${id}`}, title)]))
    )
  ])
}

function makePager(digest: Digest, chapter: Chapter, {fileOf}: Pages): Element {
  const {labels, meta} = digest
  const chapters = listChapters(digest)
  const at = chapters.indexOf(chapter)
  const toLink = (rel: 'prev' | 'next', key: string): ElementContent[] => {
    const other = chapters[at + (rel === 'prev' ? -1 : 1)]
    return other
      ? [
          h('a', {rel, href: fileOf(other)}, [
            h('span', {className: ['label'], lang: meta.lang}, fillLabel(labels, key)),
            ' ',
            h('span', {lang: other.lang}, other.title)
          ])
        ]
      : []
  }

  return h('nav', {className: ['pager'], ariaLabel: fillLabel(labels, 'pager'), lang: meta.lang}, [
    ...toLink('prev', 'previous'),
    ...toLink('next', 'next')
  ])
}

/** Who wrote it, when, and how long it takes to read. */
function describe(chapter: Chapter, {labels, meta}: Digest): Element[] {
  const {byline, date, kind, lang, source} = chapter
  if (kind !== 'article') return []
  const own = lang === meta.lang ? {} : {lang}
  const parts = [
    ...(source === undefined ? [] : [h('span', own, source)]),
    ...(byline === undefined ? [] : [h('span', own, byline)]),
    ...(date !== undefined && /^\d{4}/.test(date)
      ? [h('time', {dateTime: date}, formatDate(labels, date))]
      : []),
    makeTime(chapter, labels)
  ]
  return [h('p', {className: ['source-line']}, join(parts))]
}
