/**
 * Find the literals that a pattern cannot do without.
 *
 * Most patterns of a pack need one of a few phrases to match at all, or match only lines
 * that begin in one of a few ways. Looking for what all rules need at once is much
 * cheaper than running one pattern after the other. A pattern of which nothing of the
 * kind can be said is simply run.
 */

import {RegExpParser, type AST} from '@eslint-community/regexpp'

/** A text that stands in a line, or begins it; one blank at the start is any blank. */
export interface Literal {
  readonly text: string
  readonly isStart: boolean
}

/** Literals of which there is one at least, and how often, roughly, a line has one. */
interface Needed {
  readonly literals: ReadonlyArray<Literal>
  readonly count: number
}

/** What is known of everything that a part of a pattern may match. */
interface Part {
  /** All of it, where it is little. */
  readonly exact?: ReadonlyArray<string>
  /** It holds one of these. */
  readonly needed?: Needed | undefined
  /** It begins with one of these, unless it is empty. */
  readonly starts?: ReadonlyArray<string> | undefined
  readonly mayBeEmpty: boolean
}

/** More texts than this are not put together. */
const most = 32
/** Code units of a line, and how often a unit is a certain one, both roughly: enough to tell rare from common. */
const lineSize = 60
const rates = {latin: 1 / 15, digit: 1 / 30, mark: 1 / 100, han: 1 / 300, blank: 1 / 1000} as const
/** What stands in a line oftener than this tells nothing. */
const often = 2

const empty: Part = {exact: [''], mayBeEmpty: true}
const unknown: Part = {mayBeEmpty: true}
/** One character of too many. */
const some: Part = {mayBeEmpty: false}
const digits = [...'0123456789']
const blank: Part = {starts: [' '], mayBeEmpty: false}

const parser = new RegExpParser()

/** Literals of which every line that a pattern (flag `u`) matches has at least one; undefined: none are known. */
export function findLiterals(pattern: string): ReadonlyArray<Literal> | undefined {
  const {alternatives} = parser.parsePattern(pattern, 0, pattern.length, {unicode: true})
  return neededBy(readAlternatives(alternatives))?.literals
}

function neededBy({exact, needed}: Part): Needed | undefined {
  return exact ? createNeeded(exact, false) : needed
}

function createNeeded(texts: ReadonlyArray<string>, isStart: boolean): Needed | undefined {
  if (texts.includes('')) return
  const count = texts.reduce((sum, text) => sum + guessRate(text), 0) * (isStart ? 1 : lineSize)
  return count > often ? undefined : {literals: texts.map((text) => ({text, isStart})), count}
}

/** Of two lists the one that fewer lines have something of. */
function choose(one: Needed | undefined, other: Needed | undefined): Needed | undefined {
  return (one?.count ?? Infinity) <= (other?.count ?? Infinity) ? one : other
}

/** How often a text stands at one place of a line. */
function guessRate(text: string): number {
  let rate = 1
  for (let at = 0; at < text.length; at++) rate *= rateOf(text.charCodeAt(at))
  return rate
}

function rateOf(code: number): number {
  if (code === 0x20 || (code >= 0x61 && code <= 0x7a)) return rates.latin
  if (code >= 0x30 && code <= 0x39) return rates.digit
  if (code < 0x20 || code === 0xa0) return rates.blank
  return code >= 0x3400 && code <= 0x9fff ? rates.han : rates.mark
}

/** All that is needed by one of a few parts. */
function joinNeeded(parts: ReadonlyArray<Part>): Needed | undefined {
  const literals: Literal[] = []
  let sum = 0
  for (const part of parts) {
    const needed = neededBy(part)
    if (!needed) return
    literals.push(...needed.literals)
    sum += needed.count
  }

  return sum > often ? undefined : {literals, count: sum}
}

function readAlternatives(alternatives: ReadonlyArray<AST.Alternative>): Part {
  return joinParts(alternatives.map(({elements}) => readSequence(elements)))
}

/** One of a few parts. */
function joinParts(parts: ReadonlyArray<Part>): Part {
  const exact = joinLists(parts.map((part) => part.exact))
  const mayBeEmpty = parts.some((part) => part.mayBeEmpty)
  if (exact && exact.length <= most) return {exact: [...new Set(exact)], mayBeEmpty}
  return {needed: joinNeeded(parts), starts: joinLists(parts.map(startsOf)), mayBeEmpty}
}

