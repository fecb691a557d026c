/**
 * Annotate an article with the editor's notes.
 *
 * A note finds its passage by quotation and becomes a footnote whose call
 * stands right after the passage. A note that does not find it is a warning on
 * the file of notes and is handed on as adrift: it is printed at the article's
 * end, under its quotation, never at a wrong place and never lost.
 */

import type {FootnoteDefinition, Nodes, Root, RootContent} from 'mdast'
import type {Article, Note} from '../model.ts'
import {visit} from 'unist-util-visit'
import {location} from 'vfile-location'
import {cloneTree} from '../clone-tree.ts'
import {findPassage, type Finding} from './find-passage.ts'
import {placeCalls, type Call} from './place-calls.ts'
import {readHaystack} from './read-haystack.ts'
import {warnAdrift} from './warn-adrift.ts'

/**
 * @param article cleaned article; not changed.
 * @param notes notes on it, in the order they were written.
 */
export function annotateArticle(article: Article, notes: ReadonlyArray<Note>): Article {
  if (notes.length === 0) return article
  const tree = cloneTree(article.tree)
  const said = notes.filter((note) => !note.quote)
  const introduction = said.filter((note) => !note.isAfter).flatMap(({tree}) => tree.children)
  const conclusion = said.filter((note) => note.isAfter).flatMap(({tree}) => tree.children)
  const adrift = said.length < notes.length ? attach(article, tree, notes) : []
  return {
    ...article,
    tree,
    ...(introduction.length > 0 && {introduction: {type: 'root', children: introduction}}),
    ...(conclusion.length > 0 && {conclusion: {type: 'root', children: conclusion}}),
    ...(adrift.length > 0 && {adrift})
  }
}

/** @returns the notes that have not found their passage. */
function attach(article: Article, tree: Root, notes: ReadonlyArray<Note>): Note[] {
  const haystack = readHaystack({...article, tree})
  const lined = {path: article.path, lines: location(article.text)}
  const taken = listIdentifiers(tree)
  const calls: Call[] = []
  const definitions: RootContent[] = []
  const adrift: Note[] = []
  // Two notes may quote the same passage.
  const findings = new Map<string, Finding>()
  for (const [order, note] of notes.entries()) {
    if (!note.quote) continue
    const key = JSON.stringify(note.quote)
    const finding = findings.get(key) ?? findPassage(haystack, note.quote)
    findings.set(key, finding)
    if (!('anchor' in finding)) {
      adrift.push(note)
      warnAdrift(note, lined, finding)
      continue
    }

    let identifier = `editor-${order + 1}`
    while (taken.has(identifier)) identifier += '-'
    calls.push({anchor: finding.anchor, identifier})
    definitions.push({
      type: 'footnoteDefinition',
      identifier,
      label: identifier,
      data: {by: 'editor', ...(note.kind && {kind: note.kind})},
      children: cloneTree(note.tree).children as FootnoteDefinition['children']
    })
  }

  placeCalls(calls)
  tree.children = [...tree.children, ...definitions]
  return adrift
}

/** Names of the author's own notes. */
function listIdentifiers(tree: Root): Set<string> {
  const taken = new Set<string>()
  visit(tree as Nodes, function (node) {
    if (node.type === 'footnoteReference' || node.type === 'footnoteDefinition') taken.add(node.identifier)
  })
  return taken
}
