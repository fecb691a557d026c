/**
 * Pictures of every kind become such as all editions take.
 *
 * Each file of `pictures/` shows the same: a red, a green, a blue and a light
 * quarter, 24 by 16 pixels, drawn by another program.
 */

import {readFileSync, readdirSync} from 'node:fs'
import {PhotonImage} from '@silvia-odwyer/photon-node'
import {encode} from 'fast-png'
import {describe, expect, test} from 'vitest'
import type {Asset} from '../../src/model.ts'
import {securePictures} from '../../src/gather/index.ts'
import {readAssets} from '../../src/read/read-assets.ts'
import {world} from '../compile/read-press.ts'

const here = new URL('pictures/', import.meta.url)
const load = (name: string): Uint8Array => readFileSync(new URL(name, here))

async function take(bytes: Uint8Array, path = 'in/a.png') {
  const {assets, refused} = readAssets([{path, bytes}])
  const secured = await securePictures(assets, world)
  const messages = [...refused, ...secured.refused].flatMap((file) => file.messages.map(String))
  return {asset: secured.assets.get(path), messages}
}

/** The colours of the four corners, by the letter of the channel that leads: top, then bottom. */
function corners({bytes, height, width}: Asset): string {
  const image = PhotonImage.new_from_byteslice(bytes)
  expect([image.get_width(), image.get_height()]).toEqual([width, height])
  const pixels = image.get_raw_pixels()
  image.free()
  const at = (x: number, y: number) => {
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray((y * width + x) * 4)
    if (alpha < 128) return '-'
    const least = Math.max(red, green, blue) / 2
    return [red > least && 'r', green > least && 'g', blue > least && 'b'].filter(Boolean).join('')
  }

  const [right, bottom] = [width - 2, height - 2]
  return [at(1, 1), at(right, 1), at(1, bottom), at(right, bottom)].join(' ')
}

/** A JPEG picture that says how it lies, by the byte order of either kind of camera. */
function lying(orientation: number, isLittle: boolean): Uint8Array {
  const exif = Buffer.from(
    'Exif\0\0MM\0*\0\0\0\b\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\0\0\0\0\0\0\0',
    'latin1'
  )
  exif.writeUInt16BE(orientation, 24)
  if (isLittle) {
    exif.write('II*\0\b\0\0\0\u0001\0\u0012\u0001\u0003\0\u0001\0\0\0', 6, 'latin1')
    exif.writeUInt16LE(orientation, 24)
  }

  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2])
  const jpeg = Buffer.from(load('plain.jpg'))
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)])
}

