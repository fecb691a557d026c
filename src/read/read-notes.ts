/**
 * Read a file of notes: Markdown as one writes commentary.
 *
 * A blockquote names a passage, what follows it is the note; text before the
 * first blockquote introduces the article, text behind a last thematic break
 * closes it.
 */

import type {Blockquote, Nodes, Root, RootContent, Strong} from 'mdast'
import type {VFile} from 'vfile'
import type {Note, Quote} from '../model.ts'
import {toString} from 'mdast-util-to-string'
import {visit} from 'unist-util-visit'
import {settleReferences} from './settle-references.ts'
import {takeKind} from './take-kind.ts'

// `start … end`: the ellipsis stands between blanks, so that one inside the
// passage itself is never taken for it.
const gap = /\s+(?:\u2026{1,2}|\.\.\.)\s+/

/**
 * @param tree the file as Markdown; its nodes go into the notes.
 * @param article path of the article that the notes belong to.
 */
export function readNotes(tree: Root, file: VFile, article: string): ReadonlyArray<Note> {
  settleReferences(tree)
  const notes: Note[] = []
  const {body, closing} = splitClosing(tree.children.filter((node) => !isSilent(node)))
  let quote: Blockquote | undefined
  let children: RootContent[] = []

  const close = () => {
    // A break before the next quotation only sets notes apart.
    while (children.at(-1)?.type === 'thematicBreak') children.pop()
    const line = quote?.position?.start.line ?? children[0]?.position?.start.line ?? 1
    const kind = quote && takeKind(children)
    if (children.length > 0) {
      const found = quote && readQuote(quote)
      notes.push({
        article,
        ...(found && {quote: found}),
        ...(kind && {kind}),
        tree: {type: 'root', children},
        file,
        line
      })
    } else if (quote) {
      file.message('Unexpected quotation without a note, expected text below it', {
        place: {line, column: 1},
        ruleId: 'empty-note',
        source: 'read-notes'
      })
    }

    children = []
  }

  for (const node of body) {
    if (node.type === 'blockquote') {
      close()
      quote = node
    } else children.push(node)
  }

  close()
  if (closing.length > 0) {
    const line = closing[0]?.position?.start.line ?? 1
    notes.push({article, isAfter: true, tree: {type: 'root', children: closing}, file, line})
  }

  return notes
}

/** Front matter and comments are the editor's own. */
function isSilent(node: RootContent): boolean {
  return (
    node.type === 'yaml' ||
    (node.type === 'html' && /^\s*(?:<!--(?:(?!-->)[\s\S])*-->\s*)+$/.test(node.value))
  )
}

/** What stands behind the last thematic break, if no quotation does. */
function splitClosing(children: RootContent[]): {body: RootContent[]; closing: RootContent[]} {
  const last = children.findLastIndex(({type}) => type === 'thematicBreak')
  const closing = last === -1 ? [] : children.slice(last + 1)
  if (closing.length === 0 || closing.some(({type}) => type === 'blockquote'))
    return {body: children, closing: []}
  return {body: children.slice(0, last), closing}
}

/** A quotation; where one run of it is bold, that is the passage, and the rest stands around it. */
function readQuote(quote: Blockquote): Quote {
  const strong: Strong[] = []
  visit(quote as Nodes, 'strong', function (node) {
    strong.push(node)
  })
  const text = textOf(quote)
  const [only] = strong
  const passage = only ? toString(only) : ''
  if (!only || strong.length > 1 || passage.trim() === '') return readEnds(text.trim())
  const [prefix = '', suffix = ''] = splitAround(quote, only)
  return {
    ...readEnds(passage.trim()),
    ...(prefix.trim() !== '' && {prefix: prefix.trimStart()}),
    ...(suffix.trim() !== '' && {suffix: suffix.trimEnd()})
  }
}

function readEnds(text: string): Quote {
  const [exact = text, ...rest] = text.split(gap)
  return rest.length === 1 && exact && rest[0] ? {exact, end: rest[0]} : {exact: text}
}

function textOf(quote: Blockquote): string {
  return quote.children.map((child) => toString(child)).join('\n')
}

/** What a quotation says before and after one of its nodes. */
function splitAround(quote: Blockquote, node: Strong): [string, string] {
  const sides: [string, string] = ['', '']
  let side: 0 | 1 = 0
  const walk = (inner: Nodes): void => {
    if (inner === node) side = 1
    else if ('children' in inner) for (const child of inner.children) walk(child)
    else sides[side] += toString(inner)
    if (inner.type === 'paragraph') sides[side] += '\n'
  }
  walk(quote)
  return sides
}
