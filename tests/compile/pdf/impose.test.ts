/** Sheets that make a booklet, folded again. */

import {describe, expect, test} from 'vitest'
import fc from 'fast-check'
import {PDFDocument} from '@cantoo/pdf-lib'
import {imposePages, type SheetSide} from '../../../src/compile/pdf/impose.ts'
import {compilePdf} from '../../../src/compile/pdf/index.ts'
import {sample, world} from '../read-press.ts'

/** Print the sides on both sides of paper, fold each signature, and leaf through it. */
function leafThrough(sides: ReadonlyArray<SheetSide>): Array<number | undefined> {
  const pages: Array<number | undefined> = []
  let from = 0
  while (from < sides.length) {
    let to = from + 2
    while (to < sides.length && (sides[to] as SheetSide).inside > 0) to += 2
    const signature = sides.slice(from, to)
    const fronts = signature.filter((_, index) => index % 2 === 0)
    const backs = signature.filter((_, index) => index % 2 === 1)
    // From the outer sheet inwards: its right half, then what is behind it; and out again.
    fronts.forEach((front, index) => pages.push(front.right, backs[index]?.left))
    fronts.toReversed().forEach((front, index) => pages.push(backs.at(-1 - index)?.right, front.left))
    from = to
  }

  return pages
}

describe('imposePages', () => {
  test('folded, every page follows the one before it, whatever their number', () => {
    fc.assert(
      fc.property(fc.integer({min: 1, max: 400}), (count) => {
        const pages = leafThrough(imposePages(count))
        expect(pages.slice(0, count)).toEqual(Array.from({length: count}, (_, index) => index))
        expect(pages.slice(count).every((page) => page === undefined)).toBe(true)
        expect(pages.length - count).toBeLessThan(4)
      }),
      {numRuns: 100, seed: 1}
    )
  })

  test('a thick book is folded in signatures', () => {
    const deepest = (count: number) => Math.max(...imposePages(count).map(({inside}) => inside))
    expect(deepest(64)).toBe(15)
    expect(deepest(100)).toBe(7)
  })
})

test('a booklet has two pages on each side of its sheets, and claims nothing', async () => {
  const {booklet, edition} = await compilePdf(sample, {
    faces: world.faces,
    rasterize: world.rasterize,
    cover: undefined,
    hasBooklet: true
  })
  expect(booklet?.name).toBe('open-weights-booklet.pdf')
  const [book, sheets] = await Promise.all(
    [edition, booklet].map((one) => PDFDocument.load(one?.bytes ?? new Uint8Array(), {updateMetadata: false}))
  )
  expect(sheets?.getPageCount()).toBe((Math.ceil((book?.getPageCount() ?? 0) / 4) * 4) / 2)
  const [page, sheet] = [book?.getPage(0), sheets?.getPage(0)]
  expect(sheet?.getWidth()).toBeCloseTo(2 * (page?.getWidth() ?? 0))
  expect(sheet?.getHeight()).toBe(page?.getHeight())
  expect(Buffer.from(booklet?.bytes ?? []).includes('pdfuaid')).toBe(false)
  expect(Buffer.from(booklet?.bytes ?? []).includes('StructTreeRoot')).toBe(false)
})

test('with bleed, the pages are the trim box of a larger sheet', async () => {
  const {edition} = await compilePdf(sample, {
    faces: world.faces,
    rasterize: world.rasterize,
    cover: undefined,
    bleed: 9
  })
  const page = (await PDFDocument.load(edition.bytes, {updateMetadata: false})).getPage(5)
  const {height, width} = page.getMediaBox()
  expect(page.getTrimBox()).toEqual({x: 9, y: 9, width: width - 18, height: height - 18})
  expect(page.getBleedBox()).toEqual(page.getMediaBox())
})
