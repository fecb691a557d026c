/** Number the pages before the first article. */

const numerals: ReadonlyArray<readonly [number, string]> = [
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i']
]

/** Roman numerals, lower case. */
export function toRoman(number: number): string {
  let rest = number
  let text = ''
  for (const [value, sign] of numerals) {
    while (rest >= value) {
      text += sign
      rest -= value
    }
  }

  return text
}
