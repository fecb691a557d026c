/**
 * Tidy the names of authors and publishers: labels, addresses and handles off.
 */

import {nameSize, tidyValue} from './tidy-value.ts'
import {findDay} from './read-day.ts'

/** What stands before the names of authors; Han: author, text, text by, reporter, this paper's reporter. */
const authorLabel =
  /^(?:(?:(?:all|more|view all|view more)\s+)?(?:written|posted|published|reported|words|stor(?:y|ies)|articles?|texts?|posts?)\s+by\s*:?\s*|\bby(?:\s*:\s*|\s+)|(?:authors?|autor)(?:\s*:\s*|\s+(?=\S+\s))|more from\s+|(?:\u4f5c\s?\u8005|\u7f16\u8f91|\u6587|\u64b0\u6587|\u64b0\u7a3f|\u8bb0\u8005|\u8a18\u8005)\s?[:\uff1a/\uff0f|\u4e28]\s*)/iu
/** Han: source (simplified, traditional), comes from, first published at. */
const sourceLabel =
  /^(?:(?:source|from|via)\s*:\s*|(?:\u6587\u7ae0)?(?:\u6765\u6e90|\u4f86\u6e90|\u7a3f\u6e90|\u6765\u81ea)(?:\u4e8e|\u65bc)?\s?[:\uff1a]?\s*|\u9996\u53d1\s?[:\uff1a]\s*)/iu
const address = /^(?:https?:|\/\/|www\.)|^[\w.-]+\/|\.(?:com|org|net|cn|html?)\/|^\/|:\/\//i
const mail = /[(<]?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}[>)]?/g
const handle = /^@\S+$/
/** What else a line of credit says. */
const others =
  /\s*\b(?:(?:last )?updated|edited by|reviewed by|see more from|posted on|published on)\b.*$|\s+\u5173\u6ce8$/i
const tail = /\s*(?:[|\uff5c\u2022\u00b7]|\s[-\u2013\u2014]\s|\s\/\s).*$/u
const edges =
  /^[\s,;:|/\uff1a\uff0c\uff1b\u3001\u2013\u2014-]+|[\s,;:|/\uff1a\uff0c\uff1b\u3001\u2013\u2014-]+$/gu
/** What systems and templates put where a name belongs; Han: unknown, anonymous, no name, none, administrator. */
const nobody =
  /^(?:admin(?:istrator)?|anonymous|author|default|editor|guest|n\/?a|by|follow|name|none|null|root|staff|test|undefined|unknown|updated|view .*|(?:posted|written|published)(?: by| on)?|user|web ?master|wp ?admin|\[?object.*|\{.*|\u672a\u77e5|\u4f5a\u540d|\u533f\u540d|\u65e0|\u7ba1\u7406\u5458)$/iu
/** Han: editor (simplified, traditional), reprint, original work, follow: what these stand in is no name. */
const noName =
  /\u7f16\u8f91|\u7de8\u8f2f|\u8f6c\u8f7d|\u8f49\u8f09|^\u539f\u521b$|^@|\[at\]|^[(\uff08[\u3010]/u
const letter = /\p{L}/u
const number = /\d{4}/
/** What runs on in a name's list. */
const and = /\s+(?:and|&|und|et)\s+|\s*[;\uff1b\u3001]\s*/iu

/** Names of authors in a text, joined as the project joins them; undefined where there is none. */
export function tidyNames(text: string): string | undefined {
  const value = tidyValue(text, nameSize * 2)
  if (value === undefined || address.test(value)) return
  const day = findDay(value)
  const names = (day ? value.slice(0, day.from) : value)
    .replace(mail, '')
    .replace(edges, '')
    .replace(authorLabel, '')
  const list: string[] = []
  for (const part of names.replace(others, '').replace(tail, '').split(and)) {
    const name = part
      .replace(edges, '')
      .replace(authorLabel, '')
      .replace(/^(?:and|&)\s+/i, '')
    if (isName(name) && !list.includes(name)) list.push(name)
  }

  const joined = list.join(', ')
  return joined === '' || joined.length > nameSize ? undefined : joined
}

/** Name of a publisher. */
export function tidySource(text: string): string | undefined {
  const value = tidyValue(text, nameSize)
  if (value === undefined || address.test(value)) return
  const day = findDay(value)
  const name = (day ? value.slice(0, day.from) : value).replace(sourceLabel, '').replace(edges, '')
  return isName(name) ? name : undefined
}

function isName(text: string): boolean {
  return (
    letter.test(text) &&
    !nobody.test(text) &&
    !noName.test(text) &&
    !handle.test(text) &&
    !number.test(text) &&
    !address.test(text)
  )
}
