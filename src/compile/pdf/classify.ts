/**
 * Tell what a character is to the line breaker: the classes of W3C CLREQ
 * (3.1.2 punctuation, 3.1.4 prohibition rules) and JIS X 4051.
 */

export type CharClass =
  | 'han'
  /** Opening bracket or quotation mark: never ends a line. */
  | 'open'
  /** Closing bracket or quotation mark: never begins a line, like all that follow. */
  | 'close'
  /** Full stop, comma, enumeration comma. */
  | 'stop'
  /** Colon, semicolon, question and exclamation mark. */
  | 'pause'
  /** Dash or ellipsis: pairs are one. */
  | 'dash'
  /** Interpunct. */
  | 'dot'
  /** Iteration mark, prolonged sound mark, wave dash. */
  | 'trail'
  | 'latin'
  | 'space'

const classes: ReadonlyArray<readonly [CharClass, string]> = [
  ['open', '\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\uff08\uff3b\uff5b\u201c\u2018'],
  ['close', '\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u3019\uff09\uff3d\uff5d\u201d\u2019'],
  ['stop', '\u3001\u3002\uff0c\uff0e'],
  ['pause', '\uff1a\uff1b\uff01\uff1f'],
  ['dash', '\u2014\u2015\u2025\u2026\u22ef\u2500'],
  ['dot', '\u00b7\u2027\u30fb'],
  ['trail', '\u3005\u303b\u309d\u309e\u30fc\u30fd\u30fe\uff5e\u301c\uff05\u2030']
]
const table = new Map(classes.flatMap(([name, chars]) => [...chars].map((char) => [char, name] as const)))
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u2460-\u24ff\u2500-\u27bf\u3000-\u33ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\p{Emoji_Presentation}]/u
const blank = /[ \t\n\r\u3000]/
const westernMarks = /[\u2018\u2019\u201c\u201d\u2014\u2015\u2026\u00b7\u2027]/

/**
 * @param isChinese whether the run is Chinese: marks that both scripts have are Han there.
 */
export function classify(char: string, isChinese: boolean): CharClass {
  if (blank.test(char)) return 'space'
  if (!isChinese && westernMarks.test(char)) return 'latin'
  return table.get(char) ?? (wide.test(char) ? 'han' : 'latin')
}

/** Whether a mark carries blank that may be squeezed. */
export function isMark(name: string): boolean {
  return name === 'open' || name === 'close' || name === 'stop' || name === 'pause'
}

const never: ReadonlySet<string> = new Set(['close', 'stop', 'pause', 'dash', 'dot', 'trail', 'call', 'seal'])

/** Whether what is of a class never begins a line. */
export function neverBegins(name: string): boolean {
  return name !== 'han' && never.has(name)
}

/** Latin punctuation that clings to what stands before it, or after. */
export const clingsBefore = /^[!%),.:;?\]}\u2019\u201d\u00b0]/
export const clingsAfter = /[$(#@[{\u2018\u201c\u00a3\u00a5]$/
