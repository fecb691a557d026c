/**
 * Make the page of a site that searches it: all texts are in the page as data,
 * and the browser looks through them, so that no server is asked. What is
 * sought in one Han script is found in the other.
 */

import type {Element, Root} from 'hast'
import type {Chapter, Digest} from '../../model.ts'
import type {SiteOptions} from './make-site-page.ts'
import pairs from 'opencc-js/dict/TSCharacters'
import {h} from 'hastscript'
import {toString} from 'hast-util-to-string'
import {fillLabel} from '../../fill-label.ts'
import {rootOf} from '../list-sections.ts'
import {describeDigest, listChapters} from './describe-digest.ts'
import {fitChapter} from './fit-chapter.ts'
import {writeJson} from './make-head.ts'
import {main} from './make-page.ts'
import {makeBar, makeSitePage} from './make-site-page.ts'
import {searchFile} from './name-pages.ts'

/** @param search script that searches. */
export function makeSearchPage(digest: Digest, options: SiteOptions, search: string): Root {
  const {labels, meta} = digest
  const label = fillLabel(labels, 'search')
  return makeSitePage(digest, {
    about: describeDigest(digest, options.pages.fileOf),
    file: searchFile,
    name: 'finder',
    title: label + fillLabel(labels, 'titleSeparator') + meta.title,
    lang: meta.lang,
    scripts: [
      {type: 'application/json', text: writeJson(listTexts(digest, options)), id: 'texts'},
      {type: 'module', text: search}
    ],
    content: [
      makeBar(digest),
      h('main', {id: main, tabIndex: -1}, [
        h('h1', label),
        h('p', {id: 'count', role: 'status'}),
        h('ol', {id: 'found'})
      ])
    ],
    options
  })
}

function listTexts(digest: Digest, options: SiteOptions): object {
  const {labels} = digest
  const chapters = listChapters(digest).map((chapter) => ({
    href: options.pages.fileOf(chapter),
    title: chapter.title,
    lang: chapter.lang,
    blocks: listBlocks(chapter, digest, options)
  }))
  return {
    chapters,
    folds: listFolds(JSON.stringify(chapters)),
    words: {
      found: fillLabel(labels, 'searchFound'),
      more: fillLabel(labels, 'searchMore'),
      none: fillLabel(labels, 'searchNone')
    }
  }
}

/** Texts of a chapter by the nearest id above them, as the chapter's page has it. */
function listBlocks(chapter: Chapter, {labels}: Digest, options: SiteOptions): Array<[string, string]> {
  const {measures, toPicture} = options
  const toAddress = (href: string) => href
  const root = fitChapter(rootOf(chapter), {level: 1, labels, measures, toAddress, toPicture})
  return listIn(root, chapter.id).flatMap(([id, text]): Array<[string, string]> => {
    const plain = text.replace(/\s+/g, ' ').trim()
    return plain === '' ? [] : [[id, plain]]
  })
}

const flow = new Set([
  'section',
  'div',
  'header',
  'footer',
  'aside',
  'blockquote',
  'ul',
  'ol',
  'li',
  'dl',
  'figure'
])

function listIn(element: Element, around: string): Array<[string, string]> {
  const {id = around} = element.properties
  const children = element.children.filter((child) => child.type === 'element')
  const holds = flow.has(element.tagName) && children.some((child) => isBlock(child))
  return holds ? children.flatMap((child) => listIn(child, String(id))) : [[String(id), toString(element)]]
}

function isBlock({tagName}: Element): boolean {
  return flow.has(tagName) || /^(?:p|h[1-6]|table|pre|figcaption|dt|dd|hr)$/.test(tagName)
}

/** Pairs of characters that are one in a search: those whose other half stands in the text. */
function listFolds(text: string): string[] {
  const used = new Set(text)
  return pairs.split('|').flatMap((pair) => {
    const [from = '', to = ''] = pair.split(' ')
    return from !== to && [...to].length === 1 && (used.has(from) || used.has(to)) ? [from + to] : []
  })
}
