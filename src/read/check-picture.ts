/**
 * Tell whether the bytes of a picture are all there, before anything decodes
 * them: a format that finds out in the middle of its work cannot leave the
 * picture out any more. And whether they are of a sort that every format takes
 * as it is.
 */

import {inflateSync} from 'node:zlib'
import {listSegments} from './list-segments.ts'

// What may stand around the pixels of a row, and the rows of an interlaced picture: generous, but bounded.
const slack = 4
// Where a palette of 256 colours, of three bytes each, ends.
const lastOfPalette = 768

/** @returns what is wrong, worded as a message; undefined for a whole picture. */
export function checkPng(bytes: Uint8Array, width: number, height: number): string | undefined {
  const chunks = listChunks(bytes)
  if (chunks.at(-1)?.kind !== 'IEND') return 'Unexpected end of a PNG picture, left it out'
  const data = chunks.flatMap(({content, kind}) => (kind === 'IDAT' ? [content] : []))
  try {
    // Eight bytes a pixel are the most that PNG has.
    const pixels = inflateSync(Buffer.concat(data), {
      maxOutputLength: (width * 8 + slack) * (height + slack) * 2
    })
    return pixels.length >= height ? undefined : 'Unexpected lack of pixels in a PNG picture, left it out'
  } catch {
    return 'Unexpected pixels in a PNG picture that cannot be unpacked, left it out'
  }
}

/**
 * Whether pdfkit sets a PNG picture right. It reads the one transparent colour
 * of grey and RGB wrong, and of a palette the transparency of the last colour
 * and of less than a byte a pixel; several passes cost it a second, and more
 * than eight bits double the file.
 */
export function isPlainPng(bytes: Uint8Array): boolean {
  const [depth = 0, colours, , , interlace] = bytes.subarray(24, 29)
  if (depth > 8 || interlace !== 0) return false
  const chunks = listChunks(bytes)
  const has = (name: string) => chunks.some(({kind}) => kind === name)
  // One that moves shows its first picture, in every edition.
  if (has('acTL')) return false
  if (!has('tRNS')) return true
  const palette = chunks.find(({kind}) => kind === 'PLTE')
  return colours === 3 && depth === 8 && palette !== undefined && palette.content.length < lastOfPalette
}

interface Chunk {
  readonly kind: string
  readonly content: Uint8Array
}

/** Chunks that are there as a whole, to the end of the picture. */
function listChunks(bytes: Uint8Array): ReadonlyArray<Chunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: Chunk[] = []
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at)
    if (at + 12 + length > bytes.length) break
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    chunks.push({kind, content: bytes.subarray(at + 8, at + 8 + length)})
    if (kind === 'IEND') break
    at += 12 + length
  }

  return chunks
}

/** @returns what is wrong, worded as a message; undefined where the picture has its end. */
export function checkJpeg(bytes: Uint8Array): string | undefined {
  // Some cameras put bytes of their own behind the end.
  for (let at = bytes.length - 2; at > 1; at--) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return
  return 'Unexpected end of a JPEG picture, left it out'
}

/** Whether a JPEG picture is one that every reader decodes: by Huffman codes, in eight bits, grey or of three colours. */
export function isPlainJpeg(bytes: Uint8Array): boolean {
  for (const {content, marker} of listSegments(bytes)) {
    // Frames are 0xc0 to 0xcf, but for three tables; the first three kinds are baseline, extended, progressive.
    if (marker < 0xc0 || marker > 0xcf || [0xc4, 0xc8, 0xcc].includes(marker)) continue
    const components = content[5]
    return marker <= 0xc2 && content[0] === 8 && (components === 1 || components === 3)
  }

  return false
}
