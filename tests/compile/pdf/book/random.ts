/** Numbers that look like chance and are the same on every machine. */

export interface Random {
  /** From 0 up to 1. */
  readonly next: () => number
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number
  readonly chance: (share: number) => boolean
  readonly pick: <T>(list: ReadonlyArray<T>) => T
  /** One of a list whose members get rarer towards its end, as words do (the law of Zipf). */
  readonly rank: <T>(list: ReadonlyArray<T>) => T
  readonly shuffle: <T>(list: ReadonlyArray<T>) => T[]
}

/** The generator `mulberry32`: 32 bits of state, enough for what a test needs. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  const at = <T>(list: ReadonlyArray<T>, index: number): T => {
    const value = list[Math.min(index, list.length - 1)]
    if (value === undefined) throw new Error('Expected a list that is not empty')
    return value
  }

  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between,
    chance: (share) => next() < share,
    pick: (list) => at(list, Math.floor(next() * list.length)),
    rank: (list) => at(list, Math.floor((list.length + 1) ** next()) - 1),
    shuffle(list) {
      const shuffled = [...list]
      for (let index = shuffled.length - 1; index > 0; index--) {
        const other = between(0, index)
        const moved = at(shuffled, index)
        shuffled[index] = at(shuffled, other)
        shuffled[other] = moved
      }

      return shuffled
    }
  }
}
