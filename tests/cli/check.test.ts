import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {makeFiles, pack, replace} from '../check/make-epub.ts'
import {makePdf} from '../check/make-pdf.ts'
import {callCli, runCli} from './run-cli.ts'

const outer = process.cwd()
let root: string

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'check-'))
  process.chdir(root)
  fs.writeFileSync('good.epub', await pack(makeFiles()))
  const files = makeFiles()
  replace(files, 'OPS/one.xhtml', '<a epub:type="noteref" ', '<a ')
  fs.writeFileSync('spoiled.epub', await pack(files))
  fs.writeFileSync('good.pdf', await makePdf())
  fs.writeFileSync('bad.html', '<title>a</title>\n<main><img src="a.png">\u001b[2J</main>')
  fs.writeFileSync('noise.epub', 'a')
})

afterAll(() => {
  process.chdir(outer)
  fs.rmSync(root, {recursive: true})
})

test('says `ok` of what is well', async () => {
  expect(await callCli(['check', 'good.epub', 'good.pdf'])).toEqual({
    code: 0,
    stdout: 'good.epub: ok\ngood.pdf: ok\n',
    stderr: ''
  })
})

test('a warning fails only where it is asked for, and of targets that are asked for', async () => {
  const run = await callCli(['check', 'spoiled.epub'])
  expect(run).toMatchObject({code: 0, stdout: 'spoiled.epub: 2 warnings, 1 to know\n'})
  expect(run.stderr).toContain('expected `noteref`, in `OPS/one.xhtml:6`')
  expect(run.stderr).toContain('https://github.com/kobolabs/epub-spec')
  expect((await callCli(['check', '--frail', 'spoiled.epub'])).code).toBe(1)
  expect(await callCli(['check', '--frail', '--target', 'kindle', 'spoiled.epub'])).toMatchObject({
    code: 0,
    stdout: 'spoiled.epub: ok\n'
  })
})

test('an error fails, and what cannot be read says more', async () => {
  const run = await callCli(['check', 'bad.html'])
  expect(run).toMatchObject({code: 1, stdout: 'bad.html: 3 errors, 1 warning\n'})
  expect(run.stderr).toMatch(/2:7 +error +Unexpected address `a\.png`/)
  const all = await callCli(['check', 'none.epub', 'bad.html', 'noise.epub', 'good.epub'])
  expect(all.code).toBe(3)
  expect(all.stdout).toBe(
    'none.epub: not read\nbad.html: 3 errors, 1 warning\nnoise.epub: not read\ngood.epub: ok\n'
  )
  expect(all.stderr).toContain('Expected a file that may be read')
  expect(all.stderr).toContain('Unexpected bytes, expected a ZIP archive')
})

test('prints an object a line', async () => {
  const {code, stdout} = await callCli(['check', '--json', 'spoiled.epub', 'noise.epub', 'bad.html'])
  expect(code).toBe(3)
  const [spoiled, noise, page] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as {messages: unknown[]})
  expect(spoiled).toMatchObject({
    file: 'spoiled.epub',
    format: 'epub',
    read: true,
    errors: 0,
    warnings: 2,
    infos: 1
  })
  expect(spoiled?.messages).toContainEqual({
    rule: 'kobo:note-type',
    level: 'warning',
    targets: ['kobo'],
    inside: 'OPS/one.xhtml',
    line: 6,
    column: expect.any(Number) as number,
    page: null,
    reason: 'Unexpected call of a note without `epub:type`, expected `noteref`',
    why: 'The note opens as a page instead of a pop-up',
    mend: expect.any(String) as string,
    source: 'https://github.com/kobolabs/epub-spec'
  })
  expect(noise).toMatchObject({read: false, messages: [{rule: 'epub:not-a-zip', level: 'error'}]})
  expect(page?.messages).toContainEqual(
    expect.objectContaining({rule: 'html:request', inside: null, line: 2})
  )
})

test('a wrong argument is usage', async () => {
  const usage = async (...args: string[]) => {
    const {code, stderr, stdout} = await callCli(['check', ...args])
    expect({code, stdout}).toEqual({code: 2, stdout: ''})
    return stderr.split('\n')[0]
  }
  expect(await usage()).toBe('Expected at least one file to check')
  expect(await usage('a.txt')).toBe('Unexpected file `a.txt`, expected one that ends in .epub, .pdf or .html')
  expect(await usage('a.epub', '--target', 'kindel')).toBe(
    'Unexpected target `kindel`, did you mean `kindle`?'
  )
  expect(await usage('a.epub', '--keep', 'a')).toMatch(/^Unexpected option `--keep` of `check`/)
})

test('in a process of its own, no library says anything beside the report', async () => {
  const run = await runCli(['check', 'good.epub', 'good.pdf', 'bad.html'], {cwd: root})
  expect(run).toMatchObject({code: 1, stdout: 'good.epub: ok\ngood.pdf: ok\nbad.html: 3 errors, 1 warning\n'})
  expect(run.stderr).toMatch(/^bad\.html\n/)
})
