/**
 * Fold a text for comparing, so that each folded character remembers where it
 * came from: once as it is written, and once its letters and digits only.
 */

import {foldCharacter} from './fold-characters.ts'

/** A folded text; character `i` of `text` stands at `[starts[i], ends[i])` of the original. */
export interface Folded {
  readonly text: string
  readonly starts: ReadonlyArray<number>
  readonly ends: ReadonlyArray<number>
}

/** A text in both folds. */
export interface Folds {
  readonly original: string
  /** With its punctuation, without blanks. */
  readonly written: Folded
  /** Without punctuation: what is said. */
  readonly letters: Folded
}

const letter = /[\p{L}\p{N}]/u

/** Fold a text, character by character. */
export function foldText(original: string): Folds {
  const written = {text: '', starts: [] as number[], ends: [] as number[]}
  const letters = {text: '', starts: [] as number[], ends: [] as number[]}
  let at = 0
  for (const char of original) {
    const end = at + char.length
    const folded = foldCharacter(char)
    add(written, folded, at, end)
    if (letter.test(folded)) add(letters, folded, at, end)
    at = end
  }

  return {original, written, letters}
}

function add(fold: {text: string; starts: number[]; ends: number[]}, text: string, from: number, to: number) {
  fold.text += text
  for (let unit = 0; unit < text.length; unit++) {
    fold.starts.push(from)
    fold.ends.push(to)
  }
}
