/** Find where a Latin word may be broken, and at what price. */

import type {Lang} from '../../model.ts'
import english from 'hyphen/en-us/index.js'

/** How a piece meets the next: as two characters do, by a hyphen, or as the parts of an address do. */
export type Joint = 'pair' | 'hyphen' | 'url' | 'emergency'

export interface WordPart {
  readonly text: string
  readonly joint: Joint
}

// An address has no spaces: long parts of it may be broken anywhere.
const addressPart = 6
// Words this long are names of things, not words: they may part at their joints.
const longWord = 22
const urlJoint = /(?<=[#&./:=?_~-])(?=[^#&./:=?_~-])|(?<=[a-z])(?=[A-Z])/
// A hyphen parts words, not a name from its number.
const hyphenJoint = /(?<=\p{L}{2}[-/\u2013\u2014])(?=\p{L}{2})/u
const softHyphen = '\u00ad'
const plainWord = /^\p{Lu}?\p{Ll}+\P{L}*$/u
const minWordLength = 6

/** @param lang of the word; `code` is never hyphenated. */
export function splitWord(word: string, lang: Lang | 'code'): ReadonlyArray<WordPart> {
  const isAddress = word.includes('://')
  const words = isAddress ? [word] : word.split(hyphenJoint)
  const parts = words.flatMap((part) =>
    isAddress || part.length > longWord
      ? part.split(urlJoint).map((text) => splitAddress(text))
      : [splitSyllables(part, lang)]
  )
  return parts.flatMap((pieces, index): WordPart[] =>
    pieces.map((piece, at) => {
      const isLast = at === pieces.length - 1
      if (!isLast) return piece
      return {text: piece.text, joint: index === parts.length - 1 ? 'pair' : 'url'}
    })
  )
}

function splitAddress(text: string): ReadonlyArray<WordPart> {
  const pieces = text.match(new RegExp(`.{1,${addressPart}}`, 'gu')) ?? []
  return pieces.map((piece) => ({text: piece, joint: 'emergency'}))
}

function splitSyllables(word: string, lang: Lang | 'code'): ReadonlyArray<WordPart> {
  if (lang === 'code') return [{text: word, joint: 'pair'}]
  // Where the text itself says where, nothing else does.
  const isSaid = word.includes(softHyphen)
  // In a Chinese text a Latin word is English, if it looks like a word.
  const isEnglish = lang.startsWith('en') || (lang.startsWith('zh') && plainWord.test(word))
  const isWhole = isSaid || !isEnglish || word.length < minWordLength
  const marked = isWhole ? word : english.hyphenateSync(word, {minWordLength})
  const syllables = marked.split(softHyphen).filter((part) => part !== '')
  return syllables.map((text) => ({text, joint: 'hyphen'}))
}
