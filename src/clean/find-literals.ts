/**
 * Find the literals that a pattern cannot do without.
 *
 * Most patterns of a pack need one of a few phrases to match at all. Looking for the
 * phrases of all rules at once is much cheaper than running one pattern after the other.
 * What is not understood here gives no literal, and the pattern is simply run.
 */

interface Reader {
  readonly pattern: string
  at: number
}

/** A part of a sequence: one character, a group with its literals, or what says neither. */
interface Item {
  readonly character?: string
  readonly literals?: ReadonlyArray<string> | undefined
}

/** A single character stands in too many lines to tell anything. */
const shortest = 2

const optional = /(?:[?*]|\{0+(?:,\d*)?\})\??/y
const repeated = /(?:\+|\{[^}]*\})\??/y
const group = /\((?:\?(?::|<[\p{L}_][\p{L}\p{N}_]*>))?(?!\?)/uy
const around = /\(\?(?:<[=!]|[^<])/y
const set = /\[(?:\\.|[^\\\]])*\]/uy
const escaped = /\\(?:p\{[^}]*\}|u\{[^}]*\}|u.{4}|x..|k<[^>]*>|c.|[a-z\d])/iuy

/** Texts of which every match of a pattern (flag `u`) holds at least one; undefined: none is known. */
export function findLiterals(pattern: string): ReadonlyArray<string> | undefined {
  return readAlternatives({pattern, at: 0})
}

function readAlternatives(reader: Reader): ReadonlyArray<string> | undefined {
  const all: string[] = []
  let isKnown = true
  for (;;) {
    const found = readSequence(reader)
    if (found) all.push(...found)
    else isKnown = false
    if (reader.pattern[reader.at] !== '|') return isKnown ? all : undefined
    reader.at++
  }
}

/** The best literals of what stands one behind the other. */
function readSequence(reader: Reader): ReadonlyArray<string> | undefined {
  let best: ReadonlyArray<string> | undefined
  let run = ''
  for (;;) {
    const next = reader.pattern[reader.at]
    if (next === undefined || next === '|' || next === ')') return choose(best, [run])
    const {character, literals} = readItem(reader, next)
    const isOptional = take(reader, optional) !== ''
    const isRepeated = take(reader, repeated) !== ''
    if (character !== undefined && !isOptional) run += character
    if (character !== undefined && !isOptional && !isRepeated) continue
    best = choose(best, [run])
    run = ''
    if (!isOptional) best = choose(best, literals)
  }
}

function readItem(reader: Reader, next: string): Item {
  if (next === '[' && take(reader, set) !== '') return {}
  if (next === '(') {
    const isGroup = take(reader, group) !== ''
    if (!isGroup) take(reader, around)
    const literals = readAlternatives(reader)
    reader.at++
    return isGroup ? {literals} : {}
  }

  if (next === '\\') {
    if (take(reader, escaped) !== '') return {}
    reader.at += 2
    return {character: reader.pattern[reader.at - 1] ?? ''}
  }

  const character = String.fromCodePoint(reader.pattern.codePointAt(reader.at) ?? 0)
  reader.at += character.length
  return '.^$'.includes(next) ? {} : {character}
}

/** What a sticky pattern matches where the reader stands; the reader goes behind it. */
function take(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at
  const text = pattern.exec(reader.pattern)?.[0] ?? ''
  reader.at += text.length
  return text
}

/** The literals whose shortest is longer; none that is too short. */
function choose(
  one: ReadonlyArray<string> | undefined,
  other: ReadonlyArray<string> | undefined
): ReadonlyArray<string> | undefined {
  const size = (list: ReadonlyArray<string> | undefined) =>
    list ? Math.min(...list.map((text) => text.length)) : 0
  return size(other) >= shortest && size(other) > size(one) ? other : one
}
