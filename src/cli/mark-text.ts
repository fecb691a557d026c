/**
 * Mark a text as changed: by colours with a line through or under it, or,
 * without colours, by marks that stay readable in a file.
 *
 * The text comes from strangers: what could steer a terminal is written out.
 */

import type {ChangeKind} from '../model.ts'
import {neutralize} from './neutralize.ts'

export interface Pen {
  /** Text that went. */
  readonly strike: (text: string) => string
  /** Text that came. */
  readonly insert: (text: string) => string
  readonly lift: (text: string) => string
  /** Text that stands, but was moved or flagged; what is struck or inserted in it is marked already. */
  readonly hold: (kind: 'flag' | 'move', parts: ReadonlyArray<{text: string; isMarked: boolean}>) => string
  /** Words that tell of a change. */
  readonly tell: (kind: ChangeKind, text: string) => string
  readonly head: (text: string) => string
  readonly margin: (text: string) => string
}

const marks = {flag: ['[? ', ' ?]'], move: ['[> ', ' >]']} as const

const plainPen: Pen = {
  strike: (text) => `[-${showHidden(text)}-]`,
  insert: (text) => `{+${showHidden(text)}+}`,
  lift: (text) => `{${text}}`,
  hold: (kind, parts) => marks[kind].join(parts.map(({text}) => text).join('')),
  tell: (_, text) => text,
  head: (text) => text,
  margin: (text) => text
}

/** Parameters of "select graphic rendition": colours, and lines for eyes that see none. */
const Sgr = {
  bold: 1,
  faint: 2,
  under: 4,
  reverse: 7,
  through: 9,
  red: 31,
  green: 32,
  yellow: 33,
  magenta: 35,
  cyan: 36
} as const

const told: Readonly<Record<ChangeKind, number>> = {
  drop: Sgr.red,
  rewrite: Sgr.green,
  lift: Sgr.cyan,
  move: Sgr.magenta,
  flag: Sgr.yellow
}

const colorPen: Pen = {
  strike: (text) => paint(showBlank(showHidden(text)), Sgr.red, Sgr.through),
  insert: (text) => paint(showBlank(showHidden(text)), Sgr.green, Sgr.under),
  lift: (text) => paint(plainPen.lift(text), told.lift),
  // Colours do not nest.
  hold: (kind, parts) =>
    parts
      .map(({text, isMarked}) =>
        isMarked ? text : paint(text, told[kind], kind === 'flag' ? Sgr.reverse : Sgr.under)
      )
      .join(''),
  tell: (kind, text) => paint(text, told[kind]),
  head: (text) => paint(text, Sgr.bold),
  margin: (text) => paint(text, Sgr.faint)
}

export function takePen(hasColors: boolean): Pen {
  return hasColors ? colorPen : plainPen
}

/** A line of a stranger's text; a tabulator in it does no harm. */
export function showText(text: string): string {
  return text.split('\t').map(neutralize).join('\t')
}

function paint(text: string, ...parameters: ReadonlyArray<number>): string {
  return `\u001b[${parameters.join(';')}m${text}\u001b[0m`
}

// What cannot be seen is written out where it is what has changed.
function showHidden(text: string): string {
  return showText(text).replace(
    /[\p{Cf}\u00a0]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
  )
}

// Blanks that went cannot be seen by their colour alone.
function showBlank(text: string): string {
  return text.trim() === '' ? text.replaceAll(' ', '\u2423') : text
}
