/** Make the page: head, title, contents, and all chapters in order. */

import type {Element, ElementContent, Root} from 'hast'
import type {Chapter, Digest, Labels, Part} from '../../model.ts'
import type {Drawing} from '../drawing.ts'
import type {Measures} from './place-notes.ts'
import {h, s} from 'hastscript'
import {EXIT, visit} from 'unist-util-visit'
import {fillLabel, formatDate} from '../../fill-label.ts'
import {listSections, rootOf} from '../list-sections.ts'
import {describeDigest} from './describe-digest.ts'
import {fitChapter} from './fit-chapter.ts'

export interface Options {
  readonly cover: Drawing | undefined
  readonly css: string
  readonly measures: Measures
}

// Nothing from outside, nothing that runs; pictures and style are in the file.
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; script-src"
const main = 'text'

/** @param digest not changed. */
export function makePage(digest: Digest, options: Options): Root {
  const {labels, meta} = digest
  return {
    type: 'root',
    children: [
      {type: 'doctype'},
      h('html', {lang: meta.lang}, [
        makeHead(digest, options.css),
        '\n',
        h('body', [
          h('a', {className: ['skip'], href: `#${main}`}, fillLabel(labels, 'skip')),
          '\n',
          makeTitle(digest, options.cover),
          '\n',
          makeContents(digest),
          '\n',
          h('main', {id: main, tabIndex: -1}, makeChapters(digest, options.measures))
        ])
      ])
    ]
  }
}

function makeHead(digest: Digest, css: string): Element {
  const {title, description, editor, publisher, date} = digest.meta
  const about = describeDigest(digest)
  const metas = [
    {httpEquiv: ['Content-Security-Policy'], content: `${policy} '${about.hash}'`},
    {name: 'viewport', content: 'width=device-width, initial-scale=1'},
    ...(description === undefined ? [] : [{name: 'description', content: description}]),
    ...(editor === undefined ? [] : [{name: 'author', content: editor}]),
    ...(publisher === undefined ? [] : [{name: 'publisher', content: publisher}]),
    ...(date === undefined ? [] : [{name: 'date', content: date}]),
    // Pages are fixed to no address, which would else be told to the sites that links lead to.
    {name: 'referrer', content: 'no-referrer'}
  ]
  return h('head', [
    h('meta', {charSet: 'utf-8'}),
    ...metas.flatMap((properties) => ['\n', h('meta', properties)]),
    '\n',
    h('title', title),
    '\n',
    ...about.elements.flatMap((element) => [element, '\n']),
    // Nothing in a style sheet may end it early.
    h('style', `\n${css.replaceAll('</', '<\\/')}`)
  ])
}

function makeTitle({labels, meta}: Digest, cover: Drawing | undefined): Element {
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

function makeContents({front, parts, back, labels, meta}: Digest): Element {
  const toLink = (id: string, title: string, lang = meta.lang) =>
    h('a', {href: `#${id}`, ...(lang === meta.lang ? {} : {lang})}, title)
  const toItem = (chapter: Chapter) => {
    const sections = listSections(chapter)
    return h('li', [
      toLink(chapter.id, chapter.title, chapter.lang),
      sections.length === 0
        ? undefined
        : h(
            'ol',
            sections.map(({id, title}) => h('li', [toLink(id, title, chapter.lang)]))
          )
    ])
  }

  const toPart = ({id, title, chapters}: Part) =>
    title === undefined
      ? chapters.map(toItem)
      : [h('li', {className: ['part']}, [toLink(id, title), h('ol', chapters.map(toItem))])]
  return h('nav', {role: 'doc-toc', ariaLabelledBy: ['contents'], className: ['contents']}, [
    h('h2', {id: 'contents'}, fillLabel(labels, 'contents')),
    h('ol', [...front.map(toItem), ...parts.flatMap(toPart), ...back.map(toItem)])
  ])
}

function makeChapters(digest: Digest, measures: Measures): ElementContent[] {
  const {front, parts, back, assets, labels} = digest
  const toChapter = (level: number) => (chapter: Chapter) =>
    addTime(fitChapter(rootOf(chapter), {level, assets, labels, measures}), chapter, labels)
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

// Han characters, and words of other scripts, that are read in a minute.
const pace = {zh: 400, other: 230} as const

/** How long an article takes to read, at the end of its source line. */
function addTime(section: Element, {kind, lang, length}: Chapter, labels: Labels): Element {
  if (kind !== 'article') return section
  const minutes = Math.max(1, Math.round(length / (lang.startsWith('zh') ? pace.zh : pace.other)))
  const time = h(
    'span',
    {className: ['reading-time']},
    fillLabel(labels, 'readingTime', {minutes: String(minutes)})
  )
  visit(section, 'element', function (node) {
    if (![node.properties['className']].flat().includes('source-line')) return
    node.children.push({type: 'text', value: ' '}, time)
    return EXIT
  })
  return section
}

/** A line of its own for each chapter: a reader of the source finds it. */
function separate(element: Element): ElementContent[] {
  return [{type: 'text', value: '\n'}, element]
}

function join(parts: ReadonlyArray<Element>): ElementContent[] {
  return parts.flatMap((part, index): ElementContent[] =>
    index === 0 ? [part] : [{type: 'text', value: ' '}, part]
  )
}
