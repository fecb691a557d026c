/** Pages by total fit, on boxes that know nothing of text. */

import {describe, expect, test} from 'vitest'
import fc from 'fast-check'
import type {Box, Note} from '../../../src/compile/pdf/types.ts'
import {breakPages, placeNotes, type Galley, type PageOptions} from '../../../src/compile/pdf/break-pages.ts'

const pitch = 18
const notePitch = 13.5
const options: PageOptions = {
  depth: 24 * pitch,
  pitch,
  noteGap: pitch,
  notes: 'foot',
  columns: 1,
  noteColumns: 1
}
const twoColumns: PageOptions = {...options, columns: 2, noteColumns: 2}
const beside: PageOptions = {...options, notes: 'side'}
const layouts: ReadonlyArray<readonly [string, PageOptions]> = [
  ['one column', options],
  ['two columns', twoColumns],
  ['notes at the side', beside]
]

const line = (extra: Partial<Box> = {}): Box => ({
  height: pitch,
  marks: [],
  notes: [],
  before: 0,
  breakCost: 0,
  anchors: [],
  ...extra
})

/** A note of one line a part, or, if short, of one part. */
const note = (id: string, lines: number): Note => ({
  parts:
    lines <= 6
      ? [{id, height: lines * notePitch, marks: []}]
      : Array.from({length: lines}, (_, index) => ({
          id: index === 0 ? id : `${id}+${index}`,
          height: notePitch,
          marks: []
        }))
})

/** A paragraph that may not leave a line alone. */
const paragraph = (id: string, lines: number, notes: ReadonlyArray<Note> = []): Box[] =>
  Array.from({length: lines}, (_, index) =>
    line({
      anchors: [`${id}.${index}`],
      breakCost: index === 1 || (index > 0 && index === lines - 1) ? Infinity : 0,
      notes: index === Math.floor(lines / 2) ? notes : []
    })
  )
const heading = (id: string): Box => line({anchors: [`${id}.h`], before: 27, after: 9})

const arbitraryBoxes = fc
  .array(
    fc.record({
      lines: fc.integer({min: 1, max: 14}),
      note: fc.option(fc.oneof(fc.integer({min: 1, max: 5}), fc.integer({min: 7, max: 80}))),
      hasHeading: fc.boolean()
    }),
    {minLength: 1, maxLength: 60}
  )
  .map((blocks) =>
    blocks.flatMap(({lines, note: noteLines, hasHeading}, index): Box[] => {
      const id = `p${index}`
      const text = paragraph(id, lines, noteLines === null ? [] : [note(`${id}.n`, noteLines)])
      if (!hasHeading) return text
      return [heading(id), ...text.map((box, at) => (at === 0 ? {...box, breakCost: Infinity} : box))]
    })
  )

/** Where each column, and each page, begins. */
function startsOf({body}: Galley): string[] {
  return body.flatMap(({anchors, column}, index) =>
    index === 0 || column !== body[index - 1]?.column ? (anchors[0] ?? []) : []
  )
}

