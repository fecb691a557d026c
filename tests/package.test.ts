/**
 * The package holds what it needs, and nothing else.
 */

import {execFileSync} from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import {beforeAll, expect, test} from 'vitest'

const root = path.join(import.meta.dirname, '..')
let names: ReadonlyArray<string>

beforeAll(() => {
  // On Windows npm is a script that only a shell starts.
  const output = execFileSync(
    'npm',
    ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'],
    {
      cwd: root,
      encoding: 'utf8',
      shell: process.platform === 'win32'
    }
  )
  const [pack] = JSON.parse(output) as ReadonlyArray<{files: ReadonlyArray<{path: string}>}>
  names = pack?.files.map((file) => file.path) ?? []
})

function listFiles(folder: string): ReadonlyArray<string> {
  return fs
    .readdirSync(path.join(root, folder), {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
}

test('carries templates, rules and documents', () => {
  for (const folder of ['templates', 'src/clean/rules']) {
    const files = listFiles(folder)
    expect(files.length).toBeGreaterThan(0)
    expect(names).toEqual(expect.arrayContaining([...files]))
  }

  expect(names).toEqual(
    expect.arrayContaining(['LICENSE', 'README.md', 'CHANGELOG.md', 'package.json', 'docs/fonts.md'])
  )
})

test('carries nothing else', () => {
  const strange = names.filter(
    (name) =>
      !/^(?:build|docs|src\/clean\/rules|templates)\//.test(name) &&
      !['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'].includes(name)
  )
  expect(strange).toEqual([])
})

test('points to files that the build makes', () => {
  const {bin, exports} = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    bin: Record<string, string>
    exports: Record<string, string | Record<string, string>>
  }
  const targets = [
    ...Object.values(bin),
    ...Object.values(exports).flatMap((value) => (typeof value === 'string' ? [value] : Object.values(value)))
  ]
  for (const target of targets) {
    const source = target.replace(/^(?:\.\/)?build\//, 'src/').replace(/(?:\.d\.ts|\.js)$/, '.ts')
    expect(fs.existsSync(path.join(root, source)), target).toBe(true)
  }
})

test('needs only what it names', () => {
  const {dependencies, devDependencies} = JSON.parse(
    fs.readFileSync(path.join(root, 'package.json'), 'utf8')
  ) as Record<string, Record<string, string>>
  for (const [name, range] of Object.entries({...dependencies, ...devDependencies}))
    expect(range, name).toMatch(/^[\^~]?\d+\.\d+\.\d+$/)
})
