import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {execFileSync} from 'node:child_process'
import {afterEach, beforeEach, expect, test} from 'vitest'
import {checkPlace, findDigests, loadFile, loadFolder, openThemes} from '../../src/io.ts'

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
  expect(loadFolder(folder, {except: path.join(folder, 'dist')}).files.map((file) => file.path)).toEqual([
    'a.txt'
  ])
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

test('names an article beyond a limit without reading it; a picture may be larger', () => {
  const folder = write({'a.txt': 'a', 'b.html': '', 'c.md': '', 'd.png': ''})
  for (const name of ['b.html', 'c.md', 'd.png']) fs.truncateSync(path.join(folder, name), 3 * 2 ** 20)
  const {files, left} = loadFolder(folder, {size: 2})
  expect(files.map((file) => file.path)).toEqual(['a.txt', 'd.png'])
  expect(left.flatMap(({messages, path}) => messages.map(({reason}) => [path, reason]))).toEqual(
    ['b.html', 'c.md'].map((name) => [name, 'Unexpected file of 3 MB, expected at most 2, left it out'])
  )
  expect(loadFolder(folder, {size: 100}).left).toEqual([])
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
  expect(() => lost?.bytes).toThrow('Unexpected file that may not be read at `face.ttf`, expected a face')
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

test('keeps names apart that differ only in how they are composed, or in case', () => {
  const folder = write({'\u00e9.txt': 'one', 'e\u0301.txt': 'two', 'a.txt': 'three', 'A.txt': 'four'})
  // Some disks take them for one.
  const names = fs.readdirSync(folder)
  const {files, left} = loadFolder(folder)
  expect(new Set(files.map((file) => file.path)).size).toBe(names.length)
  expect(files.map((file) => file.path)).toContain('\u00e9.txt')
  expect(left).toEqual([])
})

test.skipIf(process.platform === 'win32')('takes files of any name', () => {
  const names = [
    '-rf.txt',
    'a b.txt',
    'a\\b.txt',
    'aux.txt',
    'line\nbreak.txt',
    'x\u001b[2J.txt',
    `${'n'.repeat(251)}.txt`
  ]
  const folder = write(Object.fromEntries(names.map((name) => [name, 'text'])))
  const unreadable = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0xfe])])
  fs.writeFileSync(unreadable, 'text')
  const {files, left} = loadFolder(folder)
  expect(files.map((file) => file.path)).toEqual([...names].sort())
  expect(left.map((file) => file.messages[0]?.reason)).toEqual([
    'Unexpected file that may not be read, left it out'
  ])
})

test.skipIf(process.platform === 'win32').each([
  ['aux', 'aux-'],
  ['NUL.2', 'NUL-.2'],
  ['auxiliary', 'auxiliary'],
  ['ends. .', 'ends-'],
  ['a\u202eb\u2028c\u001bd:e', 'a-b-c-d-e'],
  ['-rf', '-rf'],
  ['\u00e9'.repeat(120), '\u00e9'.repeat(100)]
])('names the editions of folder %j %j', (folder, name) => {
  fs.mkdirSync(path.join(root, folder))
  expect(loadFolder(path.join(root, folder)).name).toBe(name)
})

test('keeps editions and articles apart', () => {
  const folder = write({'a.txt': 'a'})
  const other = path.join(root, 'link')
  fs.symlinkSync(folder, other, 'dir')
  for (const out of [folder, other, path.dirname(folder), path.join(folder, '..')]) {
    expect(() => checkPlace(folder, out, 'my digest'), out).toThrow('Unexpected output folder')
  }

  fs.mkdirSync(path.join(root, 'out'))
  fs.symlinkSync(folder, path.join(root, 'out', 'x'), 'dir')
  expect(() => checkPlace(folder, path.join(root, 'out'), 'x')).toThrow('Unexpected output folder')
  for (const out of [path.join(folder, 'dist'), path.join(root, 'dist'), path.dirname(root)]) {
    expect(() => checkPlace(folder, out, 'my digest'), out).not.toThrow()
  }
})

test('reads a theme with the care that a digest is read with', () => {
  const folder = write({'theme.yaml': 'name: x', 'page.css': 'p {}'})
  fs.writeFileSync(path.join(root, 'secret.css'), 'secret')
  fs.symlinkSync('../secret.css', path.join(folder, 'out.css'))
  expect([...(openThemes(folder)(folder)?.files.keys() ?? [])]).toEqual(['page.css'])
})
