/**
 * Turn runs of text into the items of a line breaker: boxes that are set,
 * glue that gives, penalties that say what a break costs.
 *
 * What the blanks between two characters are, and which may part, follows W3C
 * CLREQ: punctuation is half an em wide and its other half is glue, a quarter
 * em stands between Han and Latin, certain characters never begin or end a
 * line.
 */

import type {Lang} from '../../model.ts'
import type {Chain} from '../faces.ts'
import type {Shaper} from './shape.ts'
import type {Atom, Cluster, Inline, TextStyle} from './types.ts'
import english from 'hyphen/en-us/index.js'
import {classify, clingsAfter, clingsBefore, type CharClass} from './classify.ts'

export const box = 0
export const glue = 1
export const penalty = 2
/** A break that has to be, or may not be. */
export const infinity = 10_000

/** Items as parallel arrays: a book has a million of them. */
export interface Items {
  readonly kind: number[]
  readonly width: number[]
  readonly stretch: number[]
  readonly shrink: number[]
  readonly cost: number[]
  /** 1 where a break shows a hyphen. */
  readonly flagged: number[]
  readonly atoms: Array<Atom | undefined>
}

export interface ItemOptions {
  readonly shaper: Shaper
  readonly chain: (style: TextStyle, lang: Lang) => Chain
  readonly latinScale: number
  /** Points before the first character; below zero: the first line hangs. */
  readonly indent: number
  /** Longest piece that stands in one line, in points. */
  readonly measure: number
}

type Joint = 'pair' | 'tight' | 'hyphen' | 'url' | 'emergency'

