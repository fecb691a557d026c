/**
 * Show where two texts part: the longest passages of one that the other has not.
 */

import {listShingles, listTokens, type SetHead} from './score-text.ts'

/** So many passages tell what went wrong, and so much of each. */
const mostPassages = 5
const mostLetters = 160

/** The longest passages of a text that another does not have, longest first. */
export function listLost(text: string, other: string, head: SetHead): string[] {
  const tokens = listTokens(text, head)
  const shingles = listShingles(tokens)
  const rest = new Map<string, number>()
  for (const shingle of listShingles(listTokens(other, head))) rest.set(shingle, (rest.get(shingle) ?? 0) + 1)
  const isShared = tokens.map(() => false)
  const size = tokens.length - shingles.length + 1
  for (const [start, shingle] of shingles.entries()) {
    const count = rest.get(shingle) ?? 0
    if (count === 0) continue
    rest.set(shingle, count - 1)
    isShared.fill(true, start, start + size)
  }

  const passages: string[][] = []
  for (const [index, token] of tokens.entries()) {
    if (isShared[index]) continue
    if (index === 0 || isShared[index - 1]) passages.push([])
    passages.at(-1)?.push(token)
  }

  const glue = head.lang === 'zh' ? '' : ' '
  return passages
    .sort((a, b) => b.length - a.length)
    .slice(0, mostPassages)
    .map((passage) => `(${passage.length}) ${passage.join(glue).slice(0, mostLetters)}`)
}
