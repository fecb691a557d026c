import {describe, expect, test} from 'vitest'
import type {Blocks} from './make-copies.ts'
import type {Candidate} from '../../../src/gather/kin/find-kin.ts'
import type {KinPolicy} from '../../../src/gather/kin/group-kin.ts'
import {findKin} from '../../../src/gather/kin/find-kin.ts'
import {groupKin} from '../../../src/gather/kin/group-kin.ts'
import {copies, createChance, fillFrame, readTexts} from './make-copies.ts'

const texts = readTexts('texts')
const bridge = texts.get('bridge') ?? []
const tea = texts.get('tea') ?? []
const note = 'A note that only this reprint has at its end, by the editors of the paper'

const articles: ReadonlyArray<Candidate> = [
  {id: 'short', lang: 'zh-Hans', blocks: [...bridge.slice(0, 5), note], date: '2024-03-01', source: 'Wire'},
  {id: 'tea', lang: 'zh-Hans', blocks: tea, source: 'Wire'},
  {id: 'full', lang: 'zh-Hans', blocks: bridge, date: '2024-03-02', source: 'Paper'},
  {id: 'undated', lang: 'zh-Hant', blocks: copy(bridge, 'other script'), source: 'Blog'}
]

describe('groupKin', () => {
  test('keep: none goes', () => {
    expect(group('keep')).toEqual([])
  })

  test('longest: what only the shorter one has is told', () => {
    expect(group('longest')).toEqual([
      {
        stays: 'full',
        goes: [
          {id: 'short', only: [5]},
          {id: 'undated', only: []}
        ]
      }
    ])
  })

  test('earliest: one without a date is no earlier', () => {
    expect(group('earliest')).toEqual([
      {
        stays: 'short',
        goes: [
          {id: 'full', only: [5, 6]},
          {id: 'undated', only: [5, 6]}
        ]
      }
    ])
  })

  test('prefer: sources and ids, first wins, then the longest', () => {
    expect(group({prefer: ['undated', 'Wire']})[0]?.stays).toBe('undated')
    expect(group({prefer: ['Wire']})[0]?.stays).toBe('short')
    expect(group({prefer: ['Elsewhere']})[0]?.stays).toBe('full')
  })

  test('an excerpt in two articles does not make them one', () => {
    const both = [
      {id: 'one', lang: 'zh-Hans', blocks: [...bridge, ...tea]},
      {id: 'other', lang: 'zh-Hans', blocks: [...(texts.get('library') ?? []), ...bridge]},
      {id: 'excerpt', lang: 'zh-Hans', blocks: bridge}
    ]
    const groups = groupKin(findKin(both), both, 'longest')
    expect(groups).toEqual([{stays: 'one', goes: [{id: 'excerpt', only: []}]}])
  })

  test('copies that are paired with the first ones only come together', () => {
    const chance = createChance(2)
    const many = Array.from({length: 40}, (_, index) => ({
      id: String(index),
      lang: 'zh-Hans',
      blocks: copies['lightly edited']?.(bridge, chance) ?? []
    }))
    const groups = groupKin(findKin(many), many, 'longest')
    expect(groups.length).toBe(1)
    expect(groups[0]?.goes.length).toBeGreaterThanOrEqual(38)
  })

  test('articles of one frame make no group', () => {
    const notices = fillFrame(readTexts('frames').get('notice') ?? []).map((blocks, index) => ({
      id: String(index),
      lang: 'zh-Hans',
      blocks
    }))
    const pairs = findKin(notices)
    expect(pairs.length).toBeGreaterThan(0)
    expect(groupKin(pairs, notices, 'longest')).toEqual([])
  })
})

function group(policy: KinPolicy) {
  return groupKin(findKin(articles), articles, policy)
}

function copy(blocks: Blocks, how: string): Blocks {
  return copies[how]?.(blocks, createChance(1)) ?? []
}
