/**
 * Turn runs of text into the items of a line breaker: boxes that are set,
 * glue that gives, penalties that say what a break costs.
 *
 * What the blanks between two characters are, and which may part, follows W3C
 * CLREQ: punctuation is half an em wide and its other half is glue, a quarter
 * em stands between Han and Latin, certain characters never begin or end a
 * line, and where the language hangs them, stops may stand out into the margin.
 */

import type {Entry, Look, Shaper} from './shape.ts'
import type {Cluster, Inline} from './types.ts'
import {clingsAfter, clingsBefore, isMark, neverBegins} from './classify.ts'

export const box = 0
export const glue = 1
export const penalty = 2
/** A break that has to be, or may not be. */
export const infinity = 10_000

/** Items as parallel arrays: a book has a million of them. */
export interface Items {
  inlines: ReadonlyArray<Inline>
  count: number
  kind: Uint8Array
  width: Float64Array
  stretch: Float64Array
  shrink: Float64Array
  cost: Float64Array
  /** 1 where a break shows a hyphen. */
  flagged: Uint8Array
  /** What a box shows; of glue and penalties, what stands there if the line is not, or is, broken there. */
  readonly clusters: Array<Cluster | undefined>
  /** Points per em of the cluster: Latin is set larger. */
  size: Float64Array
  /** Index of the run that the cluster is of. */
  run: Uint32Array
}

export interface ItemOptions {
  readonly shaper: Shaper
  readonly latinScale: number
  /** Points before the first character; below zero: the first line hangs. */
  readonly indent: number
  /** Longest piece that stands in one line, in points. */
  readonly measure: number
  /** Whether stops at the left of their em may hang in the margin. */
  readonly hangs: boolean
}

/** A cluster in its place: what a pair is made of. */
interface Token {
  entry: Entry
  size: number
  run: number
}

// Give of the gap between two Han characters, in ems: enough, over a line of 28, for one character.
const hanStretch = 0.04
const autoSpace = 0.25
const autoSpaceGive = 0.125
const hyphenCost = 120
const urlCost = 40
const emergencyCost = 1000
// A face of fixed width is large beside a text face.
const codeScale = 0.88
// Give of a space, in ems, as of TeX's own faces; the space of an old-style face is too narrow to tell.
const spaceStretch = 0.17
// An address has no spaces: its joints give a little.
const addressStretch = 0.06
// A single character on the last line looks lost.
const runtCost = 800
// A figure and its unit had better not part.
const unitCost = 30
// A hung stop costs a little: a line that ends in it squeezed, or in another character, is as good.
const hangCost = 20
// Hung stops are those whose ink stands in the left half of their em.
const leftInk = 0.4
const sealSize = 0.8
const sealCluster: Cluster = {
  index: -1,
  text: '',
  face: undefined,
  glyphs: [],
  width: sealSize,
  left: 0,
  right: 0
}
const seal: Entry = {class: 'seal', cluster: sealCluster, joint: 'pair'}

/**
 * Build the items of a paragraph.
 *
 * @param items where they are built: what stood there goes.
 */
export function buildItems(
  inlines: ReadonlyArray<Inline>,
  options: ItemOptions,
  items = createItems()
): Items {
  items.inlines = inlines
  items.count = 0
  items.clusters.length = 0
  if (options.indent !== 0) push(items, box, options.indent, 0, 0, 0)
  let previous: Token | undefined
  let space: Token | undefined
  const add = (entry: Entry, size: number, run: number) => {
    const token = {entry, size, run}
    if (entry.class === 'space') {
      if (previous) space = token
      return
    }

    if (entry.cluster.missing) options.shaper.report(entry.cluster, inlines[run]?.text ?? '')
    if (previous && space) addSpace(items, previous, space, token)
    else if (previous) addPair(items, previous, token, options)
    push(items, box, entry.cluster.width * size, 0, 0, 0, token)
    previous = token
    space = undefined
  }

  for (const [run, inline] of inlines.entries()) {
    if (inline.isBreak) {
      endLine(items)
      previous = undefined
      space = undefined
    } else readInline(inline, options, (entry, size) => add(entry, size, run))
  }

  endLine(items)
  return items
}

