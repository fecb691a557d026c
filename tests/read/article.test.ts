/** Bytes to a tree that says what the syntax says, with every text leading back to the raw text. */

import {visit} from 'unist-util-visit'
import type {Nodes} from 'mdast'
import {describe, expect, test} from 'vitest'
import {readArticle} from '../../src/read/read-article.ts'
import {applyEdits, placeOf} from '../../src/trace.ts'

const encode = (text: string) => new TextEncoder().encode(text)

function read(path: string, text: string) {
  const {article} = readArticle({path, bytes: encode(text)}, {id: 'a'})
  if (!article) throw new Error('Expected an article')
  visit(article.tree, function (node) {
    expect(node.position, node.type).toBeDefined()
    if (node.type === 'text') expect(applyEdits(text, placeOf(node), node.data?.edits)).toBe(node.value)
  })
  return article
}

/** A tree as indented types and values. */
function outline(node: Nodes, depth = 0): string {
  const value =
    'value' in node ? ` ${JSON.stringify(node.value)}` : node.type === 'link' ? ` <${node.url}>` : ''
  const children = 'children' in node ? node.children.map((child) => outline(child, depth + 1)) : []
  return [`${'  '.repeat(depth)}${node.type}${value}`, ...children].join('\n')
}

describe('depth', () => {
  test.each([150, 20_000])('%d quotations in one another are refused, not followed', (depth) => {
    const {article, file} = readArticle({path: 'b.md', bytes: encode(`${'> '.repeat(depth)}deep`)}, {id: 'b'})
    expect(article).toBeUndefined()
    expect(file.messages.map((message) => message.reason)).toEqual([
      'Unexpected depth of nesting, expected at most 100 levels; left it out'
    ])
  })
})

describe('bytes', () => {
  test('a byte order mark is not part of the text', () => {
    const {article} = readArticle({path: 'a.txt', bytes: encode('\ufeffOne.')}, {id: 'a'})
    expect(article).toMatchObject({text: 'One.', encoding: 'utf-8', kind: 'text', given: {}})
  })

  test('UTF-16 with a byte order mark', () => {
    const little = Uint8Array.from([0xff, 0xfe, 0x39, 0x82, 0x0a, 0x00])
    const big = Uint8Array.from([0xfe, 0xff, 0x82, 0x39, 0x00, 0x0a])
    for (const [bytes, encoding] of [
      [little, 'utf-16le'],
      [big, 'utf-16be']
    ] as const) {
      expect(readArticle({path: 'a.txt', bytes}, {id: 'a'}).article).toMatchObject({
        text: '\u8239\n',
        encoding
      })
    }
  })

  test('ASCII with single bytes of Windows-1252 is read, and the editor is told', () => {
    const bytes = Uint8Array.from([
      ...encode('He said it plainly, and then again: '),
      0x93,
      ...encode('no'),
      0x94,
      ...encode('.\nThat was all, for the whole long day.\n')
    ])
    const {article, file} = readArticle({path: 'b.txt', bytes}, {id: 'b'})
    expect(article?.encoding).toBe('windows-1252')
    expect(article?.text).toContain('again: \u201cno\u201d.')
    expect(file.messages.map((message) => [message.reason, message.fatal])).toEqual([
      ['Unexpected bytes that may be `windows-1252` or `macintosh`, read them as `windows-1252`', false]
    ])
  })

  test('bytes that may be several things are read as the likeliest, and the editor is told of the others', () => {
    const bytes = Uint8Array.from([...encode('One.\nTwo.\n'), 0xb4, 0xac])
    const {article, file} = readArticle({path: 'b.txt', bytes}, {id: 'b'})
    expect(article).toMatchObject({text: 'One.\nTwo.\n\u8239', encoding: 'gb18030'})
    expect(file.messages.map((message) => [message.reason, message.fatal])).toEqual([
      [expect.stringMatching(/^Unexpected bytes that may be `gb18030`.*, read them as `gb18030`$/), false]
    ])
  })

  test('a picture is refused by its kind', () => {
    const bytes = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    const {article, file} = readArticle({path: 'b.txt', bytes}, {id: 'b'})
    expect(article).toBeUndefined()
    expect(file.messages.map((message) => [String(message), message.fatal])).toEqual([
      ['b.txt:1:1: Unexpected PNG picture, expected text; left it out', true]
    ])
  })

  test('a NUL is shown where it stood', () => {
    const {article, file} = readArticle({path: 'b.txt', bytes: encode('One.\nT\0wo.')}, {id: 'b'})
    expect(article?.text).toBe('One.\nT\ufffdwo.')
    expect(file.messages.map(String)).toEqual([
      'b.txt:2:1: Unexpected 1 NUL character on line 2, replaced it with `U+FFFD`'
    ])
  })

  test('an empty file is an article without text', () => {
    expect(read('a.txt', '').tree.children).toEqual([])
    expect(read('a.md', '').tree.children).toEqual([])
  })
})

