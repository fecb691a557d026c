/**
 * Find the passage that a note quotes, or say why it cannot be found.
 *
 * It is sought in the clean text and in the raw text, whose places lead to the
 * clean one by the trace: first as it is written, then by its letters, then with
 * a few letters that differ. A step that finds two places ends the search, and
 * so does a passage that cleaning took out: a note at a wrong place is worse
 * than one adrift.
 */

import type {Change, Quote} from '../model.ts'
import {findSimilar, suggestPlaces, type Similar} from './find-similar.ts'
import {allowErrors, judgeSimilar, marginOf} from './judge-similar.ts'
import {
  isWhole,
  locateQuote,
  readPattern,
  takeMarks,
  textOf,
  type Level,
  type Match,
  type Pattern
} from './locate-quote.ts'
import {rawOffset, type Anchor, type Hay, type Haystack} from './read-haystack.ts'

/** A place that a note may be about. */
export interface Candidate {
  /** Offset in the raw text. */
  readonly offset: number
  /** What stands there, with a few words around it where `isAmong`. */
  readonly text: string
  readonly isAmong: boolean
  /** Share of letters that are as quoted. */
  readonly alike: number
  /** How it left the article. */
  readonly change?: Change
}

/** Why a passage has no anchor: `markup` where it stands in code or in what is no text. */
export interface Miss {
  readonly reason: 'missing' | 'twice' | 'gone' | 'markup'
  readonly candidates: ReadonlyArray<Candidate>
}

export type Finding = {readonly anchor: Anchor} | Miss

// More candidates help nobody to choose.
const shown = 3
// Letters of a quotation by which places are suggested: of a page.
const suggested = 2000
// Characters of what stands around a passage that stands there twice.
const around = 8

/** Find where a quoted passage ends. */
export function findPassage(haystack: Haystack, quote: Quote): Finding {
  const pattern = readPattern(quote)
  let gone: Miss | undefined
  for (const level of ['written', 'letters'] as const) {
    const finding = findExactly(haystack, pattern, level)
    if (finding && ('anchor' in finding || finding.reason === 'twice')) return finding
    gone ??= finding
  }

  if (gone) return gone
  return (pattern.tail ? undefined : findNearly(haystack, pattern)) ?? suggest(haystack, pattern)
}

/** @returns undefined where there is nothing to be said. */
function findExactly(haystack: Haystack, pattern: Pattern, level: Level): Finding | undefined {
  const {clean, raw} = haystack
  const anchors = new Map<string, {anchor: Anchor; candidate: Candidate}>()
  const gone: Match[] = []
  let isUnsure = false
  for (const hay of [clean, raw]) {
    const located = locateQuote(hay, pattern, level, (match) => {
      if (anchorOf(haystack, hay, match)) return true
      gone.push(match)
      return false
    })
    isUnsure ||= located.isUnsure === true
    for (const match of located.matches) {
      const anchor = anchorOf(haystack, hay, match)
      const key = anchor && `${anchor.leaf.index}:${anchor.at}`
      if (anchor && key && !anchors.has(key))
        anchors.set(key, {anchor, candidate: {...showAround(hay, match), offset: rawOffset(anchor) - 1}})
    }
  }

  const [first, second] = anchors.values()
  if (first && (second || isUnsure)) {
    const candidates = [...anchors.values()].map(({candidate}) => candidate)
    return {reason: 'twice', candidates: candidates.sort((a, b) => a.offset - b.offset)}
  }

  if (first) return {anchor: first.anchor}
  if (isUnsure || gone.length === 0) return
  const candidates = gone.map((match) => showGone(haystack, match))
  return {reason: candidates.some(({change}) => change) ? 'gone' : 'markup', candidates}
}

/** The anchor of a passage of either text, if it stands in the tree. */
function anchorOf({clean, goneAt}: Haystack, hay: Hay, {end}: Match): Anchor | undefined {
  return hay === clean || !goneAt(end - 1) ? hay.anchorAt(end) : undefined
}

/** Find the only passage that says what is quoted with a few letters that differ. */
function findNearly(haystack: Haystack, {head}: Pattern): Finding | undefined {
  const {clean, raw} = haystack
  const words = textOf(head, 'letters')
  const most = allowErrors(words)
  const best = findBest(clean, words, most)
  if (!best) return
  // Whoever comes as near, be it in a text that was dropped, may be what is meant.
  const limit = best.errors + marginOf(words) - 1
  const said = clean.letters.text.slice(best.start, best.end)
  const rivals = findSimilar(clean.grams.letters, words, limit)?.filter((one) => one.start !== best.start)
  const gone = findSimilar(raw.grams.letters, words, limit)?.filter(
    (one) =>
      !anchorOf(haystack, raw, matchOf(raw, one)) && raw.letters.text.slice(one.start, one.end) !== said
  )
  // Those that are too many to compare may have one among them.
  if (rivals?.length !== 0 || gone?.length !== 0) return
  const match = matchOf(clean, best)
  const exactEnd = head.before.letters.text.length + head.exact.letters.text.length
  const end = judgeSimilar(
    {
      letters: words,
      original: head.before.original + head.exact.original + head.after.original
    },
    {letters: said, original: clean.original.slice(match.start, match.end)},
    exactEnd
  )
  if (end === undefined || !isWhole(clean.original, match.start, match.end)) return
  const last = clean.letters.ends[best.start + end - 1] as number
  const anchor = clean.anchorAt(takeMarks(clean, last, head.exact))
  return anchor && {anchor}
}

/** The place that differs least, sought with few differences first: these are found soon. */
function findBest(hay: Hay, words: string, most: number): Similar | undefined {
  for (let errors = 1; errors <= most; errors = errors < most ? Math.min(errors * 2, most) : Infinity) {
    const found = findSimilar(hay.grams.letters, words, errors)
    if (!found) return
    if (found[0]) return found[0]
  }
}

function suggest(haystack: Haystack, {head}: Pattern): Miss {
  const {raw} = haystack
  const words = textOf(head, 'letters').slice(0, suggested)
  const places = suggestPlaces(raw.grams.letters, words)
  const candidates = places.slice(0, shown).map((place): Candidate => {
    const match = matchOf(raw, place)
    return {...showGone(haystack, match), alike: 1 - place.errors / words.length}
  })
  return {reason: 'missing', candidates}
}

function matchOf({letters}: Hay, {start, end}: Similar): Match {
  return {start: letters.starts[start] as number, end: letters.ends[end - 1] as number}
}

function showGone({raw, goneAt}: Haystack, {start, end}: Match): Candidate {
  const change = goneAt(end - 1)
  return {
    offset: end - 1,
    text: raw.original.slice(start, end),
    isAmong: false,
    alike: 1,
    ...(change && {change})
  }
}

function showAround({original}: Hay, {start, end}: Match): Omit<Candidate, 'offset'> {
  return {text: original.slice(Math.max(0, start - around), end + around), isAmong: true, alike: 1}
}
