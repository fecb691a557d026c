/**
 * Annotate an article with the editor's notes.
 *
 * A note finds its passage by quotation and becomes a footnote whose call
 * stands right after the passage. A note that does not find it is a warning on
 * the file of notes and is handed on as adrift: it is printed at the article's
 * end, under its quotation, never at a wrong place and never lost.
 */

import type {FootnoteReference, Parents, PhrasingContent, Root, RootContent} from 'mdast'
import type {Article, Note} from '../model.ts'
import {splitText} from '../trace.ts'
import {findPassage, readHaystack, type Anchor} from './find-passage.ts'

/**
 * @param article cleaned article; not changed.
 * @param notes notes on it, in the order they were written.
 */
export function annotateArticle(article: Article, notes: ReadonlyArray<Note>): Article {
  if (notes.length === 0) return article
  const tree = structuredClone(article.tree)
  const haystack = readHaystack(tree, article.text)
  const introduction: RootContent[] = []
  const adrift: Note[] = []
  const anchors: Array<Anchor & {readonly identifier: string; readonly order: number}> = []

  for (const [order, note] of notes.entries()) {
    if (!note.quote) {
      introduction.push(...note.tree.children)
      continue
    }

    const anchor = findPassage(haystack, note.quote)
    if (typeof anchor === 'string') {
      adrift.push(note)
      warn(note, anchor)
      continue
    }

    const identifier = `editor-${order + 1}`
    anchors.push({...anchor, identifier, order})
    tree.children.push({
      type: 'footnoteDefinition',
      identifier,
      label: identifier,
      data: {by: 'editor'},
      children: structuredClone(note.tree.children) as Root['children'] as never
    })
  }

  placeCalls(anchors)
  return {
    ...article,
    tree,
    ...(introduction.length > 0 && {introduction: {type: 'root', children: introduction}}),
    ...(adrift.length > 0 && {adrift})
  }
}

function warn(note: Note, miss: 'missing' | 'twice'): void {
  const quote =
    note.quote?.end === undefined ? note.quote?.exact : `${note.quote.exact} \u2026 ${note.quote.end}`
  note.file.message(
    miss === 'missing'
      ? `Unexpected note without its passage, expected \`${quote}\` in \`${note.article}\`, printed the note at the end`
      : `Unexpected passage \`${quote}\` more than once in \`${note.article}\`, expected a longer quotation, printed the note at the end`,
    {place: {line: note.line, column: 1}, ruleId: 'passage', source: 'annotate'}
  )
}

// From the end backwards, so that a split leaves the offsets before it true;
// of two calls at one point the later note goes in first and so stands second.
function placeCalls(anchors: ReadonlyArray<Anchor & {identifier: string; order: number}>): void {
  const sorted = [...anchors].sort((a, b) => b.at - a.at || b.order - a.order)
  for (const {node, at, ancestors, identifier} of sorted) {
    const call: FootnoteReference = {type: 'footnoteReference', identifier, label: identifier}
    const link = ancestors.findIndex((parent) => parent.type === 'link' || parent.type === 'linkReference')
    if (link > 0) {
      // A call is a link itself and may not stand in one.
      insertAfter(ancestors[link - 1] as Parents, ancestors[link] as PhrasingContent, [call])
      continue
    }

    const parent = ancestors.at(-1) as Parents
    if (at < node.value.length) insertAfter(parent, node, [call, splitText(node, at)])
    else insertAfter(parent, node, [call])
  }
}

function insertAfter(parent: Parents, child: PhrasingContent, added: ReadonlyArray<PhrasingContent>): void {
  const children = parent.children as PhrasingContent[]
  children.splice(children.indexOf(child) + 1, 0, ...added)
}
