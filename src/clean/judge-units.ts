/**
 * Judge units: keep, flag or drop.
 *
 * A probability alone does not drop a line of the author's. Inside the article a line goes
 * only by a rule, and so do an address and a longer text that stands alone; a paragraph of
 * the body needs two signs or one that decides alone, a heading goes with what it heads, and
 * what has no evidence of its own goes only among lines that have. A long text stays, and so
 * does the body of an article of which nothing else is left. What is held back is flagged.
 */

import type {Weighed} from './weigh-unit.ts'

export type Verdict = 'keep' | 'flag' | 'drop'

/** From here on a unit goes, if the guards agree: with them, one in a hundred is wrong on labelled articles. */
const sure = 0.65
/** From here on the editor is asked; of a paragraph that nothing speaks against, later. */
const doubtful = 0.01
const doubtfulBody = 0.1
/** Log odds of a phrase that decides alone. */
const decisive = 7
/** A text this long goes only by a rule or among others that go, and from there on not at all; see `measureText`. */
const long = 45
const longest = 250
/** Log odds that a line needs which no rule speaks against. */
const lone = 1
/** A paragraph that has no sign of its own goes only from here on. */
const surest = 0.9
/** So many lines between two paragraphs that something speaks against part two stretches. */
const parting = 3
/** The first stretch of at least this share of the longest is the article, what follows may be comments. */
const mainShare = 0.6
/** So many neighbours on each side are asked, and for each that is silent a third of one must speak. */
const near = 6
const backing = 1 / 3

/** Judge all units by their probabilities. */
export function judgeUnits(weighed: ReadonlyArray<Weighed>, chances: ReadonlyArray<number>): Verdict[] {
  const [start, end] = findMain(weighed)
  const bodies = weighed.filter(({isBody}) => isBody)
  const hasBody = bodies.length > 0
  // Where paragraphs are lines of verse, a short line is no sign of anything.
  const isSparse = bodies.filter(({unit}) => unit.hasStop).length < bodies.length / 2
  const verdicts = weighed.map((): Verdict => 'keep')
  // From the end, since a heading goes with what it heads.
  for (let index = weighed.length - 1; index >= 0; index--) {
    const item = weighed[index]
    const chance = chances[index] ?? 0
    if (!item || chance < doubtOf(item)) continue
    const isInside = index >= start && index < end
    const isMain = isInside && (item.isBody || !hasBody || isSparse || isListed(item))
    const isAmong = isBacked(weighed, chances, index)
    const setting = {chance, isMain, isAmong, next: verdicts[index + 1]}
    verdicts[index] = chance >= sure && mayGo(item, setting) ? 'drop' : 'flag'
  }

  joinItems(weighed, verdicts)
  // An article is not nothing, however it reads.
  const isLeft = weighed.some(({isBody}, index) => isBody && verdicts[index] !== 'drop')
  if (hasBody && !isLeft) {
    for (const [index, {isBody}] of weighed.entries()) if (isBody) verdicts[index] = 'flag'
  }

  return verdicts
}

/** What the guards know of a unit besides itself. */
interface Setting {
  readonly chance: number
  /** Stands in the article as part of it. */
  readonly isMain: boolean
  /** Enough lines around it have evidence of their own. */
  readonly isAmong: boolean
  /** On the unit behind it. */
  readonly next: Verdict | undefined
}

/** Whether the guards let a unit go that is probably junk. */
function mayGo(item: Weighed, {chance, isAmong, isMain, next}: Setting): boolean {
  const {hasOwnImage, length} = item.unit
  if (length >= longest) return false
  const needsRule = isMain || isAddress(item) || hasOwnImage || (length >= long && !isAmong)
  if (needsRule && !hasRule(item)) return false
  if (!isSpeaking(item) && (isMain || !isAmong)) return false
  return isEnough(item, next) || (!isMain && chance >= surest)
}

/** How a line reads, looks and stands as a whole; all else is said by a rule. */
const soft: ReadonlySet<string> = new Set(['score', 'link', 'heading'])

function hasRule({evidence}: Weighed): boolean {
  return evidence.some(({id, weight}) => weight > 0 && !soft.has(id))
}

