/**
 * Read how a picture lies: cameras write pixels as the sensor gives them, and
 * how the camera was held beside them.
 */

import type {Picture} from '../model.ts'
import {listSegments} from './list-segments.ts'

const upright = 1
// The EXIF tag of orientation; its values go from 1 to 8.
const tag = 274
const lastOrientation = 8
// EXIF is a small TIFF file within another.
const exifMark = 'Exif\u0000\u0000'
// Quarter turns against the clock as AVIF counts them; and the same with left and right exchanged.
const turned = [1, 8, 3, 6] as const
const turnedAndMirrored = {topToBottom: [4, 5, 2, 7], leftToRight: [2, 7, 4, 5]} as const

/** @returns the orientation by EXIF, 1 to 8; 1 where the picture says nothing. */
export function readOrientation(bytes: Uint8Array, mediaType: Picture['mediaType']): number {
  switch (mediaType) {
    case 'image/jpeg':
      return readTiff(findInJpeg(bytes))
    case 'image/png':
      return readTiff(findChunk(bytes, 'eXIf', {start: 8, isLittle: false, extra: 4}))
    case 'image/webp':
      return readTiff(withoutMark(findChunk(bytes, 'EXIF', {start: 12, isLittle: true, extra: 0})))
    case 'image/tiff':
      return readTiff(bytes)
    case 'image/avif':
      return readAvif(bytes)
    default:
      return upright
  }
}

function readTiff(bytes: Uint8Array | undefined): number {
  if (!bytes || bytes.length < 14) return upright
  const view = viewOf(bytes)
  const isLittle = view.getUint16(0) === 0x4949
  const start = view.getUint32(4, isLittle)
  if (start + 2 > bytes.length) return upright
  const count = view.getUint16(start, isLittle)
  for (let at = start + 2; at < start + 2 + count * 12 && at + 12 <= bytes.length; at += 12) {
    if (view.getUint16(at, isLittle) !== tag) continue
    const value = view.getUint16(at + 8, isLittle)
    return value > 0 && value <= lastOrientation ? value : upright
  }

  return upright
}

function findInJpeg(bytes: Uint8Array): Uint8Array | undefined {
  for (const {marker, content} of listSegments(bytes)) {
    if (marker === 0xe1 && textOf(content, 0, exifMark.length) === exifMark)
      return content.subarray(exifMark.length)
  }

  return undefined
}

/** Content of the first chunk of a name, in PNG or in RIFF. */
function findChunk(
  bytes: Uint8Array,
  name: string,
  {start, isLittle, extra}: {start: number; isLittle: boolean; extra: number}
): Uint8Array | undefined {
  const view = viewOf(bytes)
  for (let at = start; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + (isLittle ? 4 : 0), isLittle)
    const found = textOf(bytes, at + (isLittle ? 0 : 4), 4)
    if (found === name) return bytes.subarray(at + 8, at + 8 + length)
    // A RIFF chunk begins at an even place, a PNG chunk ends in a check sum.
    at += 8 + length + extra + (isLittle ? length & 1 : 0)
  }

  return undefined
}

function withoutMark(bytes: Uint8Array | undefined): Uint8Array | undefined {
  return bytes && textOf(bytes, 0, exifMark.length) === exifMark ? bytes.subarray(exifMark.length) : bytes
}

// AVIF turns by properties of its own, and says of EXIF that it does not count.
function readAvif(bytes: Uint8Array): number {
  // Boxes in boxes, each after the version that a full box begins with.
  const meta = findBox(bytes, 'meta')?.subarray(4)
  const properties = meta && findBox(meta, 'iprp')
  const container = properties && findBox(properties, 'ipco')
  if (!container) return upright
  const turns = (findBox(container, 'irot')?.[0] ?? 0) & 3
  const mirror = findBox(container, 'imir')?.[0]
  if (mirror === undefined) return turned[turns] ?? upright
  const mirrored = (mirror & 1) === 0 ? turnedAndMirrored.topToBottom : turnedAndMirrored.leftToRight
  return mirrored[turns] ?? upright
}

function findBox(bytes: Uint8Array, name: string): Uint8Array | undefined {
  const view = viewOf(bytes)
  for (let at = 0; at + 8 <= bytes.length;) {
    const length = view.getUint32(at)
    // Lengths of 0 and 1 have another meaning, in boxes of pixels alone.
    if (length < 8) return
    if (textOf(bytes, at + 4, 4) === name) return bytes.subarray(at + 8, at + length)
    at += length
  }

  return undefined
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function textOf(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length))
}
