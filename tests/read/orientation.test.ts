/** How a picture lies, wherever its kind says so. */

import {expect, test} from 'vitest'
import {readOrientation} from '../../src/read/read-orientation.ts'

/** A TIFF file of one tag, in either order of bytes. */
function tiff(value: number, isLittle: boolean): Buffer {
  const words = [42, 0, 8, 1, 274, 3, 0, 1, value, 0, 0, 0]
  // The longer numbers have their parts the other way round.
  if (isLittle) words.splice(1, 2, 8, 0)
  if (isLittle) words.splice(6, 2, 1, 0)
  const bytes = Buffer.alloc(words.length * 2)
  for (const [index, word] of words.entries())
    if (isLittle) bytes.writeUInt16LE(word, index * 2)
    else bytes.writeUInt16BE(word, index * 2)
  return Buffer.concat([Buffer.from(isLittle ? 'II' : 'MM'), bytes])
}

function box(name: string, ...content: ReadonlyArray<Uint8Array>): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + content.reduce((sum, one) => sum + one.length, 0))
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, ...content])
}

function riff(name: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content, Buffer.alloc(content.length & 1)])
}

const webp = (exif: Uint8Array) =>
  Buffer.concat([Buffer.from('RIFF....WEBP'), riff('VP8 ', Buffer.alloc(3)), riff('EXIF', exif)])
const png = (exif: Uint8Array) => {
  const chunk = (name: string, content: Uint8Array) => Buffer.concat([box(name, content), Buffer.alloc(4)])
  const whole = Buffer.concat([chunk('IHDR', Buffer.alloc(13)), chunk('eXIf', exif)])
  // Chunks count their content alone, boxes themselves, too.
  whole.writeUInt32BE(13, 0)
  whole.writeUInt32BE(exif.length, 25)
  return Buffer.concat([Buffer.alloc(8), whole])
}
const avif = (...properties: ReadonlyArray<Uint8Array>) =>
  Buffer.concat([
    box('ftyp', Buffer.from('avif')),
    box('meta', Buffer.alloc(4), box('hdlr', Buffer.alloc(9)), box('iprp', box('ipco', ...properties)))
  ])

test('reads EXIF in TIFF, WebP and PNG, in either order of bytes', () => {
  for (const value of [1, 2, 3, 4, 5, 6, 7, 8]) {
    for (const isLittle of [false, true]) {
      const exif = tiff(value, isLittle)
      expect(readOrientation(exif, 'image/tiff')).toBe(value)
      expect(readOrientation(webp(exif), 'image/webp')).toBe(value)
      expect(readOrientation(webp(Buffer.concat([Buffer.from('Exif\0\0'), exif])), 'image/webp')).toBe(value)
      expect(readOrientation(png(exif), 'image/png')).toBe(value)
    }
  }
})

test('reads the turns and mirrors of AVIF, in their order', () => {
  const turn = (quarters: number) => box('irot', Uint8Array.of(quarters))
  const mirror = (axis: number) => box('imir', Uint8Array.of(axis))
  const size = box('ispe', Buffer.alloc(12))
  expect(readOrientation(avif(size), 'image/avif')).toBe(1)
  expect([0, 1, 2, 3].map((quarters) => readOrientation(avif(size, turn(quarters)), 'image/avif'))).toEqual([
    1, 8, 3, 6
  ])
  // Top and bottom exchanged, then left and right.
  expect([0, 1].map((axis) => readOrientation(avif(mirror(axis)), 'image/avif'))).toEqual([4, 2])
  // A quarter turn and a mirror make a transposition.
  expect(readOrientation(avif(turn(1), mirror(0)), 'image/avif')).toBe(5)
  expect(readOrientation(avif(turn(3), mirror(0)), 'image/avif')).toBe(7)
})

test('takes for upright what says nothing, or nothing that can be', () => {
  for (const value of [0, 9, 65_535]) expect(readOrientation(tiff(value, true), 'image/tiff')).toBe(1)
  for (const bytes of [
    tiff(6, true),
    webp(tiff(6, true)),
    png(tiff(6, true)),
    avif(box('irot', Uint8Array.of(1)))
  ])
    for (let length = 0; length < bytes.length; length += 3)
      for (const kind of [
        'image/tiff',
        'image/webp',
        'image/png',
        'image/avif',
        'image/jpeg',
        'image/gif'
      ] as const)
        expect([1, 6, 8]).toContain(readOrientation(bytes.subarray(0, length), kind))
})
