/**
 * Windows-1252, which some releases of Node.js take for ISO 8859-1: where the two
 * part, from byte 0x80 to 0x9f (WHATWG Encoding, index-windows-1252). Elsewhere a byte is its code
 * point.
 */

const firstByte = 0x80
const row =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'
const bytes = new Map([...row].map((character, index) => [character, firstByte + index]))

/** What a byte stands for. */
export function characterOf(byte: number): string {
  return row[byte - firstByte] ?? String.fromCharCode(byte)
}

/** The byte that a character is, or undefined if the encoding has none for it. */
export function byteOf(character: string): number | undefined {
  const code = character.charCodeAt(0)
  return bytes.get(character) ?? (code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : undefined)
}
