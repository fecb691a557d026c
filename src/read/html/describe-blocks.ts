/**
 * Describe the blocks of a page by features that can be named: what each is, what it stands in,
 * what is beside it, and how it lies to the headline and to the box that looks like the article's.
 *
 * No language is in it but that of markup: a block's words count by number and marks alone, so
 * that a page in any script is described the same way.
 */

import type {Block, Box, Page} from './list-blocks.ts'
import {countTwins, findCore, findRow, findStory, findTitle, findTold} from './find-core.ts'
import {bucket, holds, isProse, listUp, measureBoxes, share, type Facts} from './measure-boxes.ts'

/** What a page says of its article apart from it. */
export interface Clues {
  /** Titles, as the head and the headings give them. */
  readonly titles: ReadonlyArray<string>
  /** The article or its beginning, as data for machines repeat it. */
  readonly bodies: ReadonlyArray<string>
  /** Kind of page, such as `article`, as its head has it. */
  readonly kind: string
}

/** Boxes that say by their name what they are. */
const landmarks: ReadonlySet<string> = new Set(
  (
    'article main nav aside footer header form table ul ol dl figure blockquote section noscript button ' +
    'details address pre h1 h2 h3 h4 select menu dialog label fieldset a'
  ).split(' ')
)
/** What is there to be heard only. */
const hiddenClass = /^(?:sr-only|visually-?hidden|screen-reader(?:-only|-text)?)$/i
/** Names of boxes further out say less of what stands there. */
const nearLevels = 3
const stop = /[.!?\u2026\u3002\uff01\uff1f;\uff1b]["'\u2019\u201d)\uff09\u300d\u300f\]]*$/
const comma = /[,\u3001\uff0c]/g
const notLetters = /[^\p{L}\p{N}]+/gu
const dated = /\b(?:19|20)\d\d\b|\d\d?:\d\d/
const neighbours = [
  ['prev', -1],
  ['next', 1],
  ['prev2', -2],
  ['next2', 2]
] as const
const marks: ReadonlyArray<readonly [feature: string, is: RegExp]> = [
  ['inner-stop', /[.!?\u3002\uff01\uff1f](?=.)/],
  ['mark-copyright', /[\u00a9\u00ae]/],
  ['mark-bar', /\|/],
  ['mark-colon', /[:\uff1a]$/],
  ['mark-ellipsis', /\.\.\.$|\u2026$/],
  ['mark-arrow', /[\u203a\u00bb\u2192>]/],
  ['address', /@|https?:/],
  ['digit-first', /^\W*\d/],
  ['no-letters', /^\P{L}*$/u],
  ['price', /[$\u20ac\u00a3\u00a5]\s?\d/]
]
/** So much of a block's beginning is compared with what the head says. */
const toldLength = 80
const capital = /(?:^|\s)\p{Lu}/gu

/** What is known of a page as a whole. */
interface Survey extends Page {
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

/** What is known of a block before it is described. */
interface Spot {
  readonly block: Block
  readonly index: number
  /** The box it stands in, and those around that. */
  readonly chain: ReadonlyArray<Box>
  readonly isIn: boolean
  readonly where: 'in' | 'out'
  readonly story: 'none' | 'in' | 'out'
  readonly size: number
  readonly links: number
  readonly tag: string
  /** Share of the page that stands before it. */
  readonly place: number
  readonly isAgain: boolean
}

type Describe = (spot: Spot, survey: Survey) => string[]

const describers: ReadonlyArray<Describe> = [
  describePlace,
  describeStory,
  describeNames,
  describeCore,
  describeText,
  describeNeighbours,
  describeBoxes,
  describeEcho
]

/** Features of each block, in order. */
export function describeBlocks(page: Page, clues: Clues): string[][] {
  const survey = surveyPage(page, clues)
  const {core, folded, told, total} = survey
  const met = new Set<string>()
  let before = 0
  return page.blocks.map(function (block, index) {
    const {box, length, linked} = block
    const isIn = holds(core, index)
    const fold = folded[index] ?? ''
    const isWhole = block.from === 0 && block.to === box.element.children.length
    const spot: Spot = {
      block,
      index,
      chain: listUp(box),
      isIn,
      where: isIn ? 'in' : 'out',
      story: told === undefined ? 'none' : holds(told, index) ? 'in' : 'out',
      size: bucket(length),
      links: length === 0 ? (linked > 0 ? 4 : 0) : share(linked / length),
      tag: isWhole ? box.element.tagName : `run-${box.element.tagName}`,
      place: before / total,
      isAgain: met.has(fold)
    }
    met.add(fold)
    before += length
    const list: string[] = []
    for (const describe of describers) list.push(...describe(spot, survey))
    return list
  })
}

function surveyPage(page: Page, clues: Clues): Survey {
  const {blocks} = page
  const facts = measureBoxes(page)
  const core = findCore(page, facts)
  const longs = blocks.filter(isProse).map(({index}) => index)
  const longIn = longs.filter((index) => holds(core, index))
  const folded = blocks.map(({text}) => foldLetters(text))
  const titles = new Set(clues.titles.map(foldLetters).filter(Boolean))
  const bodies = clues.bodies.map(foldLetters)
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

function describePlace({links, place, size, tag, where}: Spot, {coreShare, kind, nature}: Survey): string[] {
  return [
    `size-${size}`,
    `${where}:size-${size}`,
    `links-${links}`,
    `${where}:links-${links}`,
    `size-${Math.min(size, 6)}:links-${links}`,
    `tag-${tag}`,
    `${where}:tag-${tag}`,
    where,
    `${where}:${kind}`,
    `${where}:share-${coreShare}`,
    `place-${Math.floor(place * 10)}`,
    `${where}:${nature}`,
    `${nature}:links-${links}`,
    `${where}:${nature}:links-${links}:size-${Math.min(size, 5)}`
  ]
}

/** How a block lies to what the headline leads to, and to rows of parts alike. */
function describeStory({index, links, size, story, tag, where}: Spot, survey: Survey): string[] {
  const {isAnchored, nature, row, rowShare, twins} = survey
  return [
    `story-${story}:${where}`,
    `story-${story}:${where}:links-${links}`,
    `story-${story}:${where}:${nature}`,
    `story-${story}:${where}:size-${size}`,
    `story-${story}:tag-${tag}`,
    `anchor-${isAnchored}:story-${story}:${where}`,
    `anchor-${isAnchored}:story-${story}:links-${links}`,
    `anchor-${isAnchored}:story-${story}:${where}:size-${Math.min(size, 6)}`,
    `twins-${twins}:${where}:story-${story}`,
    `row-${rowShare}:${holds(row, index)}:size-${Math.min(size, 6)}:links-${links}`
  ]
}

/** What the markup calls a block and what it stands in. */
function describeNames({chain, links, tag, where}: Spot, {isArticle}: Survey): string[] {
  const list: string[] = []
  const names = new Set<string>()
  for (const [level, {element, words}] of chain.entries()) {
    if (landmarks.has(element.tagName)) list.push(`in-${element.tagName}`, `${where}:in-${element.tagName}`)
    for (const name of words) {
      if (names.has(name)) continue
      names.add(name)
      if (level >= nearLevels) list.push(`far-${name}`)
      else if (isArticle) list.push(`near-${name}`, `article:near-${name}`)
      else list.push(`near-${name}`)
    }
  }

  if (isArticle) list.push(`article:${where}:tag-${tag}`, `article:tag-${tag}:links-${links}`)
  if (chain.some(isHidden)) list.push(`hidden-${where}`)
  return list
}

/** How a block lies to the core; within it, names say more than around it, which all of it shares. */
function describeCore(
  {block, chain, index, isIn, size}: Spot,
  {core, coreBoxes, longs: [first, last]}: Survey
): string[] {
  if (!isIn) {
    const level = chain.findIndex((one) => coreBoxes.has(one))
    return [
      `apart-${Math.min(8, block.box.depth - level)}`,
      index < core.first ? 'before-core' : 'behind-core',
      `joint-${Math.min(6, core.depth - (chain[level]?.depth ?? 0))}`
    ]
  }

  const inner = chain.slice(
    0,
    chain.findIndex((one) => coreBoxes.has(one))
  )
  const long =
    first < 0
      ? 'no-long'
      : index < first
        ? `to-long-${bucket(first - index)}`
        : index > last
          ? `past-long-${bucket(index - last)}`
          : 'amid-long'
  const edge = index - core.first < 3 ? 'head' : core.end - index <= 3 ? 'tail' : 'mid'
  return [
    ...[...new Set(inner.flatMap(({words}) => words))].map((name) => `inner-${name}`),
    ...inner.map(({element}) => `inner-tag-${element.tagName}`),
    `gap-${Math.min(8, block.box.depth - core.depth)}`,
    long,
    `edge-${edge}:size-${Math.min(5, size)}`
  ]
}

/** What marks a text holds, whatever its words. */
function describeText({block: {length, text}, size}: Spot): string[] {
  const commas = Math.min(4, text.match(comma)?.length ?? 0)
  const capitals = text.match(capital)?.length ?? 0
  const list = [`stop-${stop.test(text)}:size-${Math.min(6, size)}`, `commas-${commas}`]
  for (const [name, is] of marks) if (is.test(text)) list.push(name)
  if (dated.test(text)) list.push(`dated-${Math.min(5, size)}`)
  if (length > 1 && capitals > 0) list.push(`capitals-${share(capitals / length)}:size-${Math.min(5, size)}`)
  return list
}

function describeNeighbours({block: {box}, index}: Spot, {blocks}: Survey): string[] {
  const next = blocks[index + 1]
  const list = /^h[1-6]$/.test(box.element.tagName) ? [`head-next-${bucket(next?.length ?? 0)}`] : []
  for (const [name, step] of neighbours) {
    const other = blocks[index + step]
    if (!other) {
      list.push(`${name}-none`)
      continue
    }

    list.push(`${name}-${other.linked * 2 > other.length ? 'link' : 'text'}-${bucket(other.length)}`)
    if (Math.abs(step) > 1) continue
    list.push(`${name}-${other.box.parent === box.parent ? 'kin' : 'other'}-${other.box.element.tagName}`)
  }

  return list
}

/** What stands in the boxes around, and in all boxes that look like them. */
function describeBoxes({block, chain}: Spot, {facts, groups, total}: Survey): string[] {
  const list: string[] = []
  for (const level of [1, 2, 3]) {
    const box = chain[level]
    const sums = box && facts.get(box)
    if (!sums) continue
    list.push(
      `up${level}-mean-${bucket(sums.length / (box.end - box.first))}`,
      `up${level}-links-${sums.length === 0 ? 0 : share(sums.linked / sums.length)}`,
      `up${level}-share-${share(sums.length / total)}`,
      `up${level}-long-${Math.min(4, sums.longs)}`
    )
  }

  const group = groups.get(block.box)
  if (group) {
    list.push(
      `kin-${bucket(group.count)}:mean-${bucket(group.length / group.count)}`,
      `kin-links-${group.length === 0 ? 0 : share(group.linked / group.length)}`
    )
  }

  return list
}

/** What the page says again elsewhere: in its head, or in another block. */
function describeEcho({index, isAgain, size, where}: Spot, survey: Survey): string[] {
  const {bodies, folded, repeats, titleAt, titles} = survey
  const fold = folded[index] ?? ''
  const list: string[] = []
  if (repeats.has(fold)) list.push(`again-${isAgain ? 'later' : 'first'}-${Math.min(4, size)}`)
  if (titles.has(fold)) list.push(`title-${where}`)
  if (titleAt < 0) list.push('no-title')
  else if (index < titleAt) list.push(`ahead-${bucket(titleAt - index)}`)
  else list.push(`after-${bucket(index - titleAt)}`)
  if (bodies.length > 0) {
    const isTold = fold.length > 8 && bodies.some((body) => body.includes(fold.slice(0, toldLength)))
    list.push(`told-${isTold}:size-${Math.min(5, size)}`)
  }

  return list
}

/** Letters and figures of a text, in lower case. */
export function foldLetters(text: string): string {
  return text.replace(notLetters, '').toLowerCase()
}

function listRepeats(folded: ReadonlyArray<string>): ReadonlySet<string> {
  const seen = new Set<string>()
  return new Set(folded.filter((one) => seen.size === seen.add(one).size))
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

function isHidden({element: {properties}}: Box): boolean {
  const {ariaHidden, hidden, style} = properties
  if (hidden !== undefined && hidden !== false) return true
  if (ariaHidden === 'true') return true
  if (typeof style === 'string' && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style)) return true
  const {className} = properties
  return Array.isArray(className) && className.some((name) => hiddenClass.test(String(name)))
}
