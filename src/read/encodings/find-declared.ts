/**
 * Find the encodings that a text declares for itself: an XML declaration, and the
 * elements `meta` of a web page, as ASCII and as UTF-16 would write them.
 *
 * What is found is only a claim; `decode-text.ts` holds it against the bytes.
 */

/** A claim about a text's encoding. */
export interface Declaration {
  /** The encoding's name as it is written. */
  readonly name: string
  /** Who claims it, as it stands in a message. */
  readonly by: string
}

/** Pages that declare it later are not understood by browsers either, which stop at 1024 bytes. */
const reach = 4096

const xml = /^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']\s*([\w.:-]+)/i
const meta = /<meta\b[^>]*>/gi
const comment = /<!--[^]*?(?:-->|$)/g
const plain = /\bcharset\s*=\s*["']?\s*([\w.:-]+)/i
const equivalent = /\bhttp-equiv\s*=\s*["']?\s*content-type\b/i

/** What a text declares, in the order in which it is to be believed. */
export function findDeclared(bytes: Uint8Array): ReadonlyArray<Declaration> {
  // NUL characters are left out, so that UTF-16 and UTF-32 read as ASCII.
  let head = ''
  for (const byte of bytes.subarray(0, reach)) if (byte !== 0) head += String.fromCharCode(byte)
  const start = head.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
  const found: Declaration[] = []
  const declaration = xml.exec(start)?.[1]
  if (declaration !== undefined) found.push({name: declaration, by: 'the XML declaration'})
  for (const [tag] of start.replace(comment, '').matchAll(meta)) {
    const name = plain.exec(tag)?.[1]
    if (name === undefined) continue
    found.push({name, by: equivalent.test(tag) ? '`meta http-equiv`' : '`meta charset`'})
  }

  return found
}
