/**
 * Read the pictures of a digest's folder: what they are, by their bytes and
 * not their names, and how large.
 */

import type {Asset, RawFile} from '../model.ts'
import {imageSize} from 'image-size'
import {VFile} from 'vfile'
import {checkJpeg, checkPng} from './check-picture.ts'

const mediaTypes = new Map<string | undefined, Asset['mediaType']>([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['svg', 'image/svg+xml']
])
const extensions: Record<Asset['mediaType'], string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg'
}
const pictureName = /\.(?:png|jpe?g|svg|gif|webp|avif|bmp|tiff?|ico)$/i

// A picture larger than this cannot be printed sharper and only costs memory.
const maxPixels = 40_000_000

/** Whether a path looks like a picture's. */
export function isPicture(path: string): boolean {
  return pictureName.test(path)
}

/**
 * @param files files of the folder that look like pictures.
 * @returns pictures by path, and a file with a message for each that cannot be used.
 */
export function readAssets(files: ReadonlyArray<RawFile>): {
  assets: ReadonlyMap<string, Asset>
  refused: ReadonlyArray<VFile>
} {
  const assets = new Map<string, Asset>()
  const refused: VFile[] = []
  const names = new Set<string>()
  for (const {path, bytes} of files) {
    const size = measure(bytes)
    if (typeof size === 'string') {
      const file = new VFile({path})
      file.message(size, {ruleId: 'picture', source: 'read-assets'})
      refused.push(file)
      continue
    }

    assets.set(path, {name: freeName(path, size.mediaType, names), bytes, ...size})
  }

  return {assets, refused}
}

function measure(bytes: Uint8Array): Pick<Asset, 'mediaType' | 'width' | 'height'> | string {
  const expected = 'expected PNG, JPEG or SVG, left it out'
  let size: ReturnType<typeof imageSize>
  try {
    size = imageSize(bytes)
  } catch {
    return `Unexpected bytes in a picture, ${expected}`
  }

  const mediaType = mediaTypes.get(size.type)
  if (!mediaType) return `Unexpected picture of kind \`${size.type ?? 'unknown'}\`, ${expected}`
  // An EXIF orientation of 5 to 8 lies on its side.
  const turned = (size.orientation ?? 1) > 4
  const width = Math.round(turned ? size.height : size.width)
  const height = Math.round(turned ? size.width : size.height)
  if (!(width > 0 && height > 0)) return 'Unexpected picture without a size, left it out'
  if (width * height > maxPixels) {
    return `Unexpected picture of ${width} × ${height} pixels, expected at most ${maxPixels / 1e6} million, left it out`
  }

  const problem =
    mediaType === 'image/png'
      ? checkPng(bytes, width, height)
      : mediaType === 'image/jpeg'
        ? checkJpeg(bytes)
        : undefined
  return problem ?? {mediaType, width, height}
}

/** A file name of ASCII letters that is the path's own as far as may be. */
function freeName(path: string, mediaType: Asset['mediaType'], names: Set<string>): string {
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
