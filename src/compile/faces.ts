/**
 * Find the face for a character: by role, language and weight, with fallback
 * character by character. Faces that the digest names come first, those of the
 * theme stand behind them.
 *
 * Han text takes the face of its own region first; Latin letters and figures
 * take the Latin face. Quotation marks, dashes, ellipses and the middle dot
 * inside Chinese text belong to the Han face (W3C CLREQ 3.1.2), so whoever asks
 * says what stands around a character. Only static TrueType is used: pdfkit
 * draws nothing for WOFF 2 and the default weight for a variable face, and says
 * so in neither case.
 */

import type {FaceFile, FaceUse, Lang} from '../model.ts'
import type {FaceRole, HanStyle, Tokens} from './theme.ts'
import {create, type Font} from 'fontkit'

/** A face that is open. */
export interface Face {
  /** Stable name, such as `Noto Serif TC 400`. */
  readonly key: string
  readonly file: FaceFile
  readonly font: Font
  readonly isLatin: boolean
  readonly has: (codePoint: number) => boolean
}

/** Faces to try, first to last. */
export interface Chain {
  /** For Latin letters and figures. */
  readonly latin: ReadonlyArray<Face>
  /** For Han and its punctuation. */
  readonly han: ReadonlyArray<Face>
}

export interface Faces {
  /** @param style code takes a Latin face of fixed width. */
  readonly chain: (
    role: FaceRole,
    lang: Lang,
    style: {weight: number; italic: boolean; isCode?: boolean},
    tokens: Tokens
  ) => Chain
}

/** Open the faces of an edition; a file is read when the first chain needs it. */
export function openFaces(files: ReadonlyArray<FaceFile>): Faces {
  const opened = new Map<FaceFile, Face>()
  const chains = new Map<string, Chain>()
  const open = (file: FaceFile): Face => {
    const face = opened.get(file) ?? openFace(file)
    opened.set(file, face)
    return face
  }

  const own = files.filter((file) => !file.given)
  return {
    chain(role, lang, {weight, italic, isCode = false}, tokens) {
      const script = hanScript(lang)
      const key = `${role} ${script} ${weight} ${italic} ${isCode} ${tokens.name}`
      const known = chains.get(key)
      if (known) return known
      const {han: style, latin: family} = tokens.faces[role]
      const hanFiles = [script, script === 'zh-Hant' ? 'zh-Hans' : 'zh-Hant'].flatMap(
        (script) =>
          nearest(
            own.filter((file) => file.script === script && file.style === hanStyle(own, style)),
            weight,
            false
          ) ?? []
      )
      const latins = own.filter((file) => file.script === 'latin' && (file.style === 'mono') === isCode)
      const named = latins.filter((file) => file.family === family)
      const latinFile = nearest(named.length > 0 ? named : latins, weight, italic)
      const latinFiles = latinFile ? [latinFile] : []
      const symbols = own.filter((file) => file.script === 'symbol')
      const symbolFiles = [...new Set(symbols.map((file) => file.family))].flatMap(
        (family) =>
          nearest(
            symbols.filter((file) => file.family === family),
            weight,
            false
          ) ?? []
      )
      const given = givenFiles(files, isCode ? 'code' : role, weight, italic)
      const covers = (script: FaceFile['script']) =>
        given.filter((file) => file.given?.scripts.includes(script))
      const toFaces = (order: ReadonlyArray<FaceFile>) =>
        [...new Set(order)].map((file) => lazily(open, fitScript(file, script)))
      // What is given for another script stands behind all: its few shared characters would speckle a text.
      const chain = {
        latin: toFaces([
          ...covers('latin'),
          ...latinFiles,
          ...covers(script),
          ...hanFiles,
          ...given,
          ...symbolFiles
        ]),
        han: toFaces([
          ...covers(script),
          ...hanFiles,
          ...covers('latin'),
          ...latinFiles,
          ...given,
          ...symbolFiles
        ])
      }
      chains.set(key, chain)
      return chain
    }
  }
}

/** Script of the Han characters in a text: simplified is what a tag of Chinese without a script means. */
export function hanScript(lang: Lang): 'zh-Hant' | 'zh-Hans' {
  return lang.startsWith('zh') && !/-(?:Hant|TW|HK|MO)\b/i.test(lang) ? 'zh-Hans' : 'zh-Hant'
}

/** Of each family that the digest names for a use, in its order, the nearest face. */
function givenFiles(
  files: ReadonlyArray<FaceFile>,
  use: FaceUse,
  weight: number,
  italic: boolean
): ReadonlyArray<FaceFile> {
  const all = files.filter((file) => file.given?.use === use)
  const families = new Set(all.map(({family}) => family))
  return [...families].flatMap(
    (family) =>
      nearest(
        all.filter((file) => file.family === family),
        weight,
        italic
      ) ?? []
  )
}

