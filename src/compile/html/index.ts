/**
 * Compile a digest into one HTML file that stands alone: style and pictures
 * inside, nothing from outside, and all there where scripts are off. Or into a
 * site: a page for each chapter, which any server hands out.
 */

import type {Root} from 'hast'
import type {Digest, Edition, FaceFile} from '../../model.ts'
import type {Drawing} from '../drawing.ts'
import type {SiteOptions} from './make-site-page.ts'
import rehypeStringify from 'rehype-stringify'
import {unified} from 'unified'
import {namePictures} from '../name-pictures.ts'
import {readTokens} from '../theme.ts'
import {listChapters} from './describe-digest.ts'
import {makeCss} from './make-css.ts'
import {feedFile, makeFeed} from './make-feed.ts'
import {makePage} from './make-page.ts'
import {makeSearchPage} from './make-search-page.ts'
import {makeChapterPage, makeIndexPage, styleFile} from './make-site-page.ts'
import {indexFile, namePages, searchFile} from './name-pages.ts'
import {readMeasures} from './place-notes.ts'

export interface Options {
  readonly cover: Drawing | undefined
  /** Faces, of which those that the digest names stand before those of the theme. */
  readonly faces?: ReadonlyArray<FaceFile>
  /** Files of `templates/html` by path: what all themes have in common. */
  readonly templates: ReadonlyMap<string, string>
}

export function compileHtml(digest: Digest, {cover, faces, templates}: Options): Edition {
  const css = makeSheet(digest, {faces, templates}, [])
  const follow = takeScript(templates, 'follow.js')
  const page = makePage(digest, {cover, css, follow, measures: readMeasures(readTokens(digest.theme))})
  return {name: `${digest.id}.html`, format: 'html', bytes: stringify(page)}
}

/**
 * Compile a site.
 *
 * @param options `address` is where it will stand; ends in `/`.
 */
export function compileSite(
  digest: Digest,
  {address, cover, faces, templates}: Options & {readonly address: string | undefined}
): Edition {
  const pictures = namePictures(digest.assets, '')
  const pages = namePages(digest)
  const options: SiteOptions = {
    address,
    cover,
    pages,
    follow: takeScript(templates, 'follow.js'),
    measures: readMeasures(readTokens(digest.theme)),
    toPicture(name) {
      const picture = pictures.get(name)
      if (!picture) throw new Error(`Expected asset \`${name}\``)
      return picture.href
    }
  }
  const beside = new Map<string, Uint8Array>([
    ...listChapters(digest).map((chapter): [string, Uint8Array] => [
      decodeURI(pages.fileOf(chapter)),
      stringify(makeChapterPage(digest, chapter, options))
    ]),
    [searchFile, stringify(makeSearchPage(digest, options, takeScript(templates, 'search.js')))],
    [feedFile, encode(makeFeed(digest, options))],
    [styleFile, encode(makeSheet(digest, {faces, templates}, ['site.css']))],
    ...[...pictures.values()].map(({bytes, href}): [string, Uint8Array] => [href, bytes])
  ])
  const bytes = stringify(makeIndexPage(digest, options))
  return {name: `site/${indexFile}`, format: 'site', bytes, beside}
}

function makeSheet(
  {pages, theme}: Digest,
  {faces = [], templates}: {faces: Options['faces'] | undefined; templates: Options['templates']},
  more: ReadonlyArray<string>
): string {
  const sheets = ['base.css', ...more].map((name) => take(templates, name))
  const own = theme.files.get('html.css') ?? ''
  return [makeCss(readTokens(theme), pages, faces), ...sheets, own].join('\n')
}

function take(templates: Options['templates'], name: string): string {
  const text = templates.get(name)
  if (text === undefined) throw new Error(`Expected template \`${name}\``)
  return text
}

// Without the last line's end, which some checkers leave out of what they hash.
function takeScript(templates: Options['templates'], name: string): string {
  return take(templates, name).trim()
}

function stringify(page: Root): Uint8Array {
  return encode(unified().use(rehypeStringify).stringify(page))
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
