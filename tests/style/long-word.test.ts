/** What nobody writes as a word costs no more than its length. */

import type {Root} from 'mdast'
import {expect, test} from 'vitest'
import {markLang} from '../../src/style/mark-lang.ts'

test.each(['a', 'a-', "a'"])('a word of nothing but `%s`', (part) => {
  const value = part.repeat(300_000)
  const tree: Root = {type: 'root', children: [{type: 'paragraph', children: [{type: 'text', value}]}]}
  markLang(tree, 'zh-Hant')
  expect(tree.children).toHaveLength(1)
})
