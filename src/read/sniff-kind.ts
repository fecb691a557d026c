/** Tell what a file without a name is by how it begins: the extension that it would have. */

import {decodeText} from './decode-text.ts'

// Front matter, a heading, a link or a picture: what plain text has by chance only. The text of a link
// is a phrase, its address seldom has more than some hundred characters.
const markdownSigns = /^---\s*\n|^#{1,6} \S|!?\[[^\]\n]{0,500}\]\([^)\s]{1,1000}\)|^```/m
// What so much of a text does not show, it is not; and no pattern takes long over it.
const head = 2 ** 16

/** @returns an extension without its point. */
export function sniffKind(bytes: Uint8Array): string {
  // The mark of a ZIP archive, `PK` 3 4.
  if ([0x50, 0x4b, 0x03, 0x04].every((byte, index) => bytes[index] === byte)) return 'epub'
  const decoded = decodeText(bytes)
  // What ASCII says at the beginning is the same in all encodings that pages have.
  const text =
    'text' in decoded
      ? decoded.text.slice(0, head)
      : new TextDecoder('latin1').decode(bytes.subarray(0, head))
  if (/^\s*<\?xml\s/.test(text)) return 'xhtml'
  if (/^\s*(?:<!--(?:(?!-->)[^])*-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(text)) return 'html'
  if (/^(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*)*?content-type:[ \t]*multipart\//i.test(text)) return 'mhtml'
  if (/^\s*\{\s*"/.test(text)) return 'jsonl'
  return markdownSigns.test(text.replaceAll('\r\n', '\n')) ? 'md' : 'txt'
}
