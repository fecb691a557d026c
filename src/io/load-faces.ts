/**
 * Find the faces that come with this package, as static TrueType files.
 *
 * They lie in packages of their own, one for each family. A file is read when
 * a format asks for it, and once.
 */

import fs from 'node:fs'
import type {FaceFile} from '../model.ts'
import {codeOf, refuse} from './refuse.ts'
import {packagePath} from './find-package.ts'

interface Family {
  readonly package: string
  /** Stem of its files. */
  readonly stem: string
  readonly family: string
  readonly script: FaceFile['script']
  readonly style: FaceFile['style']
  readonly hasItalic: boolean
}

const families: ReadonlyArray<Family> = [
  {
    package: 'noto-serif-tc',
    stem: 'NotoSerifTC',
    family: 'Noto Serif TC',
    script: 'zh-Hant',
    style: 'serif',
    hasItalic: false
  },
  {
    package: 'noto-serif-sc',
    stem: 'NotoSerifSC',
    family: 'Noto Serif SC',
    script: 'zh-Hans',
    style: 'serif',
    hasItalic: false
  },
  {
    package: 'noto-sans-tc',
    stem: 'NotoSansTC',
    family: 'Noto Sans TC',
    script: 'zh-Hant',
    style: 'sans',
    hasItalic: false
  },
  {
    package: 'noto-sans-sc',
    stem: 'NotoSansSC',
    family: 'Noto Sans SC',
    script: 'zh-Hans',
    style: 'sans',
    hasItalic: false
  },
  {
    package: 'eb-garamond',
    stem: 'EBGaramond',
    family: 'EB Garamond',
    script: 'latin',
    style: 'serif',
    hasItalic: true
  },
  {
    package: 'source-code-pro',
    stem: 'SourceCodePro',
    family: 'Source Code Pro',
    script: 'latin',
    style: 'mono',
    hasItalic: false
  }
]

// Text and emphasis; themes ask for no other weight.
const weights: ReadonlyArray<readonly [weight: number, name: string]> = [
  [400, '400Regular'],
  [600, '600SemiBold']
]

/** Every face in every weight, unread. */
export function loadFaces(): ReadonlyArray<FaceFile> {
  return families.flatMap((family) =>
    weights.flatMap(([weight, name]) => {
      const upright = faceFile(family, weight, name, false)
      return family.hasItalic ? [upright, faceFile(family, weight, `${name}_Italic`, true)] : [upright]
    })
  )
}

function faceFile(from: Family, weight: number, name: string, italic: boolean): FaceFile {
  const {family, script, style} = from
  let bytes: Uint8Array | undefined
  const read = () =>
    (bytes ??= readFace(`@expo-google-fonts/${from.package}`, `${name}/${from.stem}_${name}.ttf`))
  return {family, script, style, weight, italic, read}
}

function readFace(name: string, file: string): Uint8Array {
  try {
    return fs.readFileSync(packagePath(name, file))
  } catch (error) {
    const code = codeOf(error)
    if (code === undefined) throw error
    refuse(name, `Unexpected \`${code}\` at \`${file}\`, expected a face`, 'missing-part')
  }
}
