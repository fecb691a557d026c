/** What is left out of a syntax is what a text cannot hold: the same is read with it and without. */

import {gfm} from 'micromark-extension-gfm'
import {gfmFromMarkdown} from 'mdast-util-gfm'
import {fromMarkdown} from 'mdast-util-from-markdown'
import {expect, test} from 'vitest'
import {pickSyntax, type SyntaxExtension} from '../../src/read/pick-syntax.ts'

const syntax = [gfm()]
const texts = {
  'a table without edges': 'a | b\n--- | ---\nc | d\n',
  'a table of one column': 'a\n:-\nb\n',
  'a table in a quotation': '> | a |\n> |---|\n> | b |\n',
  'a table in an item': '- x\n\n  | a |\n  | - |\n',
  'an address of a person': 'write to a.b@example.org today\n',
  'an address with a scheme': 'see HTTPS://example.org/a_b today\n',
  'an address without one': 'see WWW.example.org today\n'
}

function read(text: string, extensions: ReadonlyArray<SyntaxExtension>) {
  return fromMarkdown(text, {extensions: [...extensions], mdastExtensions: gfmFromMarkdown()})
}

function namesOf(extensions: ReadonlyArray<SyntaxExtension>): string[] {
  return extensions.flatMap(({flow = {}, text = {}}) =>
    [...Object.values(flow), ...Object.values(text)].flat().map((construct) => construct?.name ?? '')
  )
}

for (const [name, text] of Object.entries(texts)) {
  test(name, () => {
    const tree = read(text, pickSyntax(syntax, text))
    expect(tree).toEqual(read(text, syntax))
    expect(JSON.stringify(tree)).toMatch(/"type":"(?:table|link)"/)
  })
}

test('prose needs none of them, and keeps the rest', () => {
  const text = 'Words, and a rule.\n\n---\n\n- an item | with a bar: ~~gone~~\n'
  const names = namesOf(pickSyntax(syntax, text))
  expect(names).toContain('strikethrough')
  for (const name of ['table', 'emailAutolink', 'protocolAutolink', 'wwwAutolink'])
    expect(names).not.toContain(name)
  expect(read(text, pickSyntax(syntax, text))).toEqual(read(text, syntax))
})

test('one list for one need, so that one parser serves all texts of it', () => {
  expect(pickSyntax(syntax, 'one')).toBe(pickSyntax(syntax, 'two'))
  expect(pickSyntax(syntax, 'one')).not.toBe(pickSyntax(syntax, 'a@b'))
})
