import {existsSync, readdirSync} from 'node:fs'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {Change, ChangeKind} from '../../src/model.ts'
import {listLines} from '../../src/explain/list-lines.ts'
import {segmentText} from '../../src/explain/segment-text.ts'
import {loadFile, loadRules} from '../../src/io.ts'
import {cleanFile, readRulePacks} from '../../src/pipeline.ts'

const root = new URL('../../', import.meta.url).pathname
const rules = readRulePacks(loadRules())

function change(text: string, kind: ChangeKind, [start, end]: [number, number], after?: string): Change {
  const id = `${kind}#${start}-${end}`
  const before = text.slice(start, end)
  return {
    id,
    rule: `test:${kind}`,
    kind,
    place: [start, end],
    before,
    ...(after !== undefined && {after}),
    why: kind,
    confidence: 1
  }
}

function brief(text: string, ledger: ReadonlyArray<Change>) {
  return segmentText(text, ledger).map(({text, kind, after, changes}) =>
    [text, kind, after, changes.map(({id}) => id).join(' ')].filter((part) => part !== undefined)
  )
}

/** What must hold of every text and ledger. */
function check(text: string, ledger: ReadonlyArray<Change>): void {
  const segments = segmentText(text, ledger)
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((end) => end.index + end[0].length)]
  let at = 0
  for (const {place, text: part, line, column} of segments) {
    expect(place).toEqual([at, at + part.length])
    const begun = starts.filter((start) => start <= at)
    expect([line, column]).toEqual([begun.length, at - (begun.at(-1) ?? 0) + 1])
    at = place[1]
  }

  expect(at).toBe(text.length)
  expect(new Set(segments.flatMap(({changes}) => changes))).toEqual(new Set(ledger))
  const remarks = listLines(segments).flatMap((line) => line.remarks.flatMap(({changes}) => changes))
  expect(remarks.toSorted(byId)).toEqual(ledger.toSorted(byId))
}

function byId(a: Change, b: Change): number {
  return a.id < b.id ? -1 : 1
}

describe.each(['sources/open-weights', '../shared/seeds', '../shared/articles'])('%s', (folder) => {
  test.skipIf(!existsSync(root + folder))('every character once, every change told', () => {
    const names = readdirSync(root + folder).filter((name) => /\.(?:txt|md)$/.test(name))
    expect(names.length).toBeGreaterThan(0)
    for (const name of names.sort().slice(0, 40)) {
      const raw = loadFile(`${root}${folder}/${name}`)
      const article = raw && cleanFile(raw, {rules}).article
      if (!article) throw new Error(`Expected ${name} to be read`)
      check(article.text, article.ledger)
    }
  })
})

test('any ledger: every character once, every change told', () => {
  const letters = fc
    .array(fc.constantFrom('a', 'b', ' ', '\n', '\r', '\u{20000}'), {maxLength: 12})
    .map((list) => list.join(''))
  const kinds = fc.constantFrom<ChangeKind>('drop', 'rewrite', 'move', 'lift', 'flag')
  const entries = fc.array(fc.tuple(kinds, fc.nat(12), fc.nat(12), letters), {maxLength: 6})
  fc.assert(
    fc.property(letters, entries, (text, entries) => {
      const ledger = entries.map(([kind, from, size, after], index) => {
        const start = Math.min(from, text.length)
        const end = Math.min(start + size, text.length)
        return {
          ...change(text, kind, [start, end], kind === 'rewrite' ? after : undefined),
          id: String(index)
        }
      })
      check(text, ledger)
    })
  )
})

test('a rewrite is told where it is', () => {
  const text = 'one,two,three'
  expect(brief(text, [change(text, 'rewrite', [0, 13], 'one;two;three')])).toEqual([
    ['one', ''],
    [',', 'rewrite', ';', 'rewrite#0-13'],
    ['two', ''],
    [',', 'rewrite', ';', 'rewrite#0-13'],
    ['three', '']
  ])
})

test('what two rewrites tell of is told by the narrower, unless the wider went further', () => {
  const text = 'one, x  y,  z'
  const ledger = [
    change(text, 'rewrite', [3, 12], '; x y;'),
    change(text, 'rewrite', [6, 8], ' '),
    change(text, 'rewrite', [10, 12], ' ')
  ]
  expect(brief(text, ledger)).toEqual([
    ['one', ''],
    [',', 'rewrite', ';', 'rewrite#3-12'],
    [' x ', ''],
    [' ', 'rewrite', '', 'rewrite#6-8'],
    ['y', ''],
    [',  ', 'rewrite', ';', 'rewrite#3-12 rewrite#10-12'],
    ['z', '']
  ])
})

test('what was rewritten and then dropped is dropped; what stands between is put in', () => {
  const text = 'ab\ncd'
  const ledger = [
    change(text, 'drop', [0, 2]),
    change(text, 'rewrite', [1, 2], 'B'),
    change(text, 'rewrite', [3, 5], 'c d')
  ]
  expect(brief(text, ledger)).toEqual([
    ['a', 'drop', 'drop#0-2'],
    ['b', 'drop', 'drop#0-2 rewrite#1-2'],
    ['\nc', ''],
    ['', 'rewrite', ' ', 'rewrite#3-5'],
    ['d', '']
  ])
})

test('an edit around what stands elsewhere does not take it out', () => {
  const text = 'a move b'
  const ledger = [change(text, 'rewrite', [1, 7], ''), change(text, 'move', [2, 6])]
  expect(brief(text, ledger)).toEqual([
    ['a', ''],
    [' ', 'rewrite', '', 'rewrite#1-7'],
    ['move', 'move', 'move#2-6 rewrite#1-7'],
    [' ', 'rewrite', '', 'rewrite#1-7'],
    ['b', '']
  ])
})
