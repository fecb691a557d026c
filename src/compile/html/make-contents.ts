/** Make the contents of a digest: parts, chapters and what a chapter's line holds besides. */

import type {Element} from 'hast'
import type {Chapter, Digest, Part} from '../../model.ts'
import {h} from 'hastscript'
import {fillLabel} from '../../fill-label.ts'

export interface ContentsOptions {
  readonly addressOf: (place: Chapter | Part) => string
  /** What follows the title of a chapter. */
  readonly detail: (chapter: Chapter) => ReadonlyArray<Element>
}

export function makeContents(digest: Digest, {addressOf, detail}: ContentsOptions): Element {
  const {front, parts, back, labels, meta} = digest
  const toItem = (chapter: Chapter) =>
    h('li', [makeLink(addressOf(chapter), chapter.title, chapter.lang, meta.lang), ...detail(chapter)])
  const toPart = (part: Part) =>
    part.title === undefined
      ? part.chapters.map(toItem)
      : [
          h('li', {className: ['part']}, [
            h('a', {href: addressOf(part)}, part.title),
            h('ol', part.chapters.map(toItem))
          ])
        ]
  return h('nav', {role: 'doc-toc', ariaLabelledBy: ['contents'], className: ['contents']}, [
    h('h2', {id: 'contents'}, fillLabel(labels, 'contents')),
    h('ol', [...front.map(toItem), ...parts.flatMap(toPart), ...back.map(toItem)])
  ])
}

/** @param around language of what the link stands in. */
export function makeLink(href: string, title: string, lang: string, around: string): Element {
  return h('a', {href, ...(lang === around ? {} : {lang})}, title)
}
