/**
 * Checks on the pictures and the cover of an EPUB: what their first bytes say.
 */

import type {Book, Item} from './open-book.ts'
import type {CheckTable, Settings, Spot} from './types.ts'
import {imageSize} from 'image-size'
import {isOneOf} from './package-checks.ts'
import {showBytes} from './apply-rules.ts'

export const pictureChecks: CheckTable<Book> = {
  'max-pixels': {needs: ['limit'], run: checkPixels},
  'cover-shorter-than': {needs: ['limit'], run: checkShorter},
  'cover-longer-side': {needs: ['limit'], run: checkLonger},
  'cover-type-in': {needs: ['types'], run: checkCoverType},
  'cover-max-bytes': {needs: ['limit'], run: checkCoverBytes},
  'png-alpha': {needs: [], run: checkAlpha},
  'jpeg-cmyk': {needs: [], run: checkColours}
}

const raster = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif']

function* checkPixels({items}: Book, {limit = 0}: Settings): Iterable<Spot> {
  for (const item of items) {
    const {width, height} = sizeOf(item) ?? {width: 0, height: 0}
    if (width * height > limit) yield {inside: item.path, values: {width, height}}
  }
}

function* checkShorter({cover}: Book, {limit = 0}: Settings): Iterable<Spot> {
  const size = cover && sizeOf(cover)
  if (size && Math.min(size.width, size.height) < limit) yield {inside: cover.path, values: {...size}}
}

function* checkLonger({cover}: Book, {limit = 0}: Settings): Iterable<Spot> {
  const size = cover && sizeOf(cover)
  if (size && Math.max(size.width, size.height) < limit) yield {inside: cover.path, values: {...size}}
}

function* checkCoverType({cover}: Book, {types = []}: Settings): Iterable<Spot> {
  if (cover && !isOneOf(cover.type, types)) yield {inside: cover.path, values: {type: cover.type}}
}

function* checkCoverBytes({cover}: Book, {limit = 0}: Settings): Iterable<Spot> {
  const size = cover?.entry?.size ?? 0
  if (size > limit) yield {inside: cover?.path, values: {actual: showBytes(size), most: showBytes(limit)}}
}

/** Kinds 4 and 6 of the header of a PNG have a channel of transparency (PNG specification, 11.2.1). */
function* checkAlpha({items}: Book): Iterable<Spot> {
  for (const {entry, path, type} of items)
    if (type === 'image/png' && entry && [4, 6].includes(entry.head[25] ?? 0)) yield {inside: path}
}

function* checkColours({items}: Book): Iterable<Spot> {
  for (const {entry, path, type} of items)
    if (type === 'image/jpeg' && entry && countComponents(entry.head) === 4) yield {inside: path}
}

/** Colour components that the frame of a JPEG names; undefined where none is found. */
function countComponents(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = bytes[at + 1] ?? 0
    // Start of frame, but for the three of that range that are tables.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return bytes[at + 9]
  }

  return
}

/** Undefined where the bytes are of no picture: the validator speaks of that. */
function sizeOf({entry, type}: Item): {width: number; height: number} | undefined {
  if (!entry || !isOneOf(type, raster)) return
  try {
    const {width, height} = imageSize(entry.head)
    return {width, height}
  } catch {
    return
  }
}
