/**
 * Put the faces for a look in the order in which a style sheet names them: the
 * first that has a character, and may set it, sets it.
 */

import type {FaceUse, Lang} from '../../model.ts'
import type {Face, Faces} from '../faces.ts'
import type {FaceRole, Tokens} from '../theme.ts'
import type {Look} from './list-passages.ts'
import {isInLatinRange} from '../latin-in-chinese.ts'

export interface Layer {
  readonly face: Face
  /** Sets letters and figures only, and leaves punctuation to the Han face behind it. */
  readonly isInChinese: boolean
}

export type Stack = ReadonlyArray<Layer>

// What stands behind code is the editor's: another voice than the text around.
const roles: Readonly<Record<FaceUse, FaceRole>> = {text: 'text', head: 'head', note: 'note', code: 'note'}

/** @param bookLang what has no script of its own falls back to the faces of the book. */
export function stackFaces(look: Look, bookLang: Lang, faces: Faces, tokens: Tokens): Stack {
  const {italic, lang, use, weight} = look
  const isChinese = lang.startsWith('zh')
  const style = {weight, italic, isCode: use === 'code'}
  const {han, latin} = faces.chain(roles[use], isChinese ? lang : bookLang, style, tokens)
  const plain = (list: ReadonlyArray<Face>) => list.map((face) => ({face, isInChinese: false}))
  if (!isChinese) return plain(latin)
  const first = latin.findIndex(({file}) => file.script === han[0]?.file.script)
  const letters = latin.slice(0, Math.max(0, first)).map((face) => ({face, isInChinese: true}))
  return [...letters, ...plain(han)]
}

/** The layer that sets a character, or undefined: then it is up to the reader. */
export function pickLayer(stack: Stack, codePoint: number): Layer | undefined {
  return stack.find(
    ({face, isInChinese}) => (!isInChinese || isInLatinRange(codePoint)) && face.has(codePoint)
  )
}
