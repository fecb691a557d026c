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
  /** Glyphs of the characters that were asked for; undefined where the face has none. */
  readonly glyphs: Map<number, number | undefined>
  /** How far the glyphs go that were asked for, 1/1000 em. */
  readonly advances: Map<number, number>
}

// Opened once for each file, however many books are set in it.
const fonts = new WeakMap<FaceFile, OpenFont>()
const buffer = new Buffer()
const halt = [new Feature('halt')]

/** @param isHalf full-width forms give up the blank that they carry (`halt`). */
export function shapeText(text: string, file: FaceFile, kind: TextKind, isHalf = false): Shaped {
  const open = openFont(file)
  const {font, scale} = open
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
  let next = 0
  for (const [index, {cluster, codepoint: id}] of infos.entries()) {
    const {xAdvance = 0, xOffset = 0} = positions[index] ?? {}
    // A glyph stands for the characters from its cluster to the next; of several, the first speaks for all.
    const isFirst = infos[index - 1]?.cluster !== cluster
    // Text runs from left to right, so clusters only rise.
    while (next < infos.length && (infos[next]?.cluster ?? 0) <= cluster) next++
    const end = infos[next]?.cluster ?? text.length
    const codePoints = isFirst ? listCodePoints(text, cluster, end) : []
    glyphs.push({id, codePoints, advance: advanceOf(id, open), x: (pen + xOffset) * scale})
    pen += xAdvance
  }

  return {glyphs, advance: pen * scale}
}

function listCodePoints(text: string, from: number, to: number): number[] {
  const points: number[] = []
  for (let at = from; at < to;) {
    const point = text.codePointAt(at) as number
    points.push(point)
    at += point > 0xffff ? 2 : 1
  }

  return points
}

/** One character as the face has it, without a look at what features would make of it. */
export function shapeCharacter(codePoint: number, file: FaceFile): Shaped {
  const open = openFont(file)
  const id = glyphOf(codePoint, open) ?? 0
  const advance = advanceOf(id, open)
  return {glyphs: [{id, codePoints: [codePoint], advance, x: 0}], advance}
}

/** Whether a face has a character. */
export function hasCharacter(codePoint: number, file: FaceFile): boolean {
  return glyphOf(codePoint, openFont(file)) !== undefined
}

function glyphOf(codePoint: number, {font, glyphs}: OpenFont): number | undefined {
  const known = glyphs.get(codePoint)
  if (known !== undefined || glyphs.has(codePoint)) return known
  const id = font.nominalGlyph(codePoint)
  glyphs.set(codePoint, id)
  return id
}

function advanceOf(id: number, {advances, font, scale}: OpenFont): number {
  const known = advances.get(id)
  if (known !== undefined) return known
  const advance = font.glyphHAdvance(id) * scale
  advances.set(id, advance)
  return advance
}

function openFont(file: FaceFile): OpenFont {
  const known = fonts.get(file)
  if (known) return known
  const face = new Face(new Blob(file.read()))
  const open: OpenFont = {
    font: new Font(face),
    scale: 1000 / face.upem,
    glyphs: new Map(),
    advances: new Map()
  }
  fonts.set(file, open)
  return open
}
