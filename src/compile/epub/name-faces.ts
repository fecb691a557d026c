/**
 * Name the faces of a digest's own in the styles of a book that carries none:
 * a reader that has them sets the book in them.
 */

import type {Digest, FaceFile} from '../../model.ts'
import type {Tokens} from '../theme.ts'
import {hanScript} from '../faces.ts'
import {listLocal} from '../latin-in-chinese.ts'
import {listGiven} from '../list-given.ts'
import {listPassages} from './list-passages.ts'
import {writeFaceCss, type FamilyStack} from './write-face-css.ts'

/** @returns rules, or undefined where the digest names no face. */
export function nameFaces(
  digest: Digest,
  files: ReadonlyArray<FaceFile>,
  tokens: Tokens
): string | undefined {
  if (!files.some(({given}) => given)) return
  const stacks = listPassages(digest, tokens).flatMap(({use, lang}): FamilyStack[] => {
    const isChinese = lang.startsWith('zh')
    const names = listGiven(files, use, isChinese ? hanScript(lang) : undefined).map(({family, isLatin}) => ({
      name: family,
      isInChinese: isChinese && isLatin
    }))
    return names.length > 0 ? [{use, lang, names}] : []
  })
  const letters = stacks.flatMap(({names}) =>
    names.flatMap(({isInChinese, name}) => (isInChinese ? name : []))
  )
  return writeFaceCss({
    faces: [...new Set(letters)].map((name) => ({name, cuts: listLocal(name), isInChinese: true})),
    stacks,
    lang: digest.meta.lang,
    tokens
  })
}
