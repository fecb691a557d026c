/**
 * The styles of a book on one page geometry, from the tokens of its theme.
 */

import type {Digest} from '../../model.ts'
import type {FaceRole, PageGeometry, Tokens, TypeRole, WeightRole} from '../theme.ts'
import type {PageOptions} from './break-pages.ts'
import type {TextStyle} from './types.ts'

export interface StyleSheet {
  readonly tokens: Tokens
  readonly page: PageGeometry
  /** Width of a column, points: a whole number of ems of the body. */
  readonly measure: number
  /** Blank between columns. */
  readonly gap: number
  /** Width of the text: all columns. */
  readonly fullMeasure: number
  /** Height of the text, points: a whole number of lines. */
  readonly depth: number
  /** Pitch of the body's lines; every block takes whole or half ones. */
  readonly pitch: number
  readonly style: (type: TypeRole, face: FaceRole, weight: WeightRole, colour?: string) => TextStyle
  /** Pitch of a role's lines. */
  readonly pitchOf: (type: TypeRole) => number
}

/** @throws where the theme has no page of that name. */
export function createStyleSheet(digest: Digest, tokens: Tokens): StyleSheet {
  const page = tokens.pages[digest.pages]
  if (!page) {
    throw new Error(
      `Unexpected pages \`${digest.pages}\` for theme \`${tokens.name}\`, expected ${Object.keys(tokens.pages).join(' or ')}`
    )
  }

  const sizeOf = (type: TypeRole) => {
    const size = tokens.type[type][page.type]
    if (!size) throw new Error(`Expected size of \`${type}\` on \`${page.type}\` in theme \`${tokens.name}\``)
    return size
  }

  const body = sizeOf('body')
  const measure = page.column * body.size
  const gap = page.gap * body.size
  return {
    tokens,
    page,
    measure,
    gap,
    fullMeasure: page.columns * measure + (page.columns - 1) * gap,
    depth: page.lines * body.line,
    pitch: body.line,
    style: (type, face, weight, colour = tokens.colour.print.ink) => ({
      role: face,
      size: sizeOf(type).size,
      weight: tokens.weights[weight],
      italic: false,
      colour,
      rise: 0
    }),
    pitchOf: (type) => sizeOf(type).line
  }
}

/** How a flow is broken into pages: in the columns of the page, or across them. */
export function pageOptions({depth, page, pitch}: StyleSheet, isWide = false): PageOptions {
  return {
    depth,
    pitch,
    noteGap: pitch,
    notes: page.notes,
    columns: isWide || page.columns === 1 ? 1 : 2,
    noteColumns: page.noteColumns === 1 ? 1 : 2
  }
}

// Between two columns of short lines, ems of the body: ragged as they are, they need little.
const halfGap = 1.5

/** Two columns on a page that has one: their width, and how far the second is from the first. */
export function halvePage({fullMeasure, style}: StyleSheet): {measure: number; step: number} {
  const gap = halfGap * style('body', 'text', 'text').size
  const measure = (fullMeasure - gap) / 2
  return {measure, step: measure + gap}
}

/** Width of a note. */
export function noteMeasure({fullMeasure, gap, measure, page}: StyleSheet): number {
  if (page.notes === 'side') return page.side
  return page.noteColumns === 1 ? fullMeasure : page.columns > 1 ? measure : (fullMeasure - gap) / 2
}
