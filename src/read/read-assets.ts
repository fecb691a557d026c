/**
 * Read the pictures of a digest's folder: what they are, by their bytes and
 * not their names, how large, and how they lie.
 */

import type {Picture, RawFile} from '../model.ts'
import {imageSize} from 'image-size'
import {VFile} from 'vfile'
import {checkJpeg, checkPng, isPlainJpeg, isPlainPng} from './check-picture.ts'
import {readOrientation} from './read-orientation.ts'

const mediaTypes = new Map<string | undefined, Picture['mediaType']>([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['svg', 'image/svg+xml'],
  ['webp', 'image/webp'],
  ['gif', 'image/gif'],
  ['avif', 'image/avif'],
  // The brand that says nothing of the codec; what is not AV1 is found out by its decoder.
  ['heif', 'image/avif'],
  ['bmp', 'image/bmp'],
  ['tiff', 'image/tiff']
])
const extensions: Record<Picture['mediaType'], string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
  'image/bmp': 'bmp',
  'image/tiff': 'tiff'
}
const pictureName = /\.(?:a?png|jpe?g|jpe|jfif|svg|gif|webp|avif|heic|heif|jxl|bmp|tiff?|ico)$/i
const anyExtension = /\.[a-z\d]+$/i

// A picture larger than this cannot be printed sharper and only costs memory.
const maxPixels = 30_000_000

/** Whether a file is a picture by its name, or, where its name says nothing, by its first bytes. */
export function isPicture({path, bytes}: RawFile): boolean {
  if (pictureName.test(path)) return true
  return !anyExtension.test(path) && typeof measure(bytes) !== 'string'
}

/**
 * @param files files of the folder that look like pictures.
 * @returns pictures by path, and a file with a message for each that cannot be used.
 */
export function readAssets(files: ReadonlyArray<RawFile>): {
  assets: ReadonlyMap<string, Picture>
  refused: ReadonlyArray<VFile>
} {
  const assets = new Map<string, Picture>()
  const refused: VFile[] = []
  const names = new Set<string>()
  for (const {path, bytes} of files) {
    const facts = readPicture(bytes)
    if (typeof facts === 'string') {
      const file = new VFile({path})
      file.message(facts, {ruleId: 'picture', source: 'read-assets'})
      refused.push(file)
      continue
    }

    assets.set(path, {name: freeName(path, facts.mediaType, names), bytes, ...facts})
  }

  return {assets, refused}
}

function readPicture(bytes: Uint8Array): Omit<Picture, 'name' | 'bytes'> | string {
  const size = measure(bytes)
  if (typeof size === 'string') return size
  const {mediaType} = size
  const orientation = readOrientation(bytes, mediaType)
  // An EXIF orientation of 5 to 8 lies on its side.
  const [width, height] = orientation > 4 ? [size.height, size.width] : [size.width, size.height]
  if (!(width > 0 && height > 0)) return 'Unexpected picture without a size, left it out'
  if (width * height > maxPixels) {
    return `Unexpected picture of ${width} × ${height} pixels, expected at most ${maxPixels / 1e6} million, left it out`
  }

  const problem =
    mediaType === 'image/png'
      ? checkPng(bytes, size.width, size.height)
      : mediaType === 'image/jpeg'
        ? checkJpeg(bytes)
        : undefined
  if (problem !== undefined) return problem
  const isPlain = orientation === 1 && isPlainKind(bytes, mediaType)
  return {mediaType, width, height, orientation, isPlain}
}

function isPlainKind(bytes: Uint8Array, mediaType: Picture['mediaType']): boolean {
  if (mediaType === 'image/png') return isPlainPng(bytes)
  return mediaType === 'image/jpeg' && isPlainJpeg(bytes)
}

function measure(bytes: Uint8Array): Pick<Picture, 'mediaType' | 'width' | 'height'> | string {
  const expected = 'expected PNG, JPEG, SVG, WebP, GIF, AVIF, BMP or TIFF, left it out'
  try {
    const {height, images = [], type, width} = imageSize(bytes)
    const mediaType = mediaTypes.get(type)
    if (!mediaType) return `Unexpected picture of kind \`${type ?? 'unknown'}\`, ${expected}`
    // A file with several pictures counts as its largest, since any may be the one that is decoded.
    const largest = [{width, height}, ...images].reduce((a, b) =>
      b.width * b.height > a.width * a.height ? b : a
    )
    return {mediaType, width: Math.round(largest.width), height: Math.round(largest.height)}
  } catch {
    return `Unexpected bytes in a picture, ${expected}`
  }
}

/** A file name of ASCII letters that is the path's own as far as may be. */
function freeName(path: string, mediaType: Picture['mediaType'], names: Set<string>): string {
  const stem =
    path
      .replace(/^.*\//, '')
      .replace(/\.[^.]*$/, '')
      .toLowerCase()
      .replace(/[^a-z\d]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'picture'
  let name = `${stem}.${extensions[mediaType]}`
  for (let count = 2; names.has(name); count++) name = `${stem}-${count}.${extensions[mediaType]}`
  names.add(name)
  return name
}
