/** Number the colours of a picture, where they are few enough for a palette. */

export interface Indexed {
  /** A number for each pixel. */
  readonly data: Uint8Array
  /** Red, green, blue, and with four channels how opaque, by number. */
  readonly palette: number[][]
}

// One less than a byte can number: pdfkit takes the last one for transparent.
const most = 255

/**
 * @param data four bytes a pixel.
 * @param channels how many of them count.
 * @returns undefined where there are too many colours.
 */
export function indexColours(data: Uint8Array, channels: 3 | 4): Indexed | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const numbers = new Map<number, number>()
  for (let at = 0; at < data.length; at += 4) {
    numbers.set(view.getUint32(at), 0)
    if (numbers.size > most) return
  }

  // What can be seen through comes first: PNG says how far of so many colours, counted from the first.
  const colours = [...numbers.keys()].sort((a, b) => (a & 0xff) - (b & 0xff) || a - b)
  for (const [number, colour] of colours.entries()) numbers.set(colour, number)
  const indexed = new Uint8Array(data.length / 4)
  for (let pixel = 0; pixel < indexed.length; pixel++)
    indexed[pixel] = numbers.get(view.getUint32(pixel * 4)) ?? 0
  const palette = colours.map((colour) =>
    [colour >>> 24, (colour >>> 16) & 0xff, (colour >>> 8) & 0xff, colour & 0xff].slice(0, channels)
  )
  return {data: indexed, palette}
}
