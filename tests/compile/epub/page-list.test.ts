/** The pages of the PDF in the EPUB: each is listed, marked where it begins, and begins with the same words. */

import type {Element, Text} from 'hast'
import {EpubCheck} from '@likecoin/epubcheck-ts'
import {XMLParser} from 'fast-xml-parser'
import {fromHtml} from 'hast-util-from-html'
import {toString} from 'hast-util-to-string'
import {h} from 'hastscript'
import JSZip from 'jszip'
import {getDocument} from 'pdfjs-dist/legacy/build/pdf.mjs'
import {beforeAll, describe, expect, test} from 'vitest'
import type {Digest} from '../../../src/model.ts'
import {compileDigest} from '../../../src/compile/index.ts'
import {listMarkers} from '../../../src/compile/epub/list-markers.ts'
import {markPages} from '../../../src/compile/epub/mark-pages.ts'
import {toXhtml} from '../../../src/compile/epub/to-xhtml.ts'
import {generateBook} from '../pdf/book/generate-book.ts'
import {sample, squash, theme, world} from '../read-press.ts'

// So many characters of a page tell it from its neighbours.
const wordsSize = 12

const tokens = theme.tokens as {readonly page: object}
const twoColumns = {
  type: 'A5',
  width: '210mm',
  height: '297mm',
  inner: '20mm',
  top: '24mm',
  lines: 36,
  columns: 2,
  column: '21em',
  gap: '2em'
}

const generated = generateBook(20_000, 2, {labels: world.labels('zh-Hant'), theme})

const books: ReadonlyArray<readonly [name: string, digest: Digest]> = [
  ['one column', sample],
  ['a generated book', generated],
  [
    'two columns',
    {
      ...sample,
      pages: 'two',
      theme: {...theme, tokens: {...tokens, page: {...tokens.page, two: twoColumns}}}
    }
  ]
]

