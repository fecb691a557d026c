/** Turn pixels upright. */

/** Pixels by row, four bytes each: red, green, blue, and how opaque. */
export interface Pixels {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
}

/** @param orientation as EXIF counts: how the pixels lie. */
export function turnPixels(pixels: Pixels, orientation: number): Pixels {
  if (orientation === 1) return pixels
  const from = new Uint32Array(new Uint8Array(pixels.data).buffer)
  const to = new Uint32Array(from.length)
  const isOnSide = orientation > 4
  const [width, height] = isOnSide ? [pixels.height, pixels.width] : [pixels.width, pixels.height]
  // Where the first row of the upright picture lies, and from which end it is read.
  const isMirrored = [2, 3, 7, 8].includes(orientation)
  const isUpsideDown = [3, 4, 6, 7].includes(orientation)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [column, row] = isOnSide ? [y, x] : [x, y]
      const left = isMirrored ? pixels.width - 1 - column : column
      const top = isUpsideDown ? pixels.height - 1 - row : row
      to[y * width + x] = from[top * pixels.width + left] ?? 0
    }
  }

  return {data: new Uint8Array(to.buffer), width, height}
}
