import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {beforeAll, expect, test} from 'vitest'
import type {RulePack, World} from '../../src/model.ts'
import {loadFaces} from '../../src/io/load-faces.ts'
import {listThemes, loadWorld} from '../../src/io.ts'

// What a pack says is not this room's to judge.
const readRulePacks = (files: ReadonlyArray<{path: string; text: string}>): ReadonlyArray<RulePack> =>
  files.map(({path}) => ({path, job: '', rules: []}))
let world: World

beforeAll(async () => {
  world = await loadWorld({readRulePacks})
})

test('finds every face as static TrueType', () => {
  const names = world.faces.map(({family, italic, weight}) => `${family} ${weight}${italic ? ' italic' : ''}`)
  const list = (family: string, weights: ReadonlyArray<number>, slopes = ['']) =>
    weights.flatMap((weight) => slopes.map((slope) => `${family} ${weight}${slope}`))
  expect(names).toEqual([
    ...['Noto Serif TC', 'Noto Serif SC', 'Noto Sans TC', 'Noto Sans SC'].flatMap((family) =>
      list(family, [400, 500, 600, 700, 900])
    ),
    ...list('EB Garamond', [400, 500, 600, 700], ['', ' italic']),
    ...list('Newsreader', [400, 500, 600, 700], ['', ' italic']),
    ...list('Source Sans 3', [400, 500, 600, 700, 900], ['', ' italic']),
    ...list('IBM Plex Sans', [400, 500, 600, 700], ['', ' italic']),
    ...list('Source Code Pro', [400, 500, 600, 700, 900]),
    ...list('Noto Sans Symbols 2', [400]),
    ...list('Noto Emoji', [400, 500, 600, 700])
  ])
  // Each from a list of its own, so that not all of them stay in memory.
  for (const [index, name] of names.entries())
    expect(Buffer.from(loadFaces()[index]?.read().subarray(0, 4) ?? []).toString('hex'), name).toBe(
      '00010000'
    )
})

test('draws shapes, and text with our faces', () => {
  const draw = (content: string) =>
    world.rasterize(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">${content}</svg>`, 80)
  const empty = draw('')
  expect(Buffer.from(empty.subarray(1, 4)).toString()).toBe('PNG')
  expect(draw('<path d="M0 0h9v9z"/>')).not.toEqual(empty)
  for (const family of ['serif', 'sans-serif', 'Unknown']) {
    const text = draw(`<text y="15" font-family="${family}">\u958b</text>`)
    expect(text, family).not.toEqual(empty)
    // Each character has its own shape: none is the box of a missing glyph.
    expect(text, family).not.toEqual(draw(`<text y="15" font-family="${family}">\u6e90</text>`))
  }
})

test('draws no file that a picture names', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'draw-'))
  const file = path.join(folder, 'a.svg')
  fs.writeFileSync(
    file,
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9H0z"/></svg>'
  )
  const draw = (href: string) =>
    world.rasterize(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image width="9" height="9" href="${href}"/></svg>`,
      9
    )
  expect(draw(file)).toEqual(draw(''))
  expect(draw(`file://${file}`)).toEqual(draw(''))
  fs.rmSync(folder, {recursive: true})
})

test('finds labels for a tag by its script, else English', () => {
  const {labels} = world
  for (const tag of ['zh-TW', 'zh-HK', 'zh-Hant-HK']) expect(labels(tag), tag).toEqual(labels('zh-Hant'))
  for (const tag of ['zh', 'zh-CN', 'zh-SG']) expect(labels(tag), tag).toEqual(labels('zh-Hans'))
  for (const tag of ['en-GB', 'fr', 'not a tag', '../../package'])
    expect(labels(tag), tag).toEqual(labels('en'))
  expect(labels('zh-Hant')).not.toEqual(labels('zh-Hans'))
  expect(Object.keys(labels('zh-Hans')).sort()).toEqual(Object.keys(labels('zh-Hant')).sort())
})

test('finds themes by name, and a folder only where it was given', async () => {
  expect(listThemes()).toContain('literary')
  expect(world.theme('literary')?.tokens).toMatchObject({name: 'literary'})
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'theme-'))
  fs.writeFileSync(path.join(folder, 'theme.yaml'), 'name: own')
  fs.writeFileSync(path.join(folder, 'html.css'), 'p {}')
  for (const name of ['unknown', 'labels', '../templates/literary', '', folder])
    expect(world.theme(name), name).toBeUndefined()
  const own = (await loadWorld({readRulePacks, theme: folder})).theme(folder)
  expect(own).toMatchObject({name: path.basename(folder), tokens: {name: 'own'}})
  expect([...(own?.files ?? [])]).toEqual([['html.css', 'p {}']])
  fs.rmSync(folder, {recursive: true})
})

test('finds the rules', () => {
  expect(world.rules.length).toBeGreaterThan(0)
  for (const pack of world.rules) expect(pack.path).toMatch(/^[a-z-]+\/[a-z-]+\.yaml$/)
})