// Most paragraphs fit; what is longer grows.
const room = 1024

export function createItems(): Items {
  return {
    inlines: [],
    count: 0,
    kind: new Uint8Array(room),
    width: new Float64Array(room),
    stretch: new Float64Array(room),
    shrink: new Float64Array(room),
    cost: new Float64Array(room),
    flagged: new Uint8Array(room),
    clusters: [],
    size: new Float64Array(room),
    run: new Uint32Array(room)
  }
}

function grow(items: Items): void {
  const room = items.kind.length * 2
  const copy = <T extends {set: (from: T) => void}>(to: T, from: T): T => {
    to.set(from)
    return to
  }

  items.kind = copy(new Uint8Array(room), items.kind)
  items.width = copy(new Float64Array(room), items.width)
  items.stretch = copy(new Float64Array(room), items.stretch)
  items.shrink = copy(new Float64Array(room), items.shrink)
  items.cost = copy(new Float64Array(room), items.cost)
  items.flagged = copy(new Uint8Array(room), items.flagged)
  items.size = copy(new Float64Array(room), items.size)
  items.run = copy(new Uint32Array(room), items.run)
}

function push(
  items: Items,
  kind: number,
  width: number,
  stretch: number,
  shrink: number,
  cost: number,
  token?: Token
): void {
  if (items.count === items.kind.length) grow(items)
  const at = items.count++
  items.kind[at] = kind
  items.width[at] = width
  items.stretch[at] = stretch
  items.shrink[at] = shrink
  items.cost[at] = cost
  items.flagged[at] = 0
  items.clusters.push(token?.entry.cluster)
  if (token) {
    items.size[at] = token.size
    items.run[at] = token.run
  }
}

function pushPenalty(items: Items, cost: number, width = 0): void {
  push(items, penalty, width, 0, 0, cost)
}

function endLine(items: Items): void {
  keepRunts(items)
  pushPenalty(items, infinity)
  push(items, glue, 0, 1e5, 0, 0)
  pushPenalty(items, -infinity)
}

/** Make it dear to break before the last character of a line's end, so that none is left alone. */
function keepRunts(items: Items): void {
  let letters = 0
  for (let at = items.count - 1; at > 0 && letters < 2; at--) {
    const {cost, kind} = items
    if (kind[at] === penalty && (cost[at] as number) <= -infinity) return
    if (kind[at] === box) {
      const text = items.clusters[at]?.text ?? ''
      if (/[\p{L}\p{N}]/u.test(text)) letters += /^\p{Script=Han}$/u.test(text) ? 1 : 2
      continue
    }

    if (letters === 0) continue
    if (kind[at] === penalty) cost[at] = Math.max(cost[at] as number, runtCost)
    else if (kind[at - 1] === box) insertPenalty(items, at, runtCost)
  }
}

/** Put a penalty before an item near the end. */
function insertPenalty(items: Items, at: number, cost: number): void {
  pushPenalty(items, cost)
  const {count} = items
  for (const list of [
    items.kind,
    items.width,
    items.stretch,
    items.shrink,
    items.cost,
    items.flagged,
    items.size,
    items.run
  ])
    list.copyWithin(at + 1, at, count - 1)
  items.clusters.splice(at, 0, items.clusters.pop())
  items.kind[at] = penalty
  items.width[at] = 0
  items.stretch[at] = 0
  items.shrink[at] = 0
  items.cost[at] = cost
  items.flagged[at] = 0
}

function addSpace(items: Items, {entry: before}: Token, space: Token, {entry: after, size}: Token): void {
  const {cluster} = space.entry
  const inline = items.inlines[space.run]
  const em = inline?.style.size ?? size
  const isHan = isHanSide(before) || isHanSide(after)
  const isFixed = cluster.text === '\u3000' || inline?.style.isCode
  const width = isHan && !isFixed ? autoSpace * em : cluster.width * space.size
  const isBreak =
    before.class !== 'open' &&
    !neverBegins(after.class) &&
    !clingsAfter.test(before.cluster.text) &&
    !clingsBefore.test(after.cluster.text)
  if (!isBreak) pushPenalty(items, infinity)
  push(items, glue, width, spaceStretch * space.size, width / 3, 0, space)
}

