/** XML rules for XHTML, with the raw range of every text. */

import type {Element, Root} from 'hast'
import {fromHtml} from 'hast-util-from-html'
import {visit} from 'unist-util-visit'
import {expect, test} from 'vitest'
import {isXhtml, parseXhtml} from '../../../src/parse-xhtml.ts'

const open = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'

/** Texts with the source that they stand for. */
function texts(source: string): string[][] {
  const tree = parseXhtml(source)
  const found: string[][] = []
  if (tree)
    visit(tree, 'text', function ({position, value}) {
      found.push([value, source.slice(position?.start.offset, position?.end.offset)])
    })
  return found.filter(([value]) => value?.trim() !== '')
}

test('texts stand for their raw range, references, wide characters and CDATA included', () => {
  const source = `<?xml version="1.0"?>\r\n<!DOCTYPE html>${open}<head><title/></head><body>\r\n<p>\u{20000}a&nbsp;&#x4e00;b &amp; c<!-- x -->d</p><p><![CDATA[<e> &amp;]]></p><p>\u{20001}</p></body></html>\r\n`
  expect(texts(source)).toEqual([
    ['\u{20000}a\u00a0\u4e00b & c', '\u{20000}a&nbsp;&#x4e00;b &amp; c'],
    ['d', 'd'],
    ['<e> &amp;', '<e> &amp;'],
    ['\u{20001}', '\u{20001}']
  ])
})

test('empty elements are whole, and all else is as HTML has it', () => {
  const source = `${open}<head></head><body class="a b" epub:type="chapter"><p>One<br></br><a href="x" id="y">two</a></p></body></html>`
  const strip = (tree: Root | undefined) => {
    const found: unknown[] = []
    visit(tree as Root, 'element', function ({position, properties, tagName}) {
      found.push({tagName, properties, start: position?.start, end: position?.end})
    })
    return found
  }
  const html = source.replace('<br></br>', '<br>     ')
  expect(strip(parseXhtml(source.replace('<br></br>', '<br     />')))).toEqual(
    strip(fromHtml(html.replace('<br>     ', '<br     />')))
  )
  const anchors: Element[] = []
  visit(
    parseXhtml(`${open}<body><p><a id="n"/>Text</p></body></html>`) as Root,
    'element',
    function (element) {
      if (element.tagName === 'a') anchors.push(element)
    }
  )
  expect(anchors).toMatchObject([{children: [], properties: {id: 'n'}}])
})

test('tags have their places, too', () => {
  const source = `${open}<body><p class="x">One<br/></p><i></i></body></html>`
  const found: unknown[] = []
  visit(parseXhtml(source) as Root, 'element', function ({data, tagName}) {
    const {closing, opening} = data?.position ?? {}
    const cut = (place: typeof closing) => place && source.slice(place.start.offset, place.end.offset)
    if (tagName !== 'html') found.push([cut(opening), cut(closing)])
  })
  expect(found).toEqual([
    ['<body>', '</body>'],
    ['<p class="x">', '</p>'],
    ['<br/>', undefined],
    ['<i>', '</i>']
  ])
})

test.each([
  ['an element that is not closed', `${open}<body><p>a<br></p></body></html>`],
  ['a reference that is none', `${open}<body>&nothing;</body></html>`],
  ['another kind of document', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['elements in one another without end', `${open}${'<b>'.repeat(50_000)}${'</b>'.repeat(50_000)}</html>`]
])('%s: none', (_, source) => {
  expect(parseXhtml(source)).toBeUndefined()
})

test('what says that it is XML', () => {
  expect(isXhtml(`<!DOCTYPE html>\n${open}`)).toBe(true)
  expect(isXhtml('<?xml version="1.0"?><html>')).toBe(true)
  expect(isXhtml('<!doctype html><html lang="en">')).toBe(false)
})
