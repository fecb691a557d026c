/** Files that are made to hurt, or are not what they say: a clear message, within seconds. */

import {PDFName, PDFNumber} from '@cantoo/pdf-lib'
import JSZip from 'jszip'
import {describe, expect, test} from 'vitest'
import {makeFiles, pack, replace} from './make-epub.ts'
import {makePdf} from './make-pdf.ts'
import {idsOf, runCheck} from './run-check.ts'

// On a machine with other work; alone each takes a second or two.
const patience = 30_000
const text = (value: string) => new TextEncoder().encode(value)

/** What is said of a file that is refused. */
async function refusal(path: string, bytes: Uint8Array): Promise<string> {
  const {file, findings, isRead} = await runCheck(path, bytes)
  expect(isRead).toBe(false)
  expect(findings).toEqual([])
  expect(file.messages).toHaveLength(1)
  expect(file.messages[0]?.fatal).toBe(true)
  expect(file.messages[0]?.note).toBeTruthy()
  return `${file.messages[0]?.ruleId}: ${file.messages[0]?.reason}`
}

/** An archive with one more entry beside the parts of a book. */
async function packWith(name: string, content: Uint8Array | string): Promise<Uint8Array> {
  const zip = await JSZip.loadAsync(await pack(makeFiles()))
  zip.file(name, content, {compression: 'DEFLATE', createFolders: false})
  return zip.generateAsync({type: 'uint8array'})
}

