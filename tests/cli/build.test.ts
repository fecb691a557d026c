/**
 * Build as a user does: what is wrong is named, with the exit code that the
 * readme promises, and what stood before stands untouched.
 */

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {parse} from 'yaml'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import {callCli, runCli} from './run-cli.ts'

interface Expected {
  readonly code: number
  readonly published?: boolean
  readonly arguments?: ReadonlyArray<string>
}

const cases = path.join(import.meta.dirname, 'bad-input')
const sample = path.join(import.meta.dirname, '..', '..', 'sources', 'open-weights')
const outer = process.cwd()
let root: string

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'build-'))
  process.chdir(root)
  fs.mkdirSync(path.join(root, 'out', 'digest'), {recursive: true})
  fs.writeFileSync(path.join(root, 'out', 'digest', 'digest.html'), 'earlier')
})

afterEach(() => {
  process.chdir(outer)
  fs.rmSync(root, {recursive: true})
})

function write(name: string, text: string): void {
  const file = path.join(root, name)
  fs.mkdirSync(path.dirname(file), {recursive: true})
  fs.writeFileSync(file, text)
}

/** Names below the output folder, but for what the cache holds; the earlier edition by its text. */
function output(): ReadonlyArray<string> {
  const earlier = fs.readFileSync(path.join(root, 'out', 'digest', 'digest.html'), 'utf8') === 'earlier'
  const names = fs.readdirSync(path.join(root, 'out'), {recursive: true, encoding: 'utf8'})
  const shown = names.filter((name) => !name.startsWith(`.cache${path.sep}`))
  return shown.sort().map((name) => (name.endsWith('digest.html') && earlier ? `${name} (earlier)` : name))
}

const untouched = ['digest', path.join('digest', 'digest.html') + ' (earlier)']

describe('bad input', () => {
  test.each(fs.readdirSync(cases))('%s', async (name) => {
    const folder = path.join(cases, name)
    const expected = parse(fs.readFileSync(path.join(folder, 'expected.yaml'), 'utf8')) as Expected
    fs.cpSync(path.join(folder, 'input'), path.join(root, 'digest'), {recursive: true})
    const run = await callCli([
      'build',
      'digest',
      '--out',
      'out',
      '--format',
      'html',
      ...(expected.arguments ?? [])
    ])
    await expect(run.stderr).toMatchFileSnapshot(path.join(folder, 'messages.txt'))
    expect(run.code).toBe(expected.code)
    const published = path.join('out', 'digest', 'digest.html')
    expect(run.stdout).toBe(expected.published ? `${published}\n` : '')
    if (expected.published)
      expect(output()).toEqual([
        '.cache',
        'digest',
        ...['digest.html', 'digest.lock'].map((name) => path.join('digest', name))
      ])
    else expect(output()).toEqual(untouched)
  })

  test.each([[], ['--watch']])('folder that is not there %s', async (...args) => {
    const run = await callCli(['build', 'digset', '--out', 'out', ...args])
    expect(run).toMatchObject({code: 2, stdout: ''})
    expect(run.stderr).toContain('Expected folder `digset`')
    expect(output()).toEqual(untouched)
  })

  test('file in place of a folder', async () => {
    write('digest.txt', 'text')
    const run = await callCli(['build', 'digest.txt', '--out', 'out'])
    expect(run).toMatchObject({code: 2, stdout: ''})
    expect(run.stderr).toContain('Unexpected file `digest.txt`, expected a folder')
    expect(output()).toEqual(untouched)
  })

  test('empty folder', async () => {
    fs.mkdirSync(path.join(root, 'digest'))
    const run = await callCli(['build', 'digest', '--out', 'out'])
    expect(run).toMatchObject({code: 2, stdout: ''})
    expect(run.stderr).toContain('digest')
    expect(run.stderr).toContain('Expected at least one article')
    expect(output()).toEqual(untouched)
  })

  test('no sources', async () => {
    const run = await callCli(['build', '--out', 'out'])
    expect(run).toMatchObject({code: 2, stdout: ''})
    expect(run.stderr).toContain('Expected folder `sources`')
    expect(output()).toEqual(untouched)
  })

  test('option, theme and date that nobody knows', async () => {
    write('digest/a.txt', 'A text.')
    const build = (...args: ReadonlyArray<string>) => callCli(['build', 'digest', '--out', 'out', ...args])
    expect(await build('--theem', 'literary')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('did you mean `--theme`?') as string
    })
    expect(await build('--format', 'ebup')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('did you mean `epub`?') as string
    })
    expect(await build('--theme', 'literray')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('did you mean `literary`?') as string
    })
    const dated = await callCli(['build', 'digest', '--out', 'out'], {SOURCE_DATE_EPOCH: 'today'})
    expect(dated).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('expected seconds since 1970') as string
    })
    expect(output()).toEqual(untouched)
  })

  test('one of two manifests refused: neither is written', async () => {
    write('sources/digest/a.txt', 'A text.')
    write('sources/other/digest.yaml', 'titel: Other')
    const run = await callCli(['build', '--out', 'out', '--format', 'html'])
    expect(run).toMatchObject({code: 2, stdout: ''})
    expect(run.stderr).toContain(path.join('sources', 'other', 'digest.yaml'))
    expect(output()).toEqual(untouched)
  })

  test('folder that cannot be written', async () => {
    write('digest/a.txt', 'A text.')
    write('taken', 'a file')
    const run = await callCli(['build', 'digest', '--out', 'taken', '--format', 'html'])
    expect(run).toMatchObject({code: 4, stdout: ''})
    expect(run.stderr).toContain('Unexpected `EEXIST` on writing to `taken`')
    expect(fs.readFileSync(path.join(root, 'taken'), 'utf8')).toBe('a file')
  })

  test('names and texts that would steer the terminal are written out', async () => {
    write('digest/digest.yaml', '"ti\\e[2Jtle\\u202e": Rain\n')
    const run = await callCli(['build', 'digest', '--out', 'out'])
    expect(run.code).toBe(2)
    expect(run.stderr).toContain('ti\\u001b[2Jtle\\u202e')
    expect(run.stderr).not.toContain('\u001b')
  })
})

