/** Drawings stand in editions as they are only where they are nothing but drawings. */

import {describe, expect, test} from 'vitest'
import type {Picture} from '../../src/model.ts'
import {isSafeDrawing} from '../../src/gather/judge-drawing.ts'
import {securePictures} from '../../src/gather/index.ts'
import {world} from '../compile/read-press.ts'
import {drawings, files, wrap} from './drawings.ts'
import {judgeDrawing} from './judge-files.ts'

const encode = (text: string) => new TextEncoder().encode(text)

function secure(bytes: Uint8Array) {
  const picture: Picture = {
    name: 'x.svg',
    mediaType: 'image/svg+xml',
    bytes,
    width: 8,
    height: 8,
    orientation: 1,
    isPlain: false
  }
  return securePictures(new Map([['x.svg', picture]]), world)
}

describe('a drawing with', () => {
  test.each([...drawings.map(([what, content]) => [what, wrap(content)] as const), ...files])(
    '%s is never one in an edition',
    async (_, file) => {
      expect(isSafeDrawing(encode(file))).toBe(false)
      for (const {mediaType} of (await secure(encode(file))).assets.values())
        expect(mediaType).toBe('image/png')
    }
  )

  test.each([
    ['UTF-16', Buffer.from(`\ufeff${wrap('')}`, 'utf16le')],
    ['bytes that are no text', Buffer.concat([encode(wrap('')), Buffer.from([0xff, 0xfe])])]
  ])('%s is never one in an edition', async (_, bytes) => {
    expect(isSafeDrawing(bytes)).toBe(false)
    for (const {mediaType} of (await secure(bytes)).assets.values()) expect(mediaType).toBe('image/png')
  })

  test.each([
    ['shapes', ''],
    [
      'a gradient',
      '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs><path fill="url(#g)" d="M0 0h8v8z"/>'
    ],
    ['a copy', '<symbol id="a">x</symbol><use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#a"/>'],
    ['a style', '<style>@media print { path { fill: url("#g") } }</style>'],
    ['words', '<text x="1" y="2" xml:lang="en" font-family="Georgia"><tspan>only once</tspan></text>'],
    [
      'what its program notes',
      '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata><g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="a\\b" />'
    ]
  ])('%s stays as it is', async (_, content) => {
    const bytes = encode(wrap(content))
    expect((await secure(bytes)).assets.get('x.svg')?.bytes).toEqual(bytes)
    expect(judgeDrawing('x.svg', bytes)).toEqual([])
  })
})
