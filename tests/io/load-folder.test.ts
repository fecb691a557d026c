import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {execFileSync} from 'node:child_process'
import {afterEach, beforeEach, expect, test} from 'vitest'
import {findDigests, loadFile, loadFolder} from '../../src/io.ts'

let root: string

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'load-'))
})

afterEach(() => {
  fs.rmSync(root, {recursive: true})
})

function write(files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, 'my digest', name)
    fs.mkdirSync(path.dirname(file), {recursive: true})
    fs.writeFileSync(file, text)
  }

  return path.join(root, 'my digest')
}

test('loads files by relative path, composed, in the order of code points', () => {
  // U+FF41 comes before U+1F600 by code point, after it by UTF-16 code unit.
  const folder = write({
    'b.txt': 'b',
    '\u{1f600}.txt': '',
    '\uff41.txt': '',
    'notes/a.md': 'a',
    'e\u0301.txt': '',
    'Z.txt': ''
  })
  const {files, left, name} = loadFolder(folder)
  expect(name).toBe('my digest')
  expect(files.map((file) => file.path)).toEqual([
    'Z.txt',
    'b.txt',
    'notes/a.md',
    '\u00e9.txt',
    '\uff41.txt',
    '\u{1f600}.txt'
  ])
  expect(Buffer.from(files[1]?.bytes ?? []).toString()).toBe('b')
  expect(left).toEqual([])
})

test('passes over dot files, packages and the folder of editions', () => {
  const folder = write({
    '.git/x': '',
    '.DS_Store': '',
    'node_modules/a.txt': '',
    'dist/a/a.html': '',
    'a.txt': ''
  })
  expect(loadFolder(folder, path.join(folder, 'dist')).files.map((file) => file.path)).toEqual(['a.txt'])
})

test('lets nothing in from outside, and says so', () => {
  const folder = write({'a.txt': 'a'})
  fs.writeFileSync(path.join(root, 'secret.txt'), 'secret')
  fs.symlinkSync('../secret.txt', path.join(folder, 'out.txt'))
  fs.symlinkSync('..', path.join(folder, 'up'))
  fs.symlinkSync('.', path.join(folder, 'loop'))
  fs.symlinkSync('nowhere', path.join(folder, 'broken.txt'))
  fs.symlinkSync('a.txt', path.join(folder, 'same.txt'))
  const {files, left} = loadFolder(folder)
  expect(files.map((file) => file.path)).toEqual(['a.txt', 'same.txt'])
  expect(left.map((file) => file.path).sort()).toEqual(['broken.txt', 'loop', 'out.txt', 'up'])
  expect(left[0]?.messages[0]?.reason).toBe(
    'Unexpected link, expected one to a file of this folder, left it out'
  )
})

test.skipIf(process.platform === 'win32')('waits for no pipe', () => {
  const folder = write({'a.txt': 'a'})
  execFileSync('mkfifo', [path.join(folder, 'pipe.txt')])
  expect(loadFolder(folder).left.map((file) => file.path)).toEqual(['pipe.txt'])
  expect(loadFile(path.join(folder, 'pipe.txt'))).toBeUndefined()
})

test('names a file that is too large without reading it', () => {
  const folder = write({'a.txt': 'a', 'huge.txt': ''})
  fs.truncateSync(path.join(folder, 'huge.txt'), 3 * 2 ** 30)
  const {files, left} = loadFolder(folder)
  expect(files.map((file) => file.path)).toEqual(['a.txt'])
  expect(left.map(String)).toHaveLength(1)
  expect(left[0]?.messages[0]?.reason).toBe('Unexpected file of 3072 MB, expected at most 64, left it out')
})

test('reads a face when it is asked for, and once', () => {
  const folder = write({'a.txt': 'a', 'face.ttf': 'first'})
  const face = loadFolder(folder).files.find((file) => file.path === 'face.ttf')
  fs.writeFileSync(path.join(folder, 'face.ttf'), 'second')
  expect(String(face?.bytes)).toBe('second')
  fs.rmSync(path.join(folder, 'face.ttf'))
  expect(String(face?.bytes)).toBe('second')
  const gone = write({'a.txt': 'a', 'face.ttf': 'first'})
  const [, lost] = loadFolder(gone).files
  fs.rmSync(path.join(gone, 'face.ttf'))
  expect(() => lost?.bytes).toThrow('Unexpected `ENOENT` at `face.ttf`, expected a face')
})

test('says what is wrong with a folder', () => {
  const folder = write({'a.txt': 'a'})
  expect(() => loadFolder(path.join(root, 'none'))).toThrow('Expected folder')
  expect(() => loadFolder(path.join(folder, 'a.txt'))).toThrow('expected a folder')
  expect(() => findDigests(folder)).toThrow('Unexpected empty folder')
  expect(loadFile(path.join(root, 'none'))).toBeUndefined()
})

test('finds digests', () => {
  write({'a.txt': 'a'})
  fs.mkdirSync(path.join(root, '.hidden'))
  fs.mkdirSync(path.join(root, 'another'))
  expect(findDigests(root)).toEqual([path.join(root, 'another'), path.join(root, 'my digest')])
})
