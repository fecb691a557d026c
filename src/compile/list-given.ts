/**
 * List the families that a digest names for a use, as style sheets name them:
 * those that have the letters of a script, before the families of the theme.
 */

import type {FaceFile, FaceUse} from '../model.ts'

export interface GivenFamily {
  readonly family: string
  /** Has the Latin letters and not the Han ones: in Chinese text it sets letters and figures only. */
  readonly isLatin: boolean
}

/** @param script of the text around; undefined where it is not Chinese. */
export function listGiven(
  faces: ReadonlyArray<FaceFile>,
  use: FaceUse,
  script: 'zh-Hant' | 'zh-Hans' | undefined
): ReadonlyArray<GivenFamily> {
  const families = new Map<string, GivenFamily>()
  for (const {family, given} of faces) {
    if (given?.use !== use || families.has(family)) continue
    const hasHan = script !== undefined && given.scripts.includes(script)
    if (hasHan || given.scripts.includes('latin')) families.set(family, {family, isLatin: !hasHan})
  }

  return [...families.values()]
}
