/** Faces that a manifest names: what they are, and why one is refused. */

import {beforeAll, describe, expect, test} from 'vitest'
import {VFile} from 'vfile'
import type {FaceFile, RawFile} from '../../src/model.ts'
import {loadFaces} from '../../src/io/load-faces.ts'
import {readFace} from '../../src/read/read-face.ts'
import {readFaces, type FaceSources} from '../../src/read/read-faces.ts'
import {readManifest} from '../../src/read/read-manifest.ts'
import {makeFace, put, type Alteration} from './make-face.ts'

const own = loadFaces()
const bytesOf = (family: string, weight = 400, italic = false) => {
  const face = own.find((face) => face.family === family && face.weight === weight && face.italic === italic)
  return (face as FaceFile).read()
}

let garamond: Uint8Array
beforeAll(() => {
  garamond = bytesOf('EB Garamond')
})

describe('readFace', () => {
  test.each([
    ['EB Garamond', 400, false, 'serif', ['latin']],
    ['Newsreader', 700, true, 'serif', ['latin']],
    ['Source Sans 3', 900, false, 'sans', ['latin']],
    ['IBM Plex Sans', 500, true, 'sans', ['latin']],
    ['Source Code Pro', 600, false, 'mono', ['latin']],
    ['Noto Serif TC', 400, false, 'serif', ['zh-Hant', 'latin']],
    ['Noto Sans SC', 400, false, undefined, ['zh-Hant', 'zh-Hans', 'latin']]
  ])('%s %i', (family, weight, italic, style, scripts) => {
    const facts = readFace(bytesOf(family, weight, italic))
    expect(facts).toMatchObject({weight, italic, scripts, ...(style !== undefined && {style})})
    expect(typeof facts === 'object' && facts.family.startsWith(family)).toBe(true)
  })

  test.each<[string, Alteration, string]>([
    ['PostScript outlines', {version: 'OTTO'}, 'Unexpected OpenType with PostScript outlines'],
    ['WOFF', {version: 'wOFF'}, 'Unexpected WOFF,'],
    ['WOFF 2', {version: 'wOF2'}, 'Unexpected WOFF 2,'],
    ['a collection', {version: 'ttcf'}, 'Unexpected a collection of faces'],
    ['another file', {version: '%PDF'}, 'Unexpected bytes'],
    ['a variable face', {tables: {fvar: () => Buffer.alloc(16)}}, 'Unexpected variable face'],
    ['no outlines', {without: ['glyf']}, 'Unexpected face without TrueType outlines'],
    ['no characters', {without: ['cmap']}, 'Unexpected face without table `cmap`'],
    ['no embedding', {tables: {'OS/2': put(8, 2)}}, 'Unexpected face that may not be embedded (`fsType` 2)'],
    ['no subsets', {tables: {'OS/2': put(8, 0x0104)}}, 'Unexpected face that may not be embedded in part'],
    ['bitmaps only', {tables: {'OS/2': put(8, 0x0200)}}, 'Unexpected face of which only bitmaps'],
    ['a short table', {tables: {head: (table) => table.subarray(0, 20)}}, 'Unexpected end of table `head`'],
    ['a size of nothing', {tables: {head: put(18, 0)}}, 'Unexpected size of 0 units'],
    ['glyphs too many', {tables: {maxp: put(4, 0xffff)}}, 'Unexpected count of glyphs'],
    ['widths too many', {tables: {hhea: put(34, 0xffff)}}, 'Unexpected count of widths'],
    ['glyphs elsewhere', {tables: {glyf: (table) => table.subarray(0, 99)}}, 'Unexpected place of a glyph'],
    ['no names', {tables: {name: () => Buffer.alloc(6)}}, 'Unexpected tables in a face'],
    ['a broken map', {tables: {cmap: () => Buffer.alloc(4, 0xff)}}, 'Unexpected tables in a face']
  ])('refuses %s', (_, alteration, reason) => {
    expect(readFace(makeFace(garamond, alteration))).toEqual(expect.stringContaining(reason))
  })

  test('lets pass what allows print and preview, and a face put together anew', () => {
    const expected = {family: 'EB Garamond', weight: 400}
    expect(readFace(makeFace(garamond))).toMatchObject(expected)
    expect(readFace(makeFace(garamond, {tables: {'OS/2': put(8, 4)}}))).toMatchObject(expected)
  })

  test('refuses a glyph that is made of itself', () => {
    // The last glyph: composite, and its one part is its own number.
    const knot = Buffer.alloc(16)
    knot.writeInt16BE(-1, 0)
    const altered = makeFace(garamond, {
      tables: {
        loca: (loca) => {
          const glyph = loca.length / 4 - 2
          expect(loca.readUInt32BE(loca.length - 4)).toBeGreaterThan(0)
          loca.writeUInt32BE(loca.readUInt32BE(loca.length - 4) + knot.length, loca.length - 4)
          loca.writeUInt32BE(loca.readUInt32BE(loca.length - 4) - knot.length, loca.length - 8)
          knot.writeUInt16BE(glyph, 12)
          return loca
        },
        glyf: (glyf) => Buffer.concat([glyf, knot])
      }
    })
    expect(readFace(altered)).toEqual(expect.stringContaining('Unexpected parts of a glyph'))
  })

  test('comes to an end whatever is cut off', () => {
    for (const length of [0, 3, 4, 11, 12, 200, 1000, garamond.length >> 1, garamond.length - 100])
      expect(readFace(garamond.subarray(0, length)), String(length)).toEqual(
        expect.stringMatching(/^Unexpected/)
      )
  })
})

