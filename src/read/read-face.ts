/**
 * Read what a face says about itself: family, weight, slope, and the scripts
 * that it has the letters for.
 */

import type {FaceFile} from '../model.ts'
import {create, type Font} from 'fontkit'
import {checkFace} from './check-face.ts'

/** What a face is, by its own tables. */
export type FaceFacts = Pick<FaceFile, 'family' | 'weight' | 'italic' | 'style' | 'script'> & {
  readonly scripts: ReadonlyArray<FaceFile['script']>
  /** Whether it is neither condensed nor expanded. */
  readonly isNormal: boolean
}

/** Parts of a font that `@types/fontkit` leaves out or words too narrowly. */
interface Tables {
  readonly name?: {readonly records: Readonly<Record<string, Readonly<Record<string, string>> | undefined>>}
  readonly 'OS/2'?: {
    readonly usWeightClass: number
    readonly usWidthClass: number
    readonly fsSelection: {readonly italic: boolean; readonly oblique: boolean}
    readonly panose: ReadonlyArray<number>
  }
  readonly post?: {readonly isFixedPitch: number; readonly italicAngle: number}
}

// Common characters that only one way of writing has; a face for it has them all.
const samples: ReadonlyArray<readonly [FaceFile['script'], string]> = [
  [
    'zh-Hant',
    '\u9019\u500b\u5011\u4f86\u8aaa\u6642\u570b\u6703\u5c0d\u5b78\u904e\u9084\u767c\u9ede\u9032\u7a2e\u6a23\u7d93\u9577\u9580\u554f\u9593\u95dc\u8eca\u6771\u99ac\u8a9e\u66f8'
  ],
  [
    'zh-Hans',
    '\u8fd9\u4e2a\u4eec\u6765\u8bf4\u65f6\u56fd\u4f1a\u5bf9\u5b66\u8fc7\u8fd8\u53d1\u70b9\u8fdb\u79cd\u6837\u7ecf\u957f\u95e8\u95ee\u95f4\u5173\u8f66\u4e1c\u9a6c\u8bed\u4e66'
  ],
  ['latin', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,;:-()']
]
// Basic Latin to Latin Extended-B: what ligatures, kerning and accents work on.
const latinLetters = Array.from({length: 0x0230}, (_, index) => String.fromCodePoint(0x0020 + index))
// OS/2 counts nine widths, from ultra-condensed to ultra-expanded.
const normalWidth = 5
// PANOSE: a text face of Latin, whose serifs of these numbers are none.
const panoseText = 2
const panoseSans: ReadonlySet<number | undefined> = new Set([11, 12, 13, 14, 15])

/**
 * @param isCarried whether a book is to carry the face itself.
 * @returns the facts, or what stands in the way, worded as a message.
 */
export function readFace(bytes: Uint8Array, isCarried = false): FaceFacts | string {
  const reason = checkFace(bytes, isCarried)
  if (reason !== undefined) return reason
  try {
    const font = create(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    return ('layout' in font ? readFont(font) : undefined) ?? unreadable
  } catch {
    // Whatever a library says of broken tables, in whatever words.
    return unreadable
  }
}

const unreadable = 'Unexpected tables in a face, expected a whole one'

function readFont(font: Font): FaceFacts | undefined {
  const {name, post, 'OS/2': os2} = font as unknown as Tables
  const family = pickName(name?.records['preferredFamily']) ?? pickName(name?.records['fontFamily'])
  if (family === undefined || !os2 || !post) return
  const scripts = samples.flatMap(([script, sample]) =>
    [...sample].every((char) => hasChar(font, char)) ? script : []
  )
  // Shaped and drawn once: a face whose tables break here would break a build.
  const probe = [...samples.flatMap(([, sample]) => [...sample]), ...latinLetters].filter((char) =>
    hasChar(font, char)
  )
  for (const glyph of font.layout(probe.join('')).glyphs) void glyph.path.commands
  const {fsSelection, panose, usWeightClass, usWidthClass} = os2
  const isSans = panose[0] === panoseText && panoseSans.has(panose[1])
  return {
    family,
    weight: readWeight(usWeightClass),
    italic: fsSelection.italic || fsSelection.oblique || post.italicAngle !== 0,
    style: post.isFixedPitch ? 'mono' : isSans ? 'sans' : 'serif',
    script: scripts[0] ?? 'latin',
    scripts,
    isNormal: usWidthClass === normalWidth
  }
}

function hasChar(font: Font, char: string): boolean {
  return font.hasGlyphForCodePoint(char.codePointAt(0) ?? 0)
}

// English where there is a choice, so that a name is the same whatever else a face is called.
function pickName(names: Readonly<Record<string, string>> | undefined): string | undefined {
  const name = names?.['en'] ?? Object.values(names ?? {})[0]
  return typeof name === 'string' && name.trim() !== '' ? name.trim() : undefined
}

// Old faces count from 1 to 9.
function readWeight(weight: number): number {
  return weight > 0 && weight < 10 ? weight * 100 : Math.min(Math.max(weight, 1), 1000)
}
