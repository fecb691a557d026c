/**
 * Gather articles into a digest: order and parts, front and back matter, and
 * for each chapter one sanitised tree that every format reads.
 */

import type {Root as HastRoot} from 'hast'
import type {Root} from 'mdast'
import type {
  Article,
  Asset,
  Chapter,
  Digest,
  DigestMeta,
  Labels,
  Lang,
  Manifest,
  Part,
  Source,
  Theme
} from '../model.ts'
import type {Context} from './to-hast.ts'
import {createHash} from 'node:crypto'
import {toString} from 'mdast-util-to-string'
import {VFile} from 'vfile'
import {fillLabel} from '../fill-label.ts'
import {editorLang, makeArticleChapter, makeProseChapter} from './make-chapter.ts'
import {makeColophon} from './make-colophon.ts'
import {makeMatter} from './make-matter.ts'
import {createMarker} from './mark-names.ts'
import {numberChapter} from './number-chapter.ts'
import {orderArticles} from './order-articles.ts'
import {sanitizeDigest} from './sanitize-digest.ts'
import {titleOf} from './set-label.ts'
import {toBody} from './to-hast.ts'

export {orderArticles} from './order-articles.ts'
export {settleKin} from './settle-kin.ts'
export {securePictures} from './secure-pictures.ts'

export interface Options {
  readonly source: Pick<Source, 'id' | 'manifest' | 'terms' | 'foreword' | 'afterword'> & {
    /** Introductions of parts, by path (default: none). */
    readonly introductions?: Source['introductions']
    /** Pictures that are secured. */
    readonly assets: ReadonlyMap<string, Asset>
  }
  readonly labels: (lang: Lang, second?: Lang) => Labels
  /** `templates/strokes/counts.txt`, read when an index by strokes is made (default: by sound). */
  readonly strokes?: () => string | undefined
  readonly theme: Theme
  /** Date of an undated digest, if the caller knows one. */
  readonly date: string | undefined
  readonly version: string
  /** Packs of rules and dictionaries by name and version, for the colophon (default: none). */
  readonly rules?: ReadonlyArray<string>
  readonly dictionaries?: ReadonlyArray<string>
  /** What tells all that went in, such as the beginning of a SHA-256, for the colophon (default: nothing). */
  readonly inputs?: string
}

// Files must be stamped with some day; an undated digest takes this one, never the clock's.
const epoch = '2000-01-01'
// The URL name space of RFC 9562, appendix A.
const nameSpace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex')

