/** Make the page that holds a whole digest: head, title, contents, and all chapters in order. */

import type {Element, ElementContent, Root} from 'hast'
import type {Chapter, Digest} from '../../model.ts'
import type {Drawing} from '../drawing.ts'
import type {Measures} from './place-notes.ts'
import {h} from 'hastscript'
import {fillLabel} from '../../fill-label.ts'
import {listSections, rootOf} from '../list-sections.ts'
import {addTime} from './add-time.ts'
import {describeDigest} from './describe-digest.ts'
import {embedPicture, fitChapter} from './fit-chapter.ts'
import {makeContents, makeLink} from './make-contents.ts'
import {makeHead, makeStyle} from './make-head.ts'
import {makeTitle} from './make-title.ts'

export interface Options {
  readonly cover: Drawing | undefined
  readonly css: string
  /** Script by which the contents follow the reading. */
  readonly follow: string
  readonly measures: Measures
}

// Nothing from outside; pictures and style are in the file.
const sources = {
  'default-src': "'none'",
  'style-src': "'unsafe-inline'",
  'img-src': 'data:',
  'base-uri': "'none'",
  'form-action': "'none'"
}
export const main = 'text'

/** @param digest not changed. */
export function makePage(digest: Digest, options: Options): Root {
  const {meta} = digest
  const addressOf = ({id}: {readonly id: string}) => `#${id}`
  const about = describeDigest(digest, addressOf)
  return {
    type: 'root',
    children: [
      {type: 'doctype'},
      h('html', {lang: meta.lang}, [
        makeHead(meta, {
          title: meta.title,
          description: meta.description,
          sources,
          elements: [...about.elements, makeStyle(options.css)],
          scripts: [about.script, {type: 'module', text: options.follow}]
        }),
        '\n',
        h('body', [
          makeSkip(digest),
          '\n',
          makeTitle(digest, options.cover),
          '\n',
          makeContents(digest, {addressOf, detail: (chapter) => listBelow(chapter, meta.lang)}),
          '\n',
          h('main', {id: main, tabIndex: -1}, makeChapters(digest, options.measures))
        ])
      ])
    ]
  }

  function listBelow(chapter: Chapter, around: string): Element[] {
    const sections = listSections(chapter)
    if (sections.length === 0) return []
    return [
      h(
        'ol',
        sections.map((section) =>
          h('li', [makeLink(addressOf(section), section.title, chapter.lang, around)])
        )
      )
    ]
  }
}

/** The first link of a page leads past what stands before its text. */
export function makeSkip({labels}: Digest): Element {
  return h('a', {className: ['skip'], href: `#${main}`}, fillLabel(labels, 'skip'))
}

function makeChapters(digest: Digest, measures: Measures): ElementContent[] {
  const {front, parts, back, assets, labels} = digest
  const toPicture = embedPicture(assets)
  const toAddress = (href: string) => href
  const toChapter = (level: number) => (chapter: Chapter) =>
    addTime(fitChapter(rootOf(chapter), {level, labels, measures, toAddress, toPicture}), chapter, labels)
  return [
    ...front.map(toChapter(2)),
    ...parts.flatMap(({id, title, chapters}) =>
      title === undefined
        ? chapters.map(toChapter(2))
        : [
            h('section', {role: 'doc-part', className: ['part'], id, ariaLabelledBy: [`${id}-title`]}, [
              h('h2', {id: `${id}-title`}, title),
              ...chapters.map(toChapter(3)).flatMap(separate)
            ])
          ]
    ),
    ...back.map(toChapter(2))
  ].flatMap(separate)
}

/** A line of its own for each chapter: a reader of the source finds it. */
export function separate(element: Element): ElementContent[] {
  return [{type: 'text', value: '\n'}, element]
}
