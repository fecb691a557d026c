/**
 * Tidy a value that a page gives: its head is as hostile as its body.
 *
 * A value is text, never markup; it is short, on one line, and holds nothing that nobody sees.
 */

import {decodeReferences} from '../../../parse-html.ts'

/** Longer titles have not been seen; longer values are bodies. */
export const titleSize = 300
export const nameSize = 100

// Without its semicolon it is as likely a part of an address.
const reference = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});/gi
/** Marks of format, direction among them; joiners are part of words. */
const unseen = /(?![\u200c\u200d])\p{Cf}|\p{Cs}/gu
const blank = /[\s\p{Cc}]+/gu
const notLetters = /[^\p{L}\p{N}]+/gu

/** A value on one line, with references decoded; undefined where it is empty or longer than `size`. */
export function tidyValue(text: string, size: number): string | undefined {
  // Twice and no more: a value encoded twice is a common slip.
  const decoded = decode(decode(text.slice(0, size * 8)))
  const value = decoded.replace(unseen, '').replace(blank, ' ').trim()
  return value === '' || value.length > size || text.length > size * 8 ? undefined : value
}

function decode(text: string): string {
  return text.replace(reference, decodeReferences)
}

/** A value as it compares with others: letters and digits alone. */
export function foldValue(text: string): string {
  return text.normalize('NFKC').replace(notLetters, '').toLowerCase()
}
