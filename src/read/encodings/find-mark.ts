/** Find the byte order mark that a text begins with. */

export interface Mark {
  readonly encoding: string
  /** Bytes that it takes. */
  readonly length: number
}

/** Those of UTF-32 stand before those of UTF-16, which one of them begins with. */
const marks: ReadonlyArray<readonly [encoding: string, mark: ReadonlyArray<number>]> = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  ['gb18030', [0x84, 0x31, 0x95, 0x33]]
]

/** The mark at the start of bytes. */
export function findMark(bytes: Uint8Array): Mark | undefined {
  for (const [encoding, mark] of marks) {
    if (mark.every((byte, index) => bytes[index] === byte)) return {encoding, length: mark.length}
  }

  return undefined
}