/** From which probability on the editor is asked about a unit. */
function doubtOf(item: Weighed): number {
  if (item.unit.text === '') return sure
  return isSentence(item) ? doubtfulBody : doubtful
}

/** A line that ends in a stop, and that nothing speaks against as a whole. */
function isSentence({isBody, sum, unit}: Weighed): boolean {
  return sum < 0 && (isBody || unit.hasStop)
}

/** An address that says itself is a reference. */
function isAddress({unit}: Weighed): boolean {
  return /^(?:\[\d{1,3}\]|\d{1,3}[.)])?\s*https?:\/\/\S+$/.test(unit.text)
}

/** Whether a line has evidence of its own; of how it reads and looks there must be more. */
function isSpeaking(item: Weighed): boolean {
  return item.sum > (hasRule(item) ? 0 : lone)
}

/** A list of links inside the article is what its author recommends. */
function isListed({unit}: Weighed): boolean {
  return unit.inList && unit.linkShare > 0.6
}

/** A number, a letter or a sign at the head of a line, as items have it. */
const enumerated =
  /^[(\uff08]?(?:\d{1,2}|[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}|[a-z])[)\uff09.\uff0e\u3001]|^[\u2460-\u2473\u2022\u25cf]/iu
const announces = /[:\uff1a]$/

/** The items that a dropped line announces hang together: if one of them goes by itself, all that are in doubt do. */
function joinItems(weighed: ReadonlyArray<Weighed>, verdicts: Verdict[]): void {
  for (let index = 0; index < weighed.length; index++) {
    if (verdicts[index] !== 'drop' || !announces.test(weighed[index]?.unit.text.trim() ?? '')) continue
    let end = index + 1
    while (enumerated.test(weighed[end]?.unit.text.trim() ?? '')) end++
    if (verdicts.slice(index + 1, end).includes('drop')) {
      for (let at = index + 1; at < end; at++) if (verdicts[at] === 'flag') verdicts[at] = 'drop'
    }

    // What an item announces in its turn is among these.
    index = end - 1
  }
}

/** Whether there are signs enough for what a unit is; a heading goes as soon as what it heads does. */
function isEnough({isBody, evidence, unit}: Weighed, next: Verdict = 'drop'): boolean {
  const signs = evidence.filter(({weight}) => weight > 0)
  const isLoud = signs.some(({weight}) => weight >= decisive)
  if (isLoud || signs.length > 1) return true
  return unit.node.type === 'heading' ? next === 'drop' : !isBody
}

/** Whether enough lines around a line that has no evidence of its own have some. */
function isBacked(weighed: ReadonlyArray<Weighed>, chances: ReadonlyArray<number>, index: number): boolean {
  let silent = 0
  let speaking = 0
  for (const step of [-1, 1]) {
    for (let at = index + step; Math.abs(at - index) <= near; at += step) {
      const item = weighed[at]
      if (!item || (chances[at] ?? 0) < sure) break
      if (item.isVoid) continue
      if (isSpeaking(item)) speaking++
      else silent++
    }
  }

  return speaking >= (silent + 1) * backing
}

/** The longest stretch of paragraphs that nothing speaks against, as places `[start, end)`: what an article is. */
function findMain(weighed: ReadonlyArray<Weighed>): readonly [start: number, end: number] {
  const stretches: {start: number; end: number; size: number}[] = []
  let apart = Infinity
  for (const [index, item] of weighed.entries()) {
    const {isBody, isVoid, sum, unit} = item
    if (isBody && (sum <= 0 || !hasRule(item))) {
      const last = stretches.at(-1)
      if (last && apart <= parting) {
        last.end = index + 1
        last.size += unit.length
      } else stretches.push({start: index, end: index + 1, size: unit.length})
      apart = 0
    } else if (sum > 0 && !isVoid) apart++
  }

  const longest = stretches.reduce((most, {size}) => Math.max(most, size), 0)
  const main = stretches.find(({size}) => size >= mainShare * longest)
  return main ? [main.start, main.end] : [0, weighed.length]
}
