/**
 * Build a digest that tries by every way a text has to get at a file outside
 * its folder: nothing of that file is in any edition or message, and nothing is
 * written but below the output folder.
 */

import {execFileSync} from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {unzipSync} from 'fflate'
import {afterEach, beforeEach, expect, test} from 'vitest'
import {callCli} from '../cli/run-cli.ts'

const outer = process.cwd()
// Told apart from anything that could be there by chance, as text and as the size of a picture.
const canary = 'CANARY-7f3a91'
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAAAAACPAi4CAAAAKUlEQVR42u3MQREAAAwCIKMb3RD77SAA6VEEAoFAIBAIBAKBQCAQfA8G320AeXC6efoAAAAASUVORK5CYII=',
  'base64'
)
let root: string

beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'contain-')))
  process.chdir(root)
  fs.mkdirSync(path.join(root, 'digest'))
  fs.writeFileSync(path.join(root, 'secret.txt'), canary)
  fs.writeFileSync(
    path.join(root, 'secret.svg'),
    `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>${canary}</text></svg>`
  )
  // What follows the last chunk of a PNG shows nowhere, and goes where the file goes.
  fs.writeFileSync(path.join(root, 'secret.png'), Buffer.concat([pixel, Buffer.from(canary)]))
})

afterEach(() => {
  process.chdir(outer)
  fs.rmSync(root, {recursive: true})
})

function write(name: string, text: string): void {
  fs.writeFileSync(path.join(root, 'digest', name), text)
}

/** Every way to write the path of a file outside. */
function escapes(name: string): ReadonlyArray<string> {
  return [
    `../${name}`,
    `./../${name}`,
    `x/../../${name}`,
    `..%2f${name}`,
    `%2e%2e/${name}`,
    `%252e%252e%252f${name}`,
    `..\\${name}`,
    `..%5c${name}`,
    `a.png%00/../../${name}`,
    `a.png\0/../../${name}`,
    `${root}/${name}`,
    `file://${root}/${name}`,
    `file:../${name}`,
    `FILE:///${root}/${name}`,
    `//localhost${root}/${name}`,
    `\uff0e\uff0e/${name}`
  ]
}