function isHanSide({class: name}: Entry): boolean {
  return name !== 'latin' && name !== 'call'
}

function addPair(items: Items, a: Token, b: Token, options: ItemOptions): void {
  const {joint} = a.entry
  if (joint === 'hyphen') {
    addHyphen(items, a, options)
    return
  }

  if (joint === 'url' || joint === 'emergency') {
    pushPenalty(items, joint === 'url' ? urlCost : emergencyCost)
    push(items, glue, 0, addressStretch * a.size, 0, 0)
    return
  }

  const left = items.inlines[a.run]
  const right = items.inlines[b.run]
  if (!left || !right) return
  const size = Math.min(left.style.size, right.style.size)
  const isAuto = !left.style.isCode && !right.style.isCode && isAutoSpace(a.entry, b.entry)
  const isLatin = a.entry.class === 'latin' && b.entry.class === 'latin'
  const stretch = isLatin ? 0 : hanStretch * size + (isAuto ? autoSpaceGive * size : 0)
  const cost = breakCost(a.entry, b.entry)
  setBlank(a, b, size, isAuto)
  const {width, shrink} = blank
  if (options.hangs && cost < infinity && a.entry.class === 'stop' && a.entry.cluster.right > leftInk) {
    pushPenalty(items, cost)
    pushPenalty(items, hangCost, -a.entry.cluster.width * a.size)
  } else if (cost > 0) pushPenalty(items, cost)
  if (cost < infinity || width > 0 || stretch > 0) push(items, glue, width, stretch, shrink, 0)
}

function addHyphen(items: Items, {run, size}: Token, {shaper}: ItemOptions): void {
  const inline = items.inlines[run]
  if (!inline) return
  const cluster = shaper.look(inline.style, inline.lang).hyphen()
  const entry: Entry = {class: 'latin', cluster, joint: 'pair'}
  push(items, penalty, cluster.width * size, 0, 0, hyphenCost, {entry, size, run})
  items.flagged[items.count - 1] = 1
}

// Written by `setBlank`: a book has a million pairs, and an object for each is felt.
const blank = {width: 0, shrink: 0}

/** Blank between two characters that touch, and how much of it may go. */
function setBlank(a: Token, b: Token, size: number, isAuto: boolean): void {
  const [x, y] = [a.entry.class, b.entry.class]
  blank.width = 0
  blank.shrink = 0
  if (x === 'call') {
    // It stands in the blank of a bracket behind it; but whoever extracts text sees where glyphs begin.
    const into = b.entry.cluster.left * b.size - a.entry.cluster.width * a.size
    blank.width = y === 'open' ? Math.max(0, into) : 0.08 * size
    return
  }

  // A raised figure stands in the blank of the stop before it.
  if (y === 'call') return
  if (y === 'seal') {
    blank.width = size / 2
    return
  }

  const right = a.entry.cluster.right * a.size
  const left = b.entry.cluster.left * b.size
  if (isMark(x) && isMark(y)) {
    if (y !== 'open' || x === 'open') return
    blank.width = Math.min(right + left, size / 2)
    blank.shrink = blank.width / 2
  } else if (right + left > 0) {
    blank.width = right + left
    blank.shrink = (x === 'pause' ? right / 2 : right) + left
  } else if (isAuto) {
    blank.width = autoSpace * size
    blank.shrink = autoSpaceGive * size
  }
}

function isAutoSpace(a: Entry, b: Entry): boolean {
  if (a.class === 'han') return b.class === 'latin' && wordBegins.test(b.cluster.text)
  return a.class === 'latin' && b.class === 'han' && wordEnds.test(a.cluster.text)
}

