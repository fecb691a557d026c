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

/** A tree as indented types and values. */
function outline(node: Nodes, depth = 0): string {
  const value = 'value' in node ? ` ${JSON.stringify(node.value)}` : 'url' in node ? ` <${node.url}>` : ''
  const alt = 'alt' in node && node.alt ? ` ${JSON.stringify(node.alt)}` : ''
  const children = 'children' in node ? node.children.map((child) => outline(child, depth + 1)) : []
  return [`${'  '.repeat(depth)}${node.type}${value}${alt}`, ...children].join('\n')
}
