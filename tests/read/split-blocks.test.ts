/** Splitting a text into parts changes nothing of its tree, whatever opens or closes there. */

import fc from 'fast-check'
import {expect, test} from 'vitest'
import {parseChunk, parseMarkdown, sharedSyntax} from '../../src/read/parse-markdown.ts'
import {resolveReferences} from '../../src/read/resolve-references.ts'
import {splitBlocks} from '../../src/read/split-blocks.ts'

const lines = [
  'Nothing but words',
  '12 of them',
  '\u3000\u3000\u6bb5\u843d',
  '1. item',
  '- item',
  '  - inner',
  '    indented',
  '\ttabbed',
  '> quoted',
  '# head',
  '***',
  '```',
  '```js',
  '~~~',
  '  ```',
  '<div>',
  '</div>',
  '<!-- note -->',
  '<!-- open',
  '-->',
  '<pre>',
  '| a | b |',
  '|---|---|',
  'a | b',
  '[x](y)',
  '*em*',
  'hard  ',
  'www.example.com',
  'a@example.com',
  '$$',
  '{{ tag }}',
  'a\u2028b',
  '[ref]',
  '[ref]: http://example.com',
  '',
  '',
  '',
  ' '
]

test('a text has the same tree whether it is parsed in parts or as a whole', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...lines), {maxLength: 12}), fc.boolean(), (parts, isSpaced) => {
      const text = parts.join(isSpaced ? '\n\n' : '\n')
      const whole = parseChunk(text, {offset: 0, line: 0}, sharedSyntax)
      resolveReferences(whole)
      expect(parseMarkdown(text).children).toEqual(whole.children)
    }),
    {numRuns: 120, seed: 1}
  )
})

test('plain paragraphs are parts of their own, and nothing is cut in a fence', () => {
  const text = 'One.\n\n```\nTwo.\n\nThree.\n```\n\nFour\ngoes on.\n\n- Five.\n'
  const parts = splitBlocks(text)?.map(({end, isPlain, start}) => [text.slice(start, end), isPlain])
  expect(parts).toEqual([
    ['One.', true],
    ['```\nTwo.\n\nThree.\n```\n\n', false],
    ['Four\ngoes on.', true],
    ['- Five.\n', false]
  ])
})
