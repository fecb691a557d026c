/**
 * Name a part of a page that is not its article, and say what spoke against it: what the ledger
 * shows of it.
 */

import type {FrameData} from 'mdast'
import type {Box} from './list-blocks.ts'
import {weights} from './page-weights.ts'

// So many blocks of a part show what it is.
const mostShown = 4

/** Words of the markup, and what part of a page they name. */
const parts: ReadonlyArray<readonly [rule: string, words: RegExp]> = [
  ['comments', /^(?:comments?|disqus|repl(?:y|ies)|respond)$/],
  ['navigation', /^(?:nav|menu|navbar|navigation|breadcrumbs?|pager|pagination)$/],
  ['related', /^(?:related|recommend(?:ed|ations?|s)?|more|read|popular|trending|latest|teasers?)$/],
  ['sharing', /^(?:shar(?:e|ing)|social|follow)$/],
  ['advertisement', /^(?:ads?|advert(?:isement)?|promo(?:tion)?|sponsor(?:ed)?)$/],
  ['subscription', /^(?:newsletter|subscri(?:be|ption)|signup|paywall)$/],
  ['byline', /^(?:byline|author|dateline|meta|date|time(?:stamp)?|published)$/],
  ['sidebar', /^(?:sidebar|aside|rail|widgets?)$/],
  ['footer', /^(?:footer|copyright|legal)$/],
  ['header', /^(?:header|masthead|banner)$/]
]
/** Names for what the strongest evidence says, where it can be said. */
const said: ReadonlyArray<readonly [feature: RegExp, words: string]> = [
  [/links-[34]/, 'mostly links'],
  [/^(?:out|behind-core|before-core)$/, 'apart from the text'],
  [/^past-long/, 'behind the text'],
  [/^again-later/, 'a repetition'],
  [/^hidden/, 'hidden'],
  [/^(?:in-form|in-button|in-label)$/, 'part of a form'],
  [/^kin-/, 'one of many alike']
]

/** What is known of a part. */
export interface Part {
  /** Those of the blocks in it. */
  readonly features: ReadonlyArray<ReadonlyArray<string>>
  /** Log odds that they are the article's, on the mean. */
  readonly odds: number
  /** Whether it tells of another page. */
  readonly isTeaser: boolean
}

export function nameFrame(box: Box, {features, isTeaser, odds}: Part): FrameData {
  const named = nameOf(box)
  return {
    rule: named === 'frame' && isTeaser ? 'related' : named,
    why: isTeaser ? `${explain(box, [])}: begins with a link, beside the article` : explain(box, features),
    confidence: confidenceOf(odds)
  }
}

function nameOf(box: Box): string {
  for (let one: Box | undefined = box, level = 0; one && level < 4; one = one.parent, level++) {
    const words = [one.element.tagName, ...one.words]
    const part = parts.find(([, is]) => words.some((word) => is.test(word)))
    if (part) return part[0]
  }

  return 'frame'
}

function explain(box: Box, features: ReadonlyArray<ReadonlyArray<string>>): string {
  const sums = new Map<string, number>()
  for (const name of features.slice(0, mostShown).flat()) {
    const weight = weights.get(name) ?? 0
    if (weight < 0) sums.set(name, (sums.get(name) ?? 0) + weight)
  }

  const against = [...sums].sort((a, b) => a[1] - b[1])
  const reasons = new Set<string>()
  for (const [name] of against) {
    const known = said.find(([is]) => is.test(name))?.[1] ?? readName(name)
    if (known !== undefined) reasons.add(known)
    if (reasons.size === 3) break
  }

  const tag = box.element.tagName
  return `Not the article, as \`${tag}\` stands in the page${reasons.size > 0 ? `: ${[...reasons].join(', ')}` : ''}`
}

/** Names that the markup gives, as the ledger quotes them. */
function readName(feature: string): string | undefined {
  const name = /(?:^|:)(?:near|inner|far|in)-([a-z\d-]+)$/.exec(feature)?.[1]
  return name === undefined || name.startsWith('tag-') ? undefined : `named \`${name}\``
}

function confidenceOf(odds: number): number {
  return Math.round(100 / (1 + Math.exp(odds))) / 100
}