describe('readFaces', () => {
  const read = (yaml: string, sources: Partial<FaceSources> = {}) => {
    const file = new VFile({path: 'digest.yaml', value: `title: A\nfaces:\n${yaml}`})
    const manifest = readManifest(file, new Set())
    const faces =
      manifest?.faces && readFaces(file, manifest.faces, {files: [], own, find: () => [], ...sources})
    const list = faces?.map(({family, given, weight}) => [family, weight, given?.use, given?.path])
    return {list, faces, messages: file.messages.map(String)}
  }

  test('takes a file of the folder, a family of ours, a family of the system', () => {
    const asked: string[] = []
    const find = (family: string) => {
      asked.push(family)
      return [{path: '/fonts/a.ttf', bytes: garamond}]
    }
    const files = [{path: 'in/a.ttf', bytes: garamond}]
    const {faces, list, messages} = read('  text: [./in/a.ttf, newsreader]\n  code: Elsewhere\n', {
      files,
      find
    })
    expect(messages).toEqual([])
    expect(list).toEqual([
      ['EB Garamond', 400, 'text', 'in/a.ttf'],
      ...[400, 400, 500, 500, 600, 600, 700, 700].map((weight) => ['Newsreader', weight, 'text', undefined]),
      ['EB Garamond', 400, 'code', '/fonts/a.ttf']
    ])
    expect(faces?.[0]?.read()).toBe(garamond)
    expect(asked).toEqual(['Elsewhere'])
  })

  test('refuses at the line that names it', () => {
    const files = [{path: 'a.otf', bytes: makeFace(garamond, {version: 'OTTO'})}]
    const {faces, messages} = read(
      '  text: EB Garamont\n  head:\n    - a.otf\n    - ../b.ttf\n    - /b.ttf\n  note: Wholly Unknown\n',
      {files}
    )
    expect(faces).toBeUndefined()
    expect(messages).toEqual([
      'digest.yaml:3:9: Unexpected face `EB Garamont`, did you mean `EB Garamond`?',
      'digest.yaml:5:7: Unexpected `a.otf`, OpenType with PostScript outlines (`CFF`), expected a static TrueType face',
      'digest.yaml:6:7: Expected face `../b.ttf` in the folder of the digest',
      'digest.yaml:7:7: Expected face `/b.ttf` in the folder of the digest',
      expect.stringMatching(/^digest\.yaml:8:9: Unexpected face `Wholly Unknown`, expected a `\.ttf` file/)
    ])
  })

  test('refuses for a book that carries it what may be printed only', () => {
    const files = [
      {path: 'in/a.ttf', bytes: makeFace(garamond, {tables: {'OS/2': put(8, 4)}})},
      {path: 'in/b.ttf', bytes: makeFace(garamond, {tables: {'OS/2': put(8, 8)}})},
      // Where older faces set several of the levels, the freest counts.
      {path: 'in/c.ttf', bytes: makeFace(garamond, {tables: {'OS/2': put(8, 12)}})}
    ]
    const yaml = '  text: [in/c.ttf, in/b.ttf]\n  note:\n    - in/b.ttf\n    - in/a.ttf\n'
    expect(read(yaml, {files})).toMatchObject({messages: [], list: {length: 4}})
    expect(read(yaml, {files, isCarried: true})).toMatchObject({
      faces: undefined,
      messages: [
        'digest.yaml:6:7: Unexpected `in/a.ttf`, face that may be embedded for print and preview only (`fsType` 4), expected with `embed` a face that its licence lets a book carry'
      ]
    })
  })

  test('takes what it can of a family of the system, else says why not', () => {
    const broken = {path: '/fonts/a.otf', bytes: makeFace(garamond, {version: 'OTTO'})}
    const whole = {path: '/fonts/a.ttf', bytes: garamond}
    expect(read('  text: X\n', {find: () => [broken, whole]}).list).toHaveLength(1)
    const narrow = {path: '/fonts/b.ttf', bytes: makeFace(garamond, {tables: {'OS/2': put(6, 3)}})}
    const paths = (files: ReadonlyArray<RawFile>) =>
      read('  text: X\n', {find: () => files}).list?.map(([, , , path]) => path)
    expect(paths([narrow, whole])).toEqual(['/fonts/a.ttf'])
    expect(paths([narrow])).toEqual(['/fonts/b.ttf'])
    expect(read('  text: X\n', {find: () => [broken]}).messages).toEqual([
      expect.stringContaining('Unexpected `X`, OpenType with PostScript outlines')
    ])
  })

  test('knows no other use', () => {
    expect(read('  headline: X\n').messages).toEqual([
      expect.stringContaining('Unexpected key `headline` in `faces`, expected one of `text`')
    ])
  })
})
