/** Articles of very many lines, more than a call takes arguments, are cleaned like any other. */

import type {Nodes, Root, Text} from 'mdast'
import {expect, test} from 'vitest'
import {unified, type Plugin} from 'unified'
import {VFile} from 'vfile'
import {createTable} from '../../src/clean/build-table.ts'
import {remarkMendTags, remarkRecoverProse, remarkSplitLines} from '../../src/clean/index.ts'

const count = 130_000
const line = '\u6cb3\u4e0a\u7684\u8239\u3002'

function place(raw: string): NonNullable<Nodes['position']> {
  const point = {line: 1, column: 1}
  return {start: {...point, offset: 0}, end: {...point, offset: raw.length}}
}

/** What a plugin makes of an article that is one block. */
function clean(plugin: Plugin<[], Root>, raw: string, block: Root['children'][number]): Root {
  const tree: Root = {type: 'root', children: [block], position: place(raw)}
  return unified()
    .use(plugin)
    .runSync(tree, new VFile({value: raw})) as Root
}

test('prose in a code block', () => {
  const raw = Array.from({length: count}, () => line).join('\n')
  const tree = clean(remarkRecoverProse, raw, {type: 'code', value: raw, position: place(raw)})
  expect(tree.children.length).toBe(count)
})

test('a paragraph a line', () => {
  const raw = Array.from({length: count}, () => line).join('\n')
  const position = place(raw)
  const tree = clean(remarkSplitLines, raw, {
    type: 'paragraph',
    children: [{type: 'text', value: raw, position}],
    position
  })
  expect(tree.children.length).toBe(count)
})

test('raw HTML of as many paragraphs', () => {
  const raw = `<p>${line}</p>`.repeat(count)
  const tree = clean(remarkMendTags, raw, {type: 'html', value: raw, position: place(raw)})
  expect(tree.children.length).toBe(count)
})

test('a table of as many rows', () => {
  const cell = (): Text[] => [{type: 'text', value: line}]
  const rows = Array.from({length: count}, () => [cell(), cell()])
  const [table] = createTable(rows, {type: 'html', value: ''})
  expect(table?.type === 'table' && table.children.length).toBe(count)
})