/** The face of a chain that has a character, or undefined: the caller has to say so. */
export function pickFace(chain: Chain, codePoint: number, isLatin: boolean): Face | undefined {
  return (isLatin ? chain.latin : chain.han).find((face) => face.has(codePoint))
}

/**
 * Outline of a text as SVG path data, its baseline at `y`, y down.
 *
 * @returns the path, and the width in points.
 */
export function outline(
  text: string,
  face: Face,
  size: number,
  x: number,
  y: number
): {d: string; width: number} {
  const scale = size / face.font.unitsPerEm
  const run = face.font.layout(text)
  let d = ''
  let pen = x
  for (const [index, glyph] of run.glyphs.entries()) {
    const position = run.positions[index]
    if (!position) continue
    const left = pen + position.xOffset * scale
    const top = y - position.yOffset * scale
    for (const {command, args} of glyph.path.commands) d += toCommand(command, args, left, top, scale)
    pen += position.xAdvance * scale
  }

  return {d, width: pen - x}
}

const letters: Readonly<Record<string, string>> = {
  moveTo: 'M',
  lineTo: 'L',
  quadraticCurveTo: 'Q',
  bezierCurveTo: 'C',
  closePath: 'Z'
}

function toCommand(
  command: string,
  args: ReadonlyArray<number>,
  x: number,
  y: number,
  scale: number
): string {
  const points = args.map((value, index) => (index % 2 === 0 ? x + value * scale : y - value * scale))
  return (letters[command] ?? '') + points.map((value) => Number(value.toFixed(2))).join(' ')
}

// A kai face is nowhere to be had as a static file; the theme says what stands in for it.
function hanStyle(files: ReadonlyArray<FaceFile>, style: HanStyle): HanStyle {
  return style === 'kai' && !files.some((file) => file.style === 'kai') ? 'sans' : style
}

function nearest(files: ReadonlyArray<FaceFile>, weight: number, italic: boolean): FaceFile | undefined {
  const same = files.filter((file) => file.italic === italic)
  const candidates = same.length > 0 ? same : files
  return [...candidates].sort(
    (a, b) => Math.abs(a.weight - weight) - Math.abs(b.weight - weight) || b.weight - a.weight
  )[0]
}

function lazily(open: (file: FaceFile) => Face, file: FaceFile): Face {
  return {
    key: keyOf(file),
    file,
    isLatin: file.script === 'latin',
    get font() {
      return open(file).font
    },
    has: (codePoint) => open(file).has(codePoint)
  }
}

// A face of one's own may be for both scripts; it is shaped as the text around it is. One value
// for each, whoever asks: what is known of a face is kept by it.
const others = new WeakMap<FaceFile, FaceFile>()

function fitScript(file: FaceFile, script: 'zh-Hant' | 'zh-Hans'): FaceFile {
  if (!file.given?.scripts.includes(script) || file.script === script) return file
  const other = others.get(file) ?? {...file, script}
  others.set(file, other)
  return other
}

function keyOf(file: FaceFile): string {
  const {family, given, italic, script, weight} = file
  const name = `${family} ${weight}${italic ? ' italic' : ''}`
  // A family of a digest's own may be called as one of ours is, and a Han face is shaped in two ways.
  const marks = [given?.path, given && script !== 'latin' && script].filter(Boolean)
  return marks.length > 0 ? `${name} (${marks.join(', ')})` : name
}

function openFace(file: FaceFile): Face {
  const key = keyOf(file)
  const font = create(Buffer.from(file.read()))
  if (!('layout' in font))
    throw new Error(`Unexpected collection of faces for ${key}, expected a single face`)
  const tables = (font as Font & {directory?: {tables?: Record<string, unknown>}}).directory?.tables ?? {}
  if (!tables['glyf']) throw new Error(`Unexpected outlines in face ${key}, expected TrueType (\`glyf\`)`)
  if (tables['fvar'])
    throw new Error(
      `Unexpected variable face ${key}, expected a static one: it prints in its default weight only`
    )
  if (font.type !== 'TTF')
    throw new Error(
      `Unexpected ${font.type} file for face ${key}, expected TTF: a compressed face prints blank`
    )
  const known = new Map<number, boolean>()
  return {
    key,
    file,
    font,
    isLatin: file.script === 'latin',
    has(codePoint) {
      const answer = known.get(codePoint) ?? font.hasGlyphForCodePoint(codePoint)
      known.set(codePoint, answer)
      return answer
    }
  }
}
