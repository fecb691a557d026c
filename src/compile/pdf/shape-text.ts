/** Shape a text in one face: HarfBuzz, with what the composer needs of it. */

import type {FaceFile} from '../../model.ts'
import type {Glyph} from './types.ts'
import {Blob, Buffer, Direction, Face, Feature, Font, shape} from 'harfbuzzjs'

/** Chinese by its region, or what the characters themselves say. */
export type TextKind = 'zh-Hans' | 'zh-Hant' | 'other'

/** Glyphs of a text and how far it goes, in 1/1000 em. */
export interface Shaped {
  readonly glyphs: ReadonlyArray<Glyph>
  readonly advance: number
}

interface OpenFont {
  readonly font: Font
  /** 1/1000 em a unit. */
  readonly scale: number
}

// Opened once for each file, however many books are set in it.
const fonts = new WeakMap<FaceFile, OpenFont>()
const buffer = new Buffer()
const halt = [new Feature('halt')]

/** @param isHalf full-width forms give up the blank that they carry (`halt`). */
export function shapeText(text: string, file: FaceFile, kind: TextKind, isHalf = false): Shaped {
  const {font, scale} = openFont(file)
  buffer.reset()
  buffer.addText(text)
  if (kind === 'other') buffer.guessSegmentProperties()
  else buffer.setScript('Hani')
  buffer.setDirection(Direction.LTR)
  // Never the language of the machine.
  buffer.setLanguage(kind === 'other' ? 'und' : kind)
  shape(font, buffer, isHalf ? halt : [])
  const infos = buffer.getGlyphInfos()
  const positions = buffer.getGlyphPositions()
  const glyphs: Glyph[] = []
  let pen = 0
  for (const [index, {cluster, codepoint: id}] of infos.entries()) {
    const {xAdvance = 0, xOffset = 0} = positions[index] ?? {}
    // A glyph stands for the characters from its cluster to the next; of several, the first speaks for all.
    const isFirst = infos[index - 1]?.cluster !== cluster
    const end = infos.find((info) => info.cluster > cluster)?.cluster ?? text.length
    const codePoints = isFirst ? [...text.slice(cluster, end)].map((char) => char.codePointAt(0) ?? 0) : []
    glyphs.push({id, codePoints, advance: font.glyphHAdvance(id) * scale, x: (pen + xOffset) * scale})
    pen += xAdvance
  }

  return {glyphs, advance: pen * scale}
}

/** One character as the face has it, without a look at what features would make of it. */
export function shapeCharacter(codePoint: number, file: FaceFile): Shaped {
  const {font, scale} = openFont(file)
  const id = font.nominalGlyph(codePoint) ?? 0
  const advance = font.glyphHAdvance(id) * scale
  return {glyphs: [{id, codePoints: [codePoint], advance, x: 0}], advance}
}

/** Whether a face has a character. */
export function hasCharacter(codePoint: number, file: FaceFile): boolean {
  return openFont(file).font.nominalGlyph(codePoint) !== undefined
}

function openFont(file: FaceFile): OpenFont {
  const known = fonts.get(file)
  if (known) return known
  const face = new Face(new Blob(file.read()))
  const open = {font: new Font(face), scale: 1000 / face.upem}
  fonts.set(file, open)
  return open
}
