/**
 * Read the faces that a manifest names: files of the folder, families that
 * come with this package, families of the system, in this order.
 *
 * A face that cannot be printed refuses the digest, at the line that names it:
 * set in another face it would be another edition than was asked for.
 */

import type {FaceFile, FaceUse, GivenFace, Manifest, RawFile} from '../model.ts'
import {closestMatch} from 'leven'
import type {VFile} from 'vfile'
import {placeOfFace} from './read-manifest.ts'
import {readFace, type FaceFacts} from './read-face.ts'

/** Where faces are looked for. */
export interface FaceSources {
  /** Files of the digest's folder. */
  readonly files: ReadonlyArray<RawFile>
  /** Faces that come with this package. */
  readonly own: ReadonlyArray<FaceFile>
  /** Files of a family of the system. */
  readonly find: (family: string) => ReadonlyArray<RawFile>
  /** Whether a book carries the faces themselves, and not pages that are set in them. */
  readonly isCarried?: boolean
}

type Found = ReadonlyArray<Omit<FaceFile, 'given'> & {given: Omit<GivenFace, 'use'>}>

const facePath = /\/|\.(?:ttf|otf|ttc|otc|woff2?)$/i

/**
 * @param file `digest.yaml`, which names the faces; gets the messages.
 * @returns faces by use and in order, or undefined where a message is fatal.
 */
export function readFaces(
  file: VFile,
  faces: NonNullable<Manifest['faces']>,
  sources: FaceSources
): ReadonlyArray<FaceFile> | undefined {
  const known = new Map<string, Found | string>()
  const given: FaceFile[] = []
  let isWhole = true
  for (const [use, names] of Object.entries(faces) as Array<[FaceUse, ReadonlyArray<string>]>) {
    for (const [index, name] of names.entries()) {
      const found = known.get(name) ?? findFace(name, sources)
      known.set(name, found)
      if (typeof found !== 'string') {
        given.push(...found.map((face) => ({...face, given: {...face.given, use}})))
        continue
      }

      isWhole = false
      const place = placeOfFace(file, use, index)
      file.message(found, {place, ruleId: 'face', source: 'read-faces'}).fatal = true
    }
  }

  return isWhole ? given : undefined
}

function findFace(name: string, {files, own, find, isCarried = false}: FaceSources): Found | string {
  if (facePath.test(name)) {
    const path = name.replace(/^(?:\.\/)+/, '').normalize()
    const file = files.find((file) => file.path === path)
    return file ? openFace(name, file, isCarried) : `Expected face \`${name}\` in the folder of the digest`
  }

  const ours = own.filter(({family}) => family.toLowerCase() === name.toLowerCase())
  if (ours.length > 0) return ours.map((face) => ({...face, given: {scripts: scriptsOf(face)}}))
  const opened = find(name).map((file) => ({file, facts: readFace(file.bytes, isCarried)}))
  const usable = opened.flatMap(({facts, file}) => (typeof facts === 'string' ? [] : [{facts, file}]))
  const normal = usable.filter(({facts}) => facts.isNormal)
  // Condensed faces often are of the same family, and are not what its name alone asks for.
  const wanted = normal.length > 0 ? normal : usable
  if (wanted.length > 0) return wanted.map(({facts, file}) => giveFace(facts, file))
  const reason = opened.map(({facts}) => facts).find((facts) => typeof facts === 'string')
  return reason === undefined ? explain(name, own) : wordReason(name, reason)
}

function openFace(name: string, file: RawFile, isCarried: boolean): Found | string {
  const facts = readFace(file.bytes, isCarried)
  return typeof facts === 'string' ? wordReason(name, facts) : [giveFace(facts, file)]
}

function giveFace({isNormal: _, scripts, ...face}: FaceFacts, {bytes, path}: RawFile): Found[number] {
  return {...face, read: () => bytes, given: {scripts, path}}
}

function wordReason(name: string, reason: string): string {
  return reason.replace(/^Unexpected/, `Unexpected \`${name}\`,`)
}

// Every Han face here has Latin letters, and those for simplified characters have the traditional ones.
function scriptsOf({script}: FaceFile): ReadonlyArray<FaceFile['script']> {
  if (script === 'latin') return ['latin']
  return script === 'zh-Hans' ? ['zh-Hans', 'zh-Hant', 'latin'] : ['zh-Hant', 'latin']
}

function explain(name: string, own: ReadonlyArray<FaceFile>): string {
  const families = [...new Set(own.map(({family}) => family))]
  const near = closestMatch(name, families, {maxDistance: 3})
  const hint =
    near === undefined
      ? `expected a \`.ttf\` file of the folder, a family of this system, or ${families.map((family) => `\`${family}\``).join(' or ')}`
      : `did you mean \`${near}\`?`
  return `Unexpected face \`${name}\`, ${hint}`
}
