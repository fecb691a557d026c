/**
 * Find the kin of junk: the lines of an advertisement that do not look like one.
 *
 * A block of promotion speaks of its own thing in its own words. From a line that is
 * junk, going back, each line belongs to it that shares a word with the block which the
 * article before never uses. One line between two such lines may share none.
 */

import type {Weighed} from './weigh-unit.ts'

/** Going back further, an article's last section would do for a block. */
const reach = 10
/** Nor is more than this share of an article one advertisement. */
const part = 0.15
/** Lines that share nothing and still do not end a block. */
const gap = 1
/** Only behind this share of an article; before, words are new because the article is. */
const behind = 0.5
/** A line that is junk by itself; log odds. */
const anchor = 2

const runs = /\p{Script=Han}+|[\p{Script=Latin}\p{N}]{3,}/gu
/** Blocks that advertise nothing. */
const silent: ReadonlySet<string> = new Set(['code', 'table'])

/** For each unit how many words it shares with junk behind it and with nothing before. */
export function findKin(weighed: ReadonlyArray<Weighed>): number[] {
  if (!weighed.some(isAnchor)) return weighed.map(() => 0)
  const words = weighed.map(({unit}) =>
    silent.has(unit.node.type) ? new Set<string>() : readWords(unit.text)
  )
  const first = new Map<string, number>()
  words.forEach((set, index) => set.forEach((word) => first.has(word) || first.set(word, index)))
  const kin = weighed.map(() => 0)
  for (let at = weighed.length - 1; at > weighed.length * behind; at--) {
    const item = weighed[at]
    if (item && isAnchor(item)) addBlock(words, first, at, kin)
  }

  return kin
}

function isAnchor({isPromotion, sum}: Weighed): boolean {
  return isPromotion && sum >= anchor
}

function addBlock(
  words: ReadonlyArray<ReadonlySet<string>>,
  first: ReadonlyMap<string, number>,
  at: number,
  kin: number[]
): void {
  const start = at - Math.min(reach, Math.ceil(words.length * part))
  const fresh = Math.max(at - reach, words.length * behind)
  const block = new Set(words[at])
  let missed = 0
  for (let index = at - 1; index >= start && missed <= gap; index--) {
    const shared = [...(words[index] ?? [])].filter(
      (word) => block.has(word) && (first.get(word) ?? 0) >= fresh
    )
    missed = shared.length > 0 ? 0 : missed + 1
    if (shared.length === 0) continue
    kin[index] = Math.max(kin[index] ?? 0, shared.length)
    words[index]?.forEach((word) => block.add(word))
  }
}

/** Latin words as they are written, Han text by pairs of characters. */
function readWords(text: string): Set<string> {
  const words = new Set<string>()
  for (const [run] of text.matchAll(runs)) {
    if (!/\p{Script=Han}/u.test(run)) words.add(run)
    else for (let at = 0; at + 2 <= run.length; at++) words.add(run.slice(at, at + 2))
  }

  return words
}
