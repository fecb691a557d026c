/** Whatever a file holds, it is read or refused in words, and what is read is accounted for. */

import {expect, test} from 'vitest'
import type {VFile} from 'vfile'
import type {RawFile} from '../../src/model.ts'
import {checkConservation, cleanArticle, stringifyArticle} from '../../src/clean/index.ts'
import {readArticle} from '../../src/read/read-article.ts'
import {loadRules} from '../clean/load-rules.ts'
import {article, text} from './arbitraries.ts'
import {assertProperty} from './assert-property.ts'
import {judgeMessages} from './judge-messages.ts'

const rules = loadRules()
const encoder = new TextEncoder()

/** All that reading and cleaning say of a file, as plain data. */
function describeFile(raw: RawFile): {readonly file: VFile; readonly all: string; readonly isRead: boolean} {
  const {article, file} = readArticle(raw, {id: 'a'})
  if (!article) return {file, all: JSON.stringify(file.messages), isRead: false}
  expect(checkConservation({...article, ledger: []}), 'as read').toEqual([])
  const asRead = JSON.stringify(article.tree)
  const cleaned = cleanArticle(article, {rules})
  expect(checkConservation(cleaned), 'as cleaned').toEqual([])
  expect(JSON.stringify(article.tree), 'the tree that was handed over').toBe(asRead)
  const {file: _, ...rest} = cleaned
  const all = JSON.stringify([asRead, rest, cleaned.file.messages, stringifyArticle(cleaned)])
  return {file: cleaned.file, all, isRead: true}
}

function judge(raw: RawFile): boolean {
  const {all, file, isRead} = describeFile(raw)
  expect(describeFile(raw).all, 'read again').toBe(all)
  expect(judgeMessages([file])).toEqual([])
  // Who gets no article is told why.
  expect(isRead || file.messages.some(({fatal}) => fatal)).toBe(true)
  return isRead
}

test('any bytes', async () => {
  await assertProperty(article, 200, (raw) => void judge(raw))
})

test('any text', async () => {
  await assertProperty(text, 200, function ({path, text}) {
    // What is mostly NUL may be no text.
    expect(judge({path, bytes: encoder.encode(text)}) || text.includes('\0')).toBe(true)
  })
})
