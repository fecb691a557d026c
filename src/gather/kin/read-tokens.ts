/**
 * Read an article as the tokens that copies of it share: Han characters one by one, words
 * of other scripts, and figures; no white space, no punctuation, one script, width and case.
 */

import {foldForms, isCapital, readFolds, tellUnit, Unit, unitOf} from './fold-units.ts'

/** What a token is. */
export const Kind = {
  /** A Han character, or another that is a word by itself. */
  Char: 0,
  Word: 1,
  Figure: 2,
  /** A word with a capital or with digits: it names something. */
  Name: 3
} as const

/** Tokens of an article. */
export interface Tokens {
  /** A character by its code point, a word by its number in the vocabulary. */
  readonly ids: Uint32Array
  readonly kinds: Uint8Array
  /** Where each block ends, as an index of `ids`. */
  readonly ends: Uint32Array
}

/** Words of all articles that are compared, each with its number. */
export interface Vocabulary {
  readonly words: Map<number, string>
  readonly numbers: Map<string, number>
}

/** Above any code point. */
const firstWord = 0x11_00_00
const lastWord = 0xff_ff_ff_ff
/** Longer runs of letters are no words, but data; cut, they stay comparable. */
const longest = 40

/** A vocabulary without words. */
export function createVocabulary(): Vocabulary {
  return {words: new Map(), numbers: new Map()}
}

/** Word behind a token, or undefined for a character. */
export function wordOf(vocabulary: Vocabulary, id: number): string | undefined {
  return id < firstWord ? undefined : vocabulary.words.get(id)
}

/** How much a token counts: a word says more than a character, and four words as much as six characters. */
export function weighKind(kind: number): number {
  return kind === Kind.Char ? 2 : 3
}

/** Read blocks, in order. */
export function readTokens(blocks: ReadonlyArray<string>, vocabulary: Vocabulary): Tokens {
  const ids: number[] = []
  const kinds: number[] = []
  const ends: number[] = []
  for (const block of blocks) {
    readBlock(foldForms(block), vocabulary, ids, kinds)
    ends.push(ids.length)
  }

  return {ids: Uint32Array.from(ids), kinds: Uint8Array.from(kinds), ends: Uint32Array.from(ends)}
}

function readBlock(text: string, vocabulary: Vocabulary, ids: number[], kinds: number[]): void {
  const folds = readFolds()
  const size = text.length
  let at = 0
  while (at < size) {
    const code = folds[text.charCodeAt(at)] as number
    const unit = unitOf(code)
    if (unit === Unit.Char) {
      ids.push(code)
      kinds.push(Kind.Char)
      at++
    } else if (unit === Unit.Letter) at = readWord(at)
    else if (unit === Unit.Digit) at = readFigure(at)
    else if (unit === Unit.Surrogate) at = readPair(at)
    else at++
  }

  function readWord(from: number): number {
    let word = ''
    let hasDigit = false
    let end = from
    for (; end < size && word.length < longest; end++) {
      const code = folds[text.charCodeAt(end)] as number
      const unit = unitOf(code)
      if (unit === Unit.Digit) hasDigit = true
      else if (unit !== Unit.Letter && unit !== Unit.Mark) break
      if (unit !== Unit.Mark) word += String.fromCharCode(code)
    }

    push(word, hasDigit || isCapital(text.charCodeAt(from)) ? Kind.Name : Kind.Word)
    return end
  }

  function readFigure(from: number): number {
    let figure = ''
    let end = from
    for (; end < size && figure.length < longest; end++) {
      const code = folds[text.charCodeAt(end)] as number
      if (unitOf(code) === Unit.Digit) figure += String.fromCharCode(code)
      else if (isPoint(code) && isDigitAt(end + 1)) figure += code === 0x2c && isGroup(end + 1) ? '' : '.'
      else break
    }

    push(figure, Kind.Figure)
    return end
  }

  function readPair(from: number): number {
    const code = text.codePointAt(from) as number
    const unit = code > 0xff_ff ? tellUnit(code) : Unit.None
    if (unit === Unit.Char || unit === Unit.Letter) {
      ids.push(code)
      kinds.push(Kind.Char)
    }

    return from + (code > 0xff_ff ? 2 : 1)
  }

  function isDigitAt(index: number): boolean {
    return index < size && unitOf(folds[text.charCodeAt(index)] as number) === Unit.Digit
  }

  /** Whether a comma before here only sets thousands apart. */
  function isGroup(index: number): boolean {
    return isDigitAt(index + 1) && isDigitAt(index + 2) && !isDigitAt(index + 3)
  }

  function push(word: string, kind: number): void {
    let number = vocabulary.numbers.get(word)
    if (number === undefined) {
      number = numberWord(word)
      while (vocabulary.words.has(number)) number = number === lastWord ? firstWord : number + 1
      vocabulary.words.set(number, word)
      vocabulary.numbers.set(word, number)
    }

    ids.push(number)
    kinds.push(kind)
  }
}

/** A number by what the word is, so that the order of articles does not matter. */
function numberWord(word: string): number {
  let hash = 0x81_1c_9d_c5
  for (let at = 0; at < word.length; at++) {
    hash = Math.imul(hash ^ word.charCodeAt(at), 0x01_00_01_93)
    hash ^= hash >>> 15
  }

  return firstWord + ((hash >>> 0) % (lastWord - firstWord))
}

function isPoint(code: number): boolean {
  return code === 0x2e || code === 0x2c
}
