/** Pages and what they say of their articles, with the markup that says it. */

import {readdirSync, readFileSync} from 'node:fs'
import {fromHtml} from 'hast-util-from-html'
import {describe, expect, test} from 'vitest'
import {stringify} from 'yaml'
import {type Field, type PageMetadata, readMetadata} from '../../../src/read/html/read-metadata.ts'

const folder = new URL('.', import.meta.url)
const fields: ReadonlyArray<Field> = ['title', 'byline', 'date', 'source', 'url', 'lang']
/** Where a page was read, if that is known. */
const addresses = new Map([['json-graph', 'https://harbour.example.org/stories/the-ferry']])
const cases = readdirSync(folder, {withFileTypes: true}).filter((entry) => entry.isDirectory())

function read(html: string, url?: string): PageMetadata {
  return readMetadata(fromHtml(html), url === undefined ? {} : {url})
}

describe('pages', () => {
  test.each(cases.map(({name}) => name))('%s', async (name) => {
    const html = readFileSync(new URL(`${name}/page.html`, folder), 'utf8')
    const metadata = read(html, addresses.get(name))
    const shown = fields.flatMap(function (field) {
      const found = metadata[field]
      if (!found) return []
      const raw =
        found.place &&
        html
          .slice(...found.place)
          .replace(/\s+/g, ' ')
          .slice(0, 60)
      return [[field, {value: found.value, origin: found.origin, ...(raw === undefined ? {} : {raw})}]]
    })
    await expect(stringify(Object.fromEntries(shown))).toMatchFileSnapshot(`${name}/metadata.yaml`)
  })
})

describe('titles', () => {
  test.each([
    ['Winter | News | Harbour Post', 'Harbour Post', 'Winter'],
    ['Harbour Post: Winter', 'Harbour Post', 'Winter'],
    ['Winter - A Story', 'Harbour Post', 'Winter - A Story'],
    ['Stolen -- Again!', 'Harbour Post', 'Stolen -- Again!'],
    ['Harbour Post', 'Harbour Post', undefined]
  ])('%s of %s', (title, site, expected) => {
    const html = `<title>${title}</title><meta property="og:site_name" content="${site}">`
    expect(read(html).title?.value).toBe(expected)
  })
})

test('the host is a name of the site behind a title, not before it', () => {
  const read = (title: string) =>
    readMetadata(fromHtml(`<title>${title}</title>`), {url: 'https://www.harbourpost.com/a'}).title?.value
  expect(read('Winter - The Harbour Post')).toBe('Winter')
  expect(read('Harbour Posts - A List')).toBe('Harbour Posts - A List')
})

test.each(['main', 'div'])('a class that tells of the layout puts no article beside itself: %s', (tag) => {
  const {byline, date, title} = read(
    `<title>Harbour Post</title><div class="content-sidebar-wrap"><${tag} class="has-sidebar">
    <h1>Winter on the quay</h1><p class="byline">By Orla Finch</p><time datetime="2024-01-02">Tuesday</time>
    <p>The boats lie still.</p></${tag}>
    <div class="sidebar"><h2>Most read</h2><p class="byline">By Ned Carr</p></div></div>`
  )
  expect([title?.value, byline?.value, date?.value]).toEqual([
    'Winter on the quay',
    'Orla Finch',
    '2024-01-02'
  ])
})

describe('dates', () => {
  test.each([
    ['Tue, 02 Jan 2024 23:30:00 -0800', '2024-01-02'],
    ['January 2nd, 2024', '2024-01-02'],
    ['2024\u5e741\u67082\u65e5', '2024-01-02'],
    ['31.12.2023', '2023-12-31'],
    ['1704153600', '2024-01-02'],
    ['20240102', '2024-01-02'],
    ['1/2/2024', undefined],
    ['soon', undefined]
  ])('%s', (written, expected) => {
    expect(read(`<meta name="date" content="${written}">`).date?.value).toBe(expected)
  })
})

describe('languages', () => {
  test.each([
    ['zh-CN', 'zh-Hans'],
    ['zh_TW', 'zh-Hant'],
    ['zh-HK', 'zh-Hant'],
    ['zh', 'zh'],
    ['en-US', 'en-US'],
    ['x', undefined]
  ])('%s', (written, expected) => {
    expect(read(`<html lang="${written}">`).lang?.value).toBe(expected)
  })

  test('one that the text speaks against is doubtful', () => {
    expect(
      read(`<html lang="en"><p>${'\u6cb3\u8fb9\u7684\u4e66\u5e97'.repeat(20)}</p>`).lang?.isDoubtful
    ).toBe(true)
  })
})

describe('size', () => {
  test.each([
    ['elements', '<div class="author date">'.repeat(300) + '<i class="author">A</i>'.repeat(5000)],
    ['headings', '<h1>A title</h1>'.repeat(5000)],
    [
      'JSON',
      `<script type="application/ld+json">[${'{"@type": "Article", "headline": "A"},'.repeat(5000)}]</script>`
    ],
    ['commas', `<script type="application/ld+json">${'[1,],'.repeat(50_000)}</script>`]
  ])('%s without end take no time without end', {timeout: 10_000}, (_, html) => {
    const tree = fromHtml(html)
    expect(Object.keys(readMetadata(tree).candidates)).toEqual(fields)
  })
})
