/**
 * Parse JSON as pages hold it: wrapped in comments or CDATA, with comments, trailing commas, raw
 * line breaks in strings, or references for its quotes.
 */

/** A page's data for machines is smaller; what is larger holds whole archives. */
const largest = 1_000_000
const opening = /^(?:\/\/|\/\*)?[ \t]{0,9}(?:<!\[CDATA\[|<!--)(?:\s{0,9}\*\/)?/
const closing = /(?:(?:\/\/|\/\*)[ \t]{0,9})?(?:\]\]>|-->)(?:\s{0,9}\*\/)?$/
const escapes: Readonly<Record<string, string>> = {'\n': '\\n', '\r': '\\r', '\t': '\\t'}

/** The value; undefined where no mending makes JSON of the text. */
export function parseLooseJson(text: string): unknown {
  if (text.length > largest) return
  const bare = text.trim().replace(opening, '').replace(closing, '')
  return (
    parse(bare) ?? parse(mend(bare)) ?? parse(mend(bare.replaceAll('&quot;', '"').replaceAll('&amp;', '&')))
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return
  }
}

/** Take out comments and trailing commas, and escape what may not stand in a string. */
function mend(text: string): string {
  const pieces: string[] = []
  /** Index of a comma that nothing but blanks stands behind so far. */
  let comma = -1
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ''
    if (char === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) {
      at = endOfComment(text, at)
      continue
    }

    if (char.trim() === '' || (char === ',' && comma >= 0)) continue
    if (comma >= 0 && (char === '}' || char === ']')) pieces[comma] = ''
    comma = char === ',' ? pieces.length : -1
    if (char === '"') {
      const end = endOfString(text, at)
      pieces.push(text.slice(at, end).replace(/\p{Cc}/gu, (one) => escapes[one] ?? ' '))
      at = end - 1
    } else pieces.push(char)
  }

  return pieces.join('').replace(/;$/, '')
}

/** Offset of the last character of a comment. */
function endOfComment(text: string, start: number): number {
  const isLine = text[start + 1] === '/'
  const end = text.indexOf(isLine ? '\n' : '*/', start + 2)
  return end < 0 ? text.length : end + (isLine ? 0 : 1)
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at + 1
  }

  return text.length
}
