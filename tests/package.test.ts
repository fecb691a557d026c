/**
 * The package holds what it needs, and nothing else.
 */

import {execFileSync, spawnSync} from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'

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
  for (const folder of ['templates', 'src/check/rules', 'src/clean/rules']) {
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
      !/^(?:build|docs|src\/(?:check|clean)\/rules|templates)\//.test(name) &&
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

describe('installed', () => {
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const page = fs.readFileSync(path.join(root, 'docs', 'clean.md'), 'utf8')
  let folder: string

  // As it is after an installation: what is packed, compiled, with its dependencies beside it.
  beforeAll(() => {
    folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'package-')))
    const home = path.join(folder, 'node_modules', 'fascicle')
    for (const name of names.filter((name) => !name.startsWith('build/')))
      fs.cpSync(path.join(root, name), path.join(home, name))
    run(tsc, '-p', path.join(root, 'tsconfig.build.json'), '--outDir', path.join(home, 'build'))
    const link = (to: string) =>
      fs.symlinkSync(path.join(root, 'node_modules', path.basename(to)), to, 'junction')
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(home, 'node_modules'), 'junction')
    for (const name of ['remark-parse', 'remark-stringify', 'unified', 'vfile', '@types'])
      link(path.join(folder, 'node_modules', name))
    fs.writeFileSync(path.join(folder, 'package.json'), '{"type": "module"}')
  })

  afterAll(() => {
    fs.rmSync(folder, {recursive: true})
  })

  function run(...args: ReadonlyArray<string>): string {
    const {status, stdout, stderr} = spawnSync(process.execPath, args, {cwd: folder, encoding: 'utf8'})
    if (status !== 0) throw new Error(stdout + stderr)
    return stdout
  }

  test('runs the example of docs/clean.md', () => {
    const [, code] = /```js\n(.*?)```/s.exec(page) ?? []
    const [, output] = /```text\n(.*?)```/s.exec(page) ?? []
    fs.writeFileSync(path.join(folder, 'example.js'), code ?? '')
    expect(run('example.js')).toBe(output)
  })

  test('brings types for the plugins, and for what they leave in a file', () => {
    const code = `
      import type {Change} from 'fascicle'
      import {loadRules, readRulePacks} from 'fascicle'
      import {remarkDropJunk, remarkMendReadings} from 'fascicle/clean'
      import {unified} from 'unified'
      import {VFile} from 'vfile'

      const file = new VFile('')
      unified().use(remarkMendReadings).use(remarkDropJunk, {rules: readRulePacks(loadRules())})
      export const changes: ReadonlyArray<Change> | undefined = file.data.ledger
      export const title: string | undefined = file.data.metadata?.title
      // @ts-expect-error: rules are packs, not texts.
      unified().use(remarkDropJunk, {rules: loadRules()})
      // @ts-expect-error: it is no number.
      export const number: number = file.data.ledger
    `
    fs.writeFileSync(path.join(folder, 'types.ts'), code)
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023']
    expect(run(tsc, ...options, 'types.ts')).toBe('')
  })

  test('names every plugin in docs/clean.md, in their order', () => {
    const list = run(
      '--input-type=module',
      '-e',
      "console.log(Object.keys(await import('fascicle/clean')).join())"
    )
    const plugins = list
      .trim()
      .split(',')
      .filter((name) => name.startsWith('remark'))
    const named = [...page.matchAll(/^\| `(remark\w+)`/gm)].map((match) => match[1] ?? '')
    expect(named.toSorted()).toEqual(plugins.toSorted())
    const source = fs.readFileSync(path.join(root, 'src', 'clean', 'clean-article.ts'), 'utf8')
    const order = source
      .slice(source.indexOf('function createPlugins'))
      .matchAll(/^ +(?:\[|notOnPages\()?(remark\w+)/gm)
    expect(named).toEqual([...order].map((match) => match[1] ?? ''))
  })
})
