/**
 * Put a chapter together: header, introduction, body, what is adrift, notes,
 * source card. docs/chapter-format.md says what stands where.
 */

import type {Element, ElementContent, Root as HastRoot} from 'hast'
import type {Article, Chapter, ChapterKind, Labels, Lang, Note, NoteKind, Quote} from '../model.ts'
import type {Body, ChapterNote, Context} from './to-hast.ts'
import {h} from 'hastscript'
import {toString} from 'hast-util-to-string'
import {fillLabel, formatDate} from '../fill-label.ts'
import {countScripts} from '../script-of.ts'
import {makeSourceCard} from './make-source-card.ts'
import {sanitizeChapter} from './sanitize.ts'
import {setLabel} from './set-label.ts'
import {noteClasses, toBody} from './to-hast.ts'

/** What a chapter is made of besides its body. */
export interface Frame {
  readonly kind: ChapterKind
  readonly id: string
  readonly title: string
  readonly lang: Lang
  /** The title as nodes (default: its text). */
  readonly heading?: ReadonlyArray<ElementContent>
  /** Language of the title, where it is not the chapter's. */
  readonly titleLang?: Lang
  /** Its number, where chapters are numbered. */
  readonly kicker?: {readonly text: string; readonly own: {lang?: Lang}}
  /** Changes the body of an article before anything else does. */
  readonly onBody?: (tree: HastRoot) => void
}

const roles: Record<ChapterKind, string> = {
  article: 'doc-chapter',
  foreword: 'doc-foreword',
  introduction: 'doc-introduction',
  afterword: 'doc-afterword',
  // There is no role for a chronology.
  chronology: 'doc-appendix',
  glossary: 'doc-glossary',
  index: 'doc-index',
  sources: 'doc-bibliography',
  colophon: 'doc-colophon'
}

/** Make the chapter of an article. */
export function makeArticleChapter(
  article: Article,
  frame: Frame,
  context: Context,
  labels: Labels
): Chapter {
  const body = toBody(article.tree, context)
  frame.onBody?.(body.tree)
  const {byline, date, source, url} = article
  const metadata = {...(byline && {byline}), ...(date && {date}), ...(source && {source}), ...(url && {url})}
  const chapter = makeChapter(
    frame,
    [
      ...makeSourceLine(article, labels),
      ...makeIntroduction(article, context, labels),
      ...content(body.tree),
      ...makeConclusion(article, context, labels),
      ...makeAdrift(article, context, labels),
      ...makeNotes(body.notes, context.id, labels, editorLang(article, labels)),
      makeSourceCard(article, labels, editorLang(article, labels))
    ],
    countLength(toString(body.tree))
  )
  return {...chapter, ...metadata}
}

/** Make a chapter of what the editor wrote, such as the foreword. */
export function makeProseChapter(frame: Frame, body: Body, labels: Labels): Chapter {
  return makeChapter(
    frame,
    [...content(body.tree), ...makeNotes(body.notes, frame.id, labels)],
    countLength(toString(body.tree))
  )
}

/** Make a chapter of parts that are hast already. */
export function makeChapter(frame: Frame, children: ReadonlyArray<Element>, length: number): Chapter {
  const {id, kind, title, heading = [{type: 'text', value: title}], lang, titleLang, kicker} = frame
  const first = children[0]
  const hasSourceLine =
    first?.properties['className'] !== undefined &&
    [first.properties['className']].flat().includes('source-line')
  const head = h('header', [
    kicker === undefined ? undefined : h('p', {className: ['kicker'], ...kicker.own}, kicker.text),
    h('h1', {id: `${id}-title`, ...(titleLang !== undefined && {lang: titleLang})}, [...heading]),
    hasSourceLine ? first : undefined
  ])
  const section = h(
    'section',
    {role: roles[kind], id, className: [kind], lang, ariaLabelledBy: [`${id}-title`]},
    [head, ...children.slice(hasSourceLine ? 1 : 0)]
  )
  return {id, kind, title, lang, length, tree: sanitizeChapter({type: 'root', children: [section]})}
}

function content(tree: HastRoot): Element[] {
  return tree.children.filter((child): child is Element => child.type === 'element')
}

function makeSourceLine(article: Article, labels: Labels): Element[] {
  const {source, byline, date} = article
  const parts: ElementContent[] = []
  const add = (element: Element) =>
    void parts.push(...(parts.length > 0 ? [{type: 'text' as const, value: ' '}] : []), element)
  if (source) add(h('span', {className: ['source']}, source))
  if (byline) add(h('span', {className: ['byline']}, byline))
  if (date) add(/^\d{4}/.test(date) ? h('time', {dateTime: date}, formatDate(labels, date)) : h('span', date))
  return parts.length > 0 ? [h('p', {className: ['source-line']}, parts)] : []
}

