/** Pictures are what their bytes say, wholly or not at all. */

import {readFileSync} from 'node:fs'
import {deflateSync} from 'node:zlib'
import {describe, expect, test} from 'vitest'
import {isPicture, readAssets} from '../../src/read/read-assets.ts'

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
      new Uint8Array(Buffer.from('00000100010008080000000000000000000000000000', 'hex')),
      'Unexpected picture of kind `ico`'
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
      'a GIF that claims too much',
      'a.gif',
      new Uint8Array(Buffer.from('474946383961307530750000003b', 'hex')),
      'Unexpected picture of 30000 \u00d7 30000 pixels'
    ],
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

test('a PNG is plain where pdfkit sets it right', () => {
  const chunk = (kind: string, content: ReadonlyArray<number>) => {
    const bytes = Buffer.alloc(12 + content.length)
    bytes.writeUInt32BE(content.length)
    bytes.write(kind, 4, 'latin1')
    bytes.set(content, 8)
    return bytes
  }
  const isPlain = (depth: number, colours: number, interlace: number, ...chunks: ReadonlyArray<Buffer>) => {
    const head = chunk('IHDR', [0, 0, 0, 1, 0, 0, 0, 1, depth, colours, 0, 0, interlace])
    const pixels = chunk('IDAT', [...deflateSync(Buffer.alloc(9))])
    const all = [png.subarray(0, 8), head, ...chunks, pixels, chunk('IEND', [])]
    const {assets, refused} = readAssets([{path: 'a.png', bytes: new Uint8Array(Buffer.concat(all))}])
    expect(refused).toEqual([])
    return assets.get('a.png')?.isPlain
  }
  const palette = (count: number) => chunk('PLTE', Array<number>(count * 3).fill(9))
  const clear = chunk('tRNS', [0, 9])
  expect([0, 2, 4, 6].map((colours) => isPlain(8, colours, 0))).toEqual([true, true, true, true])
  expect([isPlain(1, 0, 0), isPlain(2, 3, 0, palette(4)), isPlain(8, 3, 0, palette(256))]).not.toContain(
    false
  )
  expect([
    isPlain(16, 2, 0),
    isPlain(8, 2, 1),
    isPlain(8, 0, 0, clear),
    isPlain(8, 2, 0, clear)
  ]).not.toContain(true)
  expect(isPlain(8, 3, 0, palette(255), clear)).toBe(true)
  expect(isPlain(8, 3, 0, palette(256), clear)).toBe(false)
  expect(isPlain(4, 3, 0, palette(4), clear)).toBe(false)
  expect(isPlain(8, 2, 0, chunk('acTL', [0, 0, 0, 2, 0, 0, 0, 0]))).toBe(false)
})

test('what has no extension is a picture by its bytes alone', () => {
  expect(isPicture({path: 'in/640', bytes: jpeg})).toBe(true)
  expect(isPicture({path: 'in/640', bytes: new TextEncoder().encode('hello')})).toBe(false)
  expect(isPicture({path: 'in/640.txt', bytes: jpeg})).toBe(false)
})

/** The picture with another size in its head. */
function claim(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(png)
  const view = new DataView(bytes.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  return bytes
}
