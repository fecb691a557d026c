/**
 * What passes between the steps of the composer: inlines become items, items
 * become lines, lines and other things become boxes, boxes become pages.
 *
 * Lengths are points, y runs down. Nothing here knows PDF.
 */

import type {Element, Text} from 'hast'
import type {Lang} from '../../model.ts'
import type {Face} from '../faces.ts'
import type {FaceRole} from '../theme.ts'
import type {Tag} from './tags.ts'

export interface TextStyle {
  readonly role: FaceRole
  readonly size: number
  readonly weight: number
  readonly italic: boolean
  /** `#rrggbb`. */
  readonly colour: string
  /** How far the baseline is raised. */
  readonly rise: number
  readonly isStruck?: boolean
  /** Han characters have dots below them (CLREQ 3.1.6, emphasis). */
  readonly isDotted?: boolean
  /** Set as it is: no hyphenation, no space between Han and Latin. */
  readonly isCode?: boolean
}

/** A run of text in one style. */
export interface Inline {
  readonly text: string
  readonly style: TextStyle
  readonly lang: Lang
  readonly tag: Tag
  /** Address, or `#id`. */
  readonly link?: Link
  /** Id of the note that this run calls. */
  readonly call?: string
  /** A destination stands here. */
  readonly anchor?: string
  /** Break the line after this run. */
  readonly isBreak?: boolean
  /** The text of the chapter's tree that it is of. */
  readonly source?: Text
  /** Where in that text it begins (default: 0). */
  readonly from?: number
  /** Nothing but the mark that closes an article. */
  readonly seal?: Seal
}

/** A square; ems, no line: filled. */
export interface Seal {
  readonly side: number
  readonly lineWidth: number
  readonly colour: string
}

export interface Link {
  readonly href: string
  /** What a screen reader says of it. */
  readonly contents: string
  readonly tag: Tag
}

/** A glyph of a cluster; units are 1/1000 of the size. */
export interface Glyph {
  readonly id: number
  readonly codePoints: ReadonlyArray<number>
  /** As the face has it. */
  readonly advance: number
  /** Where it stands in its cluster. */
  readonly x: number
}

/** What is never broken: a Han character, a syllable or word, a pair of dashes. Ems. */
export interface Cluster {
  /** Its number, from 0: what is known of it elsewhere stands in a list. */
  readonly index: number
  readonly text: string
  readonly face: Face | undefined
  readonly glyphs: ReadonlyArray<Glyph>
  /** Without the blanks that punctuation carries. */
  readonly width: number
  readonly left: number
  readonly right: number
  /** Characters that no face has: a mark stands for each. */
  readonly missing?: ReadonlyArray<string>
}

/** Clusters of one run of text, one face and one size. */
export interface Run {
  readonly inline: Inline
  readonly face: Face | undefined
  /** Points per em of the clusters: Latin is set larger. */
  readonly size: number
  readonly clusters: Cluster[]
  /** Where each begins, from the start of the measure. */
  readonly xs: number[]
}

/** A line, set: runs from left to right. */
export interface Line {
  readonly runs: ReadonlyArray<Run>
  /** Ids of the notes called on it. */
  readonly calls: ReadonlyArray<string>
  /** Ids of destinations on it. */
  readonly anchors: ReadonlyArray<string>
  readonly width: number
}

/** Something to paint, placed in a box. */
export type Mark =
  | {readonly kind: 'line'; readonly line: Line; readonly x: number; readonly baseline: number}
  | {
      readonly kind: 'rule'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly colour: string
    }
  | {
      /** Dots that lead the eye along a line. */
      readonly kind: 'leader'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly colour: string
    }
  | {
      readonly kind: 'square'
      readonly x: number
      readonly y: number
      readonly side: number
      /** 0: filled. */
      readonly lineWidth: number
      readonly colour: string
    }
  | {
      readonly kind: 'path'
      readonly d: string
      readonly x: number
      readonly y: number
      readonly fill?: string
      readonly stroke?: string
      readonly lineWidth?: number
    }
  | {
      readonly kind: 'image'
      readonly name: string
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly tag: Tag
      /** The picture of the chapter's tree. */
      readonly node?: Element
    }

/** A box of a flow: it stands on one page. */
export interface Box {
  readonly height: number
  readonly marks: ReadonlyArray<Mark>
  /** Notes that it calls: they begin on its page. */
  readonly notes: ReadonlyArray<Note>
  /** Points of blank before it, unless it begins a page. */
  readonly before: number
  /** Points of blank after it, unless it ends a page. */
  readonly after?: number
  /** Cost of beginning a page with it; infinite: never. */
  readonly breakCost: number
  /** Repeated above it where it begins a page: the head of its table. */
  readonly head?: Box
  /** Ids of destinations at its top. */
  readonly anchors: ReadonlyArray<string>
}

/** A note: a short one stands whole, a long one may go on overleaf between its parts. */
export interface Note {
  readonly parts: ReadonlyArray<NotePart>
}

export interface NotePart {
  /** Of the note, where the part begins it. */
  readonly id?: string
  readonly height: number
  readonly marks: ReadonlyArray<Mark>
}

/** A box or a part of a note, placed on a page; `y` from the top of the text area. */
export interface Placed {
  readonly y: number
  readonly column: number
  readonly marks: ReadonlyArray<Mark>
  readonly anchors: ReadonlyArray<string>
  readonly isRepeated: boolean
}