function makeIntroduction(article: Article, context: Context, labels: Labels): Element[] {
  if (!article.introduction) return []
  const label = fillLabel(labels, 'editorIntroduction')
  const body = toBody(article.introduction, {...context, id: `${context.id}-intro`})
  return [
    h(
      'section',
      {role: 'doc-introduction', className: ['editor'], ariaLabel: label, ...editorLang(article, labels)},
      [h('p', {className: ['label']}, setLabel(labels, 'editorIntroduction')), ...content(body.tree)]
    )
  ]
}

function makeConclusion(article: Article, context: Context, labels: Labels): Element[] {
  if (!article.conclusion) return []
  const body = toBody(article.conclusion, {...context, id: `${context.id}-outro`})
  return [
    h('section', {className: ['editor', 'conclusion'], ...editorLang(article, labels)}, [
      h('p', {className: ['label']}, setLabel(labels, 'editorConclusion')),
      ...content(body.tree)
    ])
  ]
}

function makeAdrift(article: Article, context: Context, labels: Labels): Element[] {
  return (article.adrift ?? []).map((note, index) => {
    const body = toBody(note.tree, {...context, id: `${context.id}-adrift${index + 1}`})
    return h('section', {className: ['editor', 'adrift']}, [
      h('blockquote', [h('p', makeQuote(note))]),
      ...openNote(content(body.tree), [], note.kind, labels, editorLang(article, labels))
    ])
  })
}

/** A quotation as it was written, the passage in bold where words stand around it. */
function makeQuote({quote}: Note): ElementContent[] {
  const {exact, end, prefix, suffix}: Quote = quote ?? {exact: ''}
  const passage = end === undefined ? exact : `${exact} \u2026 ${end}`
  const text = (value: string): ElementContent[] => (value === '' ? [] : [{type: 'text', value}])
  if (prefix === undefined && suffix === undefined) return text(passage)
  return [...text(prefix ?? ''), h('strong', passage), ...text(suffix ?? '')]
}

/**
 * Open a note: what leads back from it, then what kind it is, in words. Of one in the margin the place says it.
 *
 * @param own language of the labels, where it is not the chapter's.
 */
function openNote(
  blocks: ReadonlyArray<Element>,
  back: ReadonlyArray<ElementContent>,
  kind: NoteKind | undefined,
  labels: Labels,
  own: {lang?: Lang}
): Element[] {
  const [first, ...rest] = blocks
  const isParagraph = first?.tagName === 'p'
  const opening = [...back]
  const lang = fillLabel(labels, 'lang')
  if (kind === 'correction' || kind === 'translator') {
    const label = fillLabel(labels, kind === 'correction' ? 'noteCorrection' : 'noteTranslator')
    const inner = isParagraph ? first.properties['lang'] : undefined
    const differs = inner === undefined ? own : inner === lang ? {} : {lang}
    const separator = fillLabel(labels, 'titleSeparator')
    opening.push(h('strong', {className: ['kind'], ...differs}, label + separator))
  }

  if (isParagraph) return [h('p', first.properties, [...opening, ...first.children]), ...rest]
  return opening.length === 0 ? [...blocks] : [h('p', opening), ...blocks]
}

/** @param own language of the labels, where it is not the chapter's. */
function makeNotes(
  notes: ReadonlyArray<ChapterNote>,
  id: string,
  labels: Labels,
  own: {lang?: Lang} = {}
): Element[] {
  if (notes.length === 0) return []
  const label = fillLabel(labels, 'notes')
  const asides = notes.map((note) => {
    const {number, mark, kind, tree} = note
    const back = h('a', {role: 'doc-backlink', href: `#${id}-r${number}`}, mark)
    const properties = {
      role: 'doc-footnote',
      id: `${id}-n${number}`,
      ariaLabel: fillLabel(labels, kind === 'margin' ? 'noteMargin' : 'note', {number: mark}),
      ...noteClasses(note)
    }
    return h(
      'aside',
      properties,
      openNote(content(tree), [back, {type: 'text', value: ' '}], kind, labels, own)
    )
  })
  return [
    h('section', {className: ['notes'], ariaLabel: label}, [
      h('h2', {className: ['label'], ...own}, setLabel(labels, 'notes')),
      ...asides
    ])
  ]
}

/** The editor writes in the digest's language, whatever the article's is. */
export function editorLang(article: Pick<Article, 'lang'>, labels: Labels): {lang?: Lang} {
  const lang = fillLabel(labels, 'lang')
  return lang === article.lang ? {} : {lang}
}

/** Han characters, and words of other scripts. */
function countLength(text: string): number {
  return (
    countScripts(text).han +
    (text.match(/\p{Script=Latin}[\p{Script=Latin}\p{M}\p{N}'\u2019-]*/gu)?.length ?? 0)
  )
}
