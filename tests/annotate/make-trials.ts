/**
 * Trials of anchoring, by a seed: an article, changed since its notes were
 * written, and notes on passages of which it is known where they end.
 */

import {Converter} from 'opencc-js'

/** How a passage is quoted. */
const ways = ['exact', 'script', 'width', 'marks', 'typed', 'ends', 'around'] as const
/** What became of the passage since. */
const fates = ['kept', 'edited', 'deleted'] as const

export interface Trial {
  readonly way: (typeof ways)[number]
  readonly fate: (typeof fates)[number]
  /** What the passage said when it was quoted. */
  readonly passage: string
  /** The quotation as Markdown, without `>`. */
  readonly quotation: string
  /** Where the passage ends in the text; where it stood, if it was deleted. */
  readonly end: number
  /** Whether it stood there twice, to the letter. */
  readonly isTwin: boolean
  /** How many letters differ in the near copy of it that stands in the text, if any. */
  readonly copy: number
}

export interface Trials {
  readonly text: string
  readonly trials: ReadonlyArray<Trial>
}

export type Random = (below: number) => number

/** Numbers by a seed (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), state | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return Math.floor((((value ^ (value >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** What a text says, for telling whether two texts say the same. */
export function lettersOf(text: string): string {
  return text.replaceAll(/[^\p{L}\p{Nd}]/gu, '').toLowerCase()
}

interface Passage {
  readonly start: number
  readonly end: number
}

interface Edit {
  readonly at: number
  readonly remove: number
  readonly insert: string
}

