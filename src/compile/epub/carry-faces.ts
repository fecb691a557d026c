/**
 * Carry the faces that a book is set in: of each the characters that it sets,
 * under a name of its own, with what it says about its makers.
 */

import type {Digest} from '../../model.ts'
import type {Face, Faces} from '../faces.ts'
import type {Tokens} from '../theme.ts'
import type {Attachment} from './book.ts'
import type {Stack} from './stack-faces.ts'
import {listPassages} from './list-passages.ts'
import {renameFace, type Notice} from './rename-face.ts'
import {pickLayer, stackFaces} from './stack-faces.ts'
import {openSubsetter, type Subsetter} from './subset-face.ts'
import {writeFaceCss, writeWeightCss, type DeclaredFamily, type FamilyName} from './write-face-css.ts'

export interface CarryOptions {
  readonly faces: Faces
  readonly tokens: Tokens
  /** HarfBuzz with its subsetter, as WebAssembly. */
  readonly subsetter: Uint8Array
}

export interface Carried {
  readonly files: ReadonlyArray<Attachment>
  readonly css: string | undefined
}

/** A family under its name in the book. */
interface Family {
  readonly name: string
  /** What it was made from. */
  readonly origin: string
  readonly notice: Notice
  /** By the bytes of their files: two ways to ask for a face lead to one. */
  readonly cuts: Map<Uint8Array, Cut>
}

interface Cut {
  readonly face: Face
  readonly codePoints: Set<number>
}

// What a reader writes on its own, such as hyphens and the figures of a list, is in every Latin face.
const always = [...Array.from({length: 0x5f}, (_, index) => 0x20 + index), 0xa0, 0x2010]
const folder = 'fonts'
const noticeName = 'LICENSE.txt'

export function carryFaces(digest: Digest, {faces, subsetter, tokens}: CarryOptions): Carried {
  const families = new Map<string, Family>()
  const stacks = listPassages(digest, tokens).map(({codePoints, ...look}) => {
    const stack = stackFaces(look, digest.meta.lang, faces, tokens)
    for (const codePoint of codePoints) {
      const layer = pickLayer(stack, codePoint)
      if (layer) takeCut(families, layer.face).codePoints.add(codePoint)
    }

    return {use: look.use, lang: look.lang, stack}
  })
  if (families.size === 0) return {files: [], css: undefined}
  const list = [...families.values()]
  const named = stacks.map(({lang, stack, use}) => ({lang, use, names: nameStack(stack, families)}))
  const css = writeFaceCss({
    faces: list.flatMap((family) => declareFamily(family, named)),
    stacks: named,
    lang: digest.meta.lang,
    tokens
  })
  return {files: [...cutAll(list, subsetter), makeNotice(list)], css: `${css}\n${writeWeightCss(tokens)}`}
}

/** A family of a digest's own may be called as one of ours is, and for each use be of other files. */
function keyOf({file: {family, given}}: Face): string {
  return given?.path === undefined ? family : `${family} for ${given.use}`
}

function takeCut(families: Map<string, Family>, face: Face): Cut {
  const key = keyOf(face)
  const family = families.get(key) ?? {
    name: `Fascicle ${families.size + 1}`,
    origin: face.file.family,
    notice: readNotice(face),
    cuts: new Map<Uint8Array, Cut>()
  }
  families.set(key, family)
  const bytes = face.file.read()
  const cut = family.cuts.get(bytes) ?? {face, codePoints: new Set<number>()}
  family.cuts.set(bytes, cut)
  return cut
}

/** Parts of a font that `@types/fontkit` leaves out. */
interface Names {
  readonly name?: {readonly records: Readonly<Record<string, Readonly<Record<string, string>> | undefined>>}
}

function readNotice({font}: Face): Notice {
  const {name} = font as unknown as Names
  const read = (key: string) => {
    const texts = name?.records[key]
    const text = texts?.['en'] ?? Object.values(texts ?? {})[0]
    return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined
  }

  const notice = {
    copyright: read('copyright'),
    trademark: read('trademark'),
    license: read('license'),
    licenseUrl: read('licenseURL')
  }
  return Object.fromEntries(Object.entries(notice).filter(([, text]) => text !== undefined))
}

/** Names of those families of a stack that are carried, in order. */
function nameStack(stack: Stack, families: ReadonlyMap<string, Family>): FamilyName[] {
  return stack.flatMap(({face, isInChinese}) => {
    const family = families.get(keyOf(face))
    return family ? [{name: family.name, isInChinese}] : []
  })
}

/** A family as it is, and, where Chinese text names it so, for letters and figures only. */
function declareFamily(
  {cuts, name}: Family,
  stacks: ReadonlyArray<{readonly names: ReadonlyArray<FamilyName>}>
): DeclaredFamily[] {
  const files = [...cuts.values()].map(({face}) => face)
  const rows = files.map((face) => ({
    weight: face.file.weight,
    italic: face.file.italic,
    source: `url(${hrefOf(name, face)}) format("truetype")`
  }))
  const isFixed = files.some(({file}) => file.style === 'mono')
  return [false, true].flatMap((isInChinese) =>
    stacks.some(({names}) => names.some((one) => one.name === name && one.isInChinese === isInChinese))
      ? [{name, isInChinese, isFixed, cuts: rows}]
      : []
  )
}

function hrefOf(name: string, {file: {italic, weight}}: Face): string {
  return `${folder}/${name.toLowerCase().replaceAll(' ', '-')}-${weight}${italic ? '-italic' : ''}.ttf`
}

function cutAll(families: ReadonlyArray<Family>, subsetter: Uint8Array): Attachment[] {
  const subset: Subsetter = openSubsetter(subsetter)
  return families.flatMap(({cuts, name, notice}) =>
    [...cuts].map(([bytes, {codePoints, face}]): Attachment => {
      const extra = face.file.script === 'latin' ? always.filter((codePoint) => face.has(codePoint)) : []
      const {italic, weight} = face.file
      const cut = subset(bytes, [...codePoints, ...extra])
      const href = hrefOf(name, face)
      return {
        id: href.slice(folder.length + 1).replace('.ttf', ''),
        href,
        mediaType: 'font/ttf',
        bytes: renameFace(cut, {family: name, weight, italic}, notice)
      }
    })
  )
}

/** Who made what, for people: the faces themselves say it to programs. */
function makeNotice(families: ReadonlyArray<Family>): Attachment {
  const texts = families.map(({cuts, name, notice, origin}) =>
    [
      `${name}, made from ${origin}`,
      ...[...cuts.values()].map(({face}) => hrefOf(name, face).slice(folder.length + 1)),
      ...Object.values(notice)
    ].join('\n')
  )
  const head =
    'These faces hold the characters that this book uses and no others. Since they are not whole,\n' +
    'they do not bear the names of those that they were made from. Each stays under the licence\n' +
    'of its makers.'
  return {
    id: 'fonts-license',
    href: `${folder}/${noticeName}`,
    mediaType: 'text/plain',
    bytes: new TextEncoder().encode(`${[head, ...texts].join('\n\n')}\n`)
  }
}