/** Bytes of every file below the folder of editions, those in archives unpacked. */
function published(): ReadonlyArray<Buffer> {
  const out = path.join(root, 'out')
  return fs
    .readdirSync(out, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .flatMap((file) => {
      const bytes = fs.readFileSync(file)
      return file.endsWith('.epub')
        ? [bytes, ...Object.values(unzipSync(bytes)).map((one) => Buffer.from(one))]
        : [bytes]
    })
}

function expectContained(texts: ReadonlyArray<string>): void {
  const all = [...published(), ...texts.map((text) => Buffer.from(text))]
  const encoded = Buffer.from(canary).toString('base64').slice(0, 12)
  for (const bytes of all) {
    expect(bytes.includes(canary)).toBe(false)
    // Within a data URL it may begin at any of three places; this is one, and the size of the picture tells the rest.
    expect(bytes.includes(encoded)).toBe(false)
    expect(bytes.includes(pixel.toString('base64').slice(0, 40))).toBe(false)
    expect(bytes.includes(pixel.subarray(8, 40))).toBe(false)
  }

  for (const text of texts) expect(text).not.toMatch(/undefined|\[object|\n\s+at /)
  expect(fs.readdirSync(root).sort()).toEqual(['digest', 'out', 'secret.png', 'secret.svg', 'secret.txt'])
}

test('pictures and links of articles', {timeout: 300_000}, async () => {
  const all = [...escapes('secret.png'), '../secret.svg', `file://${root}/secret.svg`, '../secret.txt']
  const marks = all.map(
    (one, index) =>
      `Paragraph ${index}.\n\n![one](<${one.replace('\0', '\ufffd')}>) [two](<${one.replace('\0', '')}>)`
  )
  write('a.md', `# Markdown\n\n${marks.join('\n\n')}\n`)
  const tags = all.map((one) => {
    const url = one.replaceAll('"', '&quot;')
    return `<p>Some words.</p><img src="${url}"><object data="${url}"></object><iframe src="${url}"></iframe><picture><source srcset="${url}"><img src="${url}"></picture><video poster="${url}"></video><link rel="stylesheet" href="${url}">`
  })
  write('b.html', `<!DOCTYPE html><title>Page</title><h1>Page</h1><article>${tags.join('\n')}</article>`)
  const uses = all.map(
    (one) =>
      `<image href="${one.replace('\0', '')}" width="9" height="9"/><use href="${one.replace('\0', '')}#a"/>`
  )
  write(
    'drawing.svg',
    `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file://${root}/secret.txt">]><svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><style>@import "../secret.txt";</style><text y="9">&x;</text>${uses.join('')}<rect width="9" height="9"/></svg>`
  )
  write('c.md', '# Drawing\n\nSome words before it.\n\n![drawing](drawing.svg)\n')
  const run = await callCli(['build', 'digest', '--out', 'out'])
  expect([0, 1, 3]).toContain(run.code)
  expectContained([run.stderr])
  expect(published().length).toBeGreaterThan(4)
})

test.each([
  'articles: [X]',
  'articles: [{file: X}]',
  'foreword: X',
  'parts: [{title: P, introduction: X, articles: [a.md]}]',
  'rules: [X]',
  'faces: {text: X}',
  'theme: X'
])('the manifest: %s', async (entry) => {
  write('a.md', '# A\n\nA text.\n')
  for (const file of ['../secret.txt', `file://${root}/secret.png`, '..%2fsecret.svg']) {
    write('digest.yaml', `title: T\n${entry.replace('X', JSON.stringify(file))}\n`)
    const run = await callCli(['build', 'digest', '--out', 'out', '--format', 'html'])
    expect(run).toMatchObject({code: 2, stdout: ''})
    fs.mkdirSync(path.join(root, 'out'), {recursive: true})
    expectContained([run.stderr])
  }
})

test('what is within is found where one looks for what is without', async () => {
  fs.copyFileSync(path.join(root, 'secret.png'), path.join(root, 'digest', 'own.png'))
  write('a.md', '# A\n\nA text.\n\n![own](own.png)\n')
  await callCli(['build', 'digest', '--out', 'out', '--format', 'html,epub'])
  expect(() => {
    expectContained([])
  }).toThrow('expected true to be false')
})

test.skipIf(process.platform === 'win32')('links, and what is no file', async () => {
  write('a.md', '# A\n\nA text.\n\n![one](link.png)\n\n![two](up/secret.png)\n\n![three](pipe.png)\n')
  const at = (name: string) => path.join(root, 'digest', name)
  fs.symlinkSync('../secret.png', at('link.png'))
  fs.symlinkSync('../secret.txt', at('link.md'))
  fs.symlinkSync('..', at('up'))
  fs.symlinkSync('link.md', at('twice.md'))
  fs.symlinkSync('/dev/zero', at('endless.md'))
  execFileSync('mkfifo', [at('pipe.png'), at('digest.yml'), at('terms.yaml')])
  const run = await callCli(['build', 'digest', '--out', 'out', '--json'])
  expect(run.code).toBe(3)
  expectContained([run.stderr, run.stdout])
  const {skipped} = JSON.parse(run.stdout) as {skipped: ReadonlyArray<string>}
  expect(skipped).toEqual(
    expect.arrayContaining(['link.png', 'link.md', 'up', 'twice.md', 'endless.md', 'pipe.png', 'terms.yaml'])
  )
})

test.skipIf(process.platform === 'win32')('names that steer a terminal stay harmless', async () => {
  const folder = 'dig\u001b[2Jest\u202e'
  fs.renameSync(path.join(root, 'digest'), path.join(root, folder))
  fs.writeFileSync(
    path.join(root, folder, 'a\u001b]0;x\u0007\u202e\n.md'),
    '# A\u001b[31m\n\nA text. ![x](b\u001b[2J.png)\n'
  )
  fs.symlinkSync('nowhere', path.join(root, folder, 'c\u009b2J\u2066.md'))
  for (const json of [[], ['--json']]) {
    const run = await callCli(['build', folder, '--out', 'out\u001b[1m', '--format', 'html', ...json])
    expect(run.code).toBe(3)
    expect(run.stdout + run.stderr).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/
    )
  }
})
