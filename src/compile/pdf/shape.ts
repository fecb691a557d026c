/**
 * Shape text into clusters, each once: what is not broken is measured and
 * drawn as one thing, and stands in a cache, since a book of a million
 * characters has some thousand different ones.
 *
 * The blank that full-width punctuation carries is read from the face's own
 * `halt` feature, so that a centred stop and a stop at the left are each
 * squeezed where they are blank.
 */

import type {FaceFile, Lang} from '../../model.ts'
import type {Chain, Face, Faces} from '../faces.ts'
import type {Cluster, TextStyle} from './types.ts'
import type {Tokens} from '../theme.ts'
import {classify, isMark, type CharClass} from './classify.ts'
import {hasCharacter, shapeCharacter, shapeText, type Shaped, type TextKind} from './shape-text.ts'
import {splitWord, type Joint, type WordPart} from './split-word.ts'

/** A cluster, and what the line breaker has to know of it. */
export interface Entry {
  readonly class: CharClass | 'call' | 'seal'
  readonly cluster: Cluster
  /** How it meets what follows. */
  readonly joint: Joint
}

/** Faces and rules for a run of text: the same for all runs of a style and a language. */
export interface Look {
  readonly isChinese: boolean
  readonly isCode: boolean
  /** A character as it stands among Han. */
  readonly char: (codePoint: number) => Entry
  /** Several characters that are one, such as a pair of dashes, or an emoji with its tone. */
  readonly joined: (text: string, name: 'dash' | 'han') => Entry
  /** A Latin word, in the pieces between which it may be broken. */
  readonly word: (text: string) => ReadonlyArray<Entry>
  /** A Latin text in one piece. */
  readonly piece: (text: string, joint?: Joint) => Entry
  /** A hyphen that the line makes, not the text: it copies as a soft hyphen. */
  readonly hyphen: () => Cluster
}

export interface Shaper {
  readonly look: (style: TextStyle, lang: Lang) => Look
  /** Say that a cluster was met which lacks a glyph, in this text. */
  readonly report: (cluster: Cluster, text: string) => void
  /** Characters that no face has, with the words in which each was met first since the last call. */
  readonly takeMissing: () => ReadonlyMap<string, string>
}

// A box stands where a face lacks a character: seen, and reported.
const replacement = '\u3013'
// Characters on either side of one that is missing, to find it by.
const contextSize = 10
// What is not to be seen is not missed: joiners, selectors of variants, marks of direction.
const ignorable = /\p{Default_Ignorable_Code_Point}/u
const ideograph = /\p{Unified_Ideograph}/u
const softHyphen = 0xad

/** What looks share: they differ in language or weight, and yet many have one face, and most words, in common. */
interface Store {
  readonly shape: (text: string, file: FaceFile, kind: TextKind) => Shaped
  readonly split: (word: string, lang: Lang | 'code') => ReadonlyArray<WordPart>
  /** A number for a cluster. */
  readonly count: () => number
}

function createStore(): Store {
  const shapes = new Map<FaceFile, Map<string, Shaped>>()
  const splits = new Map<string, Map<string, ReadonlyArray<WordPart>>>()
  let clusters = 0
  return {
    shape(text, file, kind) {
      const known = mapOf(shapes, file)
      const key = `${kind} ${text}`
      const shaped = known.get(key) ?? shapeText(text, file, kind)
      known.set(key, shaped)
      return shaped
    },
    split(word, lang) {
      const known = mapOf(splits, lang)
      const parts = known.get(word) ?? splitWord(word, lang)
      known.set(word, parts)
      return parts
    },
    count: () => clusters++
  }
}

function mapOf<Key, Value>(maps: Map<Key, Map<string, Value>>, key: Key): Map<string, Value> {
  const map = maps.get(key) ?? new Map<string, Value>()
  maps.set(key, map)
  return map
}

export function createShaper(faces: Faces, tokens: Tokens, bookLang: Lang): Shaper {
  const looks = new Map<string, Look>()
  const store = createStore()
  let missing = new Map<string, string>()
  // Text asks for one look many times in a row.
  let last: {readonly style: TextStyle; readonly lang: Lang; readonly look: Look} | undefined
  const findLook = (style: TextStyle, lang: Lang): Look => {
    const key = `${style.role} ${style.weight} ${style.italic} ${style.isCode === true} ${lang}`
    const known = looks.get(key)
    if (known) return known
    // What has no script of its own is set in the faces of the book.
    const chain = faces.chain(
      style.role,
      lang.startsWith('zh') ? lang : bookLang,
      {weight: style.weight, italic: style.italic, isCode: style.isCode === true},
      tokens
    )
    const look = createLook(chain, lang, style.isCode === true, store)
    looks.set(key, look)
    return look
  }

  return {
    look(style, lang) {
      if (last?.style !== style || last.lang !== lang) last = {style, lang, look: findLook(style, lang)}
      return last.look
    },
    report(cluster, text) {
      for (const char of cluster.missing ?? []) {
        if (missing.has(char)) continue
        const at = Math.max(0, text.indexOf(char))
        missing.set(char, text.slice(Math.max(0, at - contextSize), at + char.length + contextSize).trim())
      }
    },
    takeMissing() {
      const taken = missing
      missing = new Map()
      return taken
    }
  }
}

