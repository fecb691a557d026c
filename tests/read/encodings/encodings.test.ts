/** Bytes to text: whatever an editor drops in is read right, or a doubt says what is unsure. */

import {createMultibyteEncoder} from '@exodus/bytes/multi-byte.js'
import {createSinglebyteEncoder} from '@exodus/bytes/single-byte.js'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {decodeText, type DecodedText} from '../../../src/read/decode-text.ts'
import {findDeclared} from '../../../src/read/encodings/find-declared.ts'

const simplified =
  '\u6d77\u8fb9\u7684\u5c0f\u9547\u4e0b\u4e86\u4e00\u591c\u7684\u96e8\uff0c\u6ca1\u6709\u4eba\u77e5\u9053\u5b83\u4ece\u54ea\u91cc\u6765'
const traditional =
  '\u81fa\u7063\u7684\u96fb\u8166\u7522\u696d\u767c\u5c55\u53f2\uff0c\u662f\u4e16\u754c\u4e0a\u7684\u4e00\u7a2e\u8a9e\u8a00'
const japanese =
  '\u65e5\u672c\u306e\u6b74\u53f2\u306b\u3064\u3044\u3066\u8003\u3048\u308b\u3068\u304d\u3001\u79c1\u305f\u3061\u306f\u307e\u305a\u53e4\u3044\u90fd\u306e\u3053\u3068\u3092\u601d\u3044\u51fa\u3059\u3002'
const korean =
  '\ud55c\uad6d\uc758 \uc5ed\uc0ac\uc5d0 \ub300\ud558\uc5ec \uc774\uc57c\uae30\ud560 \ub54c \uc6b0\ub9ac\ub294 \uba3c\uc800 \uc624\ub798\ub41c \ub3c4\uc2dc\ub97c \ub5a0\uc62c\ub9b0\ub2e4.'
const russian =
  '\u0418\u0441\u0442\u043e\u0440\u0438\u044f \u044d\u0442\u043e\u0433\u043e \u0433\u043e\u0440\u043e\u0434\u0430 \u043d\u0430\u0447\u0438\u043d\u0430\u0435\u0442\u0441\u044f \u0441 \u043d\u0435\u0431\u043e\u043b\u044c\u0448\u043e\u0439 \u0434\u0435\u0440\u0435\u0432\u043d\u0438.'

const utf8 = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le'))
const multi = (name: string, text: string) => createMultibyteEncoder(name)(text)
const single = (name: string, text: string) => createSinglebyteEncoder(name)(text)
const join = (...parts: ReadonlyArray<Uint8Array>) => Uint8Array.from(parts.flatMap((part) => [...part]))

function read(bytes: Uint8Array, ...declared: ReadonlyArray<string>): DecodedText {
  const result = decodeText(bytes, {declared: declared.map((name) => ({name, by: '`meta charset`'}))})
  if ('reason' in result) throw new Error(result.reason)
  return result
}

const reasons = (result: DecodedText) => result.doubts.map(({reason}) => reason)

describe('nothing is declared', () => {
  test.each([
    ['gb18030', simplified],
    ['gb18030', traditional],
    ['big5', traditional],
    ['shift_jis', japanese],
    ['euc-jp', japanese],
    ['iso-2022-jp', japanese],
    ['euc-kr', korean]
  ])('%s is known by its letters: %s', (name, text) => {
    const result = read(multi(name, text))
    expect(result).toMatchObject({text, encoding: name})
    expect(result.doubts).toEqual([])
  })

  test.each(['windows-1251', 'koi8-r'])('%s is known by its letters', (name) => {
    expect(read(single(name, russian))).toMatchObject({text: russian, encoding: name, doubts: []})
  })

  test('HZ is known by its escapes', () => {
    const bytes = utf8('~{<:Ky2;SC!#NpJ)l6HK!#~} ~~')
    const text = '\u5df1\u6240\u4e0d\u6b32\uff0c\u52ff\u65bd\u65bc\u4eba\u3002 ~'
    expect(read(utf8('~{<:Ky2;S{#,NpJ)l6HK!#~} ~~'))).toMatchObject({text, encoding: 'hz-gb-2312'})
    expect(read(bytes).encoding).toBe('hz-gb-2312')
    expect(read(utf8('a shell says ~{abcd~} here')).encoding).toBe('utf-8')
  })

  test('UTF-16 and UTF-32 need no mark', () => {
    const text = `${simplified}\nOne, two.\n`
    const wide = Uint8Array.from(
      [...text].flatMap((letter) => [letter.charCodeAt(0) & 0xff, letter.charCodeAt(0) >> 8, 0, 0])
    )
    expect(read(utf16(text))).toMatchObject({text, encoding: 'utf-16le', doubts: []})
    expect(read(Uint8Array.from(Buffer.from(utf16(text)).swap16()))).toMatchObject({
      text,
      encoding: 'utf-16be'
    })
    expect(read(wide)).toMatchObject({text, encoding: 'utf-32le', doubts: []})
  })
})

