/**
 * What Latin faces set in Chinese text: letters, figures and currency signs.
 *
 * Quotation marks, dashes, ellipses and the middle dot belong to the Han face
 * (W3C CLREQ 3.1.2), so a style sheet keeps them from a Latin face that stands
 * before it.
 */

/** As the descriptor `unicode-range` takes it. */
export const latinRange = 'U+20-7E, U+A0-B6, U+B8-24F, U+1E00-1EFF, U+2013, U+20A0-20CF'

const ranges = latinRange.split(', ').map((range) => {
  const [from = '', to = from] = range.slice(2).split('-')
  return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const
})

/** Name under which a Latin face stands in Chinese text, where it sets this range only. */
export function inChinese(family: string): string {
  return `${family} in Chinese`
}

export function isInLatinRange(codePoint: number): boolean {
  return ranges.some(([from, to]) => codePoint >= from && codePoint <= to)
}

/** A weight or slope of a family, and where a style sheet finds it. */
export interface Cut {
  readonly weight: number
  readonly italic: boolean
  /** Value of `src`. */
  readonly source: string
}

const cuts = [
  {name: 'Regular', weight: 400, italic: false},
  {name: 'Italic', weight: 400, italic: true},
  {name: 'SemiBold', weight: 600, italic: false}
] as const

/** A family as the reader's system has it; nothing is fetched. */
export function listLocal(family: string): ReadonlyArray<Cut> {
  return cuts.map(({italic, name, weight}) => {
    const own = name === 'Regular' ? [family] : []
    const locals = [...own, `${family} ${name}`, `${family.replaceAll(' ', '')}-${name}`]
    return {weight, italic, source: locals.map((local) => `local(${quote(local)})`).join(', ')}
  })
}

/** A name as a string of a style sheet: an editor's face may be called by any letters. */
export function quote(name: string): string {
  return `"${name.replace(/["\\<\n\r\f]/g, (char) => `\\${char.charCodeAt(0).toString(16)} `)}"`
}
