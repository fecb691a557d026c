import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import type {Blocks} from './make-copies.ts'
import type {Candidate, KinPair} from '../../../src/gather/kin/find-kin.ts'
import {findKin} from '../../../src/gather/kin/find-kin.ts'
import {copies, createChance, fillFrame, readTexts} from './make-copies.ts'

const texts = readTexts('texts')
const frames = readTexts('frames')
const shared = new URL('../../../../shared/', import.meta.url)

describe('findKin', () => {
  for (const [how, copy] of Object.entries(copies)) {
    test(`finds a copy: ${how}`, () => {
      const chance = createChance(7)
      for (const [name, blocks] of texts) {
        const pair = compare(blocks, copy(blocks, chance))
        expect(isMerged(pair), `${name}: ${pair?.kind}`).toBe(true)
      }
    })
  }

  for (const [name, frame] of frames) {
    test(`merges no two articles of one frame: ${name}`, () => {
      const articles = fillFrame(frame)
      for (const [index, article] of articles.entries()) {
        for (const other of articles.slice(index + 1)) expect(isMerged(compare(article, other))).toBe(false)
      }

      // All at once, so that their frame stands in many.
      expect(findKin(articles.map(toCandidate)).filter(isMerged)).toEqual([])
    })
  }

  test('finds the copy of one article among others in its frame', () => {
    const articles = ['notice', 'minutes', 'column'].flatMap((name) => fillFrame(frames.get(name) ?? []))
    const copy = copies['other script']?.(articles[1] ?? [], createChance(1)) ?? []
    const merged = findKin([...articles, copy].map(toCandidate)).filter(isMerged)
    expect(merged.map(({a, b, kind}) => [a, b, kind])).toEqual([['1', String(articles.length), 'same']])
  })

  test('finds copies among each other, whatever their order', () => {
    const chance = createChance(3)
    const all = [...texts.values()].flatMap((blocks) =>
      ['lightly edited', 'other headline', 'excerpt'].map((how) => copies[how]?.(blocks, chance) ?? [])
    )
    const candidates = [...texts.values(), ...all].map(toCandidate)
    const key = ({a, b, kind}: KinPair) => `${[a, b].sort().join(' ')} ${kind}`
    const forward = findKin(candidates).map(key).sort()
    expect(findKin(candidates.toReversed()).map(key).sort()).toEqual(forward)
    expect(forward.filter((line) => !line.endsWith('overlap')).length).toBeGreaterThanOrEqual(15)
  })

  test('tells an excerpt from a copy, and what each one has', () => {
    const blocks = texts.get('tea') ?? []
    const short = [...blocks.slice(1, 3), 'Subscribe now', '***']
    expect(compare(blocks, short)).toEqual({
      a: '0',
      b: '1',
      kind: 'excerpt',
      coverageOfA: expect.closeTo(0.4, 1),
      coverageOfB: expect.closeTo(0.98, 1),
      aligned: [
        [1, 0],
        [2, 1]
      ],
      onlyA: [0, 3, 4, 5],
      onlyB: [2]
    })
  })

  test('an updated figure keeps two reports apart', () => {
    const blocks = texts.get('ferry') ?? []
    const updated = blocks.map((block) => block.replace(/\d+/g, (figure) => String(Number(figure) + 7)))
    expect(compare(blocks, updated)?.kind).toBe('overlap')
  })

  test('the words of another region are no other content', () => {
    // "Information", three times on this side of the strait.
    const block = (texts.get('library') ?? []).map((line) => line.replaceAll('\u4e66', '\u4fe1\u606f'))
    const other = block.map((line) => line.replaceAll('\u4fe1\u606f', '\u8cc7\u8a0a'))
    expect(compare(block, other)?.kind).toBe('same')
  })

  test('empty articles and bare notices are no kin', () => {
    const notices = [[], [''], ['***'], ['Not found'], ['Not found'], ['\u9875\u9762\u4e0d\u5b58\u5728']]
    expect(findKin(notices.map(toCandidate))).toEqual([])
    expect(findKin([])).toEqual([])
  })

  test('equal articles are each paired with the first', () => {
    const blocks = texts.get('bridge') ?? []
    const pairs = findKin(Array.from({length: 300}, () => blocks).map(toCandidate))
    expect(pairs.length).toBe(299)
    expect(pairs.every(({a, kind}) => a === '0' && kind === 'same')).toBe(true)
  })

  test('a long frame in many articles merges none', () => {
    const chance = createChance(5)
    const frame = texts.get('bridge') ?? []
    const letters = [...(texts.get('tea') ?? []).join(''), ...(texts.get('library') ?? []).join('')]
    const fill = () =>
      Array.from({length: 80}, () => letters[Math.floor(chance() * letters.length)] ?? '').join('')
    const articles = Array.from({length: 150}, () => [...frame.slice(0, 3), fill(), ...frame.slice(3)])
    const pairs = findKin(articles.map(toCandidate))
    expect(pairs.filter(isMerged)).toEqual([])
    // And they are not all compared with each other.
    expect(pairs.length).toBeLessThan(articles.length * 4)
  })
})

describe.skipIf(!existsSync(shared))('findKin on real articles', () => {
  const articles = existsSync(shared) ? readShared() : []
  const long = articles.filter((blocks) => blocks.join('').length > 700).slice(0, 60)

  test('merges none of them', () => {
    expect(findKin(articles.map(toCandidate)).filter(isMerged)).toEqual([])
  })

  test('finds their copies, and nothing else', () => {
    const chance = createChance(11)
    const names = Object.keys(copies).filter((how) => how !== 'everything at once')
    let found = 0
    for (const blocks of long) {
      for (const how of names) found += Number(isMerged(compare(blocks, copies[how]?.(blocks, chance) ?? [])))
    }

    expect(found / (long.length * names.length)).toBeGreaterThanOrEqual(0.98)
  })
})

function compare(blocks: Blocks, other: Blocks): KinPair | undefined {
  return findKin([toCandidate(blocks, 0), toCandidate(other, 1)])[0]
}

function toCandidate(blocks: Blocks, index: number): Candidate {
  return {id: String(index), lang: 'zh-Hans', blocks}
}

function isMerged(pair: KinPair | undefined): boolean {
  return pair !== undefined && pair.kind !== 'overlap'
}

/** Lines of the shared articles, without addresses, of which copies change too much. */
function readShared(): Blocks[] {
  const folder = new URL('articles/', shared)
  return readdirSync(folder)
    .sort()
    .map((name) =>
      readFileSync(new URL(name, folder), 'utf8')
        .replace(/!?\[([^\]]*)\]\([^)]*\)|https?:\S+/g, '$1')
        .split('\n')
        .filter((line) => line.trim() !== '')
    )
}
