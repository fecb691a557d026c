/** `fascicle init` and `fascicle themes`, as a user runs them. */

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import {callCli} from './run-cli.ts'

const outer = process.cwd()
let root: string

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'init-'))
  process.chdir(root)
})

afterEach(() => {
  process.chdir(outer)
  fs.rmSync(root, {recursive: true})
})

const text = 'The ferry ran until the bridge was opened, and for some years after it.\n\n'.repeat(4)

describe('fascicle init', () => {
  test('drafts what a build takes, and a second time nothing', async () => {
    fs.mkdirSync('boats')
    fs.writeFileSync('boats/01 tin.md', `# The tin\n\n${text}`)
    const drafted = await callCli(['init', 'boats'])
    expect(drafted).toMatchObject({code: 0, stderr: ''})
    expect(drafted.stdout.trim().split('\n')).toEqual(
      ['digest.yaml', path.join('notes', '01 tin.md')].map((name) => path.join('boats', name))
    )
    const manifest = fs.readFileSync('boats/digest.yaml', 'utf8')
    expect(manifest).toContain('title: The tin')
    const [, schema = ''] = /\$schema=(\S+)/.exec(manifest) ?? []
    expect(fs.existsSync(path.join('boats', schema))).toBe(true)
    expect(await callCli(['build', 'boats', '--out', 'out', '--format', 'html'])).toMatchObject({
      code: 0,
      stderr: ''
    })

    const again = await callCli(['init', 'boats'])
    expect(again.code).toBe(2)
    expect(again.stderr).toContain('Unexpected manifest')
    expect(fs.readFileSync('boats/digest.yaml', 'utf8')).toBe(manifest)
  })

  test('leaves notes that are there, and says so where there is nothing to draft from', async () => {
    fs.mkdirSync('boats/notes', {recursive: true})
    fs.writeFileSync('boats/a.txt', text)
    fs.writeFileSync('boats/notes/a.md', 'Mine.\n')
    expect((await callCli(['init', 'boats'])).stdout).toBe(`${path.join('boats', 'digest.yaml')}\n`)
    expect(fs.readFileSync('boats/notes/a.md', 'utf8')).toBe('Mine.\n')
    fs.mkdirSync('empty')
    expect((await callCli(['init', 'empty'])).code).toBe(2)
    expect((await callCli(['init', 'nowhere'])).code).toBe(2)
    expect(fs.readdirSync('empty')).toEqual([])
  })
})

describe('fascicle themes', () => {
  test('says what each is after', async () => {
    const run = await callCli(['themes'])
    expect(run.code).toBe(0)
    for (const name of ['brief', 'broadsheet', 'literary']) expect(run.stdout).toContain(`${name}\n`)
    expect(run.stdout).toContain('148 \u00d7 210 mm')
    const data = await callCli(['themes', 'brief', '--json'])
    expect(JSON.parse(data.stdout)).toMatchObject({
      theme: 'brief',
      name: 'brief',
      faces: {text: 'IBM Plex Sans'}
    })
  })

  test('a specimen shows a theme of one\u2019s own', async () => {
    fs.cpSync(path.join(import.meta.dirname, '..', '..', 'templates', 'brief'), 'mine', {recursive: true})
    const tokens = fs.readFileSync('mine/theme.yaml', 'utf8')
    fs.writeFileSync('mine/theme.yaml', tokens.replace('name: brief', 'name: mine'))
    const run = await callCli(['themes', 'mine', '--preview', 'look'])
    expect(run).toMatchObject({code: 0, stderr: ''})
    expect(fs.readdirSync('look/mine').sort()).toEqual(['digest.lock', 'mine.epub', 'mine.html', 'mine.pdf'])
    fs.writeFileSync('mine/theme.yaml', tokens.replace(/^hang: .*$/m, ''))
    const wrong = await callCli(['themes', 'mine'])
    expect(wrong.code).toBe(2)
    expect(wrong.stderr).toContain('hang')
    expect((await callCli(['themes', 'breif'])).stderr).toContain('did you mean `brief`?')
  })
})
