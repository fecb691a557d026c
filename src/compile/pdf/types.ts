/**
 * What passes between the steps of the composer: inlines become items, items
 * become lines, lines and other things become boxes, boxes become pages.
 *
 * Lengths are points, y runs down. Nothing here knows PDF.
 */

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
  /** Nothing but the mark that closes an article. */
  readonly isSeal?: boolean
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
  readonly y: number
}

/** What is never broken: a Han character, a syllable or word, a pair of dashes. Ems. */
export interface Cluster {
  readonly text: string
  readonly face: Face | undefined
  readonly glyphs: ReadonlyArray<Glyph>
  /** Without the blanks that punctuation carries. */
  readonly width: number
  readonly left: number
  readonly right: number
}

/** A cluster in its place in a text. */
export interface Atom {
  readonly cluster: Cluster
  readonly inline: Inline
  /** Points per em of the cluster: Latin is set larger. */
  readonly size: number
}

export interface Piece {
  readonly x: number
  readonly atom: Atom
}

/** A line, set: pieces from left to right, `x` from the start of the measure. */
export interface Line {
  readonly pieces: ReadonlyArray<Piece>
  /** Ids of the notes called on it. */
  readonly calls: ReadonlyArray<string>
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
    }

/** A box of a flow: it stands on one page. */
export interface Box {
  readonly height: number
  readonly marks: ReadonlyArray<Mark>
  /** Notes that have to stand on its page. */
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

/** A note, or a part of a long one. */
export interface Note {
  readonly id: string
  readonly height: number
  readonly marks: ReadonlyArray<Mark>
}

/** A box or a note, placed on a page; `y` from the top of the text area. */
export interface Placed {
  readonly y: number
  readonly marks: ReadonlyArray<Mark>
  readonly anchors: ReadonlyArray<string>
  readonly isRepeated: boolean
}

export interface Page {
  readonly body: ReadonlyArray<Placed>
  readonly notes: ReadonlyArray<Placed>
  /** Where the rule above the notes stands; undefined without notes. */
  readonly noteRule: number | undefined
}
