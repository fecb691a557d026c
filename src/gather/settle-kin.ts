/**
 * Settle which of several copies of one story stand in the digest.
 *
 * Copies are found and named in any case. Where the editor says which one
 * stays, the others leave the book: the one that stays says where else it was
 * published, and what only another one says is shown to the editor, passage by
 * passage. A copy on which the editor wrote notes always stays.
 */

import type {Nodes, RootContent} from 'mdast'
import type {Article, DuplicatesPolicy, Metadata} from '../model.ts'
import {toString} from 'mdast-util-to-string'
import {visit} from 'unist-util-visit'
import {findKin, type Candidate, type KinPair} from './kin/find-kin.ts'
import {groupKin} from './kin/group-kin.ts'

interface Told {
  readonly article: Article
  readonly blocks: ReadonlyArray<RootContent>
}

// Characters of a passage that show which one is meant.
const shownSize = 24

/**
 * @param articles cleaned and annotated articles; not changed, but for messages on their files.
 * @returns those that stay, in the same order.
 */
export function settleKin(
  articles: ReadonlyArray<Article>,
  policy: DuplicatesPolicy
): ReadonlyArray<Article> {
  const told = new Map(articles.map((article) => [article.path, {article, blocks: listBlocks(article)}]))
  const candidates = [...told.values()].map(toCandidate)
  const pairs = findKin(candidates)
  const groups = groupKin(pairs, candidates, policy)
  const gone = new Map<string, string>()
  const also = new Map<string, Metadata[]>()
  for (const {goes, stays} of groups) {
    for (const {id: path, only} of goes) {
      const dropped = told.get(path)
      const kept = told.get(stays)
      if (!dropped || !kept || hasNotes(dropped.article)) continue
      gone.set(path, stays)
      also.set(stays, [...(also.get(stays) ?? []), dropped.article])
      tellDropped(dropped, only, kept.article)
    }
  }

  for (const pair of pairs) tellPair(pair, told, gone)
  return articles
    .filter(({path}) => !gone.has(path))
    .map((article) => {
      const others = also.get(article.path)
      return others ? {...article, also: others.map(pickPublication)} : article
    })
}

function pickPublication({byline, date, source, title, url}: Metadata): Metadata {
  return {
    ...(title !== undefined && {title}),
    ...(byline !== undefined && {byline}),
    ...(date !== undefined && {date}),
    ...(source !== undefined && {source}),
    ...(url !== undefined && {url})
  }
}

function listBlocks({tree}: Article): RootContent[] {
  return tree.children.filter((child) => child.type !== 'footnoteDefinition' || child.data?.by !== 'editor')
}

function toCandidate({article: {date, lang, path, source, url}, blocks}: Told): Candidate {
  return {
    id: path,
    lang,
    blocks: blocks.map((block) => toString(block)),
    ...(date !== undefined && {date}),
    ...(source !== undefined && {source}),
    ...(url !== undefined && {url})
  }
}

function hasNotes({adrift, conclusion, introduction, tree}: Article): boolean {
  let isNoted = Boolean(introduction ?? conclusion) || (adrift?.length ?? 0) > 0
  visit(tree as Nodes, 'footnoteDefinition', function (node) {
    isNoted ||= node.data?.by === 'editor'
  })
  return isNoted
}

function tellDropped({article, blocks}: Told, only: ReadonlyArray<number>, kept: Article): void {
  const others = only.length === 0 ? '' : `; ${only.length} of its passages stand only here`
  const message = article.file.message(
    `Unexpected copy of \`${kept.path}\`, left it out as \`duplicates\` says${others}`,
    {ruleId: 'duplicate', source: 'gather'}
  )
  message.note = only
    .map((index) => `line ${blocks[index]?.position?.start.line ?? 1}: ${shorten(blocks[index])}`)
    .join('\n')
}

function shorten(block: RootContent | undefined): string {
  const characters = Array.from(block ? toString(block).replace(/\s+/g, ' ') : '')
  return characters.length > shownSize
    ? `${characters.slice(0, shownSize).join('')}\u2026`
    : characters.join('')
}

/** What both are still in the book for. */
function tellPair(
  {a, b, coverageOfA, coverageOfB, kind}: KinPair,
  told: ReadonlyMap<string, Told>,
  gone: ReadonlyMap<string, string>
): void {
  const [first, second] = [told.get(a)?.article, told.get(b)?.article]
  if (!first || !second || gone.has(a) || gone.has(b)) return
  if (kind === 'overlap') {
    second.file.info(`Passages that stand in \`${first.path}\`, too`, {
      ruleId: 'overlap',
      source: 'gather'
    })
    return
  }

  const share = Math.round(Math.max(coverageOfA, coverageOfB) * 100)
  const reason = [first, second].some(hasNotes)
    ? 'since there are notes on it'
    : 'as long as `duplicates` names none'
  second.file.message(
    `Unexpected ${kind === 'same' ? 'copy' : 'excerpt'} of \`${first.path}\` or the other way round (${share} % of the shorter one), kept both ${reason}`,
    {ruleId: 'duplicate', source: 'gather'}
  )
}
