/** Every theme of the package, and what is wrong with others. */

import {describe, expect, test} from 'vitest'
import {checkTheme} from '../../src/compile/check-theme.ts'
import {drawCover} from '../../src/compile/cover/index.ts'
import {openFaces} from '../../src/compile/faces.ts'
import {readTokens} from '../../src/compile/theme.ts'
import type {Chapter, Theme} from '../../src/model.ts'
import {sample, world} from './read-press.ts'

const names = ['brief', 'broadsheet', 'literary']
const themes = names.map((name) => world.theme(name)).filter((theme) => theme !== undefined)

test('there are three', () => {
  expect(world.themes).toEqual(names)
  expect(themes).toHaveLength(3)
})

describe.each(themes.map((theme) => [theme.name, theme] as const))('%s', (_, theme) => {
  const tokens = readTokens(theme)

  test('has four pages, whose columns stand inside their margins', () => {
    expect(Object.keys(tokens.pages)).toEqual(['A5', 'A4', '6x9', 'screen'])
    for (const [name, page] of Object.entries(tokens.pages)) {
      const {line, size} = tokens.type.body[page.type] ?? {line: 0, size: 0}
      const text = (page.columns * page.column + (page.columns - 1) * page.gap) * size
      expect(page.inner + text + page.sideGap + page.side + page.outer, name).toBeCloseTo(page.width)
      expect(page.top + page.lines * line + page.bottom, name).toBeCloseTo(page.height)
      expect(page.column % 1, name).toBe(0)
    }
  })

  test('names no colour in its CSS', () => {
    const css = [...theme.files].filter(([path]) => path.endsWith('.css')).map(([, text]) => text)
    expect(css).toHaveLength(2)
    for (const text of css) expect(text).not.toMatch(/#[\da-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(/i)
  })

  const [first] = sample.parts.flatMap((part) => part.chapters)
  const long = 'What the Word Open Covers: A Reader on Weights, Licences and the People Behind Them'
  test.each([
    ['\u6743\u91cd', 1],
    [
      '\u958b\u653e\u7684\u91cd\u91cf\uff1a\u4e00\u500b\u6a21\u578b\u600e\u6a23\u8d70\u51fa\u5be6\u9a57\u5ba4',
      7
    ],
    [long, 60],
    [long.repeat(3), 800]
  ])('draws a cover for %s, %d articles, within the page', (title, count) => {
    const chapters = Array.from({length: count}, (_, index) => ({...first, length: 50 + index}) as Chapter)
    const digest = {...sample, theme, meta: {...sample.meta, title}, parts: [{id: 'p', chapters}]}
    const faces = openFaces(world.faces)
    const cover = drawCover(digest, tokens, faces)
    expect(cover).toEqual(drawCover(digest, tokens, faces))
    expect(cover.shapes.length).toBeGreaterThan(3)
    for (const {d} of cover.shapes) {
      const [left, top, right, bottom] = boundsOf(d)
      expect(left).toBeGreaterThanOrEqual(-1)
      expect(top).toBeGreaterThanOrEqual(-1)
      expect(right).toBeLessThanOrEqual(cover.width + 1)
      expect(bottom).toBeLessThanOrEqual(cover.height + 1)
    }
  })
})

test('a cover of bars has one for each article, as long as its text', () => {
  const theme = world.theme('brief')
  if (!theme) throw new Error('Expected theme `brief`')
  const cover = drawCover({...sample, theme}, readTokens(theme), openFaces(world.faces))
  const {bar, signal} = readTokens(theme).colour.light
  const lengths = sample.parts.flatMap((part) => part.chapters.map(({length}) => length))
  const bars = cover.shapes.filter(({d, fill}) => (fill === bar || fill === signal) && /^M[^MC]*Z$/.test(d))
  const widths = bars.map(({d}) => boundsOf(d)).map(([left, , right]) => right - left)
  expect(widths).toHaveLength(lengths.length)
  const longest = Math.max(...lengths)
  for (const [index, length] of lengths.entries())
    expect(widths[index]).toBeCloseTo((Math.max(...widths) * length) / longest, 0)
})

describe('what is wrong with a theme is named', () => {
  const literary = world.theme('literary')
  const change = (edit: (tokens: Record<string, Record<string, unknown>>) => void): Theme => {
    const tokens = structuredClone(literary?.tokens) as Record<string, Record<string, unknown>>
    edit(tokens)
    return {name: 'own', tokens, files: new Map()}
  }

  test.each<[string, (tokens: Record<string, Record<string, unknown>>) => void]>([
    [
      '`space.indent` in theme `own`, expected a length in `em`',
      (tokens) => (tokens['space'] = {indent: 'two'})
    ],
    [
      '`page.A5.column` in theme `own`, expected columns that leave an outer margin of 5 mm',
      (tokens) => Object.assign(tokens['page']?.['A5'] as object, {column: '40em'})
    ],
    [
      '`foot.lines[0].outer` in theme `own`, expected some of `number`, `book`, `part`, `article`, `folio`',
      (tokens) => (tokens['foot'] = {at: '16mm', lines: [{outer: 'title'}]})
    ],
    [
      '`cover.kind` in theme `own`, expected `slip` or `masthead` or `bars`',
      (tokens) => (tokens['cover'] = {kind: 'x'})
    ],
    [
      'contrast 1.00 of `ink` on `paper` in `colour.light` in theme `own`, expected 4.5 or more',
      (tokens) => {
        const light = tokens['colour']?.['light'] as Record<string, string>
        light['ink'] = light['paper'] ?? ''
      }
    ],
    [
      '`colour.dark.ink` in theme `own`, expected a colour such as `#21394B`',
      (tokens) => Object.assign(tokens['colour']?.['dark'] as object, {ink: 'black'})
    ]
  ])('%s', (reason, edit) => {
    expect(checkTheme(change(edit), 'A5')).toBe(`Unexpected ${reason}`)
  })
})

/** Of path data with absolute coordinates. */
function boundsOf(d: string): [left: number, top: number, right: number, bottom: number] {
  const xs: number[] = []
  const ys: number[] = []
  for (const [, letter = '', values = ''] of d.matchAll(/([MLQCHVZ])([^MLQCHVZ]*)/g)) {
    const numbers = [...values.matchAll(/-?[\d.]+/g)].map(Number)
    if (letter === 'H') xs.push(...numbers)
    else if (letter === 'V') ys.push(...numbers)
    else for (const [index, value] of numbers.entries()) (index % 2 === 0 ? xs : ys).push(value)
  }

  const most = (values: ReadonlyArray<number>) => values.reduce((a, b) => Math.max(a, b), -Infinity)
  const least = (values: ReadonlyArray<number>) => values.reduce((a, b) => Math.min(a, b), Infinity)
  return [least(xs), least(ys), most(xs), most(ys)]
}
