/**
 * Strike real processes at certain moments of a build: what stands in the
 * output folder is the earlier edition or the later one, whole, and the next
 * build tidies up what a killed one has left.
 */

import {spawn, type StdioOptions} from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {saveEditions} from '../../../src/io.ts'

const cli = fileURLToPath(new URL('../../../src/cli.ts', import.meta.url))
const loader = import.meta.resolve('tsx')
const preload = new URL('strike.js', import.meta.url).href
const names = ['digest.html', 'digest.lock']
// Each test is a build in a process of its own, which a machine that does other things too takes minutes for.
const timeout = 300_000
let root: string

interface Strike {
  readonly at?: string
  readonly by?: string
  readonly args?: ReadonlyArray<string>
  readonly stdio?: StdioOptions
}

interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}

function build(
  out: string,
  {args = [], at, by, stdio = ['ignore', 'pipe', 'pipe']}: Strike = {}
): Promise<Ended> {
  const {FORCE_COLOR: _, ...outer} = process.env
  const strike = at === undefined ? [] : ['--import', preload]
  const child = spawn(
    process.execPath,
    ['--import', loader, ...strike, cli, 'build', 'digest', '--format', 'html', '--out', out, ...args],
    {cwd: root, env: {...outer, SECRET: 'not for anyone', STRIKE_AT: at, STRIKE_WITH: by}, stdio}
  )
  const texts = {stdout: '', stderr: ''}
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({code, signal, ...texts}))
  })
}

/** An output folder of its own with the earlier edition. */
function earlier(name: string): string {
  fs.cpSync(path.join(root, 'earlier'), path.join(root, name), {recursive: true})
  return name
}

function state(out: string): string {
  const file = path.join(root, out, 'digest', 'digest.html')
  if (!fs.existsSync(file)) return 'absent'
  const text = fs.readFileSync(file, 'utf8')
  return (
    ['Earlier', 'Later'].find(
      (word) => text.includes(`${word} text.`) && text.trimEnd().endsWith('</html>')
    ) ?? 'torn'
  )
}

function expectPlain({stderr, stdout}: Ended): void {
  expect(stdout + stderr).not.toMatch(/undefined|\[object|\n\s+at |not for anyone|\u001b/)
}

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'interrupt-'))
  fs.mkdirSync(path.join(root, 'digest'))
  const article = path.join(root, 'digest', 'a.md')
  fs.writeFileSync(article, '# A\n\nEarlier text.\n')
  expect(await build('earlier')).toMatchObject({code: 0, stderr: ''})
  fs.writeFileSync(article, '# A\n\nLater text.\n')
}, timeout)

afterAll(() => {
  fs.rmSync(root, {recursive: true})
})

describe.skipIf(process.platform === 'win32')('killed', {timeout}, () => {
  test.each([
    ['writeFileSync:2', 'while it writes beside the place', ['Earlier']],
    ['renameSync:2', 'between the two renames', ['absent']],
    ['unlinkSync:1', 'while it tidies up', ['Later']]
  ])('at %s, %s: whole, and the next build tidies up', async (at, _, states) => {
    const out = earlier(`killed-${at.replace(':', '-')}`)
    expect(await build(out, {at, by: 'SIGKILL'})).toMatchObject({code: null, signal: 'SIGKILL'})
    expect(states).toContain(state(out))
    const bytes = fs.readFileSync(path.join(root, 'earlier', 'digest', 'digest.html'))
    const editions = [{name: 'digest.html', format: 'html', bytes}] as const
    await saveEditions(path.join(root, out), [{id: 'digest', editions, lock: 'fascicle: 1'}])
    expect(state(out)).toBe('Earlier')
    expect(fs.readdirSync(path.join(root, out))).toEqual(['.cache', 'digest'])
    expect(fs.readdirSync(path.join(root, out, 'digest'))).toEqual(names)
  })

  test('politely at work: nothing is written', async () => {
    const out = earlier('terminated')
    expect(await build(out, {at: 'readFileSync:1', by: 'SIGTERM'})).toEqual({
      code: 143,
      signal: null,
      stdout: '',
      stderr: ''
    })
    expect(state(out)).toBe('Earlier')
    expect(fs.readdirSync(path.join(root, out))).toEqual(['.cache', 'digest'])
  })
})

describe('a system that says no', {timeout}, () => {
  test('to a write: nothing has changed, and the message says so', async () => {
    const out = earlier('full')
    const run = await build(out, {at: 'writeFileSync:2', by: 'ENOSPC'})
    expect(run).toMatchObject({code: 4, stdout: ''})
    expect(run.stderr).toContain('Unexpected `ENOSPC` on writing to `full`')
    expect(run.stderr).toContain('what stood there stands as it was')
    expectPlain(run)
    expect(state(out)).toBe('Earlier')
    expect(fs.readdirSync(path.join(root, out))).toEqual(['.cache', 'digest'])
  })

  test('to one more open file: no article is lost without a word', async () => {
    const out = earlier('no-handle')
    const run = await build(out, {at: 'fstatSync:1', by: 'EMFILE'})
    expect(run).toMatchObject({code: 4, stdout: ''})
    expect(run.stderr).toContain('Unexpected `EMFILE`')
    expectPlain(run)
    expect(state(out)).toBe('Earlier')
  })

  test.skipIf(!fs.existsSync('/dev/full'))('to what is printed: the editions are published', async () => {
    const full = fs.openSync('/dev/full', 'w')
    const out = earlier('mute')
    const run = await build(out, {stdio: ['ignore', full, 'pipe']})
    fs.closeSync(full)
    expect(run.code).toBe(0)
    expect(run.stderr).toMatch(/(?:^|\n)fascicle: Unexpected `ENOSPC` on write, stopped there\n$/)
    expect(state(out)).toBe('Later')
  })
})