function createLook(chain: Chain, lang: Lang, isCode: boolean, store: Store): Look {
  const isChinese = lang.startsWith('zh') && !isCode
  // Rows of 256: a book asks for a character a million times, and few rows are used.
  const rows: Array<Array<Entry | undefined> | undefined> = []
  const texts = new Map<string, Entry>()
  const words = new Map<string, ReadonlyArray<Entry>>()
  let hyphen: Cluster | undefined

  const shape = (text: string, isLatin: boolean, isSqueezed: boolean): Cluster => {
    const faces = isLatin ? chain.latin : chain.han
    const whole = pickRun(faces, text)
    if (whole) return shapeWith(text, whole, lang.startsWith('zh'), isSqueezed, store)
    const lacking = [...text].filter((char) => !hasFace(char, faces))
    const shown = [...text]
      .map((char) => (!lacking.includes(char) ? char : ignorable.test(char) ? '' : replacement))
      .join('')
    const face = pickRun(faces, shown) ?? pickRun(chain.han, replacement)
    const missing = lacking.filter((char) => !ignorable.test(char))
    if (!face || shown === '')
      return {index: store.count(), text: '', face, glyphs: [], width: 0, left: 0, right: 0, missing}
    const cluster = shapeWith(shown, face, lang.startsWith('zh'), isSqueezed, store)
    return missing.length > 0 ? {...cluster, missing} : cluster
  }

  const piece = (text: string, joint: Joint = 'pair'): Entry => {
    const key = `${joint}${text}`
    const known = texts.get(key)
    if (known) return known
    const entry: Entry = {class: 'latin', cluster: shape(text, true, false), joint}
    texts.set(key, entry)
    return entry
  }

  return {
    isChinese,
    isCode,
    piece,
    char(codePoint) {
      const row = (rows[codePoint >> 8] ??= [])
      const known = row[codePoint & 0xff]
      if (known) return known
      const char = String.fromCodePoint(codePoint)
      const name = classify(char, isChinese)
      // Every blank is one, but for the ideographic one.
      const text = name === 'space' && char !== '\u3000' ? ' ' : char
      const isLatin = name === 'latin' || text === ' '
      const entry: Entry = {class: name, cluster: shape(text, isLatin, isMark(name)), joint: 'pair'}
      row[codePoint & 0xff] = entry
      return entry
    },
    joined(text, name) {
      const key = `${name}${text}`
      const known = texts.get(key)
      if (known) return known
      const entry: Entry = {class: name, cluster: shape(text, false, false), joint: 'pair'}
      texts.set(key, entry)
      return entry
    },
    word(text) {
      const known = words.get(text)
      if (known) return known
      const pieces = store.split(text, isCode ? 'code' : lang).map((part) => piece(part.text, part.joint))
      words.set(text, pieces)
      return pieces
    },
    hyphen() {
      if (hyphen) return hyphen
      const cluster = shape('\u2010', true, false)
      hyphen = {
        ...cluster,
        text: '\u00ad',
        glyphs: cluster.glyphs.map((glyph) => ({...glyph, codePoints: [softHyphen]}))
      }
      return hyphen
    }
  }
}

function hasFace(char: string, faces: ReadonlyArray<Face>): boolean {
  return faces.some((face) => hasCharacter(char.codePointAt(0) ?? 0, face.file))
}

/** The first face that has every character. */
function pickRun(faces: ReadonlyArray<Face>, text: string): Face | undefined {
  return faces.find(({file}) => hasAll(text, file))
}

function hasAll(text: string, file: FaceFile): boolean {
  for (let at = 0; at < text.length;) {
    const point = text.codePointAt(at) as number
    if (!hasCharacter(point, file)) return false
    at += point > 0xffff ? 2 : 1
  }

  return true
}

function shapeWith(
  text: string,
  face: Face,
  isChinese: boolean,
  isSqueezed: boolean,
  {count, shape}: Store
): Cluster {
  const {file} = face
  const index = count()
  const [first = '', second] = text
  // One ideograph is one glyph, and its face is of its own region: nothing is to be looked up.
  if (second === undefined && ideograph.test(first)) {
    const {advance, glyphs} = shapeCharacter(first.codePointAt(0) ?? 0, file)
    return {index, text, face, glyphs, width: advance / 1000, left: 0, right: 0}
  }

  // The language joins two dashes into one.
  const kind: TextKind =
    isChinese && (file.script === 'zh-Hant' || file.script === 'zh-Hans') ? file.script : 'other'
  const shaped = shape(text, file, kind)
  const {advance, glyphs} = shaped
  const {left, right} = isSqueezed ? readBlank(shaped, text, file, kind) : {left: 0, right: 0}
  return {index, text, face, glyphs, width: advance / 1000 - left - right, left, right}
}

/** How much of a full-width character is blank on each side, in ems. */
function readBlank(
  full: Shaped,
  text: string,
  file: FaceFile,
  kind: TextKind
): {left: number; right: number} {
  const half = shapeText(text, file, kind, true)
  const left = Math.max(0, ((full.glyphs[0]?.x ?? 0) - (half.glyphs[0]?.x ?? 0)) / 1000)
  return {left, right: Math.max(0, (full.advance - half.advance) / 1000 - left)}
}
