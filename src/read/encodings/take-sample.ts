/** Take a sample of bytes: the lines that say something of the encoding. */

/** Enough for any two encodings to part, and little enough to be read in each of them. */
export const sampleSize = 4096

const lineFeed = 0x0a
/** Below it no byte is the second of a pair in any encoding, so text may be cut before it. */
const safe = 0x30

/** Lines with bytes above ASCII, from the first on; all bytes where they are few. */
export function takeSample(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= sampleSize) return bytes
  const parts: Uint8Array[] = []
  let size = 0
  for (const [start, end] of splitLines(bytes)) {
    if (!isHigh(bytes, start, end)) continue
    const line = bytes.subarray(start, Math.min(end, start + 2 * sampleSize))
    const from =
      line.length > sampleSize
        ? findSafe(
            line,
            line.findIndex((byte) => byte >= 0x80)
          )
        : 0
    const part = line.subarray(from, from + sampleSize - size)
    parts.push(part)
    size += part.length
    if (size >= sampleSize) break
  }

  return joinBytes(parts)
}

/** Join bytes. */
export function joinBytes(parts: ReadonlyArray<Uint8Array>): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }

  return joined
}

/** Where each line starts and ends, its line feed with it. */
export function* splitLines(bytes: Uint8Array): Generator<readonly [start: number, end: number]> {
  for (let start = 0; start < bytes.length;) {
    const feed = bytes.indexOf(lineFeed, start)
    const end = feed < 0 ? bytes.length : feed + 1
    yield [start, end]
    start = end
  }
}

/** Whether bytes above ASCII stand in a range. */
export function isHigh(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((bytes[at] as number) >= 0x80) return true
  return false
}

/** The last place before `at` where no character is cut. */
function findSafe(line: Uint8Array, at: number): number {
  for (let index = at - 1; index > 0; index--) if ((line[index] as number) < safe) return index
  return Math.max(0, at < sampleSize ? 0 : at)
}