/** @param articles styled articles; not changed. */
export function gatherDigest(articles: ReadonlyArray<Article>, options: Options): Digest {
  const {manifest, terms, assets} = options.source
  const lang = manifest.language ?? mostCommon(articles.map((article) => article.lang))
  const [first = lang, second] = manifest.labels ?? []
  const labels = options.labels(first, second)
  const used = new Map<string, Asset>()
  const ordered = orderArticles(articles, manifest)
  const marker = createMarker(terms, articles, manifest)

  let number = 0
  const parts = ordered.map(({title, introduction, articles}, index): Part => {
    const part = `part-${index + 1}`
    const chapters = articles.map((article) => {
      const {id, path, file, url} = article
      number++
      const text = fillLabel(labels, 'chapterNumber', {number: numberChapter(number, labels)})
      const heading = {number, title: article.title ?? incipit(article), lang: article.lang}
      const frame = {
        kind: 'article' as const,
        id,
        title: heading.title,
        lang: article.lang,
        kicker: {text, own: editorLang(article, labels)},
        onBody: (tree: HastRoot) => marker.mark(tree, article, heading)
      }
      const remote = new Set<string>()
      const context: Context = {id, path, file, assets, used, remote, ...(url && {url})}
      const chapter = makeArticleChapter(article, frame, context, labels)
      if (remote.size > 0) tellRemote(file, remote.size)
      return chapter
    })
    const tree = options.source.introductions?.get(introduction ?? '')
    const opening = prose('introduction', introduction, tree, `${part}-introduction`)
    return {id: part, ...(title && {title}), chapters: [...opening, ...chapters]}
  })

  function prose(
    kind: 'foreword' | 'introduction' | 'afterword',
    path: string | undefined,
    tree: Root | undefined,
    id: string = kind
  ): Chapter[] {
    if (!tree || path === undefined) return []
    const {title, body} = takeTitle(tree)
    const context: Context = {id, path, file: new VFile({path}), assets, used, remote: new Set()}
    const named = title === undefined ? titleOf(kind, lang, labels) : {title, lang}
    return [makeProseChapter({kind, id, ...named}, toBody(body, context), labels)]
  }

  const foreword = prose('foreword', manifest.foreword, options.source.foreword)
  const afterword = prose('afterword', manifest.afterword, options.source.afterword)
  const chapters = parts.flatMap((part) => part.chapters).filter(({kind}) => kind === 'article')
  const matter = makeMatter({articles: chapters, ...marker}, manifest, {
    ...{lang, labels},
    own: options.labels(lang),
    strokes: options.strokes
  })
  const meta = makeMeta(manifest, lang, options.date ?? newest(articles), [
    ...foreword,
    ...parts.flatMap((part) => part.chapters),
    ...afterword
  ])
  const {inputs, rules = [], dictionaries = [], version} = options
  const characters = chapters.reduce((sum, chapter) => sum + chapter.length, 0)
  const theme = options.theme.name
  const colophon = makeColophon(
    meta,
    {articles: articles.length, characters, version, theme, rules, dictionaries, inputs},
    labels
  )
  return sanitizeDigest({
    id: options.source.id,
    meta,
    labels,
    theme: options.theme,
    pages: manifest.pages,
    front: foreword,
    parts,
    back: [...afterword, ...matter, colophon],
    assets: new Map([...used].sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

function makeMeta(
  manifest: Manifest,
  lang: Lang,
  date: string | undefined,
  chapters: ReadonlyArray<Chapter>
): DigestMeta {
  const {title, subtitle, editor, publisher, rights, description, number} = manifest
  const printed = manifest.date ?? date
  const meta = {
    title,
    ...(subtitle && {subtitle}),
    ...(editor && {editor}),
    ...(publisher && {publisher}),
    ...(rights && {rights}),
    ...(description && {description}),
    ...(number && {number}),
    ...(printed && {date: printed}),
    modified: fullDay(printed) ?? epoch,
    lang
  }
  const content = JSON.stringify(chapters.map((chapter) => chapter.tree))
  return {...meta, identifier: `urn:uuid:${uuid(JSON.stringify(meta) + content)}`}
}

function tellRemote(file: VFile, count: number): void {
  const what = count === 1 ? 'picture that stands on the web' : `${count} pictures that stand on the web`
  file.message(`Unexpected ${what}, expected files in the folder, kept their words and left them out`, {
    ruleId: 'remote-picture',
    source: 'gather'
  })
}

// An opening clause, as long as a line of a contents list takes: Han up to a mark that is no bracket, else some words.
const clause = /^(?:[^\p{P}\n]|[\p{Ps}\p{Pi}][^\p{Ps}\p{Pi}\p{Pe}\p{Pf}\n]{1,20}[\p{Pe}\p{Pf}]){2,24}/u
const words = /^\S{1,40}(?:\s+\S{1,40}){0,6}/u
// A first paragraph shorter than this is a label, not an opening.
const openingSize = 12

/** An article without a title goes by its opening words, as a poem does. */
function incipit(article: Article): string {
  article.file.message(
    'Expected a title, set `title` for this file in `digest.yaml`, used its opening words',
    {ruleId: 'title', source: 'gather'}
  )
  const texts = article.tree.children
    .filter((child) => child.type === 'paragraph')
    .map((child) => toString(child, {includeImageAlt: false}).trim())
  const text = texts.find((text) => text.length >= openingSize) ?? texts.find((text) => text !== '')
  if (text === undefined) return article.path
  const isChinese = article.lang.startsWith('zh')
  const said = isChinese ? clause.exec(text)?.[0].trim() : undefined
  const bare = said ?? words.exec(text)?.[0].replace(/[\p{P}\s]+$/u, '') ?? ''
  return bare === '' ? article.path : `${bare}${isChinese ? '\u2026\u2026' : '\u2026'}`
}

/** A year or a month as its first day. */
function fullDay(date: string | undefined): string | undefined {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(date ?? '')
  return match ? `${match[1]}-${match[2] ?? '01'}-${match[3] ?? '01'}` : undefined
}

/** UUID version 5 (RFC 9562, 5.5). */
function uuid(name: string): string {
  const bytes = createHash('sha1').update(nameSpace).update(name).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** A heading at the head of a prose file is its title. */
function takeTitle(tree: Root): {title?: string; body: Root} {
  const [first, ...rest] = tree.children
  if (first?.type !== 'heading' || first.depth !== 1) return {body: tree}
  return {
    title: first.children.map((child) => ('value' in child ? child.value : '')).join(''),
    body: {...tree, children: rest}
  }
}

function newest(articles: ReadonlyArray<Article>): string | undefined {
  return articles
    .flatMap(({date}) => (/^\d{4}-\d{2}-\d{2}$/.test(date ?? '') ? [date as string] : []))
    .sort()
    .at(-1)
}

/** The language of most; of equals the first by name. */
export function mostCommon(langs: ReadonlyArray<Lang>): Lang {
  const count = new Map<Lang, number>()
  for (const lang of langs) count.set(lang, (count.get(lang) ?? 0) + 1)
  return [...count].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? 'en'
}
