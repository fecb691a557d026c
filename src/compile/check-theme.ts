/** Say, before anything is compiled, whether a theme can set a digest. */

import type {Theme} from '../model.ts'
import {closestMatch} from 'leven'
import {readTokens} from './theme.ts'

/**
 * @param pages name of the page geometry that the digest asks for.
 * @returns what stands in the way, worded as a message.
 */
export function checkTheme(theme: Theme, pages: string): string | undefined {
  try {
    const known = Object.keys(readTokens(theme).pages)
    if (known.includes(pages)) return
    const near = closestMatch(pages, known)
    const hint =
      near === undefined
        ? `expected ${known.map((name) => `\`${name}\``).join(' or ')}`
        : `did you mean \`${near}\`?`
    return `Unexpected pages \`${pages}\` for theme \`${theme.name}\`, ${hint}`
  } catch (error) {
    if (error instanceof TypeError) return error.message
    throw error
  }
}
