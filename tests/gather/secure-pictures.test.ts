/** Pictures that could run, load or break something. */

import {describe, expect, test} from 'vitest'
import type {Picture} from '../../src/model.ts'
import {securePictures} from '../../src/gather/index.ts'
import {world} from '../compile/read-press.ts'

const wrap = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 8 8">${content}</svg>`
const picture = (svg: string): Picture => ({
  name: 'x.svg',
  mediaType: 'image/svg+xml',
  bytes: new TextEncoder().encode(svg),
  width: 8,
  height: 8,
  orientation: 1,
  isPlain: false
})
const secure = (svg: string) => securePictures(new Map([['x.svg', picture(svg)]]), world)

describe('securePictures', () => {
  test.each([
    ['plain shapes', '<path d="M0 0h8v8z"/>'],
    ['a reference within', '<defs><path id="a" d="M0 0h8v8z"/></defs><use href="#a" fill="url(#g)"/>'],
    ['a style of its own', '<style>path{fill:red}</style><path d="M0 0h8v8z"/>']
  ])('%s stays as it is', async (_, content) => {
    expect((await secure(wrap(content))).assets.get('x.svg')?.mediaType).toBe('image/svg+xml')
  })

  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['an event', '<path onload="alert(1)" d="M0 0h8v8z"/>'],
    ['HTML inside', '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'],
    ['a picture from outside', '<image href="https://example.org/x.png" width="8" height="8"/>'],
    ['a file', '<image xlink:href="file:///etc/passwd" width="8" height="8"/>'],
    ['a link that runs', '<a href="javascript:alert(1)"><path d="M0 0h8v8z"/></a>'],
    ['a style from outside', '<style>@import "https://example.org/x.css";</style>'],
    ['a paint from outside', '<path fill="url(https://example.org/x.svg#a)" d="M0 0h8v8z"/>']
  ])('%s makes it a bitmap', async (_, content) => {
    const picture = (await secure(wrap(content))).assets.get('x.svg')
    expect(picture?.mediaType).toBe('image/png')
    expect(picture?.name).toBe('x-svg.png')
    expect(Buffer.from(picture?.bytes.subarray(1, 4) ?? []).toString()).toBe('PNG')
  })

  test('what cannot be drawn is left out, and named', async () => {
    const {assets, refused} = await secure(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><g></svg>'
    )
    expect(assets.size).toBe(0)
    expect(refused.flatMap((file) => file.messages.map(String))).toEqual([
      'x.svg:1:1: Unexpected SVG that cannot be drawn, left it out'
    ])
  })
})
