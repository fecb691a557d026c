/** Pictures are what their bytes say, wholly or not at all. */

import {readFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {readAssets} from '../../src/read/read-assets.ts'

const images = new URL('../../sources/open-weights/images/', import.meta.url)
const png = new Uint8Array(readFileSync(new URL('tokens.png', images)))
const jpeg = new Uint8Array(readFileSync(new URL('ridge.jpg', images)))

const reasons = (path: string, bytes: Uint8Array) => {
  const {assets, refused} = readAssets([{path, bytes}])
  expect(assets.size + refused.length).toBe(1)
  return refused.flatMap((file) => file.messages.map((message) => message.reason))
}

describe('readAssets', () => {
  test('tells a picture by its bytes, not its name', () => {
    const {assets, refused} = readAssets([
      {path: 'a.jpg', bytes: png},
      {path: 'in/A.png', bytes: jpeg}
    ])
    expect(refused).toEqual([])
    expect(
      [...assets].map(([path, {name, mediaType, width, height}]) => ({path, name, mediaType, width, height}))
    ).toEqual([
      {path: 'a.jpg', name: 'a.png', mediaType: 'image/png', width: 1400, height: 820},
      {path: 'in/A.png', name: 'a.jpg', mediaType: 'image/jpeg', width: 1600, height: 1000}
    ])
  })

  test.each([
    ['no picture', 'a.png', new TextEncoder().encode('hello'), 'Unexpected bytes in a picture'],
    [
      'another kind',
      'a.gif',
      new TextEncoder().encode('GIF89a\u0001\u0000\u0001\u0000\u0000\u0000\u0000'),
      'Unexpected picture of kind `gif`'
    ],
    ['a PNG cut short', 'a.png', png.subarray(0, png.length - 100), 'Unexpected end of a PNG picture'],
    [
      'a PNG with broken pixels',
      'a.png',
      png.map((byte, index) => (index === 200 ? byte ^ 0xff : byte)),
      'Unexpected pixels in a PNG picture'
    ],
    ['a JPEG cut short', 'a.jpg', jpeg.subarray(0, jpeg.length - 100), 'Unexpected end of a JPEG picture'],
    [
      'a PNG that claims too much',
      'a.png',
      claim(30_000, 30_000),
      'Unexpected picture of 30000 \u00d7 30000 pixels'
    ],
    ['a PNG without a size', 'a.png', claim(0, 0), 'Unexpected']
  ])('%s is left out', (_, path, bytes, reason) => {
    expect(reasons(path, bytes)).toEqual([expect.stringContaining(reason)])
  })
})

/** The picture with another size in its head. */
function claim(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(png)
  const view = new DataView(bytes.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  return bytes
}
