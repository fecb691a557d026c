/** Markdown and text as people and programs write them: each case is a folder, and its tree is written down. */

import {readdirSync, readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import type {Nodes} from 'mdast'
import {toString} from 'mdast-util-to-string'
import {describe, expect, test} from 'vitest'
import {checkConservation} from '../../src/clean/index.ts'
import {parseMarkdown} from '../../src/read/parse-markdown.ts'
import {parseText} from '../../src/read/parse-text.ts'

const here = new URL('./', import.meta.url)

describe.each([
  ['markdown', 'input.md', parseMarkdown],
  ['text', 'input.txt', parseText]
] as const)('%s', (kind, input, parse) => {
  test.each(readdirSync(new URL(`${kind}/`, here)).sort())('%s', async (name) => {
    const folder = new URL(`${kind}/${name}/`, here)
    const text = readFileSync(new URL(input, folder), 'utf8')
    const tree = parse(text)
    expect(checkConservation({text, tree, ledger: []})).toEqual([])
    await expect(`${outline(tree)}\n`).toMatchFileSnapshot(fileURLToPath(new URL('tree.txt', folder)))
  })
})

test('a long line is one paragraph, read in pieces with nothing lost', () => {
  const text = 'The ferry a_b **ran** $x$ twice. '.repeat(2000).trim()
  const tree = parseText(text)
  expect(tree.children.length).toBe(1)
  expect(checkConservation({text, tree, ledger: []})).toEqual([])
  expect(toString(tree)).toBe(text.replaceAll('**', ''))
})

test.each(['', 'x'])('a long line is cut neither within a character nor within an address: %j', (head) => {
  const letters = head + '\u{20000}'.repeat(12_000)
  const address = `https://example.org/${'a.b/'.repeat(20)}c`
  const text = `${letters}, ${'x'.repeat(9960 - (letters.length % 10_000))} ${address} ${letters}`
  const [paragraph] = parseText(text).children
  expect(toString(paragraph)).toBe(text)
  const children = paragraph && 'children' in paragraph ? paragraph.children : []
  expect(children.flatMap((node) => (node.type === 'link' ? [node.url] : []))).toEqual([address])
  for (const node of children) expect(toString(node)).not.toMatch(/\p{Cs}/u)
})

test('what is masked is put back wherever a node holds it', () => {
  const text = `![$a_b$](a.png "$c_d$") [$e_f$](b "$g_h$") [x][$i_j$] [y][$k_l$]

\`\`\`{{js}} {{meta}}
{{code}}
\`\`\`

[$i_j$]: i "$m_n$"
[$k_l$]: k
`
  const tree = parseMarkdown(text)
  const [paragraph, code, ...definitions] = tree.children
  expect(
    paragraph?.type === 'paragraph' ? paragraph.children.filter(({type}) => type !== 'text') : []
  ).toMatchObject([
    {type: 'image', url: 'a.png', title: '$c_d$', alt: '$a_b$'},
    {type: 'link', url: 'b', title: '$g_h$', children: [{value: '$e_f$'}]},
    {type: 'link', url: 'i', title: '$m_n$', children: [{value: 'x'}]},
    {type: 'link', url: 'k', children: [{value: 'y'}]}
  ])
  expect(code).toMatchObject({lang: '{{js}}', meta: '{{meta}}', value: '{{code}}'})
  expect(definitions).toMatchObject([
    {label: '$i_j$', identifier: '$i_j$', title: '$m_n$'},
    {label: '$k_l$', identifier: '$k_l$'}
  ])
})

/** A tree as indented types and values. */
function outline(node: Nodes, depth = 0): string {
  const value = 'value' in node ? ` ${JSON.stringify(node.value)}` : 'url' in node ? ` <${node.url}>` : ''
  const alt = 'alt' in node && node.alt ? ` ${JSON.stringify(node.alt)}` : ''
  const children = 'children' in node ? node.children.map((child) => outline(child, depth + 1)) : []
  return [`${'  '.repeat(depth)}${node.type}${value}${alt}`, ...children].join('\n')
}
