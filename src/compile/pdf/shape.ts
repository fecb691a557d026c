/**
 * Shape text into clusters, each once: what is not broken is measured and
 * drawn as one thing.
 *
 * The blank that full-width punctuation carries is read from the face's own
 * `halt` feature, so that a centred stop and a stop at the left are each
 * squeezed where they are blank.
 */

import type {Lang} from '../../model.ts'
import type {Cluster, Glyph} from './types.ts'
import {pickFace, type Chain, type Face} from '../faces.ts'

export interface Shaper {
  /** @param isLatin ask the Latin face first. */
  readonly shape: (
    text: string,
    chain: Chain,
    options: {isLatin: boolean; lang: Lang; isSqueezed: boolean}
  ) => Cluster
  /** Characters that no face has, with how often each was met. */
  readonly missing: ReadonlyMap<string, number>
}

// A box stands where a face lacks a character: seen, and reported.
const replacement = 0x3013

export function createShaper(): Shaper {
  const caches = new WeakMap<Chain, Map<string, Cluster>>()
  const missing = new Map<string, number>()

  const report = (text: string, chain: Chain, isLatin: boolean) => {
    for (const char of text) {
      if (!hasFace(char, chain, isLatin)) missing.set(char, (missing.get(char) ?? 0) + 1)
    }
  }

  return {
    missing,
    shape(text, chain, {isLatin, lang, isSqueezed}) {
      const cache = caches.get(chain) ?? new Map<string, Cluster>()
      caches.set(chain, cache)
      const isChinese = lang.startsWith('zh')
      const key = `${isLatin ? 1 : 0}${isSqueezed ? 1 : 0}${isChinese ? 1 : 0}${text}`
      const known = cache.get(key)
      if (known) {
        if (known.text !== text) report(text, chain, isLatin)
        return known
      }

      const own = pickRun(chain, text, isLatin)
      if (!own) report(text, chain, isLatin)
      const shown = own ? text : replaceMissing(text, chain, isLatin)
      const face = own ?? pickRun(chain, shown, isLatin) ?? pickFace(chain, replacement, false)
      const language = isChinese ? (face?.file.script === 'zh-Hans' ? 'ZHS ' : 'ZHT ') : undefined
      const cluster = face
        ? shapeWith(shown, face, language, isSqueezed)
        : {text: shown, face, glyphs: [], width: 1, left: 0, right: 0}
      cache.set(key, cluster)
      return cluster
    }
  }
}

function hasFace(char: string, chain: Chain, isLatin: boolean): boolean {
  return pickFace(chain, char.codePointAt(0) ?? 0, isLatin) !== undefined
}

function replaceMissing(text: string, chain: Chain, isLatin: boolean): string {
  return [...text]
    .map((char) => (hasFace(char, chain, isLatin) ? char : String.fromCodePoint(replacement)))
    .join('')
}

/** The first face that has every character. */
function pickRun(chain: Chain, text: string, isLatin: boolean): Face | undefined {
  return (isLatin ? chain.latin : chain.han).find((face) =>
    [...text].every((char) => face.has(char.codePointAt(0) ?? 0))
  )
}

function shapeWith(text: string, face: Face, language: string | undefined, isSqueezed: boolean): Cluster {
  const {font} = face
  const scale = 1000 / font.unitsPerEm
  const script = language && !face.isLatin ? 'hani' : undefined
  const run = font.layout(text, undefined, script, script ? language : undefined)
  const glyphs: Glyph[] = []
  let pen = 0
  for (const [index, glyph] of run.glyphs.entries()) {
    const {xAdvance = 0, xOffset = 0, yOffset = 0} = run.positions[index] ?? {}
    glyphs.push({
      id: glyph.id,
      codePoints: glyph.codePoints,
      advance: glyph.advanceWidth * scale,
      x: (pen + xOffset) * scale,
      y: yOffset * scale
    })
    pen += xAdvance
  }

  const blank = isSqueezed ? readBlank(text, face, script, language) : {left: 0, right: 0}
  const width = (pen * scale) / 1000 - blank.left - blank.right
  return {text, face, glyphs, width, ...blank}
}

/** How much of a full-width character is blank on each side, in ems. */
function readBlank(text: string, face: Face, script: string | undefined, language: string | undefined) {
  const full = face.font.layout(text, undefined, script, language).positions[0]
  const half = face.font.layout(text, ['halt'], script, language).positions[0]
  if (!full || !half) return {left: 0, right: 0}
  const units = face.font.unitsPerEm
  const left = Math.max(0, (full.xOffset - half.xOffset) / units)
  const right = Math.max(0, (full.xAdvance - half.xAdvance) / units - left)
  return {left, right}
}