describe('Markdown', () => {
  test('escapes, references and line prefixes are edits', () => {
    const {tree} = read('a.md', '> A \\* b &amp; c\n>   d  \n> e\\\n> f\n')
    expect(outline(tree)).toMatchInlineSnapshot(`
      "root
        blockquote
          paragraph
            text "A * b & c\\nd"
            break
            text "e"
            break
            text "f""
    `)
  })

  test('a bare URL ends where Han text begins', () => {
    const {tree} = read('a.md', '\u898bhttps://example.org/a\uff0c\u4e0b\u540c\n')
    expect(outline(tree)).toMatchInlineSnapshot(`
      "root
        paragraph
          text "\u898b"
          link <https://example.org/a>
            text "https://example.org/a"
          text "\uff0c\u4e0b\u540c""
    `)
  })

  test('emphasis works beside Han text', () => {
    const {tree} = read('a.md', '\u4ed6\u8aaa**\u300c\u597d\u3002\u300d**\u7136\u5f8c\u8d70\u4e86\n')
    expect(outline(tree)).toContain('strong')
  })

  test('front matter and tables', () => {
    const {tree} = read('a.md', '---\ntitle: A\n---\n\n| a | b |\n| - | - |\n| 1 | 2 |\n')
    expect(tree.children.map((node) => node.type)).toEqual(['yaml', 'table'])
  })
})

describe('text', () => {
  test('a line is a paragraph, and never code', () => {
    const {tree} = read('a.txt', '    One.\r\n\r\n\u3000\u3000Two.\nThree.\n')
    expect(outline(tree)).toMatchInlineSnapshot(`
      "root
        paragraph
          text "One."
        paragraph
          text "Two."
        paragraph
          text "Three.""
    `)
  })

  test('Markdown that people write in it is honoured', () => {
    const {tree} = read(
      'a.txt',
      '# One\nTwo **three** [four](https://example.org)\n- five\n- six\n1. seven\n> eight\n'
    )
    expect(tree.children.map((node) => node.type)).toEqual([
      'heading',
      'paragraph',
      'list',
      'list',
      'blockquote'
    ])
    expect(outline(tree)).toContain('link <https://example.org>')
  })

  test('numbers that are no list mark stay text', () => {
    const {tree} = read('a.txt', '1\u3001One\n01\n\u2460Two\n---\n')
    expect(tree.children.map((node) => node.type)).toEqual([
      'paragraph',
      'paragraph',
      'paragraph',
      'paragraph'
    ])
  })

  test('positions count lines of the whole text', () => {
    const {tree} = read('a.txt', 'One.\n\nTwo **three**.\n')
    expect(tree.children.map((node) => node.position?.start)).toEqual([
      {line: 1, column: 1, offset: 0},
      {line: 3, column: 1, offset: 6}
    ])
  })
})