const wordBegins = /^[\p{L}\p{N}%+$#@]/u
const wordEnds = /[\p{L}\p{N}%+$#@]$/u
const figureBegins = /^\d/
const figureEnds = /\d$/

function breakCost({class: x, cluster: a}: Entry, {class: y, cluster: b}: Entry): number {
  if (x === 'han' && y === 'han') return 0
  if (neverBegins(y) || x === 'open') return infinity
  if (x === 'latin' && (y === 'latin' || clingsAfter.test(a.text))) return infinity
  if (y === 'latin' && clingsBefore.test(b.text)) return infinity
  return (x === 'latin' && figureEnds.test(a.text)) || (y === 'latin' && figureBegins.test(b.text))
    ? unitCost
    : 0
}

/** Read the clusters of a run. */
function readInline(
  inline: Inline,
  {shaper, latinScale, measure}: ItemOptions,
  add: (entry: Entry, size: number) => void
): void {
  const {style, text} = inline
  const look = shaper.look(style, inline.lang)
  const latin = style.size * (style.isCode ? codeScale : latinScale)
  const emit = (entry: Entry) => add(entry, entry.cluster.face?.isLatin ? latin : style.size)
  if (inline.seal) return emit(seal)
  if (inline.call !== undefined) return emit({...look.piece(text), class: 'call'})
  let at = 0
  while (at < text.length) {
    const point = text.codePointAt(at) as number
    const entry = look.char(point)
    if (entry.class === 'latin' || isApostrophe(text, at)) {
      const end = findWordEnd(text, at, look)
      for (const piece of look.word(text.slice(at, end))) {
        // What is wider than its line parts anywhere; nothing is lost in the margin.
        if (piece.cluster.width * latin < measure) emit(piece)
        else for (const part of splitLetters(piece, look)) emit(part)
      }

      at = end
    } else if (entry.class === 'dash') {
      let end = at + 1
      while (text[end] === text[at]) end++
      emit(end === at + 1 ? entry : look.joined(text.slice(at, end), 'dash'))
      at = end
    } else {
      const size = point > 0xffff ? 2 : 1
      const end = joins.has(text.charCodeAt(at + size)) ? findEmojiEnd(text, at) : at + size
      emit(end === at + size ? entry : look.joined(text.slice(at, end), 'han'))
      at = end
    }
  }
}

// What makes one emoji of several characters (UTS 51): a joiner, a selector; the first half of a tone or a letter of a flag.
const joins: ReadonlySet<number> = new Set([0x200d, 0xfe0e, 0xfe0f, 0xd83c])
const emoji = /\p{RI}{2}|\p{Emoji}[\ufe0e\ufe0f\p{EMod}]?(?:\u200d\p{Emoji}[\ufe0e\ufe0f\p{EMod}]?)*/uy

function findEmojiEnd(text: string, at: number): number {
  emoji.lastIndex = at
  return emoji.test(text) ? emoji.lastIndex : at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)
}

function findWordEnd(text: string, from: number, look: Look): number {
  let end = from
  while (end < text.length) {
    const point = text.codePointAt(end) as number
    if (look.char(point).class !== 'latin' && !isApostrophe(text, end)) break
    end += point > 0xffff ? 2 : 1
  }

  return end
}

function splitLetters({cluster, joint}: Entry, look: Look): ReadonlyArray<Entry> {
  const letters = [...cluster.text]
  const inside = letters.every((letter) => /\p{L}/u.test(letter)) ? 'hyphen' : 'emergency'
  return letters.map((text, at) => look.piece(text, at === letters.length - 1 ? joint : inside))
}

const latinLetter = /\p{Script=Latin}/u
const apostrophe = 0x2019

/** A mark between two Latin letters is an apostrophe, in Chinese too. */
function isApostrophe(text: string, at: number): boolean {
  return (
    text.charCodeAt(at) === apostrophe &&
    latinLetter.test(text[at - 1] ?? '') &&
    latinLetter.test(text[at + 1] ?? '')
  )
}
