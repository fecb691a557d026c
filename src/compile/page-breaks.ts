/** Where the pages of a PDF begin in the trees of a digest, for formats that have no pages of their own. */

import type {Element, Text} from 'hast'

export interface PageBreak {
  /** Number of the page, as it is printed. */
  readonly label: string
  /** Id of the chapter or part that it begins in; or `titlepage`, `contents`. */
  readonly id: string
  /** The text or picture of the chapter's tree that it begins with; undefined where the page is not of a tree. */
  readonly node?: Text | Element
  /** UTF-16 code units into the text's value. */
  readonly offset: number
}
