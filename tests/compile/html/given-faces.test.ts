/** Faces that a digest names, in the styles of the page. */

import {expect, test} from 'vitest'
import type {FaceFile, GivenFace} from '../../../src/model.ts'
import {makeCss} from '../../../src/compile/html/make-css.ts'
import {readTokens} from '../../../src/compile/theme.ts'
import {theme, world} from '../read-press.ts'

const tokens = readTokens(theme)
const give = (family: string, given: GivenFace): FaceFile => {
  const face = world.faces.find((face) => face.weight === 400)
  if (!face) throw new Error('Expected a face')
  return {...face, family, given}
}

test('stand first for what they cover', () => {
  const css = makeCss(tokens, 'A5', [
    give('Own "Kai"', {use: 'text', scripts: ['zh-Hans']}),
    give('Own Latin', {use: 'text', scripts: ['latin']}),
    give('Own Mono', {use: 'code', scripts: ['latin']}),
    ...world.faces
  ])
  expect(css.match(/--f-text: "[^,]*, "[^,]*/g)).toEqual([
    '--f-text: "Own Latin in Chinese", "EB Garamond in Chinese"',
    '--f-text: "Own \\22 Kai\\22 ", "Own Latin in Chinese"',
    '--f-text: "Own Latin", "EB Garamond"'
  ])
  expect(css.match(/--f-head: "[^,]*/g)).toEqual([
    '--f-head: "EB Garamond in Chinese"',
    '--f-head: "EB Garamond in Chinese"',
    '--f-head: "EB Garamond"'
  ])
  expect(css).toContain('font-family: "Own Mono", ui-monospace')
  expect(css).toMatch(/font-family: "Own Latin in Chinese";\n(?:.+\n)*? {2}src: local\("Own Latin"\)/)
})

test('a digest that names none has the styles of the theme', () => {
  expect(makeCss(tokens, 'A5', world.faces)).toBe(makeCss(tokens, 'A5'))
  expect(makeCss(tokens, 'A5')).not.toContain('main :is(code, pre)')
})