describe('UTF-16 that has neither a mark nor a NUL byte', () => {
  const text = `${simplified.replaceAll('\u4e00', '')}\u3002`.repeat(200)
  test.each([
    ['utf-16le', utf16(text)],
    ['utf-16be', Uint8Array.from(Buffer.from(utf16(text)).swap16())]
  ])('%s is known by its letters', (encoding, bytes) => {
    expect(bytes).not.toContain(0)
    expect(read(bytes)).toMatchObject({text, encoding, doubts: []})
    expect(read(bytes, 'gbk')).toMatchObject({text, encoding})
  })
})

describe('what is declared', () => {
  test('is believed where the bytes fit', () => {
    expect(read(multi('gbk', simplified), 'GB2312')).toMatchObject({
      text: simplified,
      encoding: 'gbk',
      why: 'declared by `meta charset`, and the bytes fit',
      doubts: []
    })
    expect(read(single('windows-1252', 'd\u00e9j\u00e0 \u201cvu\u201d'), 'iso-8859-1')).toMatchObject({
      text: 'd\u00e9j\u00e0 \u201cvu\u201d',
      doubts: []
    })
  })

  test('gives way to the bytes, and the editor is told', () => {
    const result = read(multi('gb18030', simplified), 'big5')
    expect(result).toMatchObject({text: simplified, encoding: 'gb18030'})
    expect(reasons(result)).toEqual([
      'Unexpected `big5` declared by `meta charset`, read the bytes as `gb18030`'
    ])
    expect(reasons(read(utf8(simplified), 'gbk'))).toEqual([
      'Unexpected `gbk` declared by `meta charset`, read the bytes as `utf-8`'
    ])
    expect(reasons(read(utf8(simplified), 'klingon'))).toEqual([
      'Unexpected encoding `klingon` declared by `meta charset`, expected one that is known'
    ])
  })

  test('is found in pages and in XML, in UTF-16 too, and not in comments', () => {
    const page = '<!doctype html><!-- <meta charset=koi8-r> --><meta charset="big5">'
    expect(findDeclared(utf8(page))).toEqual([{name: 'big5', by: '`meta charset`'}])
    const old =
      "<?xml version='1.0' encoding='gbk'?><meta http-equiv=Content-Type content='text/html; charset=gb2312'>"
    const both = [
      {name: 'gbk', by: 'the XML declaration'},
      {name: 'gb2312', by: '`meta http-equiv`'}
    ]
    expect(findDeclared(utf8(old))).toEqual(both)
    expect(findDeclared(utf16(`\ufeff${old}`))).toEqual(both)
  })
})

