/**
 * Find the language of a text by its characters alone.
 *
 * Han text is traditional or simplified by the characters that only one of the two
 * uses; without Han text it is English, the only other language that comes in.
 */

import type {Lang} from '../model.ts'
import {countScripts} from '../script-of.ts'

const word = /\p{Script=Latin}+/gu
/** Enough for any text to show its script. */
const enough = 40_000

/** BCP 47 tag of a text: `zh-Hant`, `zh-Hans` or `en`. */
export function findLang(text: string): Lang {
  const sample = text.slice(0, enough)
  const {han, simplified, traditional} = countScripts(sample)
  // An English article may quote some Chinese; a Chinese one always has more characters than Latin words.
  if (han <= (sample.match(word)?.length ?? 0)) return 'en'
  return traditional > simplified ? 'zh-Hant' : 'zh-Hans'
}
