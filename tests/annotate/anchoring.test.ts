/**
 * Where notes come to stand: passages quoted in many ways, in articles that were
 * cleaned or not, changed since or not, with near copies of the passages in them,
 * and set in either script. No note stands at a wrong place.
 */

import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {beforeAll, describe, expect, test} from 'vitest'
import {createRandom, makeTrials, type Trial} from './make-trials.ts'
import {runTrials, type Outcome} from './run-trials.ts'

const root = new URL('../../', import.meta.url)
const own = new URL('sources/open-weights/', root)
const shared = new URL('../shared/articles/', root)

// Enough that each way of quoting meets each fate of a passage, and little enough to run each time.
const passages = 24
// In articles from elsewhere, of each kind one.
const others = /^(?:clip-catl|hant-03-bahamut-ssd|simp-books|enx-01-npr-funeral)\.md$/

/** Runs each article cleaned and not, changed since and not. */
function runAll(folder: URL, names: RegExp): Outcome[] {
  return readdirSync(folder)
    .filter((name) => names.test(name))
    .sort()
    .flatMap((name, index) => {
      const text = readFileSync(new URL(name, folder), 'utf8').replace(/^\ufeff/, '')
      return [false, true].flatMap((isCleaned) =>
        [false, true].flatMap((isEdited) => {
          const seed = index * 4 + Number(isCleaned) * 2 + Number(isEdited)
          return runTrials(makeTrials(text, passages, isEdited, createRandom(seed)), name, isCleaned)
        })
      )
    })
}

const show = ({detail, trial, verdict}: Outcome) =>
  `${verdict}: ${trial.fate}, ${trial.way}, \`${trial.quotation}\`: ${detail}`

/** Share of notes that found their passage, of those whose passage stands in the article, once. */
function shareOf(outcomes: ReadonlyArray<Outcome>, ...ways: ReadonlyArray<Trial['way']>): number {
  const asked = outcomes.filter(
    ({detail, trial}) =>
      ways.includes(trial.way) &&
      trial.fate === 'kept' &&
      !trial.isTwin &&
      !/ on a passage that | on code or /.test(detail)
  )
  return asked.filter(({verdict}) => verdict === 'right').length / asked.length
}

describe.each([
  ['own articles', own, /^\d.*\.(?:md|txt)$/],
  ['articles from elsewhere', shared, others]
] as const)('%s', (_, folder, names) => {
  describe.skipIf(!existsSync(folder))('anchoring', () => {
    let outcomes: ReadonlyArray<Outcome> = []
    beforeAll(() => {
      outcomes = runAll(folder, names)
    }, 120_000)

    test('no note stands at a wrong place', () => {
      expect(outcomes.length).toBeGreaterThan(200)
      expect(outcomes.filter(({verdict}) => verdict === 'wrong').map(show)).toEqual([])
    })

    test('every note that finds nothing says where its passage may be', () => {
      expect(outcomes.filter(({verdict}) => verdict === 'silent').map(show)).toEqual([])
    })

    test('a passage that stands there is found, whatever its script, width and marks', () => {
      expect(shareOf(outcomes, 'exact', 'script', 'width', 'marks')).toBeGreaterThan(0.97)
      // Words around it may have changed, and near copies of its ends may stand beside it.
      expect(shareOf(outcomes, 'around')).toBeGreaterThan(0.75)
      expect(shareOf(outcomes, 'ends')).toBeGreaterThan(0.5)
      expect(shareOf(outcomes, 'typed')).toBeGreaterThan(0.35)
    })

    test('a passage that is gone is not found elsewhere', () => {
      const gone = outcomes.filter(({trial}) => trial.fate === 'deleted')
      expect(gone.length).toBeGreaterThan(20)
      expect(gone.filter(({verdict}) => verdict === 'adrift').length / gone.length).toBeGreaterThan(0.9)
    })
  })
})
