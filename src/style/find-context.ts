/**
 * Tell for each character of a text in which script its surroundings are
 * written: a text may mix them, down to a clause.
 *
 * What the clause says counts first, then the sentence, then the whole block, then
 * what is known of the article.
 */

import {countScripts} from '../script-of.ts'

export type Script = 'zh-Hans' | 'zh-Hant'

/** Ends of clauses and of sentences; U+FFFC stands for what is no text. */
const clause = /[^,;:\s\uff0c\uff1b\uff1a\u3001\u3002\uff01\uff1f!?\u300c\u300d\u300e\u300f\u201c\u201d]+/g
const sentence = /[^\u3002\uff01\uff1f!?\n]+/g

/**
 * @param text of a block.
 * @param around script of the article.
 * @returns the script at each code unit.
 */
export function findContext(text: string, around: Script): Script[] {
  const block = scriptOf(text) ?? around
  const context = new Array<Script>(text.length).fill(block)
  for (const level of [sentence, clause]) {
    for (const match of text.matchAll(level)) {
      const script = scriptOf(match[0])
      if (script) context.fill(script, match.index, match.index + match[0].length)
    }
  }

  return context
}

function scriptOf(text: string): Script | undefined {
  const {simplified, traditional} = countScripts(text)
  if (simplified === traditional) return
  return simplified > traditional ? 'zh-Hans' : 'zh-Hant'
}
