/**
 * What a page may say about its article, before one of several sayings is chosen.
 *
 * Types only: every reader in this folder lists candidates, `pick-finding.ts` weighs them.
 */

import type {Metadata, Place} from '../../../model.ts'

export type Field = keyof Metadata

/** Something said of an article, and where it is said. */
export interface Finding {
  readonly value: string
  /** In words, such as ``meta `og:title` ``. */
  readonly origin: string
  /** Range in the raw text of the element that it was read from. */
  readonly place?: Place
  /** Whether the page itself speaks against it. */
  readonly isDoubtful?: boolean
}

export interface Candidate extends Finding {
  readonly field: Field
  /** Trust, 1 to 6; what several kinds of markup say adds up. */
  readonly weight: number
  /** Candidates of one kind are one voice. */
  readonly kind: 'json' | 'meta' | 'social' | 'markup' | 'element' | 'head' | 'other'
}
