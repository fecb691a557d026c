/**
 * Pages become Markdown's tree: those in the folders here, and any soup of tags, of which
 * nothing may get lost and every text must say where it comes from.
 */

import {readdirSync, readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import type {Nodes} from 'mdast'
import fc from 'fast-check'
import {visit} from 'unist-util-visit'
import {describe, expect, test} from 'vitest'
import {checkConservation, cleanArticle, stringifyArticle} from '../../../src/clean/index.ts'
import {parsePage} from '../../../src/read/html/parse-page.ts'
import {applyEdits, placeOf} from '../../../src/trace.ts'
import {convertFramed, readFramed} from '../../read-framed.ts'

const here = new URL('./', import.meta.url)

/** A tree as lines: what each node is, what it holds, and the source of a text that says it otherwise. */
function print(node: Nodes, raw: string, depth = 0): string {
  const {type, children: _, position, data, value, ...rest} = node as Nodes & Record<string, unknown>
  const fields = Object.entries({...rest, ...(data && 'rule' in data && {rule: data.rule})})
    .filter(([, field]) => field !== null && field !== undefined && field !== false)
    .map(([key, field]) => ` ${key}=${JSON.stringify(field)}`)
  const role = data && 'role' in data ? ` role=${String(data.role)}` : ''
  const said = value === undefined ? '' : ` ${JSON.stringify(value)}`
  const source = position && value !== undefined ? raw.slice(...placeOf(node)) : value
  const from = source === value ? '' : ` from ${JSON.stringify(source)}`
  const line = `${'  '.repeat(depth)}${type}${fields.join('')}${role}${said}${from}\n`
  return 'children' in node
    ? line + node.children.map((child) => print(child as Nodes, raw, depth + 1)).join('')
    : line
}

describe('cases', () => {
  for (const entry of readdirSync(here, {withFileTypes: true})) {
    if (!entry.isDirectory()) continue
    test(entry.name, async () => {
      const folder = new URL(`${entry.name}/`, here)
      const text = readFileSync(new URL('page.html', folder), 'utf8')
      const tree = convertFramed(text)
      await expect(print(tree, text)).toMatchFileSnapshot(fileURLToPath(new URL('tree.txt', folder)))
      expect(checkConservation({text, tree, ledger: [], kind: 'html'})).toEqual([])
    })
  }
})

test('a page that nests too deep is none', () => {
  expect(parsePage('<div>'.repeat(5000))).toBeUndefined()
  expect(parsePage('<template>'.repeat(5000))).toBeUndefined()
  const text = `${'<div>'.repeat(900)}deep`
  expect(print(convertFramed(text), text)).toContain('text "deep"')
})

/** Each takes a minute or more where time grows with the square, and a few seconds where it does not. */
describe('a page of many parts is read in one go', () => {
  const many = 15_000
  test.each([
    ['lists right in a list', `<ul><li>a${'<ul><li>b</ul>'.repeat(many)}</ul>`],
    ['pictures with their copies', '<img src=a.png><noscript><img src=a.png></noscript>'.repeat(many)],
    [
      'formulas with their copies',
      '<span class=MathJax>x</span><script type=math/tex>x</script>'.repeat(many)
    ],
    [
      'calls of one note',
      `${'<sup><a href=#n>1</a></sup>x'.repeat(4000)}<div id=n class=note>${'<p>y</p>'.repeat(4000)}</div>`
    ]
  ])('%s', {timeout: 40_000}, (_, text) => {
    expect(convertFramed(text).children).not.toEqual([])
  })
})

test('a table loses no cell, whatever its cells claim to span', () => {
  const wide = `<table><tr>${'<td>a'.repeat(150)}<tr><td>b</table>`
  const claimed = `<table><tr><td colspan=100 rowspan=9>a<td>b<td>c<tr><td>d<td>e</table>`
  for (const text of [wide, claimed])
    expect(checkConservation({text, tree: convertFramed(text), ledger: [], kind: 'html'})).toEqual([])
})

const words = [
  'a',
  'word ',
  ' \n',
  '\u6c34',
  '\u5c71\n',
  '&amp;',
  '&#150;',
  '&notit;',
  '1',
  '&nbsp;',
  '\0',
  '\r\n',
  '[1]'
]
const names =
  'p div span b i a h2 ul ol li table tr td th caption pre code sub sup q blockquote br hr img figure figcaption dl dt dd script style title textarea select option noscript svg math ruby rt button iframe template section font picture annotation semantics object dialog rp desc noembed'.split(
    ' '
  )
const attributes = [
  '',
  '',
  '',
  ' data-frame=x',
  ' href=#n1',
  ' id=n1',
  ' class=gutter',
  ' style="display:block"'
]
const tag = fc
  .tuple(fc.constantFrom(...names), fc.constantFrom(...attributes), fc.boolean())
  .map(([name, attribute, isEnd]) => (isEnd ? `</${name}>` : `<${name}${attribute}>`))
const soup = fc
  .array(fc.oneof(tag, fc.constantFrom(...words)), {maxLength: 50})
  .map((parts) => parts.join(''))

test('any soup is accounted for', () => {
  fc.assert(
    fc.property(soup, function (text) {
      const tree = convertFramed(text)
      visit(tree as Nodes, function (node) {
        expect(node.position, node.type).toBeDefined()
        if (node.type !== 'text' && node.type !== 'code' && node.type !== 'inlineCode') return
        expect(applyEdits(text, placeOf(node), node.data?.edits)).toBe(node.value)
      })
      expect(checkConservation({text, tree, ledger: [], kind: 'html'}), 'as read').toEqual([])
      const article = cleanArticle(readFramed(text), {rules: []})
      expect(checkConservation(article), 'as cleaned').toEqual([])
      stringifyArticle(article)
    }),
    // The same texts on every machine; another seed is a way to look for more.
    {seed: 20_261_122, numRuns: 200}
  )
})
