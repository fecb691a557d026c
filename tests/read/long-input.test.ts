/** What is very long in one respect is read as fast as its length: each input took minutes, or all of the stack, where time grew faster. */

import type {Nodes, Paragraph, Text} from 'mdast'
import {toString} from 'mdast-util-to-string'
import {expect, test} from 'vitest'
import {readFrontMatter, readProperty} from '../../src/clean/read-properties.ts'
import {findFrontMatter} from '../../src/read/find-front-matter.ts'
import {maskText} from '../../src/read/mask-text.ts'
import {parseMarkdown} from '../../src/read/parse-markdown.ts'
import {readMarks} from '../../src/read/read-marks.ts'
import {splitBlocks} from '../../src/read/split-blocks.ts'
import {applyEdits, placeOf, rewriteAll} from '../../src/trace.ts'

const blanks = ' '.repeat(300_000)

function createText(value: string): Text {
  const point = (offset: number) => ({line: 1, column: offset + 1, offset})
  return {type: 'text', value, position: {start: point(0), end: point(value.length)}}
}

/** What the marks in a line are read as. */
function mark(value: string): Nodes[] {
  const parent: Paragraph = {type: 'paragraph', children: [createText(value)]}
  readMarks(parent)
  return parent.children
}

test('blanks and a comment before front matter', () => {
  const yaml = '---\ntitle: a\n---\n'
  expect(findFrontMatter(' '.repeat(10_000_000))).toBeUndefined()
  expect(findFrontMatter(`<!--${'x'.repeat(1_000_000)}-->\n${yaml}`)?.node.value).toBe('title: a')
})

test('blanks in front matter and in a line of metadata', () => {
  const properties = readFrontMatter('---', `title: "a" b\nb${blanks}c\nc: d${blanks}e`)
  expect(properties.map(({value}) => value.length)).toEqual([4, blanks.length + 2])
  expect(readProperty(`Title: a${blanks}b`)?.[0]?.value.length).toBe(blanks.length + 2)
  expect(readProperty('*'.repeat(1_000_000))).toBeUndefined()
})

test('an address and a tag that nothing closes', () => {
  const address = `[a](b${blanks}c`
  const tag = `{{< img ${'src=a '.repeat(100_000)}`
  expect(mark(address)).toEqual([createText(address)])
  expect(mark(`[${tag}`)).toEqual([createText(`[${tag}`)])
})

test('many highlights, and many marks of one that nothing opens', () => {
  expect(mark('==a== '.repeat(60_000)).filter(({type}) => type === 'strong').length).toBe(60_000)
  expect(mark('== a '.repeat(100_000)).every(({type}) => type === 'text')).toBe(true)
})

test('marks of formulas that nothing closes', () => {
  const text = '\\( '.repeat(200_000)
  expect(maskText(text)).toBe(text)
})

test('blanks behind an escape, and in a fence', () => {
  const text = `\\*a${blanks}b`
  expect(toString(parseMarkdown(text))).toBe(text.slice(1))
  const fenced = `\`\`\`\nx${blanks}x\n\`\`\``
  expect(splitBlocks(fenced)).toEqual([{start: 0, end: fenced.length, line: 0, isPlain: false}])
})

test('a comment in one line', () => {
  const comment = `<!--${'x'.repeat(10_000_000)}-->`
  expect(splitBlocks(`${comment}\n\nText`)?.length).toBe(2)
})

test('many replacements beside a long edit, and in it', () => {
  const raw = 'ab'.repeat(100_000)
  for (const length of [2, 100_000]) {
    const node = createText(raw)
    rewriteAll(node, [{from: 0, to: 2, text: 'b'.repeat(length)}])
    const all = [...node.value.matchAll(/b/g)].map(({index}) => ({from: index, to: index + 1, text: 'c'}))
    expect(rewriteAll(node, all).length).toBe(all.length)
    expect(node.value).toBe('c'.repeat(length) + 'ac'.repeat(99_999))
    expect(applyEdits(raw, placeOf(node), node.data?.edits)).toBe(node.value)
  }
})
