/**
 * Read a file of notes: Markdown as one writes commentary.
 *
 * A blockquote names a passage, what follows it is the note; text before the
 * first blockquote introduces the article.
 */

import type {Blockquote, Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import type {Note} from '../model.ts'
import {toString} from 'mdast-util-to-string'

// `start … end`: the ellipsis stands between blanks, so that one inside the
// passage itself is never taken for it.
const gap = /\s+(?:\u2026|\.\.\.)\s+/

/**
 * @param tree the file as Markdown.
 * @param article path of the article that the notes belong to.
 */
export function readNotes(tree: Root, file: VFile, article: string): ReadonlyArray<Note> {
  const notes: Note[] = []
  let quote: Blockquote | undefined
  let children: RootContent[] = []

  const close = () => {
    const line = quote?.position?.start.line ?? children[0]?.position?.start.line ?? 1
    if (children.length > 0) {
      const anchor = quote && readQuote(quote)
      notes.push({article, ...(anchor && {quote: anchor}), tree: {type: 'root', children}, file, line})
    } else if (quote) {
      file.message('Unexpected quotation without a note, expected text below it', {
        place: {line, column: 1},
        ruleId: 'empty-note',
        source: 'read-notes'
      })
    }

    children = []
  }

  for (const node of tree.children) {
    if (node.type === 'yaml') continue
    if (node.type === 'blockquote') {
      close()
      quote = node
    } else children.push(node)
  }

  close()
  return notes
}

function readQuote(quote: Blockquote): NonNullable<Note['quote']> {
  const text = quote.children
    .map((child) => toString(child))
    .join('\n')
    .trim()
  const [exact = text, ...rest] = text.split(gap)
  return rest.length === 1 && rest[0] ? {exact, end: rest[0]} : {exact: text}
}
