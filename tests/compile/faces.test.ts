/** Which face sets a character. */

import {describe, expect, test} from 'vitest'
import type {FaceFile, FaceUse} from '../../src/model.ts'
import {loadFaces} from '../../src/io/load-faces.ts'
import {openFaces, pickFace, type Faces} from '../../src/compile/faces.ts'
import {readTokens} from '../../src/compile/theme.ts'
import {world} from './read-press.ts'

const own = loadFaces()
const theme = world.theme('literary')
const tokens = readTokens(theme as NonNullable<typeof theme>)
const plain = {weight: 400, italic: false}

function keyOf(
  faces: Faces,
  char: string,
  lang = 'zh-Hant',
  style = {},
  isLatin = /[\u0020-\u024f]/.test(char)
) {
  const chain = faces.chain('text', lang, {...plain, ...style}, tokens)
  return pickFace(chain, char.codePointAt(0) ?? 0, isLatin)?.key
}

const give = (family: string, use: FaceUse, scripts: ReadonlyArray<FaceFile['script']>, path?: string) =>
  own
    .filter((face) => face.family === family)
    .map((face) => ({...face, given: {use, scripts, ...(path !== undefined && {path})}}))

describe('openFaces', () => {
  const faces = openFaces(own)

  test('falls back character by character', () => {
    expect(keyOf(faces, '\u958b')).toBe('Noto Serif TC 400')
    // Simplified only, in traditional text.
    expect(keyOf(faces, '\u8fd9')).toBe('Noto Serif SC 400')
    expect(keyOf(faces, '\u958b', 'zh-Hans')).toBe('Noto Serif SC 400')
    expect(keyOf(faces, 'a')).toBe('EB Garamond 400')
    // The same mark belongs to the letters around it.
    expect(keyOf(faces, '\u201c', 'zh-Hant', {}, false)).toBe('Noto Serif TC 400')
    expect(keyOf(faces, '\u201c', 'zh-Hant', {}, true)).toBe('EB Garamond 400')
    // Greek is in no Han font's care where the Latin face has it.
    expect(keyOf(faces, '\u1f00', 'zh-Hant', {}, true)).toBe('EB Garamond 400')
  })

  test('symbols stand behind all', () => {
    expect(keyOf(faces, '\u2794', 'zh-Hant', {}, false)).toBe('Noto Sans Symbols 2 400')
    expect(keyOf(faces, '\u{1f600}', 'zh-Hans', {weight: 900}, true)).toBe('Noto Emoji 700')
    expect(keyOf(faces, '\u2192', 'zh-Hant', {}, false)).toBe('Noto Serif TC 400')
  })

  test('has no face for what no face has', () => {
    for (const char of ['\u{20bb7}', '\u0e01', '\u{10fffd}']) {
      expect(keyOf(faces, char, 'zh-Hant', {}, true), char).toBeUndefined()
      expect(keyOf(faces, char, 'zh-Hant', {}, false), char).toBeUndefined()
    }
  })

  test('takes the nearest weight, and the italic where there is one', () => {
    const picked = [300, 400, 450, 500, 600, 650, 800, 1000].map((weight) =>
      keyOf(faces, 'a', 'en', {weight})
    )
    expect(picked).toEqual([400, 400, 500, 500, 600, 700, 700, 700].map((weight) => `EB Garamond ${weight}`))
    expect(keyOf(faces, '\u958b', 'zh-Hant', {weight: 900})).toBe('Noto Serif TC 900')
    expect(keyOf(faces, 'a', 'en', {italic: true, weight: 700})).toBe('EB Garamond 700 italic')
    expect(keyOf(faces, '\u958b', 'zh-Hant', {italic: true})).toBe('Noto Serif TC 400')
    expect(keyOf(faces, 'a', 'en', {isCode: true, weight: 700})).toBe('Source Code Pro 700')
  })

  test('sets a face of the digest before those of the theme, for its use and its scripts', () => {
    const given = openFaces([
      ...give('Source Sans 3', 'text', ['latin'], 'a.ttf'),
      ...give('Noto Sans TC', 'text', ['zh-Hant', 'latin'], 'b.ttf'),
      ...own
    ])
    expect(keyOf(given, 'a', 'zh-Hant', {italic: true})).toBe('Source Sans 3 400 italic (a.ttf)')
    expect(keyOf(given, '\u958b')).toBe('Noto Sans TC 400 (b.ttf, zh-Hant)')
    // The marks of Han text stay with the Han face, though the Latin one stands first.
    expect(keyOf(given, '\u201c', 'zh-Hant', {}, false)).toBe('Noto Sans TC 400 (b.ttf, zh-Hant)')
    // For simplified characters it has too few to be begun with.
    expect(keyOf(given, '\u4eba', 'zh-Hans')).toBe('Noto Serif SC 400')
    expect(keyOf(given, '\u8fd9')).toBe('Noto Serif SC 400')
    const {han, latin} = given.chain('head', 'zh-Hant', plain, tokens)
    const keys = [...han, ...latin].map(({key}) => key)
    expect(keys.filter((key) => key.endsWith(')'))).toEqual([])
    expect(keyOf(given, 'a', 'en', {isCode: true})).toBe('Source Code Pro 400')
  })

  test('shapes a face for both scripts as the text around it is written', () => {
    const given = openFaces([...give('Noto Sans SC', 'text', ['zh-Hant', 'zh-Hans'], 'a.ttf'), ...own])
    for (const lang of ['zh-Hant', 'zh-Hans']) {
      const [first] = given.chain('text', lang, plain, tokens).han
      expect([first?.file.family, first?.file.script]).toEqual(['Noto Sans SC', lang])
      // What is known of a face is kept by its file.
      expect(given.chain('text', lang, {...plain, italic: true}, tokens).han[0]?.file).toBe(first?.file)
    }

    expect(keyOf(given, '\u4eba', 'zh-Hant')).not.toBe(keyOf(given, '\u4eba', 'zh-Hans'))
  })

  test('reads no face before it is asked for a character, and only those on the way to it', () => {
    const read: string[] = []
    const watched = own.map((face) => ({
      ...face,
      read() {
        read.push(`${face.family} ${face.weight}`)
        return face.read()
      }
    }))
    const chain = openFaces(watched).chain('text', 'zh-Hant', plain, tokens)
    expect(read).toEqual([])
    expect(pickFace(chain, 0x61, true)?.has(0x62)).toBe(true)
    expect(read).toEqual(['EB Garamond 400'])
    pickFace(chain, 0x8fd9, false)
    expect(read).toEqual(['EB Garamond 400', 'Noto Serif TC 400', 'Noto Serif SC 400'])
  })
})