/** All that stands in a few lists, if each of them is known. */
function joinLists<Item>(
  lists: ReadonlyArray<ReadonlyArray<Item> | undefined>
): ReadonlyArray<Item> | undefined {
  const known = lists.filter((list) => list !== undefined)
  return known.length === lists.length ? known.flat() : undefined
}

function startsOf({exact, starts}: Part): ReadonlyArray<string> | undefined {
  return exact ? exact.filter((text) => text !== '') : starts
}

/** Elements one behind the other; what is exact is read together. */
function readSequence(elements: ReadonlyArray<AST.Element>): Part {
  const parts: Part[] = []
  for (const [index, element] of elements.entries()) {
    if (element.type === 'Assertion' && element.kind === 'start' && index < elements.length - 1) {
      parts.push(readStart(elements.slice(index + 1)))
      break
    }

    const part = readElement(element)
    const last = parts.at(-1)
    const exact = multiply(last?.exact, part.exact)
    if (exact) parts[parts.length - 1] = {exact, mayBeEmpty: exact.includes('')}
    else parts.push(part)
  }

  const [only = empty] = parts
  if (parts.length < 2) return only
  const end = parts.findIndex(({mayBeEmpty}) => !mayBeEmpty)
  return {
    needed: parts.map(neededBy).reduce(choose),
    starts: joinLists(parts.slice(0, end < 0 ? undefined : end + 1).map(startsOf)),
    mayBeEmpty: end < 0
  }
}

/** What stands behind `^` begins the line. */
function readStart(elements: ReadonlyArray<AST.Element>): Part {
  const part = readSequence(elements)
  const starts = part.mayBeEmpty ? undefined : startsOf(part)
  return {
    needed: choose(neededBy(part), starts && createNeeded(starts, true)),
    starts: startsOf(part),
    mayBeEmpty: part.mayBeEmpty
  }
}

function multiply(
  heads: ReadonlyArray<string> | undefined,
  tails: ReadonlyArray<string> | undefined
): ReadonlyArray<string> | undefined {
  if (!heads || !tails || heads.length * tails.length > most) return
  if (tails.length === 1) return tails[0] === '' ? heads : heads.map((head) => head + tails[0])
  return [...new Set(heads.flatMap((head) => tails.map((tail) => head + tail)))]
}

function readElement(element: AST.Element): Part {
  switch (element.type) {
    case 'Character': {
      return {exact: [String.fromCodePoint(element.value)], mayBeEmpty: false}
    }

    case 'CharacterClass': {
      return element.negate ? some : joinParts(element.elements.map(readMember))
    }

    case 'CharacterSet': {
      return readSet(element)
    }

    case 'CapturingGroup':
    case 'Group': {
      return readAlternatives(element.alternatives)
    }

    case 'Quantifier': {
      return readQuantifier(element)
    }

    // Looking around takes nothing.
    case 'Assertion': {
      return empty
    }

    default: {
      return unknown
    }
  }
}

function readMember(member: AST.CharacterClassElement): Part {
  if (member.type === 'Character') return {exact: [String.fromCodePoint(member.value)], mayBeEmpty: false}
  if (member.type === 'CharacterSet') return readSet(member)
  if (member.type !== 'CharacterClassRange') return some
  const [from, to] = [member.min.value, member.max.value]
  if (to - from >= most) return some
  const exact = Array.from({length: to - from + 1}, (_, index) => String.fromCodePoint(from + index))
  return {exact, mayBeEmpty: false}
}

function readSet(set: AST.CharacterSet): Part {
  if (set.kind === 'any' || set.negate) return some
  if (set.kind === 'digit') return {exact: digits, mayBeEmpty: false}
  return set.kind === 'space' ? blank : some
}

function readQuantifier({element, max, min}: AST.Quantifier): Part {
  const part = readElement(element)
  const mayBeEmpty = min === 0 || part.mayBeEmpty
  if (max === 0) return empty
  if (max === 1 && part.exact)
    return {exact: mayBeEmpty ? [...new Set(['', ...part.exact])] : part.exact, mayBeEmpty}
  return {needed: min === 0 ? undefined : neededBy(part), starts: startsOf(part), mayBeEmpty}
}
