/**
 * Tell whether the bytes of a picture are all there, before anything decodes
 * them: a format that finds out in the middle of its work cannot leave the
 * picture out any more.
 */

import {inflateSync} from 'node:zlib'

// What may stand around the pixels of a row, and the rows of an interlaced picture: generous, but bounded.
const slack = 4

/** @returns what is wrong, worded as a message; undefined for a whole picture. */
export function checkPng(bytes: Uint8Array, width: number, height: number): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const data: Uint8Array[] = []
  let at = 8
  let isEnded = false
  while (at + 12 <= bytes.length && !isEnded) {
    const length = view.getUint32(at)
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (at + 12 + length > bytes.length) break
    if (kind === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + length))
    isEnded = kind === 'IEND'
    at += 12 + length
  }

  if (!isEnded) return 'Unexpected end of a PNG picture, left it out'
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

/** @returns what is wrong, worded as a message; undefined where the picture has its end. */
export function checkJpeg(bytes: Uint8Array): string | undefined {
  // Some cameras put bytes of their own behind the end.
  for (let at = bytes.length - 2; at > 1; at--) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return
  return 'Unexpected end of a JPEG picture, left it out'
}