const han = /\p{Script=Han}/u
const letter = /[\p{L}\p{N}]/u
const word = /[\p{Script=Latin}\p{N}]/u
const sentenceEnd = /[\u3002\uff01\uff1f.!?][\u201d\u300d"]?\s*/u
const converters = {
  cn: Converter({from: 'tw', to: 'cn'}),
  tw: Converter({from: 'cn', to: 'tw'}),
  hk: Converter({from: 'cn', to: 'hk'})
}

/** @param isEdited whether the article changed after its notes were written. */
export function makeTrials(text: string, count: number, isEdited: boolean, random: Random): Trials {
  const passages = pickPassages(text, count, random)
  const edits: Edit[] = []
  const fate = (): Trial['fate'] => (isEdited ? (fates[[0, 0, 1, 2][random(4)] ?? 0] ?? 'kept') : 'kept')
  const drafts = passages.map((passage) => {
    const said = text.slice(passage.start, passage.end)
    // Of two that read the same nobody can tell which is meant once one of them has changed.
    const isTwin = lettersOf(text).split(lettersOf(said)).length > 2
    const draft = {
      passage,
      isTwin,
      fate: isTwin ? ('kept' as const) : fate(),
      copy: random(3) === 0 ? 1 + random(4) : 0
    }
    // And what comes so near to a passage that is gone cannot be told from an edit of it.
    if (draft.fate === 'deleted' && draft.copy > 0) draft.copy += Math.ceil(said.length / 6)
    if (draft.fate === 'deleted') edits.push({at: passage.start, remove: said.length, insert: ''})
    if (draft.fate === 'edited') {
      const at = 1 + random(Math.max(1, said.length - 4))
      edits.push({at: passage.start + at, remove: random(2), insert: pickLetter(text, random)})
    }

    return draft
  })
  const gaps = findGaps(text, passages)
  for (const {copy, passage} of drafts) {
    if (copy === 0) continue
    const near = alter(text.slice(passage.start, passage.end), copy, text, random)
    edits.push({at: gaps[random(gaps.length)] ?? 0, remove: 0, insert: `${near}\u3002`})
  }

  if (isEdited) for (let more = 0; more < count / 3; more++) edits.push(changeElsewhere(text, gaps, random))
  const changed = applyEdits(text, edits)
  const trials = drafts.map(({passage, ...draft}): Trial => {
    const way = ways[random(ways.length)] ?? 'exact'
    const quotation = quote(text, passage, way, random)
    return {
      ...draft,
      way,
      passage: text.slice(passage.start, passage.end),
      quotation,
      end: changed.move(passage.end)
    }
  })
  return {text: changed.text, trials: trials.filter(({quotation}) => quotation !== '')}
}

/** Passages that do not overlap, within lines, from word to word. */
function pickPassages(text: string, count: number, random: Random): Passage[] {
  const passages: Passage[] = []
  for (let tries = 0; tries < count * 40 && passages.length < count; tries++) {
    let start = random(text.length)
    let end = start + 8 + random(40)
    while (start > 0 && word.test(text[start] ?? '') && word.test(text[start - 1] ?? '')) start--
    while (end < text.length && word.test(text[end] ?? '') && word.test(text[end - 1] ?? '')) end++
    const said = text.slice(start, end)
    if (/\d[.,]$/.test(text.slice(0, start)) || /^[.,]\d/.test(text.slice(end))) continue
    if (!letter.test(said[0] ?? '') || !letter.test(said.at(-1) ?? '')) continue
    if (/[\n\\#>|<[\]()*_`~&!:{}\ufffd\ud800-\udfff]|\d\.|https?|www/u.test(said)) continue
    // Front matter, addresses and what else is not for reading.
    const line = text.slice(text.lastIndexOf('\n', start) + 1).split('\n')[0] ?? ''
    if (/^\s*(?:---|[a-z]+:|```)|\]\(|:\/\/|^\[/.test(line)) continue
    if (passages.some((other) => start < other.end + 8 && other.start < end + 8)) continue
    passages.push({start, end})
  }

  return passages.sort((a, b) => a.start - b.start)
}

/** Where a sentence may stand that was not there. */
function findGaps(text: string, passages: ReadonlyArray<Passage>): number[] {
  const gaps: number[] = []
  for (let at = 0; at < text.length;) {
    const match = sentenceEnd.exec(text.slice(at))
    if (!match) break
    at += match.index + match[0].trimEnd().length
    if (han.test(text[at] ?? '') && !passages.some(({start, end}) => start <= at && at <= end)) gaps.push(at)
  }

  return gaps.length > 0 ? gaps : [text.length]
}

function changeElsewhere(text: string, gaps: ReadonlyArray<number>, random: Random): Edit {
  const from = random(text.length)
  // Backwards, so that it repeats no passage.
  const words = [...text.slice(from, from + 20).replace(/[^\p{Script=Han}]/gu, '')].reverse().join('')
  return {at: gaps[random(gaps.length)] ?? 0, remove: 0, insert: `${words}\u3002`}
}

function applyEdits(text: string, edits: ReadonlyArray<Edit>) {
  const sorted = [...edits].sort((a, b) => a.at - b.at)
  let changed = ''
  let from = 0
  const moves: Array<{at: number; to: number}> = [{at: 0, to: 0}]
  for (const {at, remove, insert} of sorted) {
    changed += text.slice(from, at) + insert
    from = Math.max(from, at + remove)
    moves.push({at: from, to: changed.length})
  }

  return {
    text: changed + text.slice(from),
    move: (end: number) => {
      // What was put in right behind a passage stands behind it.
      const move = moves.findLast(({at}) => at < end) ?? {at: 0, to: 0}
      const exact = moves.find(
        ({at}) => at === end && sorted.some((edit) => edit.at + edit.remove === end && edit.remove > 0)
      )
      return exact ? exact.to : move.to + end - move.at
    }
  }
}

function pickLetter(text: string, random: Random): string {
  for (let tries = 0; tries < 200; tries++) {
    const char = text[random(text.length)] ?? ''
    if (letter.test(char) && char < '\ud800') return char
  }

  return 'x'
}

/** So many letters of a text replaced by others, each once, none of the last three. */
function alter(said: string, count: number, text: string, random: Random): string {
  const chars = [...said]
  const done = new Set<number>()
  for (let tries = 0; done.size < count && tries < 200; tries++) {
    const at = random(Math.max(1, chars.length - 3))
    const other = pickLetter(text, random)
    if (done.has(at) || !letter.test(chars[at] ?? '') || chars[at] === other) continue
    chars[at] = other
    done.add(at)
  }

  return chars.join('')
}

function quote(text: string, {start, end}: Passage, way: Trial['way'], random: Random): string {
  const said = text.slice(start, end)
  const plain = (value: string) => value.replaceAll(/\*\*|__|`/g, '')
  switch (way) {
    case 'exact': {
      return plain(said)
    }

    case 'script': {
      return (Object.values(converters)[random(3)] ?? String)(plain(said))
    }

    case 'width': {
      return plain(said).replaceAll(/[!-~]|(?<=\p{Script=Han})(?=[a-z\d])/giu, (char) =>
        char === ''
          ? ' '
          : /["'*_]/.test(char)
            ? char
            : String.fromCodePoint((char.codePointAt(0) ?? 0) + 0xfee0)
      )
    }

    case 'marks': {
      const marks = ['\uff0c', ',', '\u3001', '\uff1b', '']
      return plain(said).replaceAll(/[\uff0c\u3001\u3002\uff1b,;\u300c\u300d\u201c\u201d]/gu, (mark) =>
        /[\u300c\u201c]/.test(mark)
          ? '\u300e'
          : /[\u300d\u201d]/.test(mark)
            ? '"'
            : (marks[random(marks.length)] ?? '')
      )
    }

    case 'typed': {
      return mistype(plain(said), 1 + random(3), text, random)
    }

    case 'ends': {
      const size = 4 + random(4)
      const [head, tail] = [said.slice(0, size), said.slice(-size)]
      if (said.length < size * 2 + 2 || splitsWord(said, size) || splitsWord(said, said.length - size))
        return ''
      return `${plain(head).trim()} \u2026 ${plain(tail).trim()}`
    }

    case 'around': {
      const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start).slice(-6)
      const after = text.slice(end, end + 6).split('\n')[0] ?? ''
      const isPlain = !/[\\#>|<[\]()*_`~&!:]|^\d|^\s|\s$/u.test(before + after)
      if (
        !isPlain ||
        (before === '' && after === '') ||
        word.test(before[0] ?? '') ||
        word.test(after.at(-1) ?? '')
      )
        return ''
      return `${before}**${said}**${after}`
    }
  }
}

function splitsWord(said: string, at: number): boolean {
  return word.test(said[at - 1] ?? '') && word.test(said[at] ?? '')
}

/** Letters replaced, left out or doubled, none of the last three. */
function mistype(said: string, count: number, text: string, random: Random): string {
  let typed = said
  for (let slip = 0; slip < count; slip++) {
    const at = random(Math.max(1, typed.length - 4))
    const letters = [pickLetter(text, random), '', (typed[at] ?? '') + (typed[at] ?? '')]
    typed = typed.slice(0, at) + (letters[random(3)] ?? '') + typed.slice(at + 1)
  }

  return typed
}