/** An archive of empty entries, by hand: the library takes half a minute for it. */
function packEmpty(count: number): Uint8Array {
  const names = Array.from({length: count}, (_, index) => `entry-${String(index).padStart(6, '0')}`)
  const write = (signature: number, length: number, name: string, at: number, offset?: number) => {
    const bytes = Buffer.alloc(length)
    bytes.writeUInt32LE(signature)
    bytes.writeUInt16LE(name.length, at)
    if (offset !== undefined) bytes.writeUInt32LE(offset, 42)
    return Buffer.concat([bytes, Buffer.from(name)])
  }
  const files = Buffer.concat(names.map((name) => write(0x04034b50, 30, name, 26)))
  const list = Buffer.concat(
    names.map((name, index) => write(0x02014b50, 46, name, 28, index * (30 + name.length)))
  )
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(0xffff, 8)
  end.writeUInt16LE(0xffff, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(files.length, 16)
  return Buffer.concat([files, list, end])
}

describe('EPUB', () => {
  test('that is no archive', async () => {
    for (const bytes of [new Uint8Array(), text('<html></html>'), new Uint8Array(5000).fill(0x50)])
      expect(await refusal('a.epub', bytes)).toBe('not-a-zip: Unexpected bytes, expected a ZIP archive')
  })

  test('that is cut', async () => {
    const bytes = await pack(makeFiles())
    const damaged = 'damaged-zip: Unexpected damage in the ZIP archive, expected one that opens'
    for (const length of [2, 30, 200, bytes.length >> 1, bytes.length - 20])
      expect(await refusal('a.epub', bytes.slice(0, length)), String(length)).toBe(damaged)
  })

  test('whose bytes are spoiled', async () => {
    const bytes = await pack(makeFiles())
    // Behind the first entry, which is stored, in what is deflated.
    bytes.fill(0xaa, 200, 400)
    expect(await refusal('a.epub', bytes)).toMatch(/^damaged-zip/)
  })

  test.each(['../../etc/passwd', 'OPS/../../a', '/etc/passwd', 'C:\\a', 'OPS\\a'])(
    'with an entry `%s`',
    async (name) => {
      const harmless = '_'.repeat(name.length)
      const bytes = Buffer.from(await packWith(harmless, 'a'))
      // The library writes no such name, so it is put there afterwards.
      for (let at = bytes.indexOf(harmless); at >= 0; at = bytes.indexOf(harmless))
        bytes.write(name, at, 'latin1')
      expect(await refusal('a.epub', bytes)).toBe(
        `unsafe-name: Unexpected entry \`${name}\`, expected a path inside the archive`
      )
    }
  )

  test('of 100,000 entries', async () => {
    const start = performance.now()
    expect(await refusal('a.epub', packEmpty(100_000))).toBe(
      'too-many-entries: Unexpected archive of 100000 entries, expected at most 20000'
    )
    expect(performance.now() - start).toBeLessThan(patience)
  })

  test('that inflates to 100 MB', async () => {
    const bytes = await packWith('OPS/a.xhtml', new Uint8Array(100_000_000))
    const start = performance.now()
    expect(await refusal('a.epub', bytes)).toMatch(/^zip-bomb: .+ at `OPS\/a\.xhtml`/)
    expect(performance.now() - start).toBeLessThan(patience)
  })

  test('whose document is nested 50,000 deep', async () => {
    const files = makeFiles()
    replace(files, 'OPS/one.xhtml', '</body>', `${'<div>'.repeat(50_000)}${'</div>'.repeat(50_000)}</body>`)
    const {isRead, findings} = await runCheck('a.epub', await pack(files))
    expect(isRead).toBe(true)
    expect(findings.some(({inside, level}) => inside === 'OPS/one.xhtml' && level === 'error')).toBe(true)
  })

  test('whose style sheet is nested as deep as a stack goes, or deeper', async () => {
    for (const depth of [500, 1000, 2000, 4000, 8000, 50_000]) {
      const files = makeFiles()
      files.set('OPS/style.css', `p { color: ${'('.repeat(depth)}${')'.repeat(depth)} }`)
      expect((await runCheck('a.epub', await pack(files))).isRead, String(depth)).toBe(true)
    }
  })

  test('whose entities multiply', async () => {
    const files = makeFiles()
    const lines = Array.from(
      {length: 20},
      (_, at) => `<!ENTITY e${at + 1} "&e${at};&e${at};&e${at};&e${at};">`
    )
    replace(files, 'OPS/one.xhtml', '<!DOCTYPE html>', `<!DOCTYPE html [<!ENTITY e0 "a">${lines.join('')}]>`)
    replace(files, 'OPS/one.xhtml', 'The tide', '&e20;')
    const checked = await runCheck('a.epub', await pack(files))
    expect(checked.isRead).toBe(true)
    expect(idsOf(checked)).not.toEqual([])
  })
})

describe('PDF', () => {
  test('of noise', async () => {
    expect(await refusal('a.pdf', text('a'.repeat(5000)))).toBe('not-a-pdf: Unexpected bytes, expected a PDF')
    const noise = Uint8Array.from({length: 500_000}, (_, at) => (Math.imul(at, 2_654_435_761) >>> 13) & 255)
    noise.set(text('%PDF-1.7\n'))
    expect(await refusal('a.pdf', noise)).toMatch(/^damaged-pdf: Unexpected damage or encryption/)
  })

  test('that is cut', async () => {
    const bytes = await makePdf()
    for (const length of [20, 400, bytes.length >> 1, bytes.length - 10])
      expect(await refusal('a.pdf', bytes.slice(0, length))).toMatch(/^damaged-pdf/)
  })

  test('whose tags hold themselves', async () => {
    const bytes = await makePdf(function ({at, document}) {
      const second = at('second')
      second.set(PDFName.of('K'), document.context.getObjectRef(second) ?? PDFNumber.of(1))
    })
    expect((await runCheck('a.pdf', bytes)).isRead).toBe(true)
  })
})

describe('HTML', () => {
  test('of 20 MB', async () => {
    const line = '<p>The tide turns twice a day, and nobody asks it to.</p>\n'
    const page = `<html lang="en"><title>a</title><main>${line.repeat(20_000_000 / line.length)}</main>`
    expect(await refusal('a.html', text(page))).toBe(
      'page-too-large: Unexpected page of 20 MB, expected at most 10 MB beside its pictures'
    )
  })

  test('of 20 MB of pictures', async () => {
    const picture = `<img alt="" src="data:image/png;base64,${'A'.repeat(1_000_000)}">`
    const page = `<html lang="en"><title>a</title><main>${picture.repeat(20)}</main>`
    expect(idsOf(await runCheck('a.html', text(page)))).toEqual(['html:viewport'])
  })

  test('that is nested 100,000 deep', async () => {
    expect(await refusal('a.html', text('<div>'.repeat(100_000)))).toMatch(/nested too deep/)
  })

  test('whose styles are nested as deep as a stack goes, or deeper', async () => {
    for (const depth of [500, 1000, 2000, 4000, 8000, 50_000]) {
      const nested = `${'('.repeat(depth)}${')'.repeat(depth)}`
      const page = `<style>a { b: ${nested} }</style><main style="b: ${nested}">`
      expect((await runCheck('a.html', text(page))).isRead, String(depth)).toBe(true)
    }
  })

  test('of bytes that are no text', async () => {
    const checked = await runCheck(
      'a.html',
      Uint8Array.from({length: 100_000}, (_, at) => (at * 7) & 255)
    )
    expect(idsOf(checked)).toEqual(expect.arrayContaining(['html:main', 'html:title']))
  })
})
