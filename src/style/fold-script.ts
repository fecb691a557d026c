/** Fold traditional characters to simplified ones, each by itself, so that offsets stay. */

import pairs from 'opencc-js/dict/TSCharacters'

let table: ReadonlyMap<string, string> | undefined

/** Fold a text. */
export function foldScript(text: string): string {
  table ??= readTable()
  const folds = table
  return text.replace(/\p{Script=Han}/gu, (char) => folds.get(char) ?? char)
}

function readTable(): ReadonlyMap<string, string> {
  const entries = pairs.split('|').map((pair) => pair.split(' ') as [string, string])
  return new Map(entries.filter(([from, to]) => from.length === to.length))
}
