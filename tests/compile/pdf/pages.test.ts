/** Pages by total fit, on boxes that know nothing of text. */

import {describe, expect, test} from 'vitest'
import fc from 'fast-check'
import type {Box, Note} from '../../../src/compile/pdf/types.ts'
import {breakPages} from '../../../src/compile/pdf/break-pages.ts'

const pitch = 18
const options = {depth: 24 * pitch, pitch, noteGap: pitch}

const line = (extra: Partial<Box> = {}): Box => ({
  height: pitch,
  marks: [],
  notes: [],
  before: 0,
  breakCost: 0,
  anchors: [],
  ...extra
})
const note = (id: string, lines: number): Note => ({id, height: lines * 13.5, marks: []})

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
      note: fc.option(fc.integer({min: 1, max: 5})),
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

describe('breakPages', () => {
  test('every box stands once, in order, within its page, with its notes', () => {
    fc.assert(
      fc.property(arbitraryBoxes, (boxes) => {
        const pages = breakPages(boxes, options)
        const placed = pages.flatMap((page) => page.body.flatMap(({anchors}) => anchors))
        expect(placed).toEqual(boxes.flatMap(({anchors}) => anchors))
        for (const page of pages) {
          const foot = page.noteRule ?? options.depth
          for (const {y} of page.body) expect(y + pitch).toBeLessThanOrEqual(foot + 1e-6)
          const called = page.body.flatMap(({anchors}) => anchors.map((id) => id.replace(/\..*$/, '.n')))
          for (const {anchors} of page.notes) expect(called).toContain(anchors[0])
        }
      }),
      {numRuns: 60, seed: 1}
    )
  })

  test('no widow, no orphan, no stranded heading', () => {
    fc.assert(
      fc.property(arbitraryBoxes, (boxes) => {
        const costs = new Map(boxes.map((box) => [box.anchors[0], box.breakCost]))
        for (const page of breakPages(boxes, options).slice(1))
          expect(costs.get(page.body[0]?.anchors[0])).not.toBe(Infinity)
      }),
      {numRuns: 60, seed: 2}
    )
  })

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

  test('what is higher than a page stands on one of its own', () => {
    const pages = breakPages([line(), line({height: 1000, anchors: ['tall']}), line()], options)
    expect(pages).toHaveLength(3)
  })

  test('nothing is no page', () => {
    expect(breakPages([], options)).toEqual([])
  })
})
