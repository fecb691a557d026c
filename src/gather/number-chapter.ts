/** Write a chapter's number as the digest's language does. */

import type {Labels} from '../model.ts'

/**
 * @param number 1 to 9999.
 * @param labels `hanDigits` holds the digits 0 to 9 and the signs of 10, 100 and 1000, where the language
 *   counts so.
 */
export function numberChapter(number: number, labels: Labels): string {
  const signs = [...(labels['hanDigits'] ?? '')]
  if (signs.length < 13) return String(number)
  let text = ''
  let pending = false
  for (let power = 3; power >= 0; power--) {
    const digit = Math.floor(number / 10 ** power) % 10
    if (digit === 0) {
      pending = text !== ''
      continue
    }

    if (pending) text += signs[0]
    pending = false
    // Ten to nineteen begin with the sign of ten alone.
    if (!(power === 1 && digit === 1 && text === '')) text += signs[digit]
    if (power > 0) text += signs[9 + power]
  }

  return text
}
