/** What is piped in is an article as any other. */

import {spawnSync} from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {openFile} from '../../../src/pipeline.ts'
import {sniffKind} from '../../../src/read/sniff-kind.ts'
import {makeEpub} from '../../read/unpack/make-epub.ts'
import {callCli} from '../run-cli.ts'

const cli = fileURLToPath(new URL('../../../src/cli.ts', import.meta.url))
const loader = import.meta.resolve('tsx')

function pipe(args: ReadonlyArray<string>, input: string | Uint8Array) {
  const {status, stderr, stdout} = spawnSync(process.execPath, ['--import', loader, cli, ...args], {
    input,
    encoding: 'utf8'
  })
  return {code: status, stderr, stdout}
}

const parse = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

test('clean and explain read it, by what it is or what they are told', () => {
  const markdown = '---\ntitle: Rain\n---\n\nRain came at dusk.\n'
  const clean = pipe(['clean', '-', '--json'], markdown)
  expect(clean).toMatchObject({code: 0, stderr: ''})
  expect(parse(clean.stdout)).toMatchObject([{file: '-', title: 'Rain', markdown: 'Rain came at dusk.\n'}])
  expect(
    pipe(['explain', '-', '--as', 'txt'], Uint8Array.from([0x25, 0x50, 0x44, 0x46, 0x2d, 0, 0xff, 0xfe]))
      .stderr
  ).toMatch(/^stdin\b/)
}, 180_000)

test('a container is cleaned article by article', async () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'stdin-'))
  const file = path.join(root, 'book.epub')
  fs.writeFileSync(
    file,
    makeEpub({documents: {'b.xhtml': '<p>Rain came.</p>', 'a.xhtml': '<p>It left.</p>'}})
  )
  fs.writeFileSync(path.join(root, 'lines.jsonl'), 'no\n{"title":"Rain","text":"Rain came at dusk."}\n')
  for (const together of [[], ['--together']]) {
    const run = await callCli(['clean', file, path.join(root, 'lines.jsonl'), '--json', ...together])
    expect(run.code).toBe(3)
    expect(parse(run.stdout).map((line) => path.relative(root, String(line['file'])))).toEqual([
      'book.epub/OEBPS/b.xhtml',
      'book.epub/OEBPS/a.xhtml',
      'lines.jsonl/0002.txt'
    ])
    expect(run.stderr.match(/expected a JSON object, left it out/g)).toHaveLength(1)
  }

  fs.rmSync(root, {recursive: true})
})

test.each([
  ['clean - -', 'Unexpected second `-`, expected one'],
  ['clean - --as htm', 'Unexpected kind `htm`, did you mean `html`?']
])('%s', async (args, reason) => {
  const run = await callCli(args.split(' '))
  expect(run.code).toBe(2)
  expect(run.stderr).toContain(reason)
})

test.each([
  ['<!doctype html><p>A', 'html'],
  ['\n<!-- saved from url -->\n<html>', 'html'],
  ['<?xml version="1.0"?><html/>', 'xhtml'],
  ['From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=a\r\n', 'mhtml'],
  ['{"text":"A"}\n', 'jsonl'],
  ['# A\n\nB', 'md'],
  ['See [a](https://example.org).', 'md'],
  ['A line.\nAnother [1] (so).', 'txt'],
  ['<!-- a --> text <!-- b --><html>', 'txt']
])('%j is %s', (text, kind) => {
  expect(sniffKind(new TextEncoder().encode(text))).toBe(kind)
})

test.each([
  ['[](', 'txt'],
  ['[', 'txt'],
  ['<!---->', 'txt'],
  ['<!--', 'txt'],
  ['A: b\r\n c\r\n', 'txt']
])('%j over and over is %s', (text, kind) => {
  expect(sniffKind(new TextEncoder().encode(text.repeat(500_000)))).toBe(kind)
})

test.each([
  ['p.html', 'html'],
  ['p.html', undefined],
  ['p', 'html'],
  ['p', undefined]
])('%s, opened as %s, keeps the record of its fetching', (path, kind) => {
  const encode = (text: string) => new TextEncoder().encode(text)
  const record = {path: `${path}.fetch.json`, bytes: encode('{"url": "https://example.org/a"}')}
  const {files} = openFile({path, bytes: encode('<!doctype html><p>A.')}, {kind, record})
  expect(files.map(({about}) => about)).toEqual([{url: 'https://example.org/a'}])
})
