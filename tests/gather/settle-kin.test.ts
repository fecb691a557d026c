/** One story in two papers, in two scripts, with and without a policy. */

import {readFileSync} from 'node:fs'
import {Converter} from 'opencc-js'
import {describe, expect, test} from 'vitest'
import type {Article, Metadata} from '../../src/model.ts'
import {annotateArticle} from '../../src/annotate/index.ts'
import {settleKin} from '../../src/gather/index.ts'
import {readArticle} from '../../src/read/read-article.ts'

const read = (name: string) => readFileSync(new URL(`kin/texts/${name}.txt`, import.meta.url), 'utf8')
const story = read('bridge')
const weather = read('clock')
const convertForTest = Converter({from: 'cn', to: 't'})

function make(path: string, text: string, given: Metadata = {}): Article {
  const {article} = readArticle({path, bytes: new TextEncoder().encode(text)}, {id: path, given})
  if (!article) throw new Error('Expected an article')
  const {id, kind: _, encoding: __, given: ___, ...rest} = article
  return {...rest, ...given, id, lang: 'zh-Hans', ledger: []}
}

const extra = `${story}\n\n${weather}`
const long = make('a.txt', extra, {source: 'A', date: '2024-05-02'})
const short = () =>
  make('b.txt', convertForTest(story), {source: 'B', date: '2024-05-01', url: 'https://b.example/1'})
const other = make('c.txt', read('library'))

describe('settleKin', () => {
  test('keeps all without a policy, and says so', () => {
    const copy = short()
    expect(settleKin([long, copy, other], 'keep').map(({path}) => path)).toEqual(['a.txt', 'b.txt', 'c.txt'])
    expect(copy.file.messages.map(({fatal, ruleId}) => [ruleId, fatal])).toEqual([['duplicate', false]])
    expect(copy.file.messages[0]?.reason).toContain('`a.txt`')
  })

  test('the longest stays and names the other', () => {
    const copy = short()
    const [stays, ...rest] = settleKin([copy, long], 'longest')
    expect(rest).toEqual([])
    expect(stays?.path).toBe('a.txt')
    expect(stays?.also).toEqual([{source: 'B', date: '2024-05-01', url: 'https://b.example/1'}])
    expect(copy.file.messages[0]?.reason).toContain('left it out')
  })

  test('the earliest stays, and what only the other says is shown with its lines', () => {
    const long = make('a.txt', extra, {source: 'A', date: '2024-05-02'})
    expect(settleKin([long, short()], 'earliest').map(({path}) => path)).toEqual(['b.txt'])
    expect(long.file.messages[0]?.note).toMatch(/^line \d+: /)
  })

  test('a preferred publisher or file stays', () => {
    expect(settleKin([long, short()], {prefer: ['B']}).map(({path}) => path)).toEqual(['b.txt'])
    expect(settleKin([long, short()], {prefer: ['b.txt']}).map(({path}) => path)).toEqual(['b.txt'])
  })

  test('a copy with notes stays', () => {
    const copy = annotateArticle(short(), [])
    const noted = {...copy, introduction: {type: 'root' as const, children: []}}
    expect(settleKin([long, noted], 'longest')).toHaveLength(2)
    expect(noted.file.messages.at(-1)?.reason).toContain('notes')
  })
})
