/**
 * Find the pairs of articles that are worth comparing, by the fingerprints they share.
 *
 * What stands in many articles proves little, and all pairs of them would be too many:
 * each article that holds it is then only compared with the first ones that do. So the
 * work grows with the number of articles, not with its square.
 */

import type {Fingerprints} from './hash-shingles.ts'

/** Fingerprints of all articles, with the number of articles that hold each. */
export interface Index {
  readonly articles: ReadonlyArray<Fingerprints>
  /** For each fingerprint of each article, how many articles hold it. */
  readonly counts: ReadonlyArray<Uint16Array>
  /** For each fingerprint of each article, its entry in `runs`; -1 where no other article holds it. */
  readonly entries: ReadonlyArray<Int32Array>
  /** For each shared fingerprint the articles that hold it, in order. */
  readonly runs: ReadonlyArray<Uint32Array>
}

/** In so many articles a fingerprint is still rare: a story and its reprints. */
const rare = 24
/** What stands in more leads to the first ones only. */
const firsts = 4
/** Partners of an article that nothing rare speaks for; a copy of a much copied text finds one by the first. */
const commonPartners = 2
/** Partners of an article, best first. No story needs more to be found. */
const partners = 32
/** Fewer fingerprints in common are a set phrase. */
const least = 3
/** As a share of the fingerprints of the shorter one. Copies share two thirds even where a twentieth is edited. */
const share = 0.08
/** Counts end here. */
const most = 0xff_ff
/** Articles are numbered below this, so that a hash and a number make one exact number. */
const span = 2 ** 20

/** Index fingerprints. */
export function indexFingerprints(articles: ReadonlyArray<Fingerprints>): Index {
  if (articles.length > span) throw new RangeError(`Expected at most ${span} articles`)
  const pairs = sortPairs(articles)
  const runs: Uint32Array[] = []
  const found = new Map<number, number>()
  for (let from = 0; from < pairs.length;) {
    const hash = Math.floor((pairs[from] as number) / span)
    let to = from + 1
    while (to < pairs.length && (pairs[to] as number) < (hash + 1) * span) to++
    if (to > from + 1) {
      found.set(hash, runs.length)
      runs.push(Uint32Array.from(pairs.subarray(from, to), (pair) => pair % span))
    }

    from = to
  }

  const entries = articles.map(({hashes}) => Int32Array.from(hashes, (hash) => found.get(hash) ?? -1))
  const counts = entries.map((list) =>
    Uint16Array.from(list, (entry) => Math.min(most, runs[entry]?.length ?? 1))
  )
  return {articles, counts, entries, runs}
}

/** Pairs of articles, the earlier one first. */
export function listPairs(index: Index): Array<readonly [number, number]> {
  const shared = new Uint32Array(index.articles.length)
  const sharedRare = new Uint32Array(index.articles.length)
  const pairs: Array<readonly [number, number]> = []
  index.entries.forEach((list, article) => {
    const met: number[] = []
    for (const entry of list) {
      const run = index.runs[entry]
      if (!run) continue
      const isRare = run.length <= rare
      const size = isRare ? run.length : firsts
      for (let at = 0; at < size; at++) {
        const other = run[at] as number
        if (other >= article) break
        if (shared[other] === 0) met.push(other)
        shared[other] = (shared[other] as number) + 1
        if (isRare) sharedRare[other] = (sharedRare[other] as number) + 1
      }
    }

    for (const other of choosePartners(index, article, met, shared, sharedRare)) pairs.push([other, article])
    for (const other of met) shared[other] = sharedRare[other] = 0
  })
  return pairs
}

function choosePartners(
  {articles}: Index,
  article: number,
  met: ReadonlyArray<number>,
  shared: Uint32Array,
  sharedRare: Uint32Array
): number[] {
  const sizeOf = (index: number) => articles[index]?.hashes.length ?? 0
  const enough = met.filter(
    (other) => (shared[other] as number) >= Math.max(least, share * Math.min(sizeOf(article), sizeOf(other)))
  )
  enough.sort(
    (a, b) =>
      (sharedRare[b] as number) - (sharedRare[a] as number) ||
      (shared[b] as number) - (shared[a] as number) ||
      a - b
  )
  let common = 0
  return enough
    .filter((other) => (sharedRare[other] as number) >= least || common++ < commonPartners)
    .slice(0, partners)
}

/** All fingerprints, each with its article, in order. */
function sortPairs(articles: ReadonlyArray<Fingerprints>): Float64Array {
  const total = articles.reduce((sum, {hashes}) => sum + hashes.length, 0)
  const pairs = new Float64Array(total)
  let at = 0
  articles.forEach(({hashes}, article) => {
    for (const hash of hashes) pairs[at++] = hash * span + article
  })
  return pairs.sort()
}
