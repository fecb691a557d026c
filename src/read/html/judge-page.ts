/**
 * Judge which parts of a web page are not its article.
 *
 * Blocks are described by features (`describe-blocks.ts`), trained weights say what each speaks
 * for, and the labels that agree best with all of it and with the boxes of the page win
 * (`settle-page.ts`). What is left is a frame: `clean` drops it into the ledger, with what spoke
 * loudest, and an editor may keep it.
 */

import type {Element, Root, RootContent} from 'hast'
import type {FrameData} from 'mdast'
import {describeBlocks} from './describe-blocks.ts'
import {findStory, isTeaser} from './find-core.ts'
import {findNotes} from './convert/find-notes.ts'
import {listBlocks, runsOn, type Block, type Box} from './list-blocks.ts'
import {holds, listUp} from './measure-boxes.ts'
import {nameFrame} from './name-frame.ts'
import {bias, weights} from './page-weights.ts'
import {readClues} from './read-clues.ts'
import {settlePage, type Settled} from './settle-page.ts'
import {surveyPage, type Survey} from './survey-page.ts'

export interface Judgement {
  /** What is not the article, by the element that holds it; none within another. */
  readonly frames: ReadonlyMap<Element, FrameData>
  /** Why it is not certain that what stays is the article, worded as a message. */
  readonly doubt?: string
}

/**
 * Judge a page. Text that stands beside boxes and is not the article gets an element of its own:
 * the tree is changed for that.
 */
export function judgePage(root: Root): Judgement {
  const page = surveyPage(listBlocks(root), readClues(root))
  const {blocks} = page
  const features = describeBlocks(page)
  const pictured = findPictured(page)
  const looks = features.map((list, index) =>
    isCaption(blocks[index], pictured) ? 0 : list.reduce((sum, name) => sum + (weights.get(name) ?? 0), bias)
  )
  const teasers = listTeasers(page)
  const odds = keepNotes(page, root, leaveTeasers(teasers, looks))
  const found = settleSomething(page, odds)
  const settled = {...found, blocks: keepHeadings(page, found.blocks)}
  const kept = blocks.filter(({index}) => settled.blocks[index])
  const frames = new Map<Element, FrameData>()
  collect(page.top, false)
  const doubt = doubtOf(page, kept)
  return {frames, ...(doubt !== undefined && {doubt})}

  function collect(box: Box, isKept: boolean): void {
    if (!isKept && !holdsKept(box, settled)) return frame(box.element, box, blocks.slice(box.first, box.end))
    // From the back, so that the children that are wrapped do not move the others.
    for (const part of [...box.parts].reverse()) {
      if ('element' in part) collect(part, settled.boxes.has(part))
      else if (!settled.blocks[part.index]) frame(wrap(part), box, [part])
    }

    // Pictures beside the boxes of a part that is none of the article, such as the page's own marks.
    if (isKept) return
    for (const node of box.element.children) {
      if (node.type === 'element' && !frames.has(node) && runsOn(node) && holdsPicture(node))
        frame(node, box, [])
    }
  }

  function frame(element: Element, box: Box, within: ReadonlyArray<Block>): void {
    if (!holdsContent(element)) return
    const sum = within.reduce((all, {index}) => all + (odds[index] ?? 0), 0) / Math.max(1, within.length)
    const said = within.map(({index}) => features[index] ?? [])
    frames.set(
      element,
      nameFrame(box, {features: said, odds: within.length > 0 ? sum : 0, isTeaser: teasers.has(box)})
    )
  }
}

// A caption is told by its name; what is named so deeper is a box of pictures.
const captionLevels = 3
const captionWord = /^(?:fig)?caption$/

/** Whether a block is a caption: it goes where its picture goes, and editions know what it is. */
function isCaption(block: Block | undefined, pictured: ReadonlySet<Box>): boolean {
  let holdsName = false
  for (let box = block?.box, level = 0; box && level < captionLevels; box = box.parent, level++) {
    holdsName ||= box.element.tagName === 'figcaption' || box.words.some((word) => captionWord.test(word))
    if (holdsName && (box.element.tagName === 'figure' || pictured.has(box))) return true
  }

  return false
}

/** Boxes that hold a picture. */
function findPictured({boxes}: Survey): ReadonlySet<Box> {
  const pictured = new Set<Box>()
  for (const box of boxes) {
    if (!box.element.children.some(holdsPicture)) continue
    for (let one: Box | undefined = box; one && !pictured.has(one); one = one.parent) pictured.add(one)
  }

  return pictured
}

/** Whether a picture stands in a line. */
function holdsPicture(node: RootContent): boolean {
  if (node.type !== 'element' || !runsOn(node)) return false
  return node.tagName === 'img' || node.tagName === 'picture' || node.children.some(holdsPicture)
}

// As much as an article has at least: less is a standfirst.
const leastStory = 60
/** Log odds of what tells of another page, whatever it looks like. */
const teaserOdds = -2

/** Beside an article under its own headline, what begins with a link tells of another one. */
function listTeasers(page: Survey): ReadonlySet<Box> {
  const story = findStory(findHeadline(page), page.facts)
  const sums = story && page.facts.get(story)
  if (!story || !sums || sums.longs < 2 || sums.length - sums.linked < leastStory) return new Set()
  const around = new Set(listUp(story))
  return new Set(
    page.boxes.filter((box) => !around.has(box) && !isWithin(box, story) && isTeaser(box, page.blocks))
  )
}

