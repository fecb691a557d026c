/**
 * Turn a picture of any kind into an upright PNG or JPEG.
 *
 * The decoders, and what draws an SVG, are compiled for WebAssembly, the encoder of PNG is plain
 * JavaScript: none reaches disk or network, and the same picture gives the same
 * bytes on every machine, which the native libraries do not promise. They are
 * loaded when the first picture needs them; most digests have none.
 */

import fs from 'node:fs'
import type * as photonModule from '@silvia-odwyer/photon-node'
import type * as pngModule from 'fast-png'
import type {Conversion, Picture, World} from '../model.ts'
import {VFile} from 'vfile'
import {turnPixels, type Pixels} from './turn-pixels.ts'
import {indexColours} from './index-colours.ts'
import {packagePath} from './find-package.ts'
import {loadFaces} from './load-faces.ts'
import {openRasterizer} from './open-rasterizer.ts'

type Bounds = Parameters<World['convertPicture']>[1]
type Converted = NonNullable<Conversion['picture']>
type Photon = typeof photonModule
type Image = InstanceType<Photon['PhotonImage']>
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
const maxPixels = 30_000_000
// Text and lines of a drawing pack a tenth better than at the usual level, at a cost that is paid once.
const zlib = {level: 9} as const

let codecs: Promise<Codecs> | undefined
let rasterize: Promise<World['rasterize']> | undefined

/** See `World.convertPicture`. */
export async function convertPicture(picture: Picture, bounds: Bounds): Promise<Conversion> {
  const file = new VFile({path: picture.name})
  try {
    const isDrawing = picture.mediaType === 'image/svg+xml'
    return {picture: await (isDrawing ? draw : redraw)(picture, bounds), file}
  } catch (error) {
    // What a decoder throws on a broken picture, be it a trap or an error of its own; a bug here is neither.
    if (error instanceof TypeError || error instanceof ReferenceError) throw error
    return {file}
  }
}

async function redraw(picture: Picture, bounds: Bounds): Promise<Converted> {
  codecs ??= openCodecs()
  const open = await codecs
  // Shrunk before it is turned, so that the large one is never copied.
  const small = await decode(picture, isUpright(picture) ? bounds : turn(bounds), open)
  return encode(turnPixels(small, picture.orientation), picture, open)
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

// Beyond this no dot of a drawing is seen any more.
const dots = 2

async function draw({bytes, height, width}: Picture, bounds: Bounds): Promise<Converted> {
  rasterize ??= openRasterizer(loadFaces().filter(({weight}) => weight === 400))
  const svg = new TextDecoder().decode(bytes)
  const most = Math.min(bounds.width, width * dots, (bounds.height * width) / height)
  const drawn = (await rasterize)(svg, Math.max(1, Math.round(most)))
  return {mediaType: 'image/png', bytes: drawn, width, height}
}

// By EXIF the last four of the eight ways lie on a side.
function isUpright({orientation}: Picture): boolean {
  return orientation < 5
}

function turn({height, width}: Bounds): Bounds {
  return {width: height, height: width}
}

/** Pixels of a picture, no more than fit in bounds. */
async function decode({bytes, mediaType}: Picture, bounds: Bounds, open: Codecs): Promise<Pixels> {
  const {photon} = open
  const image =
    mediaType === 'image/avif' ? await openAvif(bytes, open) : photon.PhotonImage.new_from_byteslice(bytes)
  try {
    const [width, height] = [image.get_width(), image.get_height()]
    if (width * height > maxPixels) throw new RangeError('Unexpected number of pixels')
    const scale = Math.min(bounds.width / width, bounds.height / height)
    return scale >= 1 ? readImage(image) : shrink(image, scale, open)
  } finally {
    image.free()
  }
}

async function openAvif(bytes: Uint8Array, {decodeAvif, photon}: Codecs): Promise<Image> {
  const {data, height, width} = await decodeAvif(bytes)
  return new photon.PhotonImage(data, width, height)
}

function readImage(image: Image): Pixels {
  return {data: image.get_raw_pixels(), width: image.get_width(), height: image.get_height()}
}

function shrink(image: Image, scale: number, {photon}: Codecs): Pixels {
  const width = Math.max(1, Math.round(image.get_width() * scale))
  const height = Math.max(1, Math.round(image.get_height() * scale))
  const small = photon.resize(image, width, height, photon.SamplingFilter.Lanczos3)
  try {
    return readImage(small)
  } finally {
    small.free()
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
