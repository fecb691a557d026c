/** Make the pictures of a generated book: one that is drawn, two of dots. */

import {crc32, deflateSync} from 'node:zlib'
import type {Asset} from '../../../../src/model.ts'

export function makePictures(): Asset[] {
  const svg = [
    '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="200">',
    '<rect width="320" height="200" fill="#dde"/><circle cx="160" cy="100" r="70" fill="#346"/>',
    '<path d="M20 180L160 20L300 180Z" fill="none" stroke="#a42" stroke-width="6"/></svg>'
  ].join('')
  return [
    {
      name: 'drawing.svg',
      mediaType: 'image/svg+xml',
      bytes: new TextEncoder().encode(svg),
      width: 320,
      height: 200
    },
    {name: 'wide.png', mediaType: 'image/png', bytes: writePng(240, 90), width: 240, height: 90},
    {name: 'tall.png', mediaType: 'image/png', bytes: writePng(120, 200), width: 120, height: 200}
  ]
}

/** A PNG of eight bits a channel, three channels, with a gradient in it. */
function writePng(width: number, height: number): Uint8Array {
  const stride = 1 + width * 3
  const pixels = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * stride + 1 + x * 3
      pixels[at] = (x * 255) / width
      pixels[at + 1] = (y * 255) / height
      pixels[at + 2] = 128
    }

  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits, RGB; deflate, no filter, not interlaced.
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0))
  ])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