describe.each(books)('in %s', (_, digest) => {
  let zip: JSZip
  let pages: ReadonlyArray<{label: string; text: string}>
  let epub: Uint8Array
  beforeAll(async () => {
    const {editions} = await compileDigest(digest, ['epub', 'pdf'], world)
    const [first, second] = editions
    if (first?.format !== 'epub' || second?.format !== 'pdf') throw new Error('Expected an EPUB and a PDF')
    // In the order asked for, though the PDF is made first.
    epub = first.bytes
    zip = await JSZip.loadAsync(epub)
    pages = await readPages(second.bytes)
  })

  test('each begins with the words that its page begins with', async () => {
    const nav = (await zip.file('OEBPS/toc.xhtml')?.async('string')) ?? ''
    const list = /<nav epub:type="page-list"[^]*?<\/nav>/.exec(nav)?.[0] ?? ''
    const links = [...list.matchAll(/<a href="([^"#]+)#([^"]+)">([^<]+)<\/a>/g)]
    const others: string[] = []
    let compared = 0
    for (const [, file = '', id = '', label = ''] of links) {
      const text = (await zip.file(`OEBPS/${file}`)?.async('string')) ?? ''
      const [before, after] = text
        .split(`<span epub:type="pagebreak" role="doc-pagebreak" id="${id}" aria-label="${label}"></span>`)
        .map(readText)
      // The words of the contents are those of a page, not of a text that the pages share; an index shows
      // the numbers of pages on paper alone.
      if (file === 'toc.xhtml' || file === 'index.xhtml') continue
      const page = pages.find((page) => page.label === label)?.text ?? ''
      // The mark of a list's item is drawn, and no text of the tree; the rest of a word is the page's before.
      const drawn = page.replace(/^(?:\d+\.|\u2022)/, '')
      const rest = /^\p{L}+/u.exec(drawn)?.[0] ?? ''
      const words = squash(after ?? '').slice(0, wordsSize)
      const begins =
        squash(drawn).startsWith(words) ||
        (before?.endsWith(rest) && squash(drawn.slice(rest.length)).startsWith(words))
      if (words === '' || !begins) others.push(`${label}: ${words}, not ${page.slice(0, 30)}`)
      compared++
    }

    expect(others).toEqual([])
    expect(compared).toBeGreaterThan(20)
    // No page with text is left out; the cover is none.
    const listed = new Set(links.map(([, , , label]) => label))
    expect(
      pages.filter(({label, text}) => text !== '' && !listed.has(label)).map(({label}) => label)
    ).toEqual([])
  })

  test('the lists for old and new readers are one', async () => {
    const ncx = new XMLParser({ignoreAttributes: false, parseTagValue: false}).parse(
      (await zip.file('OEBPS/toc.ncx')?.async('string')) ?? ''
    ) as {ncx: {pageList: {pageTarget: Array<{navLabel: {text: string}; content: {'@_src': string}}>}}}
    const nav = (await zip.file('OEBPS/toc.xhtml')?.async('string')) ?? ''
    const list = /<nav epub:type="page-list"[^]*?<\/nav>/.exec(nav)?.[0] ?? ''
    expect(
      ncx.ncx.pageList.pageTarget.map(({navLabel, content}) => [content['@_src'], navLabel.text])
    ).toEqual([...list.matchAll(/<a href="([^"]+)">([^<]+)<\/a>/g)].map(([, href, label]) => [href, label]))
  })

  test('the package says where the numbers are from', async () => {
    const opf = (await zip.file('OEBPS/content.opf')?.async('string')) ?? ''
    expect(opf).toContain(
      `<meta property="pageBreakSource">${digest.meta.identifier} (${digest.id}.pdf, ${digest.pages})</meta>`
    )
    for (const feature of ['pageBreakMarkers', 'pageNavigation']) {
      expect(opf).toContain(`<meta property="schema:accessibilityFeature">${feature}</meta>`)
    }
  })

  test('EPUBCheck finds nothing', async () => {
    const {messages} = await EpubCheck.validate(epub)
    expect(messages.filter(({severity}) => ['fatal', 'error', 'warning'].includes(severity))).toEqual([])
  })
})

test('a book without a PDF lists and claims no pages', async () => {
  const {editions} = await compileDigest(sample, ['epub'], world)
  const zip = await JSZip.loadAsync(editions[0]?.bytes ?? new Uint8Array())
  for (const name of ['content.opf', 'toc.xhtml', 'toc.ncx', 'article-01.xhtml']) {
    const text = (await zip.file(`OEBPS/${name}`)?.async('string')) ?? ''
    expect(text, name).not.toMatch(/page-?break|page-?list|pageNavigation/i)
  }
})

/** Where the marks of pages `1`, `2` … stand in a section. */
function mark(
  children: ReadonlyArray<Element>,
  places: ReadonlyArray<readonly [node: Text | Element, offset: number]>
) {
  const root = h('section', {id: 's'}, [...children])
  const before = toXhtml([root])
  const breaks = places.map(([node, offset], index) => ({label: String(index + 1), id: 's', node, offset}))
  const marked = toXhtml([markPages(root, listMarkers(breaks))])
  expect(toXhtml([root])).toBe(before)
  return marked
    .replace(/^<section id="s">|<\/section>$/g, '')
    .replace(
      /<span epub:type="pagebreak" role="doc-pagebreak" id="page-(\d)" aria-label="\1"><\/span>/g,
      '[$1]'
    )
}

test('pages have ids of their own; one without a place is left out where its chapter has begun', () => {
  const node: Text = {type: 'text', value: 'x'}
  const at = (label: string, id: string, node?: Text) => ({label, id, offset: 0, ...(node && {node})})
  const markers = listMarkers([
    at('ii', 'contents'),
    at('iii', 'contents'),
    at('1', 'part-1'),
    at('2', 'a', node),
    at('3', 'a'),
    at('A 4', 'a', node),
    at('2', 'b', node)
  ])
  expect(markers.map(({label, place}) => `${label}: ${place}`)).toEqual([
    'ii: page-ii',
    'iii: page-iii',
    '1: page-1',
    '2: page-2',
    'A 4: page-at-6',
    '2: page-at-7'
  ])
})

describe('markPages', () => {
  const text = (value: string): Text => ({type: 'text', value})

  test('a text is divided at each of its pages', () => {
    const long = text('one two three four')
    expect(
      mark(
        [h('p', [long])],
        [
          [long, 4],
          [long, 8],
          [long, 14]
        ]
      )
    ).toBe('<p>one [1]two [2]three [3]four</p>')
  })

  test('a word that goes on stands on the page that it begins on, with its note', () => {
    const word = text('an unlikely word, ')
    const last = text('unlikely')
    const call = h('a', {role: 'doc-noteref', href: '#n'}, '1')
    const paragraphs = [h('p', [word, 'x']), h('p', [last, call, ' next'])]
    expect(
      mark(paragraphs, [
        [word, 5],
        [last, 2]
      ])
    ).toBe('<p>an unlikely[1] word, x</p><p>unlikely<a role="doc-noteref" href="#n">1</a>[2] next</p>')
  })

  test('Han characters are words of their own', () => {
    const han = text('\u7f8a\u99dd\u51fa\u6b04')
    expect(mark([h('p', 'x'), h('p', [han])], [[han, 2]])).toBe('<p>x</p><p>\u7f8a\u99dd[1]\u51fa\u6b04</p>')
  })

  test('a link is left or divided, its call is not', () => {
    const start = text('starts here')
    const middle = text('goes on here')
    const call = text('12')
    const marked = mark(
      [
        h('p', ['x', h('a', {href: 'y'}, [start])]),
        h('p', [h('a', {href: 'y', id: 'z'}, ['a ', h('em', [middle]), ' b'])]),
        h('p', ['x', h('a', {role: 'doc-noteref', href: '#n'}, [call]), 'y'])
      ],
      [
        [start, 0],
        [middle, 5],
        [call, 1]
      ]
    )
    expect(marked).toBe(
      '<p>x[1]<a href="y">starts here</a></p>' +
        '<p><a href="y" id="z">a <em>goes </em></a>[2]<a href="y"><em>on here</em> b</a></p>' +
        '<p>x<a role="doc-noteref" href="#n">12</a>[3]y</p>'
    )
  })

  test('headings and the chapter are not begun before their page', () => {
    const title = text('Title')
    const heading = text('Heading')
    const picture = h('img', {src: 'x'})
    const marked = mark(
      [
        h('header', [h('h1', [h('em', [title])])]),
        h('h2', [heading]),
        h('figure', [picture, h('figcaption', 'x')])
      ],
      [
        [title, 0],
        [heading, 0],
        [picture, 0]
      ]
    )
    expect(marked).toBe(
      '[1]<header><h1><em>Title</em></h1></header>[2]<h2>Heading</h2><figure>[3]<img src="x" /><figcaption>x</figcaption></figure>'
    )
  })

  test('a page whose place is not in the chapter is a bug', () => {
    expect(() => mark([h('p', 'x')], [[text('y'), 0]])).toThrow('Expected the start of page `1`')
  })
})

function readText(xhtml: string): string {
  return toString(fromHtml(xhtml, {fragment: true}))
}

/** What stands on the pages of a PDF, without what recurs at head and foot. */
async function readPages(bytes: Uint8Array): Promise<ReadonlyArray<{label: string; text: string}>> {
  const pdf = await getDocument({data: bytes.slice(), verbosity: 0}).promise
  const labels = (await pdf.getPageLabels()) ?? []
  const pages = []
  for (const [index, label] of labels.entries()) {
    const page = await pdf.getPage(index + 1)
    const {items} = await page.getTextContent({disableNormalization: true, includeMarkedContent: true})
    const open: boolean[] = []
    let text = ''
    for (const item of items) {
      if ('str' in item) text += open.includes(true) ? '' : item.str + (item.hasEOL ? ' ' : '')
      else if (item.type === 'endMarkedContent') open.pop()
      else open.push('tag' in item && item.tag === 'Artifact')
    }

    pages.push({label, text: text.trim()})
  }

  await pdf.destroy()
  return pages
}
