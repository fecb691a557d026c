/**
 * Draft the file of notes on an article: nothing but comments, which say how a
 * note is written and name the article's sections.
 */

import type {Article} from '../model.ts'
import {toString} from 'mdast-util-to-string'

const manual = `What stands before the first quotation introduces the article. A quotation
names a passage by its exact words, or by its first and its last words; what
follows it is the note:

> first words \u2026 last words

The note.`

/** @param article cleaned article. */
export function draftNotes(article: Article): string {
  const name = article.title === undefined ? article.path : `${article.title} (${article.path})`
  const sections = article.tree.children.flatMap((child) =>
    child.type === 'heading' ? [comment(toString(child))] : []
  )
  return `${[comment(`Notes on ${name}\n\n${manual}`), ...sections].join('\n\n')}\n`
}

/** Nothing in a comment may end it. */
function comment(text: string): string {
  return `<!-- ${text.replace(/--+/g, '\u2014').replace(/>$/, '')} -->`
}
