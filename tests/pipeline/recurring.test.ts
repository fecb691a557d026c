/** What recurs across articles of one source, and what only looks as if it did. */

import {expect, test} from 'vitest'
import type {Evidence, Metadata} from '../../src/model.ts'
import {findRecurring, readEvidence} from '../../src/clean/index.ts'
import {foldLetters} from '../../src/clean/fold-line.ts'
import {cleanFile, cleanTogether, type CleanedFile} from '../../src/pipeline.ts'
import {readArticle} from '../../src/read/read-article.ts'
import {loadRules} from '../clean/load-rules.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const footer = 'Boat Weekly is made by three people in a shed'

function read(path: string, text: string, given: Metadata = {}): Evidence {
  const {article} = readArticle({path, bytes: bytes(text)}, {id: 'a', given})
  if (!article) throw new Error(`Expected \`${path}\` to be read`)
  return readEvidence(article)
}

/** A body of paragraphs that no other number has. */
const tell = (number: number) =>
  Array.from(
    {length: 30},
    (_, index) =>
      `On day ${index} of voyage ${number} the crew of ship ${number} counted ${number * 31 + index} gulls, and wrote it down.`
  ).join('\n\n')

const write = (number: number, end = footer) => `${tell(number)}\n\n${end}\n`

/** What recurs in the first of articles. */
function find(articles: ReadonlyArray<Evidence>): string[] {
  const [first] = articles
  return [...((first && findRecurring(articles).get(first)) ?? [])]
}

test('a line of three articles of one address recurs, in whatever width, case and script it is written', () => {
  const url = (host: string) => ({url: `https://${host}/x`})
  const line = '\u6b22\u8fce\u9605\u8bfb\u8239\u8baf\u5468\u520a\uff01'
  const articles = [
    read('a.md', write(1, `**${line}**\n\n${footer}`), url('www.boat.example')),
    read(
      'b.md',
      write(2, `\u6b61\u8fce\u95b1\u8b80\u8239\u8a0a\u9031\u520a!\n\n${footer.toUpperCase()}`),
      url('boat.example')
    ),
    read('c.md', write(3, `${line}\n\n- ${footer}`), url('boat.example'))
  ]
  expect(find(articles).sort()).toEqual([foldLetters(footer), foldLetters(line)].sort())
})

test('two articles are enough where a source is named, three where only a folder speaks for it', () => {
  const source = {source: 'Boat Weekly'}
  expect(find([read('a.md', write(1), source), read('b.md', write(2), source)])).toEqual([
    foldLetters(footer)
  ])
  expect(find([read('a.md', write(1)), read('b.md', write(2))])).toEqual([])
  expect(find([read('a.md', write(1)), read('b.md', write(2)), read('c.md', write(3))])).toEqual([
    foldLetters(footer)
  ])
  expect(find([read('a.md', write(1)), read('b.md', write(2)), read('in/c.md', write(3))])).toEqual([])
})

test('of four articles two are not enough', () => {
  const source = {source: 'Boat Weekly'}
  const ends = [footer, footer, 'The shed is closed on Mondays', 'Nobody was in the shed today']
  expect(find(ends.map((end, index) => read(`${index}.md`, write(index, end), source)))).toEqual([])
})

test('sources do not mix', () => {
  const articles = [1, 2, 3].map((number) =>
    read(`${number}.md`, write(number), {source: number < 3 ? 'Boat Weekly' : 'Shed Daily'})
  )
  const found = findRecurring(articles)
  expect(articles.map((article) => found.get(article)?.size)).toEqual([1, 1, 0])
})

test('an address in front matter or in a credit names the source', () => {
  const credit = (number: number) => `[Source](https://boat.example/${number})\n\n${write(number)}`
  const front = (number: number) => `---\nlink: https://boat.example/${number}\n---\n\n${write(number)}`
  expect(find([read('in/a.md', credit(1)), read('b.md', front(2))])).toEqual([foldLetters(footer)])
})

test('headings, short lines, refrains and the middle of articles do not recur', () => {
  const middle = 'And the river went on as rivers do'
  const text = (number: number) => {
    const refrain = number === 1 ? `The wind, the wind, the wind again\n\n`.repeat(5) : ''
    return `## What the crew saw on its way\n\nForeword\n\n${tell(number)}\n\n${middle}\n\n${tell(number + 10)}\n\n${refrain}References\n\n---\n`
  }
  expect(find([1, 2, 3].map((number) => read(`${number}.md`, text(number))))).toEqual([])
})

test('an article that is there twice proves nothing', () => {
  const source = {source: 'Boat Weekly'}
  expect(find([read('a.md', write(1), source), read('b.md', `Again\n\n${write(1)}`, source)])).toEqual([])
})

test('files are cleaned with what recurs across them only together', () => {
  const files = [1, 2, 3].map((number) => ({path: `${number}.md`, bytes: bytes(write(number))}))
  const world = {rules: loadRules()}
  const count = ({file}: CleanedFile) => file.data.recurring?.size
  expect(cleanTogether(files, world).map(count)).toEqual([1, 1, 1])
  expect(files.map((file) => count(cleanFile(file, world)))).toEqual([undefined, undefined, undefined])
  const broken = {path: 'a.txt', bytes: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)}
  const [first, second] = cleanTogether([broken, ...files], world)
  expect([first?.article, second?.article?.path]).toEqual([undefined, '1.md'])
})
