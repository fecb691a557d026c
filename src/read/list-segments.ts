/** List the segments of a JPEG picture that stand before its pixels. */

export interface Segment {
  readonly marker: number
  readonly content: Uint8Array
}

// Pixels begin behind it.
const startOfScan = 0xda

/** Segments in order, as far as they are well-formed. */
export function* listSegments(bytes: Uint8Array): Generator<Segment, undefined> {
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)
    if (marker === startOfScan) return
    // A marker may be led in by more bytes of the same kind.
    if (marker === 0xff) {
      at++
      continue
    }

    yield {marker, content: bytes.subarray(at + 4, at + 2 + length)}
    at += 2 + length
  }
}
