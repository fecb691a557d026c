/**
 * Fill the colours of a theme into a style sheet.
 *
 * Many readers know no custom properties, so that `var(--accent)` is written
 * out here.
 */

import type {Colours} from '../theme.ts'

/** @param sheets in order; what is missing is left out. */
export function fillCss(sheets: ReadonlyArray<string | undefined>, colours: Colours): string {
  return sheets
    .filter((sheet) => sheet !== undefined)
    .join('\n')
    .replace(/var\(--([\w-]+)\)/g, (place, role: string) => {
      const colour = colours[role]
      if (colour === undefined) throw new Error(`Unexpected \`${place}\`, expected a colour of the theme`)
      return colour
    })
}
