/** Say where an article comes from, and what was done to it. */

import type {Element, ElementContent} from 'hast'
import type {Nodes} from 'mdast'
import type {Article, Change, Labels, Lang, Metadata} from '../model.ts'
import {h} from 'hastscript'
import {visit} from 'unist-util-visit'
import {fillLabel, formatDate} from '../fill-label.ts'
import {setLabel} from './set-label.ts'

/** Kinds of change that a reader is told of, in this order. */
const kinds: ReadonlyArray<readonly [label: string, is: (change: Change) => boolean]> = [
  ['cleanedRepeats', (change) => change.kind === 'drop' && change.rule.startsWith('merge-')],
  ['cleanedDrops', (change) => change.kind === 'drop' && !change.rule.startsWith('merge-')],
  [
    'cleanedMends',
    (change) => change.kind === 'rewrite' && !/^(?:close-up|use-term|convert-script):/.test(change.rule)
  ],
  ['cleanedTerms', (change) => change.rule.startsWith('use-term:')]
]

/**
 * Make the card that closes an article.
 *
 * @param own language of the labels, where it is not the article's.
 */
export function makeSourceCard(article: Article, labels: Labels, own: {lang?: Lang}): Element {
  const label = fillLabel(labels, 'sourceCard')
  const rows: Array<[string, ElementContent | string | undefined]> = [
    ['sourcePublisher', article.source],
    ['sourceAuthor', article.byline],
    ['sourceDate', article.date && formatDate(labels, article.date)],
    ['sourceAddress', article.url && h('a', {href: article.url}, article.url)],
    ...(article.also ?? []).map((other): [string, ElementContent | string | undefined] => [
      'sourceAlso',
      tellPublication(other, labels)
    ]),
    ['sourceFile', article.path],
    ['sourceCleaning', tellCleaning(article.ledger, labels)],
    ['sourceNotes', tellNotes(article, labels)]
  ]
  // Who wrote and published it is said in its own language.
  const named = own.lang === undefined ? {} : {lang: article.lang}
  const languageOf = (key: string) => (key === 'sourcePublisher' || key === 'sourceAuthor' ? named : {})
  return h('footer', {className: ['source-card'], ariaLabel: label, ...own}, [
    h(
      'dl',
      rows.flatMap(([key, value]) =>
        value ? [h('dt', setLabel(labels, key)), h('dd', languageOf(key), [value])] : []
      )
    )
  ])
}

/** Where and when a copy was published. */
function tellPublication(
  {date, source, title, url}: Metadata,
  labels: Labels
): ElementContent | string | undefined {
  const words = [source ?? title, date && formatDate(labels, date)].filter((part) => part !== undefined)
  const text = words.join(fillLabel(labels, 'listSeparator'))
  if (text === '') return url && h('a', {href: url}, url)
  return url ? h('a', {href: url}, text) : text
}

/** How many notes are the editor's. */
function tellNotes({adrift = [], tree}: Article, labels: Labels): string | undefined {
  const count = adrift.length + countNotes(tree)
  return count > 0 ? fillLabel(labels, 'sourceNotesCount', {count}) : undefined
}

function countNotes(tree: Nodes): number {
  let count = 0
  visit(tree, 'footnoteDefinition', function (node) {
    if (node.data?.by === 'editor') count++
  })
  return count
}

/** One sentence: how much of what was dropped and mended. */
function tellCleaning(ledger: ReadonlyArray<Change>, labels: Labels): string {
  const told = kinds.flatMap(([key, is]) => {
    const count = ledger.filter(is).length
    return count > 0 ? [fillLabel(labels, key, {count})] : []
  })
  if (told.length === 0) return fillLabel(labels, 'cleanedNothing')
  return fillLabel(labels, 'cleaned', {list: told.join(fillLabel(labels, 'listSeparator'))})
}
