/**
 * Find the face for a character: by role, language and weight, with fallback
 * character by character.
 *
 * Han text takes the face of its own region first; Latin letters and figures
 * take the Latin face. Quotation marks, dashes, ellipses and the middle dot
 * inside Chinese text belong to the Han face (W3C CLREQ 3.1.2), so whoever asks
 * says what stands around a character. Only static TrueType is used: pdfkit
 * draws nothing for WOFF 2 and the default weight for a variable face, and says
 * so in neither case.
 */

import type {FaceFile, Lang} from '../model.ts'
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

  return {
    chain(role, lang, {weight, italic, isCode = false}, tokens) {
      const script = lang.startsWith('zh') && !/-(?:Hant|TW|HK|MO)\b/i.test(lang) ? 'zh-Hans' : 'zh-Hant'
      const key = `${role} ${script} ${weight} ${italic} ${isCode} ${tokens.name}`
      const known = chains.get(key)
      if (known) return known
      const {han: style, latin: family} = tokens.faces[role]
      const hanFiles = [script, script === 'zh-Hant' ? 'zh-Hans' : 'zh-Hant'].flatMap(
        (script) =>
          nearest(
            files.filter((file) => file.script === script && file.style === hanStyle(files, style)),
            weight,
            false
          ) ?? []
      )
      const latins = files.filter((file) => file.script === 'latin' && (file.style === 'mono') === isCode)
      const named = latins.filter((file) => file.family === family)
      const latinFile = nearest(named.length > 0 ? named : latins, weight, italic)
      const han = hanFiles.map(lazily(open))
      const latin = latinFile ? [lazily(open)(latinFile), ...han] : han
      const chain = {latin, han: latinFile ? [...han, lazily(open)(latinFile)] : han}
      chains.set(key, chain)
      return chain
    }
  }
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

function lazily(open: (file: FaceFile) => Face): (file: FaceFile) => Face {
  return (file) => ({
    key: keyOf(file),
    file,
    isLatin: file.script === 'latin',
    get font() {
      return open(file).font
    },
    has: (codePoint) => open(file).has(codePoint)
  })
}

function keyOf(file: FaceFile): string {
  return `${file.family} ${file.weight}${file.italic ? ' italic' : ''}`
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
