/**
 * Find where a text comes near to some words, letter by letter.
 *
 * Words with few differences keep some of their runs of letters whole: those are
 * looked up, and only what stands around them is compared.
 */

import search from 'approx-string-match'
import {findAll, gramSize, type Grams} from './index-grams.ts'

/** A place of a text: offsets in its letters. */
export interface Similar {
  readonly start: number
  readonly end: number
  /** Letters that differ. */
  readonly errors: number
}

// Runs that stand oftener tell nothing about where words come from.
const common = 200
// So many places are compared with words that stand nowhere.
const compared = 8
// Less alike than this is no candidate.
const leastAlike = 0.5
// Letters of words against letters of places: words of a page at some forty places, a sentence at tens of
// thousands. What takes more is a book, or stands in a text that says one thing over and over.
const mostCompared = 2e8

/**
 * Every place that differs by at most so many letters, the nearest first.
 *
 * @returns undefined where that is too much to compare.
 */
export function findSimilar(grams: Grams, words: string, most: number): Similar[] | undefined {
  const size = Math.floor(words.length / (most + 1))
  const windows = new Set<number>()
  // Of so many pieces and one more, one at least is whole.
  for (let piece = 0; size > 0 && piece <= most; piece++) {
    const from = piece * size
    for (const place of findAll(grams, words.slice(from, from + size))) windows.add(place - from)
    if (windows.size * words.length * (words.length + 2 * most) > mostCompared) return
  }

  return compare(grams.text, words, windows, most)
}

/** The places that come nearest to words that stand nowhere, the nearest first. */
export function suggestPlaces(grams: Grams, words: string): Similar[] {
  const votes = new Map<number, {count: number; place: number}>()
  const size = Math.min(gramSize, Math.ceil(words.length / 2))
  // Places that belong to one passage are set apart by what is missing or added there.
  const width = Math.max(gramSize, words.length >> 2)
  for (let from = 0; from + size <= words.length; from++) {
    const places = findAll(grams, words.slice(from, from + size), common)
    for (const place of places.length > common ? [] : places) {
      const key = Math.floor((place - from) / width)
      const vote = votes.get(key)
      if (vote) vote.count++
      else votes.set(key, {count: 1, place: place - from})
    }
  }

  const best = [...votes.values()].sort((a, b) => b.count - a.count || a.place - b.place).slice(0, compared)
  const most = Math.floor(words.length * (1 - leastAlike))
  return compare(grams.text, words, new Set(best.map(({place}) => place)), most)
}

function compare(text: string, words: string, windows: ReadonlySet<number>, most: number): Similar[] {
  const found: Similar[] = []
  for (const window of windows) {
    const from = Math.max(0, window - most)
    for (const {start, end, errors} of search(text.slice(from, window + words.length + most), words, most))
      found.push({start: from + start, end: from + end, errors})
  }

  found.sort((a, b) => a.errors - b.errors || a.start - b.start || b.end - a.end)
  const places: Similar[] = []
  for (const one of found) {
    const isKnown = places.some(({start, end}) => {
      const shared = Math.min(end, one.end) - Math.max(start, one.start)
      return shared * 2 > Math.min(end - start, one.end - one.start)
    })
    if (!isKnown) places.push(one)
  }

  return places
}
