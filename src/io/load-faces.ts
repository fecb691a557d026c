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
  /** The heaviest weight that there is. */
  readonly heaviest: number
}

const han = {hasItalic: false, heaviest: 900} as const
const latin = {script: 'latin', hasItalic: true} as const

const families: ReadonlyArray<Family> = [
  {
    ...han,
    package: 'noto-serif-tc',
    stem: 'NotoSerifTC',
    family: 'Noto Serif TC',
    script: 'zh-Hant',
    style: 'serif'
  },
  {
    ...han,
    package: 'noto-serif-sc',
    stem: 'NotoSerifSC',
    family: 'Noto Serif SC',
    script: 'zh-Hans',
    style: 'serif'
  },
  {
    ...han,
    package: 'noto-sans-tc',
    stem: 'NotoSansTC',
    family: 'Noto Sans TC',
    script: 'zh-Hant',
    style: 'sans'
  },
  {
    ...han,
    package: 'noto-sans-sc',
    stem: 'NotoSansSC',
    family: 'Noto Sans SC',
    script: 'zh-Hans',
    style: 'sans'
  },
  {
    ...latin,
    package: 'eb-garamond',
    stem: 'EBGaramond',
    family: 'EB Garamond',
    style: 'serif',
    heaviest: 700
  },
  {...latin, package: 'newsreader', stem: 'Newsreader', family: 'Newsreader', style: 'serif', heaviest: 700},
  {
    ...latin,
    package: 'source-sans-3',
    stem: 'SourceSans3',
    family: 'Source Sans 3',
    style: 'sans',
    heaviest: 900
  },
  {
    ...latin,
    package: 'ibm-plex-sans',
    stem: 'IBMPlexSans',
    family: 'IBM Plex Sans',
    style: 'sans',
    heaviest: 700
  },
  {
    ...latin,
    package: 'source-code-pro',
    stem: 'SourceCodePro',
    family: 'Source Code Pro',
    style: 'mono',
    hasItalic: false,
    heaviest: 900
  },
  {
    package: 'noto-sans-symbols-2',
    stem: 'NotoSansSymbols2',
    family: 'Noto Sans Symbols 2',
    script: 'symbol',
    style: 'sans',
    hasItalic: false,
    heaviest: 400
  },
  {
    package: 'noto-emoji',
    stem: 'NotoEmoji',
    family: 'Noto Emoji',
    script: 'symbol',
    style: 'sans',
    hasItalic: false,
    heaviest: 700
  }
]

// Text, labels, emphasis and display; a theme that asks for a weight between takes the nearest.
const weights: ReadonlyArray<readonly [weight: number, name: string]> = [
  [400, '400Regular'],
  [500, '500Medium'],
  [600, '600SemiBold'],
  [700, '700Bold'],
  [900, '900Black']
]

/** Every face in every weight, unread. */
export function loadFaces(): ReadonlyArray<FaceFile> {
  return families.flatMap((family) =>
    weights
      .filter(([weight]) => weight <= family.heaviest)
      .flatMap(([weight, name]) => {
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
