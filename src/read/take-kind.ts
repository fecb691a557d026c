/** Take the word that says what kind a note is off its beginning. */

import type {PhrasingContent, RootContent} from 'mdast'
import type {NoteKind} from '../model.ts'
import {toString} from 'mdast-util-to-string'
import {noteWords} from './note-words.ts'

const kinds = new Map(
  Object.entries(noteWords).flatMap(([kind, words]) => words.map((word) => [word, kind as NoteKind] as const))
)
// The word and its colon, half or full width; nothing but letters stands before it.
const opening = /^\s*([\p{L} '\u2019]{2,20}?)\s*[:\uff1a]\s*/u

/**
 * @param children what the note says; the word goes from it, be it marked by emphasis or not.
 * @returns undefined for an ordinary footnote.
 */
export function takeKind(children: RootContent[]): NoteKind | undefined {
  const [first] = children
  if (first?.type !== 'paragraph') return
  const match = opening.exec(toString(first))
  const word = match?.[1]?.toLowerCase().replace('\u2019', "'")
  const kind = word === undefined ? undefined : kinds.get(word)
  if (!match || !kind || !isLabel(first.children, match[0].trimEnd())) return
  first.children = cutStart(first.children, match[0].length)
  if (first.children.length === 0) children.shift()
  return kind
}

/** Whether a text is a run of its own: plain, or all of an emphasis but for the colon. */
function isLabel([first]: ReadonlyArray<PhrasingContent>, label: string): boolean {
  if (first?.type === 'text') return true
  if (first?.type !== 'strong' && first?.type !== 'emphasis') return false
  const said = toString(first).trim()
  return said === label.trim() || said === label.trim().slice(0, -1).trim()
}

function cutStart(nodes: ReadonlyArray<PhrasingContent>, size: number): PhrasingContent[] {
  const [first, ...rest] = nodes
  if (!first || size <= 0) return [...nodes]
  const length = toString(first).length
  if (length > size && first.type === 'text') return [{...first, value: first.value.slice(size)}, ...rest]
  return cutStart(rest, size - length)
}
