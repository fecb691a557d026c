/** List the sections of a chapter, as contents pages do. */

import type {Element, ElementContent} from 'hast'
import type {Chapter} from '../model.ts'
import {toString} from 'hast-util-to-string'

export interface Section {
  readonly id: string
  readonly title: string
}

/** The one element that a chapter's tree holds. */
export function rootOf(chapter: Chapter): Element {
  const root = chapter.tree.children.find((child) => child.type === 'element')
  if (!root) throw new Error(`Expected section in chapter \`${chapter.id}\``)
  return root
}

/** Headings of the first level below the title; those of lists, such as letters of an index, are none. */
export function listSections(chapter: Chapter): ReadonlyArray<Section> {
  if (chapter.kind === 'index' || chapter.kind === 'chronology') return []
  return rootOf(chapter).children.flatMap((child) => {
    if (child.type !== 'element' || child.tagName !== 'h2') return []
    const {id} = child.properties
    return typeof id === 'string' ? [{id, title: titleOf(child)}] : []
  })
}

/** A heading's words, without the figures that call notes. */
function titleOf(heading: Element): string {
  const isCall = (node: ElementContent) =>
    node.type === 'element' && node.properties['role'] === 'doc-noteref'
  return toString({...heading, children: heading.children.filter((child) => !isCall(child))})
}