describe.each(layouts)('breakPages, %s', (_, options) => {
  test('every box stands once, in order, within its page', () => {
    fc.assert(
      fc.property(arbitraryBoxes, (boxes) => {
        const pages = breakPages(boxes, options)
        const placed = pages.flatMap((page) => page.body.flatMap(({anchors}) => anchors))
        expect(placed).toEqual(boxes.flatMap(({anchors}) => anchors))
        for (const page of pages) {
          const {rule = options.depth} = placeNotes(page, options)
          for (const {y} of page.body) expect(y + pitch).toBeLessThanOrEqual(rule + 1e-6)
        }
      }),
      {numRuns: 60, seed: 1}
    )
  })

  test('every note begins on the page of its call, and goes on in order', () => {
    fc.assert(
      fc.property(arbitraryBoxes, (boxes) => {
        const pages = breakPages(boxes, options)
        const called = boxes.flatMap(({notes}) => notes.flatMap(({parts}) => parts))
        expect(pages.flatMap(({parts}) => parts)).toEqual(called)
        for (const page of pages) {
          const here = new Set(
            page.body.flatMap(({anchors}) => anchors.map((id) => id.replace(/\..*$/, '.n')))
          )
          const {notes} = placeNotes(page, options)
          for (const {anchors, y} of notes) {
            if (!anchors[0]?.includes('+')) expect(here).toContain(anchors[0])
            expect(y).toBeGreaterThanOrEqual(-1e-6)
          }

          for (const [index, {y}] of notes.entries()) {
            const end = y + (page.parts[index]?.height ?? 0)
            expect(end).toBeLessThanOrEqual(options.depth + 1e-6)
            const next = notes[index + 1]
            if (next && next.column === notes[index]?.column)
              expect(next.y).toBeGreaterThanOrEqual(end - 1e-6)
          }
        }
      }),
      {numRuns: 60, seed: 3}
    )
  })

  test('no widow, no orphan, no stranded heading', () => {
    fc.assert(
      fc.property(arbitraryBoxes, (boxes) => {
        const costs = new Map(boxes.map((box) => [box.anchors[0], box.breakCost]))
        const starts = breakPages(boxes, options).flatMap(startsOf)
        for (const id of starts.slice(1)) expect(costs.get(id)).not.toBe(Infinity)
      }),
      {numRuns: 60, seed: 2}
    )
  })

  test('nothing is no page', () => {
    expect(breakPages([], options)).toEqual([])
  })

  test('what is higher than a page stands on one of its own', () => {
    const pages = breakPages([line(), line({height: 1000, anchors: ['tall']}), line()], options)
    const page = pages.find(({body}) => body.some(({anchors}) => anchors[0] === 'tall'))
    const tall = page?.body.find(({anchors}) => anchors[0] === 'tall')
    expect(page?.body.filter(({column}) => column === tall?.column)).toHaveLength(1)
  })
})

describe('breakPages', () => {
  test('a table that goes over has its head again', () => {
    const head = line({height: 20})
    const rows = Array.from({length: 40}, (_, index) =>
      line({anchors: [`r${index}`], ...(index > 0 && {head})})
    )
    const pages = breakPages(rows, options)
    expect(pages.length).toBeGreaterThan(1)
    for (const page of pages.slice(1)) expect(page.body[0]?.isRepeated).toBe(true)
    expect(pages[0]?.body[0]?.isRepeated).toBe(false)
  })

  test('the columns of a last page are level', () => {
    const boxes = Array.from({length: 4}, (_, index) => paragraph(`p${index}`, 5)).flat()
    const [page] = breakPages(boxes, twoColumns)
    const lines = [0, 1].map((column) => page?.body.filter((placed) => placed.column === column).length)
    expect(lines).toEqual([10, 10])
    expect(page?.height).toBe(10 * pitch)
  })

  test('a first page that is partly taken is filled only so far', () => {
    const boxes = paragraph('p', 40)
    const [first] = breakPages(boxes, {...options, firstDepth: 10 * pitch})
    expect(first?.body).toHaveLength(10)
  })

  test('a note at the side stands beside its call, unless another is in its way', () => {
    const boxes = [...paragraph('a', 8, [note('a.n', 2)]), ...paragraph('b', 3, [note('b.n', 2)])]
    const [page] = breakPages(boxes, beside)
    const ys = page && placeNotes(page, beside).notes.map(({y}) => y)
    expect(ys).toEqual([4 * pitch, 9 * pitch])
    const close = [line({notes: [note('a.n', 4)]}), line({notes: [note('b.n', 1)]})]
    const [crowded] = breakPages(close, beside)
    expect(crowded && placeNotes(crowded, beside).notes.map(({y}) => y)).toEqual([0, 4 * notePitch])
  })
})
