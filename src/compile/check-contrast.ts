/** Check that what a theme prints can be read: contrast of WCAG 2.2 level AA (1.4.3). */

import type {ColourRole, Tokens} from './theme.ts'

const least = 4.5
const above: ReadonlyArray<ColourRole> = ['ink', 'soft', 'accent', 'editor']
const below: ReadonlyArray<ColourRole> = ['paper', 'wash', 'card']

/** @throws TypeError that names the first pair of colours that is too near. */
export function checkContrast({colour, name}: Pick<Tokens, 'colour' | 'name'>): void {
  for (const [medium, colours] of Object.entries(colour)) {
    for (const front of above) {
      for (const back of below) {
        const ratio = contrastOf(colours[front], colours[back])
        if (ratio >= least) continue
        const pair = `\`${front}\` on \`${back}\` in \`colour.${medium}\``
        throw new TypeError(
          `Unexpected contrast ${ratio.toFixed(2)} of ${pair} in theme \`${name}\`, expected ${least} or more`
        )
      }
    }
  }
}

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, contrast ratio). */
function contrastOf(a: string, b: string): number {
  const [light, dark] = [luminanceOf(a), luminanceOf(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