function leaveTeasers(teasers: ReadonlySet<Box>, odds: ReadonlyArray<number>): ReadonlyArray<number> {
  const left = [...odds]
  for (const box of teasers)
    for (let at = box.first; at < box.end; at++) left[at] = Math.min(teaserOdds, left[at] ?? 0)
  return left
}

/** Notes that the article calls are part of it, wherever they stand. */
function keepNotes(page: Survey, root: Root, odds: ReadonlyArray<number>): ReadonlyArray<number> {
  const notes = findNotes(root, new Map())
  if (notes.definitions.size === 0) return odds
  const kept = [...odds]
  for (const box of page.boxes) {
    if (!notes.definitions.has(box.element)) continue
    for (let at = box.first; at < box.end; at++) kept[at] = Math.max(1, kept[at] ?? 0)
  }

  return kept
}

/** A page with prose has an article, if not a sure one: then it is the box that looks most like one. */
function settleSomething(page: Survey, odds: ReadonlyArray<number>): Settled {
  const settled = settlePage(page, odds)
  if (settled.blocks.includes(true)) return settled
  return settlePage(
    page,
    odds.map((value, index) => (holds(page.core, index) ? Math.max(value, 1) : value))
  )
}

const headingTag = /^h[1-6]$/
// What may stand between a title and its article: credits, a standfirst, buttons.
const titleReach = 12

/** A heading goes with what it heads, and the title is the article's wherever it stands above it. */
function keepHeadings(page: Survey, labels: ReadonlyArray<boolean>): ReadonlyArray<boolean> {
  const {blocks} = page
  const kept = [...labels]
  for (const block of [...blocks].reverse()) {
    const next = blocks[block.index + 1]
    if (kept[block.index] || !isHeading(block) || !next || !kept[next.index]) continue
    kept[block.index] = isWithin(next.box, block.box.parent)
  }

  const first = kept.indexOf(true)
  const title = findHeadline(page)
  if (title && title.index < first && first - title.index <= titleReach) kept[title.index] = true
  return kept
}

/** The first heading that says what the head gives as title. */
function findHeadline({blocks, folded, titles}: Survey): Block | undefined {
  return blocks.find((block) => isHeading(block) && titles.has(folded[block.index] ?? ''))
}

function isHeading({box, length, linked}: Block): boolean {
  return headingTag.test(box.element.tagName) && linked * 2 < length
}

function isWithin(box: Box, outer: Box | undefined): boolean {
  for (let one: Box | undefined = box; one; one = one.parent) if (one === outer) return true
  return false
}

function holdsKept({first, end}: Box, {blocks}: Settled): boolean {
  for (let at = first; at < end; at++) if (blocks[at]) return true
  return false
}

/** Whether there is anything that an edition would show. */
function holdsContent(node: RootContent): boolean {
  if (node.type === 'text') return node.value.trim() !== ''
  if (node.type !== 'element') return false
  return media.has(node.tagName) || node.children.some(holdsContent)
}

const media: ReadonlySet<string> = new Set([
  'audio',
  'embed',
  'iframe',
  'img',
  'math',
  'object',
  'svg',
  'video'
])

function wrap({box, from, to}: Block): Element {
  const children = box.element.children.slice(from, to)
  if (children.length === 1 && children[0]?.type === 'element') return children[0]
  const start = children.find(({position}) => position)?.position?.start
  const end = children.findLast(({position}) => position)?.position?.end
  const wrapper: Element = {type: 'element', tagName: 'div', properties: {}, children}
  if (start && end) wrapper.position = {start, end}
  box.element.children.splice(from, to - from, wrapper)
  return wrapper
}

// A page with so little prose may be a list, a film or a picture, and is left as it is judged.
const leastProse = 60

/** Views of a page, the blocks that are kept, the box with most prose and what the headline leads to, say when they differ. */
function doubtOf({blocks, core, told}: Survey, kept: ReadonlyArray<Block>): string | undefined {
  const size = (list: ReadonlyArray<Block>) =>
    list.reduce((sum, {length, linked}) => sum + length - linked, 0)
  const inCore = blocks.slice(core.first, core.end)
  const all = size(inCore)
  const shared = size(kept.filter(({index}) => holds(core, index)))
  const mine = size(kept)
  if (blocks.length === 0)
    return 'Expected text in this page, found none; a script may write it when a browser opens it'
  if (mine === 0) return 'Expected an article in this page, found none that stands out'
  if (all < leastProse && mine < leastProse) return
  const story = told ? blocks.slice(told.first, told.end) : []
  const isLeft = size(kept.filter(({index}) => holds(told, index))) * 2 < size(story)
  if (isLeft && size(story) >= leastStory)
    return 'Unexpected page of which the text under the headline was not taken, expected that to be the article'
  const agreement = (2 * shared) / Math.max(1, all + mine)
  if (agreement >= 0.5) return
  return `Unexpected page of which two readings differ: they share ${Math.round(agreement * 100)} % of their text, expected one article`
}
