import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {spawnSync} from 'node:child_process'
import {afterEach, beforeEach, expect, test} from 'vitest'
import {parse} from 'yaml'
import {callCli, runCli} from './run-cli.ts'

const outer = process.cwd()
let root: string

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'clean-'))
  process.chdir(root)
  fs.writeFileSync(
    path.join(root, 'a.md'),
    '---\ntitle: Rain\n---\n\nRain came at dusk.\n\nIt left at dawn.\n'
  )
  fs.writeFileSync(
    path.join(root, 'b.txt'),
    'A text of one line that is long enough to stand as a paragraph.\n'
  )
  fs.writeFileSync(path.join(root, 'c.txt'), Buffer.from([0xff, 0x00, 0xd8]))
})

afterEach(() => {
  process.chdir(outer)
  fs.rmSync(root, {recursive: true})
})

test('prints an object a line, in the order given, for what cannot be read too', async () => {
  const run = await callCli(['clean', 'b.txt', 'none.txt', 'a.md', 'c.txt', '--json'])
  expect(run.code).toBe(3)
  const lines = run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const keys = ['file', 'title', 'byline', 'date', 'source', 'lang', 'markdown', 'ledger']
  expect(lines.map((line) => Object.keys(line))).toEqual([keys, keys, keys, keys])
  expect(lines.map((line) => line['file'])).toEqual(['b.txt', 'none.txt', 'a.md', 'c.txt'])
  expect(lines.map((line) => line['title'])).toEqual([null, null, 'Rain', null])
  expect(lines[1]).toEqual({...Object.fromEntries(keys.map((key) => [key, null])), file: 'none.txt'})
  expect(lines[2]).toMatchObject({
    lang: 'en',
    markdown: expect.stringContaining('It left at dawn.') as string
  })
  expect(run.stderr).toContain('none.txt')
  expect(run.stderr).toContain('Expected a file that may be read')
  expect(run.stderr).toContain('c.txt')
})

test('prints Markdown that it can read again', async () => {
  const run = await callCli(['clean', 'a.md', '--markdown'])
  expect(run).toMatchObject({code: 0, stderr: ''})
  const [, front, body] = run.stdout.split('---\n')
  expect(parse(front ?? '')).toEqual({title: 'Rain', lang: 'en'})
  expect(body).toBe('\nRain came at dusk.\n\nIt left at dawn.\n')
  fs.writeFileSync(path.join(root, 'd.md'), run.stdout)
  expect((await callCli(['clean', 'd.md', '--markdown'])).stdout).toBe(run.stdout)
})

test('says what was found and changed', async () => {
  const run = await callCli(['clean', 'a.md'])
  expect(run).toMatchObject({code: 0, stderr: ''})
  expect(run.stdout).toMatch(/^a\.md\n {2}title: Rain\n/)
  expect(run.stdout).toMatch(/\n {2}1 {2}lift {2}[a-z-]+:[a-z-]+#[\da-f]{8} {2}--- title: Rain ---\n/)
})

test.skipIf(process.platform === 'win32')('is quiet when its reader leaves', () => {
  const cli = path.join(import.meta.dirname, '..', '..', 'src', 'cli.ts')
  const files = Array.from({length: 2000}, () => 'b.txt').join(' ')
  const command = `"${process.execPath}" --import "${import.meta.resolve('tsx')}" "${cli}" clean ${files} --json | head -n 1`
  const run = spawnSync('sh', ['-c', command], {cwd: root, encoding: 'utf8'})
  expect(run.stderr).toBe('')
  expect(run.stdout.split('\n')).toHaveLength(2)
})

test('help and version go to the standard output', async () => {
  const {version} = JSON.parse(
    fs.readFileSync(path.join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')
  ) as {version: string}
  expect(await runCli(['--version'])).toEqual({code: 0, stdout: `${version}\n`, stderr: ''})
  expect(await runCli(['build', '--help'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('--theme NAME') as string,
    stderr: ''
  })
  expect(await runCli([])).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('Usage: fascicle') as string
  })
})
