/**
 * Shorten a text to what it is known by, on one line of a terminal.
 */

import {neutralize} from './neutralize.ts'

// Half a line of Han text, which is two columns wide.
const length = 32

export function excerpt(text: string): string {
  const characters = [...text.trim().replace(/\s+/gu, ' ')]
  const isShort = characters.length <= length
  return neutralize(isShort ? characters.join('') : `${characters.slice(0, length - 1).join('')}\u2026`)
}
