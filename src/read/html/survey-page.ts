/**
 * Survey a page: what is known of it as a whole before any of its blocks is judged.
 */

import type {Block, Box, Page} from './list-blocks.ts'
import {countTwins, findCore, findRow, findStory, findTitle, findTold, quoted} from './find-core.ts'
import {bucket, holds, isProse, listUp, measureBoxes, share, type Facts} from './measure-boxes.ts'
import {foldValue} from './metadata/tidy-value.ts'

/** What a page says of its article apart from it. */
export interface Clues {
  /** Titles, as the head and the headings give them. */
  readonly titles: ReadonlyArray<string>
  /** The article or its beginning, as data for machines repeat it. */
  readonly bodies: ReadonlyArray<string>
  /** Kind of page, such as `article`, as its head has it. */
  readonly kind: string
}

/** What is known of a page as a whole. */
export interface Survey extends Page {
  readonly facts: ReadonlyMap<Box, Facts>
  readonly total: number
  /** The box that looks like the article's, and what stands around it. */
  readonly core: Box
  readonly coreBoxes: ReadonlySet<Box>
  readonly coreShare: number
  /** First and last prose in it; -1 where there is none. */
  readonly longs: readonly [first: number, last: number]
  readonly isArticle: boolean
  readonly kind: string
  readonly nature: string
  /** The box that looks like the article's, as seen from the headline. */
  readonly told: Box | undefined
  /** Whether the head quotes what stands there. */
  readonly isAnchored: boolean
  readonly twins: number
  readonly row: Box | undefined
  readonly rowShare: number
  /** Index of the headline; -1 where none is found. */
  readonly titleAt: number
  readonly titles: ReadonlySet<string>
  readonly bodies: ReadonlyArray<string>
  readonly folded: ReadonlyArray<string>
  readonly repeats: ReadonlySet<string>
  /** What stands in boxes that look like a box, by the box. */
  readonly groups: ReadonlyMap<Box, Group>
}

interface Group {
  count: number
  length: number
  linked: number
}

/** Every block is looked for in what the head tells; so many letters are compared in all at most. */
const mostCompared = 2e8
/** Of so many letters of a text at most: an article longer than this is known by its beginning. */
const longestBody = 50_000

/** Survey a page. */
export function surveyPage(page: Page, clues: Clues): Survey {
  const {blocks} = page
  const facts = measureBoxes(page)
  const core = findCore(page, facts)
  const longs = blocks.filter(isProse).map(({index}) => index)
  const longIn = longs.filter((index) => holds(core, index))
  const folded = blocks.map(({text}) => foldValue(text))
  const titles = new Set(clues.titles.map(foldValue).filter(Boolean))
  const most = Math.min(longestBody, mostCompared / Math.max(1, blocks.length * clues.bodies.length))
  const bodies = clues.bodies
    .map((body) => foldValue(body.slice(0, most * 2)).slice(0, most))
    .filter(({length}) => length >= quoted)
  const titleAt = findTitle(blocks, folded, titles)
  const toldAt = findTold(blocks, folded, bodies)
  const titled = findStory(blocks[titleAt], facts)
  const story = holds(titled, toldAt) ? titled : (findStory(blocks[toldAt], facts) ?? titled)
  const told = story && findCore(page, facts, story)
  const total = blocks.reduce((sum, {length}) => sum + length, 0) || 1
  const row = findRow(page, facts)
  const shareOf = (box: Box | undefined) => share(((box && facts.get(box)?.length) ?? 0) / total)
  const isArticle = clues.kind === 'article' || (longIn.length >= 3 && longIn.length >= longs.length * 0.6)
  const longShare = share(longIn.length / Math.max(1, longs.length))
  return {
    ...page,
    facts,
    total,
    core,
    coreBoxes: new Set(listUp(core)),
    coreShare: shareOf(core),
    longs: [longIn[0] ?? -1, longIn.at(-1) ?? -1],
    isArticle,
    kind: `kind-${clues.kind}`,
    nature: `${isArticle ? 'article' : 'other'}-${Math.min(4, bucket(longIn.length))}-${longShare}`,
    told,
    isAnchored: holds(told, toldAt),
    twins: countTwins(core, facts),
    row,
    rowShare: shareOf(row),
    titleAt,
    titles,
    bodies,
    folded,
    repeats: listRepeats(folded),
    groups: groupBlocks(blocks)
  }
}

function listRepeats(folded: ReadonlyArray<string>): ReadonlySet<string> {
  const seen = new Set<string>()
  return new Set(folded.filter((one) => one !== '' && seen.size === seen.add(one).size))
}

function groupBlocks(blocks: ReadonlyArray<Block>): ReadonlyMap<Box, Group> {
  const bySignature = new Map<string, Group>()
  const groups = new Map<Box, Group>()
  for (const {box, length, linked} of blocks) {
    let group = groups.get(box)
    if (!group) {
      const key = signatureOf(box)
      group = bySignature.get(key) ?? {count: 0, length: 0, linked: 0}
      bySignature.set(key, group)
      groups.set(box, group)
    }

    group.count++
    group.length += length
    group.linked += linked
  }

  return groups
}

function signatureOf(box: Box): string {
  return listUp(box)
    .slice(0, 3)
    .map(({element, words}) => `${element.tagName}.${words.join('.')}`)
    .join('<')
}
