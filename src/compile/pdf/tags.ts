/**
 * The structure of a PDF, as it is built up: a tree of tags that get their
 * content when it is drawn, so that a tag's children stand in reading order
 * whatever page they fall on.
 */

import type {Lang} from '../../model.ts'

/** Standard structure types (ISO 32000-1, 14.8.4) that are used. */
export type Role =
  | 'Document'
  | 'Part'
  | 'Sect'
  | 'TOC'
  | 'TOCI'
  | 'H1'
  | 'H2'
  | 'H3'
  | 'H4'
  | 'H5'
  | 'H6'
  | 'P'
  | 'L'
  | 'LI'
  | 'Lbl'
  | 'LBody'
  | 'BlockQuote'
  | 'Caption'
  | 'Code'
  | 'Figure'
  | 'Link'
  | 'Note'
  | 'Reference'
  | 'Span'
  | 'Table'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'Div'

export interface Tag {
  readonly role: Role
  readonly parent: Tag | undefined
  readonly lang?: Lang
  readonly alt?: string
  readonly id?: string
  /** Scope and span of a table's cell. */
  readonly cell?: {readonly scope?: 'Column' | 'Row'; readonly columns: number; readonly rows: number}
  /** How the items of a list are marked. */
  readonly numbering?: 'Disc' | 'Decimal' | 'None'
  /** Bounding box of a figure on its page: left, bottom, right, top. */
  bounds?: readonly [number, number, number, number]
  /** Content in order; filled by the writer. */
  readonly kids: Array<Tag | MarkedContent | ObjectReference>
  isAttached: boolean
}

/** Marked content: its number on its page. */
export interface MarkedContent {
  readonly page: number
  readonly mcid: number
}

/** An annotation on its page. */
export interface ObjectReference {
  readonly page: number
  readonly annotation: unknown
}

type Extra = Partial<Pick<Tag, 'lang' | 'alt' | 'id' | 'cell' | 'numbering'>>

/** Make a tag; it joins its parent when something is drawn in it. */
export function createTag(role: Role, parent: Tag | undefined, extra: Extra = {}): Tag {
  return {role, parent, kids: [], isAttached: parent === undefined, ...extra}
}

/** Join a tag to the tree, and those above it. */
export function attachTag(tag: Tag): void {
  if (!tag.parent) return
  attachTag(tag.parent)
  keepTag(tag)
}

/** Let a tag stand in its parent even if nothing is drawn in it, such as an empty cell. */
export function keepTag(tag: Tag): Tag {
  if (!tag.isAttached) tag.parent?.kids.push(tag)
  tag.isAttached = true
  return tag
}
