/**
 * Decode bytes in a named encoding.
 *
 * The tables are those of the WHATWG Encoding standard and come with the package, not
 * with the running Node.js, whose own differ from release to release. Two encodings that the standard
 * leaves out are added, as old files have them: UTF-32, and HZ, which is GB 2312 in ASCII.
 */

import {normalizeEncoding, TextDecoder} from '@exodus/bytes/encoding.js'

/** What stands for bytes that are no character. */
export const replacement = '\ufffd'

/** Names that the standard does not know, and what they mean. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['cp932', 'shift_jis'],
  ['cp936', 'gbk'],
  ['cp949', 'euc-kr'],
  ['cp950', 'big5'],
  ['euc-cn', 'gbk'],
  ['euccn', 'gbk'],
  ['hz', 'hz-gb-2312'],
  ['hz-gb-2312', 'hz-gb-2312'],
  ['ucs-4', 'utf-32be'],
  ['utf-32', 'utf-32le'],
  ['utf-32be', 'utf-32be'],
  ['utf-32le', 'utf-32le'],
  ['utf32', 'utf-32le']
])

/** Name of the encoding that a label means, or undefined where nothing can decode it. */
export function findEncoding(label: string): string | undefined {
  const name = label.trim().toLowerCase()
  const known = aliases.get(name) ?? normalizeEncoding(name)
  // The standard maps what it thinks dangerous to an encoding that decodes nothing.
  return known === null || known === 'replacement' ? undefined : known
}

/** Decode bytes; what is no character becomes U+FFFD. No mark is taken off. */
export function decodeBytes(bytes: Uint8Array, encoding: string): string {
  if (encoding === 'utf-32le' || encoding === 'utf-32be') return decodeWide(bytes, encoding === 'utf-32le')
  if (encoding === 'hz-gb-2312') return decodeHz(bytes)
  return new TextDecoder(encoding, {ignoreBOM: true}).decode(bytes)
}

/** Decode bytes, or undefined where they are not wholly in the encoding. */
export function decodeStrictly(bytes: Uint8Array, encoding: string): string | undefined {
  if (encoding.startsWith('utf-32')) return isWide(bytes, encoding) ? decodeBytes(bytes, encoding) : undefined
  if (encoding === 'hz-gb-2312') {
    const text = decodeBytes(bytes, encoding)
    return text.includes(replacement) ? undefined : text
  }

  try {
    return new TextDecoder(encoding, {fatal: true, ignoreBOM: true}).decode(bytes)
  } catch (error) {
    // The only way in which a decoder says that these bytes are not its encoding.
    if (error instanceof TypeError) return
    throw error
  }
}

function decodeWide(bytes: Uint8Array, isLittle: boolean): string {
  const parts = readCodes(bytes, isLittle).map((code) =>
    isScalar(code) ? String.fromCodePoint(code) : replacement
  )
  if (bytes.length % 4 > 0) parts.push(replacement)
  return parts.join('')
}

function isWide(bytes: Uint8Array, encoding: string): boolean {
  return bytes.length % 4 === 0 && readCodes(bytes, encoding === 'utf-32le').every(isScalar)
}

function readCodes(bytes: Uint8Array, isLittle: boolean): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({length: Math.floor(bytes.length / 4)}, (_, index) => view.getUint32(index * 4, isLittle))
}

function isScalar(code: number): boolean {
  return code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff)
}

/** `~{` opens a stretch of pairs without their high bits, `~}` or a line feed ends it, `~~` is a tilde. */
function decodeHz(bytes: Uint8Array): string {
  const tilde = 0x7e
  const out: number[] = []
  let isHan = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number
    const next = bytes[at + 1]
    if (byte === tilde && next !== undefined && '{}~\n'.includes(String.fromCharCode(next))) {
      if (next === tilde) out.push(tilde)
      else if (next !== 0x0a) isHan = next === 0x7b
      at++
    } else if (byte === 0x0a) {
      isHan = false
      out.push(byte)
    } else if (!isHan || byte <= 0x20) out.push(byte)
    else {
      out.push(byte | 0x80)
      if (next !== undefined && next > 0x20) out.push(next | 0x80)
      at++
    }
  }

  return decodeBytes(Uint8Array.from(out), 'gb18030')
}
