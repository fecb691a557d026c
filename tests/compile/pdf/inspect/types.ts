/** What is read back from the bytes of a PDF. Points, `y` down from the top of the page. */

import type {PDFDict, PDFDocument} from '@cantoo/pdf-lib'

/** A glyph as it is drawn. */
export interface Glyph {
  /** What it copies as. */
  readonly text: string
  readonly font: PdfFont
  readonly code: number
  readonly x: number
  /** Of the baseline. */
  readonly y: number
  readonly size: number
  readonly advance: number
  /** Number of the marked content that it stands in; undefined in an artifact. */
  readonly mcid: number | undefined
}

export interface PdfFont {
  readonly name: string
  readonly isEmbedded: boolean
  /** The subset's six letters stand before its name. */
  readonly isSubset: boolean
  /** Undefined: a font that does not say what its codes stand for. */
  readonly unicode: ReadonlyMap<number, string> | undefined
  readonly widthOf: (code: number) => number
  /** Codes that are drawn somewhere. */
  readonly used: Set<number>
}

export interface PdfPage {
  readonly index: number
  readonly width: number
  readonly height: number
  readonly dict: PDFDict
  /** In the order in which they are drawn. */
  readonly glyphs: ReadonlyArray<Glyph>
  /** Numbers of marked contents in the order in which they begin. */
  readonly marks: ReadonlyArray<number>
  /** Operators that paint outside of any mark, and marks that do not close. */
  readonly strays: ReadonlyArray<string>
}

/** An element of the structure tree. */
export interface PdfElement {
  /** Standard structure type. */
  readonly role: string
  readonly parent: PdfElement | undefined
  readonly dict: PDFDict
  readonly kids: ReadonlyArray<PdfElement | PdfMark | PdfReference>
}

/** Marked content that an element owns. */
export interface PdfMark {
  readonly page: number
  readonly mcid: number
}

/** An annotation that an element owns. */
export interface PdfReference {
  readonly page: number
  readonly annotation: PDFDict
}

export interface Pdf {
  readonly document: PDFDocument
  readonly pages: ReadonlyArray<PdfPage>
  readonly fonts: ReadonlyArray<PdfFont>
  readonly root: PdfElement | undefined
}

/** Names of what is checked. */
export type Check =
  | 'text-missing'
  | 'text-extra'
  | 'text-order'
  | 'text-role'
  | 'extract-pdfium'
  | 'extract-pdf.js'
  | 'ink'
  | 'line-start'
  | 'line-end'
  | 'split-dash'
  | 'split-word'
  | 'split-number'
  | 'lost-blank'
  | 'margin'
  | 'widow'
  | 'orphan'
  | 'stranded-heading'
  | 'split-heading'
  | 'note-page'
  | 'note-gap'
  | 'note-call'
  | 'note-uncalled'
  | 'overlap'
  | 'off-page'
  | 'off-text'
  | 'table-column'
  | 'catalog'
  | 'xmp'
  | 'tabs'
  | 'mark'
  | 'stray'
  | 'link'
  | 'tree'
  | 'role'
  | 'nesting'
  | 'heading'
  | 'table'
  | 'note-id'
  | 'figure'
  | 'font'

/** Something that is not as it should be. */
export interface Fault {
  readonly check: Check
  /** Counted from 1 in the file; 0 where it is no matter of one page. */
  readonly page: number
  readonly text: string
}
