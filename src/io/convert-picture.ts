/**
 * Turn a picture of any kind but SVG into an upright PNG or JPEG.
 *
 * The decoders are compiled for WebAssembly, the encoder of PNG is plain
 * JavaScript: none reaches disk or network, and the same picture gives the same
 * bytes on every machine, which the native libraries do not promise. They are
 * loaded when the first picture needs them; most digests have none.
 */

import fs from 'node:fs'
import type * as photonModule from '@silvia-odwyer/photon-node'
import type * as pngModule from 'fast-png'
import type {Asset, Picture, World} from '../model.ts'
import {turnPixels, type Pixels} from './turn-pixels.ts'
import {indexColours} from './index-colours.ts'
import {packagePath} from './find-package.ts'

type Bounds = Parameters<World['convertPicture']>[1]
type Converted = Pick<Asset, 'mediaType' | 'bytes' | 'width' | 'height'>
type Photon = typeof photonModule
type Png = typeof pngModule

interface Codecs {
  readonly photon: Photon
  readonly png: Png
  readonly decodeAvif: (bytes: Uint8Array) => Promise<Pixels>
}

// Beyond it a photo takes twice the bytes and looks the same.
const quality = 90
// A drawing without loss is smaller than a JPEG, or not much larger; a photo is several times its size.
const maxLosslessCost = 2
// What a picture claims has been judged already; here is counted what it really has.
const maxPixels = 40_000_000
// Text and lines of a drawing pack a tenth better than at the usual level, at a cost that is paid once.
const zlib = {level: 9} as const

let codecs: Promise<Codecs> | undefined

/** See `World.convertPicture`. */
export async function convertPicture(picture: Picture, bounds: Bounds): Promise<Converted | undefined> {
  codecs ??= openCodecs()
  const open = await codecs
  try {
    const turned = turnPixels(await decode(picture, open), picture.orientation)
    return encode(shrink(turned, bounds, open), picture, open)
  } catch (error) {
    // What a decoder throws on a broken picture, be it a trap or an error of its own; a bug here is neither.
    if (error instanceof TypeError || error instanceof ReferenceError) throw error
    return undefined
  }
}

async function openCodecs(): Promise<Codecs> {
  const [photon, png, avif] = await Promise.all([
    import('@silvia-odwyer/photon-node'),
    import('fast-png'),
    import('@jsquash/avif/decode.js')
  ])
  await avif.init({wasmBinary: fs.readFileSync(packagePath('@jsquash/avif', 'codec/dec/avif_dec.wasm'))})
  const decodeAvif = async (bytes: Uint8Array) => {
    // A copy: what Node reads may be a part of a larger buffer.
    const {data, height, width} = await avif.default(new Uint8Array(bytes).buffer)
    return {data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength), height, width}
  }
  return {photon, png, decodeAvif}
}

async function decode({bytes, mediaType}: Picture, {decodeAvif, photon}: Codecs): Promise<Pixels> {
  const pixels = mediaType === 'image/avif' ? await decodeAvif(bytes) : decodeBy(photon, bytes)
  if (pixels.width * pixels.height > maxPixels) throw new RangeError('Unexpected number of pixels')
  return pixels
}

function decodeBy({PhotonImage}: Photon, bytes: Uint8Array): Pixels {
  const image = PhotonImage.new_from_byteslice(bytes)
  try {
    return readImage(image)
  } finally {
    image.free()
  }
}

function readImage(image: InstanceType<Photon['PhotonImage']>): Pixels {
  return {data: image.get_raw_pixels(), width: image.get_width(), height: image.get_height()}
}

function shrink(pixels: Pixels, bounds: Bounds, {photon}: Codecs): Pixels {
  const scale = Math.min(bounds.width / pixels.width, bounds.height / pixels.height)
  if (scale >= 1) return pixels
  const whole = new photon.PhotonImage(pixels.data, pixels.width, pixels.height)
  const width = Math.max(1, Math.round(pixels.width * scale))
  const height = Math.max(1, Math.round(pixels.height * scale))
  const small = photon.resize(whole, width, height, photon.SamplingFilter.Lanczos3)
  try {
    return readImage(small)
  } finally {
    small.free()
    whole.free()
  }
}

function encode(pixels: Pixels, source: Picture, open: Codecs): Converted {
  const {height, width} = pixels
  if (!isOpaque(pixels)) return {mediaType: 'image/png', bytes: encodePng(pixels, 4, open), width, height}
  const jpeg = {mediaType: 'image/jpeg', bytes: encodeJpeg(pixels, open), width, height} as const
  if (isLossy(source)) return jpeg
  const bytes = encodePng(pixels, 3, open)
  return bytes.length > jpeg.bytes.length * maxLosslessCost ? jpeg : {...jpeg, mediaType: 'image/png', bytes}
}

function isOpaque({data}: Pixels): boolean {
  for (let index = 3; index < data.length; index += 4) if (data[index] !== 255) return false
  return true
}

// What has lost its sharp edges already gains nothing from being kept without loss.
function isLossy({bytes, mediaType}: Picture): boolean {
  if (mediaType === 'image/jpeg' || mediaType === 'image/avif') return true
  // The simple file format says by its first chunk which of the two codecs it is.
  return mediaType === 'image/webp' && String.fromCharCode(...bytes.subarray(12, 16)) !== 'VP8L'
}

function encodeJpeg({data, height, width}: Pixels, {photon}: Codecs): Uint8Array {
  const image = new photon.PhotonImage(data, width, height)
  try {
    return image.get_bytes_jpeg(quality)
  } finally {
    image.free()
  }
}

function encodePng({data, height, width}: Pixels, channels: 3 | 4, {png}: Codecs): Uint8Array {
  const indexed = indexColours(data, channels)
  const image = indexed
    ? {width, height, depth: 8, channels: 1, data: indexed.data, palette: indexed.palette}
    : {width, height, depth: 8, channels, data: channels === 4 ? data : withoutAlpha(data)}
  return png.encode(image as Parameters<Png['encode']>[0], {zlib})
}

function withoutAlpha(data: Uint8Array): Uint8Array {
  const made = new Uint8Array((data.length / 4) * 3)
  for (let from = 0, to = 0; from < data.length; from += 4) {
    for (let channel = 0; channel < 3; channel++) made[to++] = data[from + channel] ?? 0
  }

  return made
}
