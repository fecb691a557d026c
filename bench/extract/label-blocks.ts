/**
 * Label the blocks of a page by a text that people or others took for its article.
 *
 * A block counts for the share of its runs of four words that the text has. Shorter blocks say too
 * little for that: they count where the text has them between what stands before and behind them.
 */

const run = 4
/** Words of the text among which a short block is sought behind the block before it. */
const reach = 24
/** Blocks that may lie between a short one and the one that it is sought beside. */
const patience = 30

/** @returns 0 to 1 for each block: how much of it is in the text. */
export function labelBlocks(
  blocks: ReadonlyArray<ReadonlyArray<string>>,
  gold: ReadonlyArray<string>
): number[] {
  const places = new Map<string, number[]>()
  for (let at = 0; at + run <= gold.length; at++) {
    const key = gold.slice(at, at + run).join(' ')
    const known = places.get(key)
    if (known) known.push(at)
    else places.set(key, [at])
  }

  const spans: Array<readonly [number, number] | undefined> = []
  let cursor = 0
  const labels = blocks.map(function (words, index) {
    if (words.length < run) return 0
    let count = 0
    let first: number | undefined
    let last = 0
    for (let at = 0; at + run <= words.length; at++) {
      const found = places.get(words.slice(at, at + run).join(' '))
      if (!found) continue
      const nearest = found.reduce((a, b) => (Math.abs(b - cursor) < Math.abs(a - cursor) ? b : a))
      first ??= nearest
      last = nearest + run
      count++
    }

    const share = count / (words.length - run + 1)
    if (share >= 0.5 && first !== undefined) {
      spans[index] = [first, last]
      cursor = last
    }

    return share
  })

  for (const [index, words] of blocks.entries()) {
    if (words.length > 0 && words.length < run) labels[index] = findShort(words, index) ? 1 : 0
  }

  return labels

  function findShort(words: ReadonlyArray<string>, index: number): boolean {
    const before = findSpan(index, -1)
    const behind = findSpan(index, 1)
    if (!before && !behind) return false
    const from = Math.max(0, before ? before[1] - 1 : (behind?.[0] ?? 0) - reach)
    const to = Math.min(gold.length, behind && behind[0] >= from ? behind[0] + 1 : from + reach)
    const key = words.join(' ')
    for (let at = from; at + words.length <= to; at++) {
      if (gold.slice(at, at + words.length).join(' ') !== key) continue
      spans[index] = [at, at + words.length]
      return true
    }

    return false
  }

  function findSpan(index: number, step: 1 | -1): readonly [number, number] | undefined {
    for (let count = 1; count < patience; count++) {
      const span = spans[index + step * count]
      if (span) return span
    }

    return undefined
  }
}
