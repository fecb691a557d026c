/**
 * Describe the blocks of a page by features that can be named: what each is, what it stands in,
 * what is beside it, and how it lies to the headline and to the box that looks like the article's.
 *
 * No language is in it but that of markup: a block's words count by number and marks alone, so
 * that a page in any script is described the same way.
 */

import type {Block, Box} from './list-blocks.ts'
import {bucket, holds, listUp, share} from './measure-boxes.ts'
import type {Survey} from './survey-page.ts'

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
export function describeBlocks(survey: Survey): string[][] {
  const {blocks, core, folded, told, total} = survey
  const met = new Set<string>()
  let before = 0
  return blocks.map(function (block, index) {
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
      `apart-${Math.min(8, level)}`,
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

function isHidden({element: {properties}}: Box): boolean {
  const {ariaHidden, hidden, style} = properties
  if (hidden !== undefined && hidden !== false) return true
  if (ariaHidden === 'true') return true
  if (typeof style === 'string' && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style)) return true
  const {className} = properties
  return Array.isArray(className) && className.some((name) => hiddenClass.test(String(name)))
}
