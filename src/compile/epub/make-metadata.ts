/**
 * Say what a book is, and to whom it is open. The accessibility metadata are
 * looked up in the chapters: what is not so is not claimed.
 */

import type {Chapter, Digest} from '../../model.ts'
import type {Book} from './book.ts'
import {visit} from 'unist-util-visit'
import {fillLabel} from '../../fill-label.ts'

type Metadata = Pick<
  Book,
  | 'lang'
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
  | 'sources'
  | 'accessibility'
>

/** @param hasCover a cover is a picture, too. */
export function makeMetadata(digest: Digest, hasCover: boolean): Metadata {
  const {meta, front, parts, back} = digest
  const {lang, identifier, title, subtitle, number, description, publisher, rights, date, modified, editor} =
    meta
  const articles = parts.flatMap((part) => part.chapters)
  const authors = unique(articles.map(({byline}) => byline)).map((name) => ({name, role: 'aut'}))
  const editors = editor === undefined ? [] : [{name: editor, role: 'edt'}]
  return {
    lang,
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
    sources: unique(articles.map(({url}) => url)),
    accessibility: makeAccessibility(digest, [...front, ...articles, ...back], hasCover)
  }
}

function makeAccessibility(
  {labels}: Digest,
  chapters: ReadonlyArray<Chapter>,
  hasCover: boolean
): Book['accessibility'] {
  const {hasPictures, hasAlternatives} = lookForPictures(chapters)
  const isVisual = hasPictures || hasCover
  const features = [
    'ARIA',
    'displayTransformability',
    'readingOrder',
    'structuralNavigation',
    'tableOfContents'
  ]
  if (hasPictures && hasAlternatives) features.unshift('alternativeText')
  const summary = [
    fillLabel(labels, 'accessibilitySummary'),
    ...(hasPictures
      ? [fillLabel(labels, hasAlternatives ? 'accessibilityPictures' : 'accessibilityPicturesMissing')]
      : [])
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

function lookForPictures(chapters: ReadonlyArray<Chapter>): {hasPictures: boolean; hasAlternatives: boolean} {
  let hasPictures = false
  let hasAlternatives = true
  for (const {tree} of chapters) {
    visit(tree, 'element', ({tagName, properties}) => {
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
