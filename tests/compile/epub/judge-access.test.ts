/** What a program can tell of accessibility, and what a book then claims. */

import type {Element, ElementContent} from 'hast'
import {h} from 'hastscript'
import JSZip from 'jszip'
import {describe, expect, test} from 'vitest'
import type {Digest, Lang} from '../../../src/model.ts'
import {compileEpub} from '../../../src/compile/epub/index.ts'
import {judgeAccess, type Gap} from '../../../src/compile/epub/judge-access.ts'
import {theme, world} from '../read-press.ts'

const longEnglish = 'It was the first of many that they let out of the gate'
const longChinese = '\u7f8a\u99dd\u51fa\u6b04\u4e4b\u5f8c\u7684\u4e00\u767e\u5929'

/** A digest of one chapter, whose title is given. */
function makeDigest(body: ReadonlyArray<Element>, lang: Lang = 'zh-Hant', metaLang = lang): Digest {
  const section = h('section', {role: 'doc-chapter', id: 'a', className: ['article'], lang}, [
    h('header', [h('h1', {id: 'a-title'}, 'A')]),
    ...body
  ])
  const asset = {mediaType: 'image/png' as const, bytes: new Uint8Array(), width: 1, height: 1}
  return {
    id: 'one',
    meta: {title: 'One', lang: metaLang, modified: '2026-11-22', identifier: 'urn:uuid:0'},
    labels: world.labels(metaLang),
    theme,
    pages: 'A5',
    front: [],
    parts: [
      {
        id: 'part-1',
        chapters: [
          {id: 'a', kind: 'article', title: 'A', lang, length: 1, tree: {type: 'root', children: [section]}}
        ]
      }
    ],
    back: [],
    assets: new Map([['x.png', {...asset, name: 'x.png'}]])
  }
}

const picture = (alt: string) => h('img', {src: 'asset:x.png', alt, width: 1, height: 1})
const row = (cell: 'td' | 'th') => h('table', [h('tbody', [h('tr', [h(cell, 'x')])])])
const p = (...children: Array<ElementContent | string>) => h('p', children)

const cases: ReadonlyArray<
  readonly [what: string, body: Element[], missing: ReadonlyArray<Gap>, lang?: Lang]
> = [
  ['text', [p('x'), h('h2', 'y'), h('h3', 'z'), h('h2', 'y')], []],
  ['a picture with words', [h('figure', [picture('A gate')])], []],
  ['a picture without', [h('figure', [picture('')])], ['alternatives']],
  ['a heading two levels down', [h('h3', 'x')], ['headings']],
  ['a heading that says nothing', [h('h2', ' ')], ['headings']],
  [
    'a link by words, and one by a picture',
    [p(h('a', {href: 'x'}, 'x'), h('a', {href: 'y'}, picture('Gate')))],
    []
  ],
  ['a link that says nothing', [p(h('a', {href: 'x'}))], ['links']],
  ['a table with a head', [row('th')], []],
  ['a table without', [row('td')], ['tables']],
  ['a passage of another language', [p(longEnglish)], ['languages']],
  ['one that says so', [p(h('span', {lang: 'en'}, longEnglish))], []],
  ['names and code', [p('Open Source Initiative ', h('code', longEnglish))], []],
  ['Chinese in an English article', [p(longChinese)], ['languages'], 'en'],
  ['several gaps', [row('td'), p(picture(''))], ['alternatives', 'tables']]
]

for (const [what, body, missing, lang] of cases) {
  test(what, () => {
    expect(judgeAccess(makeDigest(body, lang))).toEqual({conforms: missing.length === 0, missing})
  })
}

describe('a book', () => {
  const options = {cover: undefined, rasterize: world.rasterize, templates: world.templates('epub')}
  const readPackage = async (digest: Digest) => {
    const {bytes} = await compileEpub(digest, options)
    const zip = await JSZip.loadAsync(bytes)
    return (await zip.file('OEBPS/content.opf')?.async('string')) ?? ''
  }

  test('claims the standard where nothing is missing, and says who checked', async () => {
    const opf = await readPackage(makeDigest([p('x')]))
    expect(opf).toContain(
      '<meta id="standard" property="dcterms:conformsTo">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>'
    )
    expect(opf).toContain('<meta refines="#standard" property="a11y:certifiedBy">Fascicle</meta>')
  })

  test.each(['zh-Hant', 'zh-Hans', 'en'])(
    'claims nothing otherwise, and says in %s what is missing',
    async (lang) => {
      const opf = await readPackage(makeDigest([row('td')], lang))
      expect(opf).not.toMatch(/conformsTo|certifiedBy/)
      const gap = world.labels(lang)['accessibilityGap-tables'] ?? ''
      expect(/accessibilitySummary">([^<]*)</.exec(opf)?.[1]).toContain(gap)
      expect(gap).not.toBe('')
    }
  )

  test('names the languages of its passages, its own first', async () => {
    const opf = await readPackage(
      makeDigest([p(h('span', {lang: 'fr'}, 'mot')), h('p', {lang: 'en'}, longEnglish)], 'zh-Hans', 'zh-Hant')
    )
    expect([...opf.matchAll(/<dc:language>([^<]*)</g)].map(([, lang]) => lang)).toEqual([
      'zh-Hant',
      'zh-Hans',
      'en'
    ])
  })

  test('says its place in a series, its rights and its publisher', async () => {
    const digest = makeDigest([p('x')])
    const meta = {...digest.meta, number: '12', subtitle: 'Sub', publisher: 'P & Q', rights: 'CC0'}
    const opf = await readPackage({...digest, meta})
    for (const line of [
      '<meta id="series" property="belongs-to-collection">One</meta>',
      '<meta refines="#series" property="collection-type">series</meta>',
      '<meta refines="#series" property="group-position">12</meta>',
      '<meta refines="#subtitle" property="title-type">subtitle</meta>',
      '<dc:publisher>P &amp; Q</dc:publisher>',
      '<dc:rights>CC0</dc:rights>'
    ]) {
      expect(opf).toContain(line)
    }

    expect(await readPackage({...digest, meta: {...meta, number: 'Spring'}})).not.toContain('group-position')
  })
})