interface Token {
  readonly class: CharClass | 'call' | 'seal' | 'break'
  readonly atom: Atom | undefined
  /** How it meets what follows. */
  readonly joint: Joint
  /** First and last characters, for Latin. */
  readonly text: string
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
// An address has no spaces: its joints give a little, and long parts of it may be broken anywhere.
const addressStretch = 0.06
const addressPart = 6
// A single character on the last line looks lost.
const runtCost = 800
// A figure and its unit had better not part.
const unitCost = 30
const sealSize = 0.8
// Words this long are names of things, not words: they may part at their joints.
const longWord = 22
const urlJoint = /(?<=[#&./:=?_~-])(?=[^#&./:=?_~-])|(?<=[a-z])(?=[A-Z])/
// A hyphen parts words, not a name from its number.
const hyphenJoint = /(?<=\p{L}{2}[-/\u2013\u2014])(?=\p{L}{2})/u

/** Build the items of a paragraph. */
export function buildItems(inlines: ReadonlyArray<Inline>, options: ItemOptions): Items {
  const items: Items = {kind: [], width: [], stretch: [], shrink: [], cost: [], flagged: [], atoms: []}
  const tokens = inlines.flatMap((inline) => readTokens(inline, options))
  const rest = countRest(tokens)
  if (options.indent !== 0) push(items, box, options.indent)
  let previous: Token | undefined
  for (const [index, token] of tokens.entries()) {
    if (token.class === 'break') {
      endLine(items)
      previous = undefined
      continue
    }

    if (token.class === 'space') {
      const next = tokens[index + 1]
      if (previous && next && next.class !== 'space' && next.class !== 'break')
        addSpace(items, previous, token, next)
      if (next?.class === 'space') continue
      previous = undefined
      continue
    }

    if (previous) addPair(items, previous, token, options, (rest[index] ?? 0) < 2)
    addBox(items, token)
    previous = token
  }

  endLine(items)
  return items
}

function push(
  items: Items,
  kind: number,
  width: number,
  stretch = 0,
  shrink = 0,
  cost = 0,
  atom?: Atom,
  flagged = 0
): void {
  items.kind.push(kind)
  items.width.push(width)
  items.stretch.push(stretch)
  items.shrink.push(shrink)
  items.cost.push(cost)
  items.flagged.push(flagged)
  items.atoms.push(atom)
}

function addBox(items: Items, {atom}: Token): void {
  if (atom) push(items, box, atom.cluster.width * atom.size, 0, 0, 0, atom)
}

function endLine(items: Items): void {
  push(items, penalty, 0, 0, 0, infinity)
  push(items, glue, 0, 1e5)
  push(items, penalty, 0, 0, 0, -infinity)
}

function addSpace(items: Items, before: Token, space: Token, after: Token): void {
  const {atom} = space
  if (!atom) return
  const isHan = isHanSide(before) || isHanSide(after)
  const width =
    atom.cluster.text === '\u3000' || atom.inline.style.isCode
      ? atom.cluster.width * atom.size
      : isHan
        ? autoSpace * atom.inline.style.size
        : atom.cluster.width * atom.size
  const isBreak = before.class !== 'open' && !clingsAfter.test(before.text) && !clingsBefore.test(after.text)
  if (!isBreak) push(items, penalty, 0, 0, 0, infinity)
  push(items, glue, width, spaceStretch * atom.size, width / 3, 0, atom)
}

function isHanSide(token: Token): boolean {
  return token.class !== 'latin' && token.class !== 'call'
}

function addPair(items: Items, a: Token, b: Token, options: ItemOptions, isRunt: boolean): void {
  if (a.joint === 'hyphen' && a.atom) {
    const hyphen = hyphenAtom(a.atom, options)
    push(items, penalty, hyphen.cluster.width * hyphen.size, 0, 0, hyphenCost, hyphen, 1)
    return
  }

  if (a.joint === 'url' || a.joint === 'emergency') {
    push(items, penalty, 0, 0, 0, a.joint === 'url' ? urlCost : emergencyCost)
    push(items, glue, 0, addressStretch * (a.atom?.size ?? 0))
    return
  }

  if (a.joint === 'tight' || !a.atom || !b.atom) return
  const size = Math.min(a.atom.inline.style.size, b.atom.inline.style.size)
  const {width, shrink} = blankBetween(a, b, size)
  const isLatin = a.class === 'latin' && b.class === 'latin'
  const stretch = isLatin ? 0 : hanStretch * size + (isAutoSpace(a, b) ? autoSpaceGive * size : 0)
  const cost = breakCost(a, b, isRunt)
  if (cost > 0) push(items, penalty, 0, 0, 0, cost)
  if (cost < infinity || width > 0 || stretch > 0) push(items, glue, width, stretch, shrink)
}

const punctuation = new Set<Token['class']>(['open', 'close', 'stop', 'pause'])

/** Blank between two characters that touch, and how much of it may go. */
function blankBetween(a: Token, b: Token, size: number): {width: number; shrink: number} {
  if (a.class === 'call') return {width: b.class === 'open' ? 0 : 0.08 * size, shrink: 0}
  // A raised figure stands in the blank of the stop before it.
  if (b.class === 'call') return {width: 0, shrink: 0}
  if (b.class === 'seal') return {width: size / 2, shrink: 0}
  const right = (a.atom?.cluster.right ?? 0) * (a.atom?.size ?? 0)
  const left = (b.atom?.cluster.left ?? 0) * (b.atom?.size ?? 0)
  if (punctuation.has(a.class) && punctuation.has(b.class)) {
    if (b.class !== 'open' || a.class === 'open') return {width: 0, shrink: 0}
    const width = Math.min(right + left, size / 2)
    return {width, shrink: width / 2}
  }

  if (right + left > 0) return {width: right + left, shrink: (a.class === 'pause' ? right / 2 : right) + left}
  if (isAutoSpace(a, b)) return {width: autoSpace * size, shrink: autoSpaceGive * size}
  return {width: 0, shrink: 0}
}

function isAutoSpace(a: Token, b: Token): boolean {
  if (a.atom?.inline.style.isCode || b.atom?.inline.style.isCode) return false
  return (
    (a.class === 'han' && b.class === 'latin' && isWordEdge(b.text, 0)) ||
    (a.class === 'latin' && b.class === 'han' && isWordEdge(a.text, -1))
  )
}

function isWordEdge(text: string, at: number): boolean {
  return /[\p{L}\p{N}%+$#@]/u.test(text.at(at) ?? '')
}

const neverFirst = new Set<Token['class']>(['close', 'stop', 'pause', 'dash', 'dot', 'trail', 'call', 'seal'])

function breakCost(a: Token, b: Token, isRunt: boolean): number {
  if (neverFirst.has(b.class) || a.class === 'open') return infinity
  if (a.class === 'latin' && (clingsAfter.test(a.text) || b.class === 'latin')) return infinity
  if (b.class === 'latin' && clingsBefore.test(b.text)) return infinity
  if (isRunt) return runtCost
  return (a.class === 'latin' && /\d$/.test(a.text)) || (b.class === 'latin' && /^\d/.test(b.text))
    ? unitCost
    : 0
}

/** How many characters stand from each token to the end of its line or paragraph. */
function countRest(tokens: ReadonlyArray<Token>): ReadonlyArray<number> {
  const rest: number[] = Array.from({length: tokens.length}, () => 0)
  let count = 0
  for (let index = tokens.length - 1; index >= 0; index--) {
    const name = tokens[index]?.class
    if (name === 'break') count = 0
    else if (name === 'han') count++
    else if (name === 'latin') count += 2
    rest[index] = count
  }

  return rest
}

function readTokens(inline: Inline, options: ItemOptions): Token[] {
  if (inline.isBreak) return [{class: 'break', atom: undefined, joint: 'pair', text: ''}]
  const {style, lang} = inline
  const chain = options.chain(style, lang)
  const isChinese = lang.startsWith('zh') && !style.isCode
  const make = (text: string, name: CharClass, isSqueezed = false): Atom => {
    const isLatin = name === 'latin' || (name === 'space' && text !== '\u3000')
    const cluster = options.shaper.shape(text, chain, {isLatin, lang, isSqueezed})
    const scale = cluster.face?.isLatin ? (style.isCode ? codeScale : options.latinScale) : 1
    return {cluster, inline, size: style.size * scale}
  }

  if (inline.isSeal) return [{class: 'seal', atom: sealAtom(inline), joint: 'pair', text: ''}]
  if (inline.call !== undefined)
    return [{class: 'call', atom: make(inline.text, 'latin'), joint: 'pair', text: inline.text}]

  const tokens: Token[] = []
  const chars = [...inline.text]
  let index = 0
  while (index < chars.length) {
    const char = chars[index] ?? ''
    const name = classify(char, isChinese && !isApostrophe(chars, index))
    if (name === 'latin') {
      let end = index + 1
      while (
        end < chars.length &&
        classify(chars[end] ?? '', isChinese && !isApostrophe(chars, end)) === 'latin'
      )
        end++
      tokens.push(...readWord(chars.slice(index, end).join(''), inline, options, make))
      index = end
    } else {
      // Two dashes are one.
      let end = index + 1
      while (name === 'dash' && chars[end] === char) end++
      const text = name === 'space' && char !== '\u3000' ? ' ' : chars.slice(index, end).join('')
      tokens.push({class: name, atom: make(text, name, punctuation.has(name)), joint: 'pair', text})
      index = end
    }
  }

  return tokens
}

/** A mark between two Latin letters is an apostrophe, in Chinese too. */
function isApostrophe(chars: ReadonlyArray<string>, index: number): boolean {
  const latin = /\p{Script=Latin}/u
  return chars[index] === '\u2019' && latin.test(chars[index - 1] ?? '') && latin.test(chars[index + 1] ?? '')
}

function readWord(
  word: string,
  inline: Inline,
  options: ItemOptions,
  make: (text: string, name: CharClass) => Atom
): Token[] {
  const token = (text: string, joint: Joint): Token => ({
    class: 'latin',
    atom: make(text, 'latin'),
    joint,
    text
  })
  const isAddress = word.length > longWord || word.includes('://')
  const parts = isAddress ? word.split(urlJoint) : word.split(hyphenJoint)
  const tokens = parts.flatMap((part, index) => {
    const last: Joint = index === parts.length - 1 ? 'pair' : 'url'
    if (!isAddress && inline.lang.startsWith('en') && !inline.style.isCode) {
      const syllables = hyphenate(part)
      return syllables.map((text, at) => token(text, at === syllables.length - 1 ? last : 'hyphen'))
    }

    if (!isAddress) return [token(part, last)]
    const pieces = part.match(new RegExp(`.{1,${addressPart}}`, 'gu')) ?? []
    return pieces.map((text, at) => token(text, at === pieces.length - 1 ? last : 'emergency'))
  })
  // What is wider than its line parts anywhere; nothing is lost in the margin.
  return tokens.flatMap((whole) => {
    const width = (whole.atom?.cluster.width ?? 0) * (whole.atom?.size ?? 0)
    if (width < options.measure / 2) return [whole]
    const letters = [...whole.text]
    return letters.map((text, at) => token(text, at === letters.length - 1 ? whole.joint : 'emergency'))
  })
}

const syllablesOf = new Map<string, ReadonlyArray<string>>()

function hyphenate(word: string): ReadonlyArray<string> {
  const known = syllablesOf.get(word) ?? english.hyphenateSync(word, {minWordLength: 6}).split('\u00ad')
  syllablesOf.set(word, known)
  return known
}

// A hyphen that the line makes, not the text: it copies as a soft hyphen.
function hyphenAtom(atom: Atom, options: ItemOptions): Atom {
  const {inline, size} = atom
  const cluster = options.shaper.shape('\u2010', options.chain(inline.style, inline.lang), {
    isLatin: true,
    lang: inline.lang,
    isSqueezed: false
  })
  return {cluster: softHyphen(cluster), inline, size}
}

const softHyphens = new WeakMap<Cluster, Cluster>()

function softHyphen(cluster: Cluster): Cluster {
  const known = softHyphens.get(cluster) ?? {
    ...cluster,
    text: '\u00ad',
    glyphs: cluster.glyphs.map((glyph) => ({...glyph, codePoints: [0xad]}))
  }
  softHyphens.set(cluster, known)
  return known
}

function sealAtom(inline: Inline): Atom {
  return {
    cluster: {text: '', face: undefined, glyphs: [], width: sealSize, left: 0, right: 0},
    inline,
    size: inline.style.size
  }
}