describe('securePictures', () => {
  test.each(readdirSync(here).sort())('%s', async (name) => {
    const bytes = load(name)
    const {asset, messages} = await take(bytes)
    expect(messages).toEqual([])
    const quarters = name.startsWith('alpha')
      ? 'r - b rgb'
      : name.startsWith('grey')
        ? 'rgb rgb rgb rgb'
        : 'r g b rgb'
    expect(asset && corners(asset)).toBe(quarters)
    expect(asset).toMatchObject({width: 24, height: 16})
    const isPlain = ['alpha.png', 'grey.jpg', 'palette.png', 'plain.jpg', 'plain.png', 'progressive.jpg']
    expect(asset?.bytes === bytes).toBe(isPlain.includes(name))
    // What has lost nothing and has few colours stays without loss.
    const isJpeg = /\.(?:jpg|avif)$|^(?:lossy|moving)\.webp$/.test(name)
    expect(asset?.mediaType).toBe(isJpeg ? 'image/jpeg' : 'image/png')
    expect(asset?.name).toMatch(isJpeg ? /\.jpg$/ : /\.png$/)
  })

  test.each([
    [1, 'r g b rgb'],
    [2, 'g r rgb b'],
    [3, 'rgb b g r'],
    [4, 'b rgb r g'],
    [5, 'r b g rgb'],
    [6, 'b r rgb g'],
    [7, 'rgb g b r'],
    [8, 'g rgb r b']
  ])('sets a picture that lies as %i upright', async (orientation, quarters) => {
    for (const isLittle of [false, true]) {
      const {asset} = await take(lying(orientation, isLittle))
      expect(asset && corners(asset)).toBe(quarters)
      const size = orientation > 4 ? {width: 16, height: 24} : {width: 24, height: 16}
      expect(asset).toMatchObject({...size, mediaType: 'image/jpeg', name: 'a.jpg'})
    }
  })

  test('makes smaller what no print shows', async () => {
    const [width, height] = [4800, 40]
    const data = new Uint8Array(width * height * 3).map((_, index) => (index % 3 === 0 ? 200 : 0))
    const {asset} = await take(encode({width, height, channels: 3, data}))
    expect(asset).toMatchObject({width: 2400, height: 20, mediaType: 'image/png', name: 'a.png'})
    expect(asset && corners(asset)).toBe('r r r r')
    const tall = await take(encode({width: 10, height: 7200, channels: 3, data: data.subarray(0, 216_000)}))
    expect(tall.asset).toMatchObject({width: 5, height: 3600})
  })

  test('keeps a photo as JPEG, a drawing as PNG', async () => {
    // A sky: its colours run into each other, and the sensor adds a grain.
    let seed = 1
    const grain = () => (seed = (seed * 48_271) % 2_147_483_647) & 7
    const sky = Uint8Array.from({length: 256 * 256 * 3}, (_, index) => (index >> 10) + grain())
    const deep = (data: Uint8Array) =>
      encode({
        width: 256,
        height: 256,
        channels: 3,
        depth: 16,
        data: Uint16Array.from(data, (value) => value * 257)
      })
    expect((await take(deep(sky))).asset?.mediaType).toBe('image/jpeg')
    const poster = sky.map((value) => (value < 128 ? 0 : 255))
    expect((await take(deep(poster))).asset?.mediaType).toBe('image/png')
  })

  test('is the same twice', async () => {
    for (const name of ['lossy.webp', 'plain.avif', 'cmyk.jpg', 'deep.tif', 'moving.gif'])
      expect((await take(load(name))).asset?.bytes, name).toEqual((await take(load(name))).asset?.bytes)
  })

  test.each(['lossy.webp', 'plain.avif', 'cmyk.tif', 'plain.bmp', 'plain.gif', 'cmyk.jpg'])(
    'leaves %s out where it is broken, by name, and goes on',
    async (name) => {
      const bytes = load(name)
      // The size still stands in the head; the pixels behind it are noise, and then they end.
      const broken = bytes
        .slice(0, Math.max(bytes.length >> 1, 60))
        .map((byte, index) => (index > 54 ? 0xff : byte))
      const path = `in/${name}`
      const {assets, refused} = readAssets([{path, bytes: broken}])
      const secured = await securePictures(assets, world)
      expect(secured.assets.size).toBe(0)
      const messages = [...refused, ...secured.refused].flatMap((file) => file.messages.map(String))
      expect(messages).toEqual([expect.stringMatching(/^in\/[^:]*:1:1: Unexpected .*, left it out$/)])
      const {asset} = await take(bytes)
      expect(asset && corners(asset)).toBe('r g b rgb')
    }
  )

  test('gives each picture a name of its own', async () => {
    const files = ['a.png', 'a.gif', 'in/a.gif', 'a-gif.png'].map((path) => ({
      path,
      bytes: load(path.endsWith('png') ? 'plain.png' : 'plain.gif')
    }))
    const {assets} = await securePictures(readAssets(files).assets, world)
    expect([...assets].map(([path, {name}]) => [path, name])).toEqual([
      ['a.png', 'a.png'],
      ['a.gif', 'a-gif-2.png'],
      ['in/a.gif', 'a-2-gif.png'],
      ['a-gif.png', 'a-gif.png']
    ])
  })
})
