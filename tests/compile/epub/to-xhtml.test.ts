/** XHTML holds whatever a text holds. */

import {XMLParser, XMLValidator} from 'fast-xml-parser'
import {h} from 'hastscript'
import {describe, expect, test} from 'vitest'
import {namePictures} from '../../../src/compile/name-pictures.ts'
import {toXhtml} from '../../../src/compile/epub/to-xhtml.ts'

describe('toXhtml', () => {
  test('text that looks like markup stays text', () => {
    const text = 'a < b && c ]]> d <script> &amp;'
    const xhtml = toXhtml([h('p', [text]), h('p', [h('img', {src: 'x.png', alt: `"<'&${text}`})])])
    expect(XMLValidator.validate(`<main>${xhtml}</main>`)).toBe(true)
    expect(xhtml).not.toContain(']]>')
    expect(xhtml).not.toContain('<script')
    const parsed = new XMLParser({ignoreAttributes: false, trimValues: false, htmlEntities: true}).parse(
      xhtml
    ) as {p: unknown[]}
    expect(parsed.p[0]).toBe(text)
    expect(parsed.p[1]).toEqual({img: {'@_src': 'x.png', '@_alt': `"<'&${text}`}})
  })

  test('what is empty is closed so that a reader of HTML sees it closed', () => {
    expect(toXhtml([h('td'), h('a', {id: 'x'}), h('br'), h('hr')])).toBe(
      '<td></td><a id="x"></a><br /><hr />'
    )
  })
})

describe('namePictures', () => {
  test('names are plain and unlike each other', () => {
    const asset = {mediaType: 'image/png' as const, bytes: new Uint8Array(), width: 1, height: 1}
    const names = ['images/\u7f8a.png', 'a/x y.png', 'b/x y.png', '..png', 'x"><.png']
    const pictures = namePictures(new Map(names.map((name) => [name, {...asset, name}])), 'images/')
    const hrefs = [...pictures.values()].map(({href}) => href)
    expect(new Set(hrefs).size).toBe(names.length)
    for (const href of hrefs) expect(href).toMatch(/^images\/picture-[A-Za-z0-9-]+\.png$/)
  })
})