describe('damage', () => {
  test('an end within a character', () => {
    const result = read(utf8(simplified).subarray(0, -1))
    expect(result).toMatchObject({text: `${simplified.slice(0, -1)}\ufffd`, encoding: 'utf-8'})
    expect(result.doubts).toEqual([
      {reason: 'Unexpected end within a character, replaced it with `U+FFFD`', line: 1}
    ])
  })

  test('a few bytes among much UTF-8', () => {
    const bytes = join(
      utf8(`${simplified}\n${simplified}`),
      Uint8Array.of(0xe6, 0xb5),
      utf8(`${simplified}\n`)
    )
    expect(read(bytes).doubts).toEqual([
      {reason: 'Unexpected 1 broken character on line 2, replaced it with `U+FFFD`', line: 2}
    ])
  })

  test('lines of GBK in UTF-8, and lines of UTF-8 in GBK', () => {
    const lines = [simplified, simplified, simplified, simplified].map((line) => `${line}\n`)
    const mix = (first: string, second: string) =>
      join(...lines.map((line, index) => multiOrUtf8(index === 2 ? second : first, line)))
    const some = read(mix('utf-8', 'gb18030'))
    expect(some).toMatchObject({text: lines.join(''), encoding: 'utf-8'})
    expect(some.doubts).toEqual([
      {reason: 'Unexpected `gb18030` on line 3, expected `utf-8` as on other lines', line: 3}
    ])
    const other = read(mix('gb18030', 'utf-8'))
    expect(other).toMatchObject({text: lines.join(''), encoding: 'gb18030'})
    expect(other.doubts).toEqual([
      {reason: 'Unexpected `utf-8` on line 3, expected `gb18030` as on other lines', line: 3}
    ])
  })

  test('NUL characters are replaced, and never lost', () => {
    const result = read(utf8(`One.\nT\0wo ${simplified}`))
    expect(result.text).toBe(`One.\nT\ufffdwo ${simplified}`)
    expect(result.doubts).toEqual([
      {reason: 'Unexpected 1 NUL character on line 2, replaced it with `U+FFFD`', line: 2}
    ])
  })

  test.each([
    ['%PDF-1.7\n', 'Unexpected PDF file, expected text'],
    ['PK\x03\x04\x14\0', 'Unexpected ZIP archive, expected text'],
    ['\x01\x02\x03\x04'.repeat(20), 'Unexpected control characters, expected text']
  ])('what is no text is refused: %j', (start, reason) => {
    expect(decodeText(utf8(start))).toEqual({reason, line: 1})
  })

  test('two bytes again and again are doubtful, and no letter that there is not', () => {
    const {doubts, text} = read(Buffer.from('\xff\0'.repeat(100), 'latin1'))
    expect(text).toBe('\u00ff'.repeat(100))
    expect(doubts).toEqual([{reason: 'Unexpected bytes that read like no language, read them as `utf-16le`'}])
  })

  test.each([
    ['RIFF\x24\x08\0\0WAVEfmt \x10\0\0\0', 'sound file'],
    ['RIFF\x24\x08\x01\0WEBPVP8 ', 'WebP picture'],
    ['RIFF\x24\x08\x01\0AVI LIST\x26\x01\0\0', 'video'],
    ['ID3\x03\0\0\0\0\x0f\x76', 'sound file'],
    ['GIF89a\x20\x03\x58\x02\xf7\0\0', 'GIF picture'],
    ['\0\0\0\x20ftypisom', 'video'],
    ['BZh61AY&SY', 'bzip2 archive'],
    ['wOF2\0\x01\0\0', 'font'],
    ['{\\rtf1\\ansi', 'RTF file']
  ])('a file is known by how it begins: %j', (start, kind) => {
    expect(decodeText(Buffer.from(start, 'latin1'))).toEqual({
      reason: `Unexpected ${kind}, expected text`,
      line: 1
    })
  })

  test.each([
    'The new WAVE of ferries',
    'The new WEBP is small',
    'RIFF has WAVE in it',
    'ID3 tags name a song',
    'GIF89a is a picture',
    'The ftyp of a video',
    '%PDF-1.7 is how a file begins',
    'wOFF is a font',
    '{\\rtf1 is how a file begins',
    'BZh91AY begins an archive'
  ])('a text may begin with the name of one: %j', (text) => {
    expect(read(utf8(text))).toMatchObject({text, doubts: []})
  })
})

function multiOrUtf8(name: string, text: string): Uint8Array {
  return name === 'utf-8' ? utf8(text) : multi(name, text)
}

describe('any text', () => {
  const pick = (letters: string) =>
    fc.string({unit: fc.constantFrom(...letters), minLength: 8, maxLength: 60})
  const cases = [
    ['gb18030', simplified],
    ['big5', traditional],
    ['shift_jis', japanese],
    ['euc-jp', japanese],
    ['euc-kr', korean]
  ] as const
  test.each(cases)('in %s is read right, or doubted', (name, letters) => {
    fc.assert(
      fc.property(pick(letters), fc.constantFrom('', 'utf-8', 'big5', 'gbk', 'iso-8859-1'), (text, claim) => {
        const bytes = multi(name, text)
        const declared = claim === '' ? [] : [{name: claim, by: 'a test'}]
        const result = decodeText(bytes, {declared})
        expect(decodeText(bytes, {declared})).toEqual(result)
        expect('text' in result && (result.text === text || result.doubts.length > 0)).toBe(true)
      }),
      {seed: 7, numRuns: 60}
    )
  })

  test('any bytes are read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 80}), (bytes) => {
        const result = decodeText(bytes)
        expect('text' in result ? result.text.includes('\0') : result.reason === '').toBe(false)
      }),
      {seed: 7, numRuns: 200}
    )
  })
})
