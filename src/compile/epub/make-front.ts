/** Make the pages of a book that are of no chapter: cover, title and parts. */

import type {Element} from 'hast'
import type {Digest} from '../../model.ts'
import type {Picture} from './book.ts'
import {h} from 'hastscript'
import {fillLabel, formatDate} from '../../fill-label.ts'

export function makeCover({labels, meta}: Digest, cover: Picture): Element {
  const alt = fillLabel(labels, 'coverOf', {title: meta.title})
  return h('section', {'epub:type': 'cover', id: 'cover', className: ['cover']}, [
    h('img', {role: 'doc-cover', src: cover.href, alt})
  ])
}

export function makeTitle({labels, meta}: Digest, marks: ReadonlyArray<Element>): Element {
  const {title, subtitle, editor, number, publisher, date} = meta
  return h(
    'section',
    {'epub:type': 'titlepage', id: 'titlepage', className: ['titlepage'], ariaLabelledBy: ['title']},
    [
      ...marks,
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

export function makePart(id: string, title: string, marks: ReadonlyArray<Element>): Element {
  return h(
    'section',
    {role: 'doc-part', 'epub:type': 'part', id, className: ['part'], ariaLabelledBy: [`${id}-title`]},
    [...marks, h('h1', {id: `${id}-title`}, title)]
  )
}