describe('good input', () => {
  test('every digest under sources, reported as objects, twice the same bytes', async () => {
    write('sources/one/a.md', '# A\n\nA text.')
    write('sources/two/b.md', '# B\n\nB text.')
    const first = await runCli(['build', '--out', 'out', '--json'])
    expect(first).toMatchObject({code: 0, stderr: ''})
    const reports = first.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object)
    expect(reports).toMatchObject(
      ['one', 'two'].map((digest) => ({
        digest,
        folder: path.join('sources', digest),
        published: true,
        editions: ['html', 'epub', 'pdf'].map((format) => ({
          format,
          file: path.join('out', digest, `${digest}.${format}`)
        })),
        skipped: [],
        messages: []
      }))
    )
    const env = {TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8'}
    expect(await runCli(['build', '--out', 'again'], {env})).toMatchObject({code: 0, stderr: ''})
    for (const name of [
      'one/one.html',
      'one/one.epub',
      'one/one.pdf',
      'two/two.html',
      'two/two.epub',
      'two/two.pdf'
    ]) {
      expect(
        fs.readFileSync(path.join(root, 'again', name)).equals(fs.readFileSync(path.join(root, 'out', name))),
        name
      ).toBe(true)
    }
  })

  test('the sample, without a warning', async () => {
    const run = await runCli(['build', sample, '--out', 'out'])
    expect(run.stderr).toBe('')
    expect(run.code).toBe(0)
    expect(
      run.stdout
        .trim()
        .split('\n')
        .map((name) => path.basename(name))
    ).toEqual(['html', 'epub', 'pdf'].map((format) => `open-weights.${format}`))
  })

  test('interrupted at work: nothing is written', async () => {
    write('digest/a.md', '# A\n\nA text.\n')
    const run = await runCli(['build', 'digest', '--out', 'out'], {interruptAt: 'readFileSync'})
    expect(run).toEqual({code: 130, stdout: '', stderr: ''})
    expect(output()).toEqual(untouched)
  })

  test('interrupted while saving: all is written', async () => {
    write('digest/a.md', '# A\n\nA text.\n')
    const run = await runCli(['build', 'digest', '--out', 'out', '--format', 'html'], {
      cwd: root,
      interruptAt: 'renameSync'
    })
    expect(run).toEqual({code: 0, stdout: `${path.join('out', 'digest', 'digest.html')}\n`, stderr: ''})
    expect(output()).toEqual([
      '.cache',
      'digest',
      ...['digest.html', 'digest.lock'].map((name) => path.join('digest', name))
    ])
  })
})
