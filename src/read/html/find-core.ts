/**
 * Find the boxes of a page that matter: the one that looks like the article's, the one of the
 * headline, the one with many parts alike, those that tell of other pages.
 */

import type {Block, Box, Page} from './list-blocks.ts'
import {bucket, listUp, longLength, type Facts} from './measure-boxes.ts'

type Sums = ReadonlyMap<Box, Facts>

const comma = /[,\u3001\uff0c]/g
/** So many boxes around a text can be its article's. */
const reach = 7
// A shorter block is a line of a menu as likely as of prose.
const leastLength = 5

/** The box that looks like the article's, in a part of the page: much prose right in it, few links. */
export function findCore({blocks, top}: Page, facts: Sums, within: Box = top): Box {
  const scores = new Map<Box, number>()
  for (const {box, length, linked, text} of blocks.slice(within.first, within.end)) {
    if (length < leastLength) continue
    const plain = 1 - linked / Math.max(1, length)
    const value =
      (1 + Math.min(10, text.match(comma)?.length ?? 0) + Math.min(6, length / 16)) * plain * plain
    let level = 0
    const end = within.parent
    for (let one = box === within ? box : box.parent; one && one !== end && level < reach; one = one.parent) {
      const part = level === 0 ? 1 : level === 1 ? 0.7 : 1 / (level * 2)
      scores.set(one, (scores.get(one) ?? 0) + value * part)
      level++
    }
  }

  let best = within
  let most = -Infinity
  for (const [box, score] of scores) {
    const {length = 0, linked = 0} = facts.get(box) ?? {}
    const worth = score * (1 - linked / Math.max(1, length))
    if (worth > most) {
      best = box
      most = worth
    }
  }

  return best
}

/** The smallest box that holds the headline and prose. */
export function findStory(title: Block | undefined, facts: Sums): Box | undefined {
  if (title === undefined) return
  return listUp(title.box).find((box) => {
    const {length = 0, longs = 0, linked = 0} = facts.get(box) ?? {}
    return longs > 1 || (length - title.length >= 3 * longLength && linked * 2 < length)
  })
}

/** Index of the first block that the page's head quotes, or that quotes it. */
export function findTold(
  blocks: ReadonlyArray<Block>,
  folded: ReadonlyArray<string>,
  bodies: ReadonlyArray<string>
): number {
  return blocks.findIndex(function ({length}, index) {
    const fold = folded[index] ?? ''
    if (length < leastTold) return false
    const head = fold.slice(0, quoted)
    return bodies.some((body) => body.includes(head) || fold.includes(body.slice(0, quoted)))
  })
}

/** So many letters are hardly the same by chance. */
export const quoted = 40
// A shorter block may be a title or a line of credit.
const leastTold = 10

/** How many boxes beside a box look like it and hold prose, too. */
export function countTwins(core: Box, facts: Sums): number {
  const name = `${core.element.tagName}.${core.words.join('.')}`
  const twins = (core.parent?.parts ?? []).filter(
    (part) =>
      'element' in part &&
      `${part.element.tagName}.${part.words.join('.')}` === name &&
      (facts.get(part)?.longs ?? 0) > 0
  )
  return bucket(twins.length)
}

/** The box with most prose in parts that are alike, as posts of a thread are or stories of a list. */
export function findRow({boxes}: Page, facts: Sums): Box | undefined {
  let best: Box | undefined
  let most = 0
  for (const box of boxes) {
    const sums = new Map<string, {count: number; length: number}>()
    for (const part of box.parts) {
      if (!('element' in part) || !rowTags.has(part.element.tagName)) continue
      const {length = 0, linked = 0} = facts.get(part) ?? {}
      const plain = length - linked
      if (plain < leastPost) continue
      const name = `${part.element.tagName}.${part.words[0] ?? ''}`
      const sum = sums.get(name) ?? {count: 0, length: 0}
      sums.set(name, {count: sum.count + 1, length: sum.length + plain})
    }

    for (const {count, length} of sums.values()) {
      if (count < 3 || length <= most) continue
      best = box
      most = length
    }
  }

  return best
}

const rowTags: ReadonlySet<string> = new Set([
  'article',
  'div',
  'dl',
  'li',
  'section',
  'table',
  'tbody',
  'tr'
])
// Fewer words are a line of a list, no post.
const leastPost = 10

/** Whether a box begins with a link and goes on with something to read: it tells of another page. */
export function isTeaser({element, end, first}: Box, blocks: ReadonlyArray<Block>): boolean {
  const head = blocks[first]
  if (!head || end - first < 2 || end - first > 8 || element.tagName === 'body') return false
  return head.length >= 2 && head.linked === head.length
}

/** Index of the headline among the blocks: the first block that is a title, an `h1` before others. */
export function findTitle(
  blocks: ReadonlyArray<Block>,
  folded: ReadonlyArray<string>,
  titles: ReadonlySet<string>
): number {
  const heads = blocks.filter(
    ({box, index}) => titles.has(folded[index] ?? '') && /^h[1-3]$/.test(box.element.tagName)
  )
  if (heads[0]) return heads[0].index
  const exact = folded.findIndex((one) => titles.has(one))
  if (exact >= 0) return exact
  const partial = blocks.find(({box, index}) => {
    const fold = folded[index] ?? ''
    return (
      /^h[1-2]$/.test(box.element.tagName) &&
      fold.length > 6 &&
      [...titles].some((title) => title.includes(fold))
    )
  })
  return partial?.index ?? blocks.find(({box}) => box.element.tagName === 'h1')?.index ?? -1
}
