/**
 * Say what a book is, and to whom it is open. The accessibility metadata are
 * looked up in the chapters: what is not so is not claimed.
 */

import type {Chapter, Digest, Labels} from '../../model.ts'
import type {Book} from './book.ts'
import {fillLabel} from '../../fill-label.ts'
import {writeUrl} from '../write-url.ts'
import {eachElement} from './each-element.ts'
import {judgeAccess, type Access} from './judge-access.ts'

type Metadata = Pick<
  Book,
  | 'lang'
  | 'languages'
  | 'identifier'
  | 'title'
  | 'subtitle'
  | 'number'
  | 'description'
  | 'publisher'
  | 'rights'
  | 'date'
  | 'modified'
  | 'creators'
  | 'contributors'
  | 'position'
  | 'sources'
  | 'pageSource'
  | 'conformsTo'
  | 'certifiedBy'
  | 'accessibility'
>

export interface MetadataOptions {
  /** A cover is a picture, too. */
  readonly hasCover: boolean
  /** What the numbers of pages are taken from; undefined where there are none. */
  readonly pageSource: string | undefined
}

// As EPUB Accessibility 1.1 wants it written.
const standard = 'EPUB Accessibility 1.1 - WCAG 2.2 Level AA'
// A standard is claimed by whom it was checked, which is this program and no person.
const judge = 'Fascicle'
// What the format takes for a place in a series.
const position = /^\d+(?:\.\d+)*$/
const spans: ReadonlySet<string> = new Set(['a', 'code', 'em', 'span', 'strong'])

export function makeMetadata(digest: Digest, options: MetadataOptions): Metadata {
  const {meta, front, parts, back} = digest
  const {lang, identifier, title, subtitle, number, description, publisher, rights, date, modified, editor} =
    meta
  const articles = parts.flatMap((part) => part.chapters)
  const authors = unique(articles.map(({byline}) => byline)).map((name) => ({name, role: 'aut'}))
  const editors = editor === undefined ? [] : [{name: editor, role: 'edt'}]
  const chapters = [...front, ...articles, ...back]
  const access = judgeAccess(digest)
  return {
    lang,
    languages: listLanguages(lang, chapters),
    identifier,
    title,
    subtitle,
    number,
    description,
    publisher,
    rights,
    date,
    modified: `${modified}T00:00:00Z`,
    // A book without an editor is its authors'.
    creators: editors.length > 0 ? editors : authors,
    contributors: editors.length > 0 ? authors : [],
    position: number !== undefined && position.test(number) ? number : undefined,
    sources: unique(articles.map(({url}) => url && writeUrl(url))),
    pageSource: options.pageSource,
    conformsTo: access.conforms ? standard : undefined,
    certifiedBy: judge,
    accessibility: makeAccessibility(digest, access, chapters, options)
  }
}

/** Languages of chapters and blocks; words of another language within a sentence do not make a book bilingual. */
function listLanguages(lang: string, chapters: ReadonlyArray<Chapter>): ReadonlyArray<string> {
  const languages = new Set([lang])
  for (const chapter of chapters) {
    languages.add(chapter.lang)
    eachElement(chapter.tree, ({properties, tagName}) => {
      const own = properties['lang']
      if (typeof own === 'string' && !spans.has(tagName)) languages.add(own)
    })
  }

  return [...languages]
}

function makeAccessibility(
  {labels}: Digest,
  access: Access,
  chapters: ReadonlyArray<Chapter>,
  {hasCover, pageSource}: MetadataOptions
): Book['accessibility'] {
  const {hasPictures, hasAlternatives} = lookForPictures(chapters)
  const isVisual = hasPictures || hasCover
  const features = [
    'ARIA',
    'displayTransformability',
    ...(pageSource === undefined ? [] : ['pageBreakMarkers', 'pageNavigation']),
    'readingOrder',
    'structuralNavigation',
    'tableOfContents'
  ]
  if (hasPictures && hasAlternatives) features.unshift('alternativeText')
  const summary = [
    fillLabel(labels, 'accessibilitySummary'),
    ...(hasPictures
      ? [fillLabel(labels, hasAlternatives ? 'accessibilityPictures' : 'accessibilityPicturesMissing')]
      : []),
    ...(pageSource === undefined ? [] : [fillLabel(labels, 'accessibilityPages')]),
    sayAccess(labels, access)
  ]
  return [
    ...(isVisual ? ['textual', 'visual'] : ['textual']).map((value) => ({property: 'accessMode', value})),
    ...(hasPictures ? ['textual,visual'] : []).map((value) => ({property: 'accessModeSufficient', value})),
    ...(hasAlternatives ? ['textual'] : []).map((value) => ({property: 'accessModeSufficient', value})),
    ...features.map((value) => ({property: 'accessibilityFeature', value})),
    {property: 'accessibilityHazard', value: 'none'},
    {property: 'accessibilitySummary', value: summary.join(labels['lang'] === 'en' ? ' ' : '')}
  ]
}

function sayAccess(labels: Labels, {conforms, missing}: Access): string {
  if (conforms) return fillLabel(labels, 'accessibilityConforms')
  const list = missing.map((gap) => fillLabel(labels, `accessibilityGap-${gap}`))
  return fillLabel(labels, 'accessibilityGaps', {list: list.join(fillLabel(labels, 'listSeparator'))})
}

function lookForPictures(chapters: ReadonlyArray<Chapter>): {hasPictures: boolean; hasAlternatives: boolean} {
  let hasPictures = false
  let hasAlternatives = true
  for (const {tree} of chapters) {
    eachElement(tree, ({tagName, properties}) => {
      if (tagName !== 'img') return
      hasPictures = true
      // An empty one says that the picture is decoration, which raw articles say of every picture.
      if (!properties['alt']) hasAlternatives = false
    })
  }

  return {hasPictures, hasAlternatives}
}

function unique(values: ReadonlyArray<string | undefined>): ReadonlyArray<string> {
  return [...new Set(values.filter((value) => value !== undefined))]
}
