/**
 * Describe the blocks of a page by features that can be named: what each is, what it stands in,
 * what is beside it, and how it lies to the headline and to the box that looks like the article's.
 *
 * No language is in it but that of markup: a block's words count by number and marks alone, so
 * that a page in any script is described the same way.
 */

import type {Block, Box, Page} from './list-blocks.ts'

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
/** A block so long is prose. */
const longLength = 24
/** Words on a title's level of certainty. */
const stop = /[.!?\u2026\u3002\uff01\uff1f;\uff1b]["'\u2019\u201d)\uff09\u300d\u300f\]]*$/
const innerStop = /[.!?\u3002\uff01\uff1f](?=.)/
const comma = /[,\u3001\uff0c]/g
const notLetters = /[^\p{L}\p{N}]+/gu
const dated = /\b(?:19|20)\d\d\b|\d\d?:\d\d/
const capital = /(?:^|\s)\p{Lu}/gu

/** Features of each block, in order. */
export function describeBlocks(page: Page, clues: Clues): string[][] {
  const {blocks} = page
  const total = blocks.reduce((sum, {length}) => sum + length, 0) || 1
  const boxes = measureBoxes(page)
  const core = findCore(page, boxes)
  const coreBoxes = new Set(listUp(core))
  const folded = blocks.map(({text}) => foldLetters(text))
  const seen = new Map<string, number>()
  for (const one of folded) seen.set(one, (seen.get(one) ?? 0) + 1)
  const titles = new Set(clues.titles.map(foldLetters).filter(Boolean))
  const bodies = clues.bodies.map(foldLetters)
  const signatures = blocks.map(({box}) => signatureOf(box))
  const groups = groupBy(signatures, blocks)
  const titleAt = findTitle(blocks, folded, titles)
  const longs = blocks.flatMap(({index, length, linked}) =>
    length >= longLength && linked * 3 < length ? index : []
  )
  const longIn = longs.filter((index) => index >= core.first && index < core.end)
  const firstLong = longIn[0] ?? -1
  const lastLong = longIn.at(-1) ?? -1
  const kind = `kind-${clues.kind}`
  const coreShare = share((boxes.get(core)?.length ?? 0) / total)
  const isArticle = clues.kind === 'article' || (longIn.length >= 3 && longIn.length >= longs.length * 0.6)
  const nature = `${isArticle ? 'article' : 'other'}-${Math.min(4, bucket(longIn.length))}-${share(longIn.length / Math.max(1, longs.length))}`
  const toldAt = findTold(blocks, folded, bodies)
  const titled = findStory(blocks[titleAt], boxes)
  const story = holds(titled, toldAt) ? titled : (findStory(blocks[toldAt], boxes) ?? titled)
  const told = story && findCore(page, boxes, story)
  const isAnchored = holds(told, toldAt)
  const twins = countTwins(core, boxes)
  const row = findRow(page, boxes)
  const rowShare = row === undefined ? 0 : share((boxes.get(row)?.length ?? 0) / total)
  const met = new Set<string>()
  let before = 0

  return blocks.map(function (block, index) {
    const {box, length, linked, text} = block
    const chain = listUp(box)
    const isIn = index >= core.first && index < core.end
    const where = isIn ? 'in' : 'out'
    const story = told === undefined ? 'none' : index >= told.first && index < told.end ? 'in' : 'out'
    const size = bucket(length)
    const links = length === 0 ? (linked > 0 ? 4 : 0) : share(linked / length)
    const tag =
      block.from === 0 && block.to === box.element.children.length
        ? box.element.tagName
        : `run-${box.element.tagName}`
    const list = [
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
      `place-${Math.floor((before / total) * 10)}`,
      `${where}:${nature}`,
      `${nature}:links-${links}`,
      `${where}:${nature}:links-${links}:size-${Math.min(size, 5)}`,
      `story-${story}:${where}`,
      `story-${story}:${where}:links-${links}`,
      `story-${story}:${where}:${nature}`,
      `story-${story}:${where}:size-${size}`,
      `story-${story}:tag-${tag}`,
      `anchor-${isAnchored}:story-${story}:${where}`,
      `anchor-${isAnchored}:story-${story}:links-${links}`,
      `anchor-${isAnchored}:story-${story}:${where}:size-${Math.min(size, 6)}`,
      `twins-${twins}:${where}:story-${story}`,
      `row-${rowShare}:${row !== undefined && index >= row.first && index < row.end}:size-${Math.min(size, 6)}:links-${links}`
    ]
    before += length

    const names = new Set<string>()
    const far = new Set<string>()
    chain.forEach(function (one, level) {
      const {tagName} = one.element
      if (landmarks.has(tagName)) {
        list.push(`in-${tagName}`)
        list.push(`${where}:in-${tagName}`)
      }
      for (const name of one.words) (level < nearLevels ? names : far).add(name)
    })
    for (const name of names) list.push(`near-${name}`)
    for (const name of far) if (!names.has(name)) list.push(`far-${name}`)
    if (isArticle) for (const name of names) list.push(`article:near-${name}`)
    if (isArticle) list.push(`article:${where}:tag-${tag}`, `article:tag-${tag}:links-${links}`)
    // Below the core, names say more than above it: what is above it they share with all of it.
    if (isIn) {
      const inner = new Set(chain.filter((one) => !coreBoxes.has(one)).flatMap((one) => [...one.words]))
      for (const name of inner) list.push(`inner-${name}`)
      for (const one of chain) if (!coreBoxes.has(one)) list.push(`inner-tag-${one.element.tagName}`)
      list.push(`gap-${Math.min(8, box.depth - core.depth)}`)
    } else {
      list.push(`apart-${Math.min(8, box.depth - chain.findIndex((one) => coreBoxes.has(one)))}`)
      list.push(index < core.first ? 'before-core' : 'behind-core')
      const joint = chain.find((one) => coreBoxes.has(one))
      list.push(`joint-${Math.min(6, core.depth - (joint?.depth ?? 0))}`)
    }

    const hasStop = stop.test(text)
    const commas = Math.min(4, text.match(comma)?.length ?? 0)
    list.push(`stop-${hasStop}:size-${Math.min(6, size)}`, `commas-${commas}`)
    if (innerStop.test(text)) list.push('inner-stop')
    if (/[\u00a9\u00ae]/.test(text)) list.push('mark-copyright')
    if (text.includes('|')) list.push('mark-bar')
    if (/[:\uff1a]$/.test(text)) list.push('mark-colon')
    if (/\.\.\.$|\u2026$/.test(text)) list.push('mark-ellipsis')
    if (/[\u203a\u00bb\u2192>]/.test(text)) list.push('mark-arrow')
    if (dated.test(text)) list.push(`dated-${Math.min(5, size)}`)
    if (/@|https?:/.test(text)) list.push('address')
    if (/^\W*\d/.test(text)) list.push('digit-first')
    if (!/\p{L}/u.test(text)) list.push('no-letters')
    if (/[$\u20ac\u00a3\u00a5]\s?\d/.test(text)) list.push('price')
    const capitals = text.match(capital)?.length ?? 0
    if (length > 1 && capitals > 0)
      list.push(`capitals-${share(capitals / length)}:size-${Math.min(5, size)}`)

    for (const [name, at] of [
      ['prev', index - 1],
      ['next', index + 1],
      ['prev2', index - 2],
      ['next2', index + 2]
    ] as const) {
      const other = blocks[at]
      if (!other) {
        list.push(`${name}-none`)
        continue
      }

      const isLinked = other.linked * 2 > other.length
      list.push(`${name}-${isLinked ? 'link' : 'text'}-${bucket(other.length)}`)
      if (at === index - 1 || at === index + 1) {
        list.push(`${name}-${other.box.parent === box.parent ? 'kin' : 'other'}-${other.box.element.tagName}`)
      }
    }

    if (/^h[1-6]$/.test(box.element.tagName)) list.push(`head-next-${bucket(blocks[index + 1]?.length ?? 0)}`)

    for (const level of [1, 2, 3]) {
      const one = chain[level]
      const facts = one && boxes.get(one)
      if (!facts) continue
      const count = one.end - one.first
      list.push(`up${level}-mean-${bucket(facts.length / count)}`)
      list.push(`up${level}-links-${facts.length === 0 ? 0 : share(facts.linked / facts.length)}`)
      list.push(`up${level}-share-${share(facts.length / total)}`)
      list.push(`up${level}-long-${Math.min(4, facts.longs)}`)
    }

    const group = groups.get(signatures[index] ?? '')
    if (group) {
      list.push(`kin-${bucket(group.count)}:mean-${bucket(group.length / group.count)}`)
      list.push(`kin-links-${group.length === 0 ? 0 : share(group.linked / group.length)}`)
    }

    const fold = folded[index] ?? ''
    if ((seen.get(fold) ?? 0) > 1)
      list.push(`again-${met.has(fold) ? 'later' : 'first'}-${Math.min(4, size)}`)
    met.add(fold)
    if (titles.has(folded[index] ?? '')) list.push(`title-${where}`)
    if (titleAt < 0) list.push('no-title')
    else if (index < titleAt) list.push(`ahead-${bucket(titleAt - index)}`)
    else list.push(`after-${bucket(index - titleAt)}`)
    if (isIn) {
      if (firstLong < 0) list.push('no-long')
      else if (index < firstLong) list.push(`to-long-${bucket(firstLong - index)}`)
      else if (index > lastLong) list.push(`past-long-${bucket(index - lastLong)}`)
      else list.push('amid-long')
      const edge = index - core.first < 3 ? 'head' : core.end - index <= 3 ? 'tail' : 'mid'
      list.push(`edge-${edge}:size-${Math.min(5, size)}`)
    }

    if (bodies.length > 0) {
      const piece = fold.slice(0, 80)
      const is = fold.length > 8 && bodies.some((body) => body.includes(piece))
      list.push(`told-${is}:size-${Math.min(5, size)}`)
    }

    if (chain.some(isHidden)) list.push(`hidden-${where}`)
    return list
  })
}

/** Letters and figures of a text, in lower case. */
export function foldLetters(text: string): string {
  return text.replace(notLetters, '').toLowerCase()
}

interface Facts {
  length: number
  linked: number
  longs: number
}

export function measureBoxes({blocks, boxes}: Page): Map<Box, Facts> {
  const facts = new Map<Box, Facts>()
  for (const box of boxes) facts.set(box, {length: 0, linked: 0, longs: 0})
  for (const {box, length, linked} of blocks) {
    const isLong = length >= longLength && linked * 3 < length
    for (let one: Box | undefined = box; one; one = one.parent) {
      const sums = facts.get(one)
      if (!sums) continue
      sums.length += length
      sums.linked += linked
      if (isLong) sums.longs++
    }
  }

  return facts
}

/** The box that looks like the article's, in a part of the page: much prose right in it, few links. */
export function findCore({blocks, top}: Page, facts: ReadonlyMap<Box, Facts>, within: Box = top): Box {
  const scores = new Map<Box, number>()
  for (const {box, length, linked, text} of blocks.slice(within.first, within.end)) {
    if (length < 5) continue
    const plain = 1 - linked / Math.max(1, length)
    const value =
      (1 + Math.min(10, text.match(comma)?.length ?? 0) + Math.min(6, length / 16)) * plain * plain
    let level = 0
    const end = within.parent
    for (let one = box === within ? box : box.parent; one && one !== end && level < 7; one = one.parent) {
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
function findStory(title: Block | undefined, facts: ReadonlyMap<Box, Facts>): Box | undefined {
  if (title === undefined) return
  return listUp(title.box).find((box) => {
    const {length = 0, longs = 0, linked = 0} = facts.get(box) ?? {}
    return longs > 1 || (length - title.length >= 3 * longLength && linked * 2 < length)
  })
}

/** Index of the first block that the page's head quotes, or that quotes it. */
function findTold(
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
const quoted = 40
// A shorter block may be a title or a line of credit.
const leastTold = 10

function holds(box: Box | undefined, index: number): boolean {
  return box !== undefined && index >= box.first && index < box.end
}

/** How many boxes beside a box look like it and hold prose, too. */
function countTwins(core: Box, facts: ReadonlyMap<Box, Facts>): number {
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
function findRow({boxes}: Page, facts: ReadonlyMap<Box, Facts>): Box | undefined {
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

/** A box and those around it, from the inside. */
function listUp(box: Box): Box[] {
  const all: Box[] = []
  for (let one: Box | undefined = box; one; one = one.parent) all.push(one)
  return all
}

function signatureOf(box: Box): string {
  return listUp(box)
    .slice(0, 3)
    .map(({element, words}) => `${element.tagName}.${words.join('.')}`)
    .join('<')
}

function groupBy(signatures: ReadonlyArray<string>, blocks: ReadonlyArray<Block>) {
  const groups = new Map<string, {count: number; length: number; linked: number}>()
  for (const [index, {length, linked}] of blocks.entries()) {
    const key = signatures[index] ?? ''
    const group = groups.get(key) ?? {count: 0, length: 0, linked: 0}
    groups.set(key, {count: group.count + 1, length: group.length + length, linked: group.linked + linked})
  }

  return groups
}

/** Index of the headline among the blocks: the first block that is a title, an `h1` before others. */
function findTitle(
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

function isHidden({element: {properties}}: Box): boolean {
  const {ariaHidden, hidden, style} = properties
  if (hidden !== undefined && hidden !== false) return true
  if (ariaHidden === 'true') return true
  if (typeof style === 'string' && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style)) return true
  const {className} = properties
  return Array.isArray(className) && className.some((name) => hiddenClass.test(String(name)))
}

/** Powers of two: 0, 1, 2–3, 4–7, … */
function bucket(value: number): number {
  return value < 1 ? 0 : Math.min(10, Math.floor(Math.log2(value)) + 1)
}

/** A share in five steps. */
function share(value: number): number {
  return value <= 0 ? 0 : value < 0.2 ? 1 : value < 0.5 ? 2 : value < 0.9 ? 3 : 4
}
