/**
 * Find out what a file is that is no text, by the bytes that it begins with.
 *
 * A picture that an editor named `.txt` by mistake would be read as thousands of odd
 * letters; its kind is what helps to find the mistake.
 */

/** Kinds by what they begin with, one character a byte; `at` is where it stands (default: 0). */
const kinds: ReadonlyArray<{readonly kind: string; readonly magic: string; readonly at?: number}> = [
  {kind: 'PDF file', magic: '%PDF-'},
  {kind: 'PNG picture', magic: '\x89PNG\r\n'},
  {kind: 'JPEG picture', magic: '\xff\xd8\xff'},
  {kind: 'GIF picture', magic: 'GIF87a'},
  {kind: 'GIF picture', magic: 'GIF89a'},
  {kind: 'WebP picture', magic: 'WEBP', at: 8},
  {kind: 'TIFF picture', magic: 'II*\0'},
  {kind: 'TIFF picture', magic: 'MM\0*'},
  {kind: 'AVIF picture', magic: 'ftypavif', at: 4},
  {kind: 'HEIC picture', magic: 'ftypheic', at: 4},
  {kind: 'video', magic: 'ftyp', at: 4},
  {kind: 'video', magic: '\x1aE\xdf\xa3'},
  {kind: 'sound file', magic: 'ID3'},
  {kind: 'sound file', magic: 'OggS\0'},
  {kind: 'sound file', magic: 'WAVE', at: 8},
  {kind: 'ZIP archive', magic: 'PK\x03\x04'},
  {kind: 'ZIP archive', magic: 'PK\x05\x06'},
  {kind: 'gzip archive', magic: '\x1f\x8b\x08'},
  {kind: 'bzip2 archive', magic: 'BZh91AY'},
  {kind: 'xz archive', magic: '\xfd7zXZ\0'},
  {kind: '7z archive', magic: "7z\xbc\xaf'\x1c"},
  {kind: 'RAR archive', magic: 'Rar!\x1a\x07'},
  {kind: 'Word file of the old kind', magic: '\xd0\xcf\x11\xe0\xa1\xb1'},
  {kind: 'RTF file', magic: '{\\rtf1'},
  {kind: 'SQLite database', magic: 'SQLite format 3\0'},
  {kind: 'program', magic: '\x7fELF'},
  {kind: 'program', magic: 'MZ\x90\0'},
  {kind: 'program', magic: '\0asm'},
  {kind: 'program', magic: '\xcf\xfa\xed\xfe'},
  {kind: 'program', magic: '\xca\xfe\xba\xbe'},
  {kind: 'font', magic: 'wOFF'},
  {kind: 'font', magic: 'wOF2'},
  {kind: 'font', magic: 'OTTO\0'},
  {kind: 'font', magic: '\0\x01\0\0\0'}
]

/** What the file is, worded to stand in a message; undefined: nothing known, so it may be text. */
export function findKind(bytes: Uint8Array): string | undefined {
  return kinds.find(({magic, at = 0}) => {
    for (let index = 0; index < magic.length; index++) {
      if (bytes[at + index] !== magic.charCodeAt(index)) return false
    }

    return true
  })?.kind
}
