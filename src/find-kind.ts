/**
 * Find out what a file is that is no text, by the bytes that it begins with.
 *
 * A picture that an editor named `.txt` by mistake would be read as thousands of odd
 * letters; its kind is what helps to find the mistake.
 */

/**
 * Kinds by what they begin with, one character a byte. Where a name in ASCII opens the file, what
 * stands behind it is asked for as well, down to a byte that no text has: an article may begin
 * with the name.
 */
const kinds: ReadonlyArray<{readonly kind: string; readonly start: RegExp}> = [
  {kind: 'PDF file', start: /^%PDF-\d\.\d[ \t]*[\r\n%]/},
  {kind: 'PNG picture', start: /^\x89PNG\r\n/},
  {kind: 'JPEG picture', start: /^\xff\xd8\xff/},
  // A size, a background and the shape of a pixel, which nobody sets.
  {kind: 'GIF picture', start: /^GIF8[79]a[^]{6}\0/},
  {kind: 'WebP picture', start: /^RIFF[^]{4}WEBPVP8[ LX]/},
  {kind: 'TIFF picture', start: /^(?:II\*\0|MM\0\*)/},
  // A box of less than 64 kB with its name.
  {kind: 'AVIF picture', start: /^\0\0[^]{2}ftypavif/},
  {kind: 'HEIC picture', start: /^\0\0[^]{2}ftypheic/},
  {kind: 'video', start: /^\0\0[^]{2}ftyp/},
  {kind: 'video', start: /^\x1aE\xdf\xa3/},
  // A first part of less than 16 MB.
  {kind: 'video', start: /^RIFF[^]{4}AVI [ -~]{4}[^]{3}\0/},
  {kind: 'sound file', start: /^RIFF[^]{4}WAVE[ -~]{4}[^]{3}\0/},
  // The version of the tags.
  {kind: 'sound file', start: /^ID3[\x02-\x04]/},
  {kind: 'sound file', start: /^OggS\0/},
  {kind: 'ZIP archive', start: /^PK(?:\x03\x04|\x05\x06)/},
  {kind: 'gzip archive', start: /^\x1f\x8b\x08/},
  // The mark of a block, which is the beginning of pi.
  {kind: 'bzip2 archive', start: /^BZh[1-9]1AY&SY/},
  {kind: 'xz archive', start: /^\xfd7zXZ\0/},
  {kind: '7z archive', start: /^7z\xbc\xaf'\x1c/},
  {kind: 'RAR archive', start: /^Rar!\x1a\x07/},
  {kind: 'Word file of the old kind', start: /^\xd0\xcf\x11\xe0\xa1\xb1/},
  {kind: 'RTF file', start: /^\{\\rtf1\s*[\\{]/},
  {kind: 'SQLite database', start: /^SQLite format 3\0/},
  {kind: 'program', start: /^(?:\x7fELF|MZ\x90\0|\0asm|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe)/},
  {kind: 'font', start: /^wOF[F2](?:\0\x01\0\0|OTTO|true|ttcf)/},
  {kind: 'font', start: /^(?:\0\x01\0\0|OTTO\0)/}
]

/** As many bytes as the longest of them. */
const reach = 20

/** What the file is, worded to stand in a message; undefined: nothing known, so it may be text. */
export function findKind(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, reach))
  return kinds.find(({start}) => start.test(head))?.kind
}
