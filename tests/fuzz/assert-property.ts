/**
 * Assert a property on the same values on every machine, in each run of the suite.
 *
 * `FUZZ_SEED` takes others, and `FUZZ_TIMES` so many times more of them: how one looks for what is
 * not yet known (with `--testTimeout`, since that takes as many times longer).
 */

import fc from 'fast-check'

const {FUZZ_SEED = '20261122', FUZZ_TIMES = '1'} = process.env

/** @param runs values that the suite tries. */
export async function assertProperty<T>(
  value: fc.Arbitrary<T>,
  runs: number,
  holds: (value: T) => void | Promise<void>
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(value, async (one) => holds(one)),
    {
      seed: Number(FUZZ_SEED),
      numRuns: runs * Number(FUZZ_TIMES)
    }
  )
}
