/** Where pages begin: what the PDF says of itself, and what a reader finds on its pages. */

import {describe, expect, test} from 'vitest'
import {getDocument} from 'pdfjs-dist/legacy/build/pdf.mjs'
import {visit} from 'unist-util-visit'
import {compilePdf} from '../../../src/compile/pdf/index.ts'
import {sample, squash, theme, world} from '../read-press.ts'
import {generateBook} from './book/generate-book.ts'

// The first words of a page; fewer stand on a line of a title.
const wordsSize = 8

const books = [
  ['the sample', sample],
  ['a generated book', generateBook(20_000, 2, {labels: world.labels('zh-Hant'), theme})]
] as const

describe.each(books)('the pages of %s', (_, digest) => {
  test('each begins with the words that are said', async () => {
    const {breaks, edition} = await compilePdf(digest, {
      faces: world.faces,
      rasterize: world.rasterize,
      cover: undefined
    })
    const pdf = await getDocument({data: edition.bytes.slice(), verbosity: 0}).promise
    const labels = (await pdf.getPageLabels()) ?? []
    let compared = 0
    for (const {label, node, offset} of breaks) {
      if (node?.type !== 'text') continue
      const page = await pdf.getPage(labels.indexOf(label) + 1)
      const content = await page.getTextContent({disableNormalization: true})
      const text = squash(content.items.map((item) => ('str' in item ? item.str : '')).join(''))
      const said = squash(node.value.slice(offset)).slice(0, wordsSize)
      // A list’s mark, or the head of a table that goes on, may stand before them.
      const at = text.replaceAll('\u00ad', '').indexOf(said)
      expect(at, `${label}: ${said} in ${text.slice(0, 40)}`).toBeGreaterThanOrEqual(0)
      expect(at, `${label}: ${said} in ${text.slice(0, 40)}`).toBeLessThan(60)
      compared++
    }

    await pdf.destroy()
    expect(compared).toBeGreaterThan(30)
  })

  test('each lies in the tree of its chapter, and none before the last', async () => {
    const {breaks} = await compilePdf(digest, {
      faces: world.faces,
      rasterize: world.rasterize,
      cover: undefined
    })
    const order = new Map<unknown, number>()
    const chapters = [...digest.front, ...digest.parts.flatMap((part) => part.chapters), ...digest.back]
    for (const {tree} of chapters) visit(tree, (node) => void order.set(node, order.size))
    const places = breaks.flatMap(({node, offset}) => (node ? [(order.get(node) ?? -1) * 1e6 + offset] : []))
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })
})
