/**
 * Measure how far bytes are UTF-8: how many sequences stand in them, and how
 * many bytes belong to none.
 *
 * A decoder only tells that something is wrong; whether a file is UTF-8 with a scratch or
 * something else altogether is told by the numbers.
 */

export interface Measure {
  /** Sequences of two bytes, which other encodings may have by chance. */
  readonly short: number
  /** Sequences of three and four bytes, which hardly any other has. */
  readonly long: number
  /** Stretches that are no UTF-8, counted as a decoder would. */
  readonly broken: number
  /** Whether the bytes end within a sequence; that is not counted as broken. */
  readonly isCut: boolean
}

/** Measure bytes from `start` to `end`. */
export function measureUtf8(bytes: Uint8Array, start = 0, end = bytes.length): Measure {
  let short = 0
  let long = 0
  let broken = 0
  let isCut = false
  let at = start
  while (at < end) {
    const byte = bytes[at] as number
    if (byte < 0x80) {
      at++
      continue
    }

    const size = sizeOf(byte)
    let length = 1
    while (length < size && at + length < end && follows(bytes, at, length)) length++
    if (length === size && size > 1) {
      if (size === 2) short++
      else long++
    } else if (size > 1 && at + length === end) isCut = true
    else broken++
    at += length
  }

  return {short, long, broken, isCut}
}

/** Length of the sequence that a byte leads; 1 where it leads none. */
function sizeOf(lead: number): number {
  if (lead < 0xc2 || lead > 0xf4) return 1
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
}

/** Whether the byte at a distance from its lead may stand there; too long forms and surrogates may not. */
function follows(bytes: Uint8Array, at: number, distance: number): boolean {
  const byte = bytes[at + distance] as number
  if (byte < 0x80 || byte > 0xbf) return false
  if (distance > 1) return true
  switch (bytes[at]) {
    case 0xe0:
      return byte >= 0xa0
    case 0xed:
      return byte < 0xa0
    case 0xf0:
      return byte >= 0x90
    case 0xf4:
      return byte < 0x90
    default:
      return true
  }
}
