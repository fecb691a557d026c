/** Make the title of a digest: cover, title, and who, where and when. */

import type {Element, ElementContent} from 'hast'
import type {Digest} from '../../model.ts'
import type {Drawing} from '../drawing.ts'
import {h, s} from 'hastscript'
import {fillLabel, formatDate} from '../../fill-label.ts'

export function makeTitle({labels, meta}: Digest, cover: Drawing | undefined): Element {
  const {title, subtitle, number, editor, publisher, date, description} = meta
  const imprint = [
    editor === undefined
      ? undefined
      : h('span', {className: ['byline']}, fillLabel(labels, 'editedBy', {editor})),
    publisher === undefined ? undefined : h('span', {className: ['source']}, publisher),
    date === undefined ? undefined : h('time', {dateTime: date}, formatDate(labels, date))
  ].filter((part) => part !== undefined)
  return h('header', {className: ['title']}, [
    cover && drawCover(cover, fillLabel(labels, 'coverOf', {title})),
    h('div', {className: ['slip']}, [
      number === undefined
        ? undefined
        : h('p', {className: ['kicker']}, fillLabel(labels, 'issue', {number})),
      h('h1', title),
      subtitle === undefined ? undefined : h('p', {className: ['subtitle']}, subtitle),
      imprint.length === 0 ? undefined : h('p', {className: ['source-line']}, join(imprint)),
      description === undefined ? undefined : h('p', {className: ['description']}, description)
    ])
  ])
}

function drawCover({width, height, background, shapes}: Drawing, label: string): Element {
  return s('svg', {className: ['cover'], viewBox: `0 0 ${width} ${height}`, role: 'img', ariaLabel: label}, [
    background === undefined ? undefined : s('rect', {width, height, fill: background}),
    ...shapes.map(({d, fill}) => s('path', {d, fill}))
  ])
}

/** Put in a row, with blanks between. */
export function join(parts: ReadonlyArray<Element>): ElementContent[] {
  return parts.flatMap((part, index): ElementContent[] =>
    index === 0 ? [part] : [{type: 'text', value: ' '}, part]
  )
}
