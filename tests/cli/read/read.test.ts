/** What was understood of a file is shown before anything is cleaned. */

import {spawnSync} from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, expect, test} from 'vitest'
import {makeEpub} from '../../read/unpack/make-epub.ts'
import {callCli} from '../run-cli.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'read-'))
afterAll(() => fs.rmSync(root, {recursive: true}))

function write(name: string, content: string | Uint8Array): string {
  const file = path.join(root, name)
  fs.mkdirSync(path.dirname(file), {recursive: true})
  fs.writeFileSync(file, content)
  return file
}

/** Runs the command; paths are shown as if the folder were the current one. */
async function read(...args: ReadonlyArray<string>) {
  const {code, stderr, stdout} = await callCli(['read', ...args])
  return {code, stderr: stderr.replaceAll(`${root}/`, ''), stdout: stdout.replaceAll(`${root}/`, '')}
}

const parse = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

const pixel = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const prose =
  'The rain came at dusk, and the boats lay close under the wall; nobody had thought that it would last through the night, and yet it stayed for three days.'
const page = `<!doctype html>
<html lang="en"><head>
<title>Rain at the quay - Harbour Daily</title>
<meta name="author" content="Lin Zhiyuan">
<meta property="article:published_time" content="2024-03-01">
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li><li><a href="/w">Weather</a></li></ul></nav>
<article><h1>Rain at the quay</h1>
<p>${prose}</p>
<p><img src="pics/quay%201.png" alt=""><img src="pics/gone.png" alt=""><img src="https://example.org/a.png" alt=""></p>
<h2>The second day</h2>
<p>${prose} It fell at $v = 2gh$, for $5 or $6.</p>
<table><tr><th>Day</th><th>Rain</th></tr><tr><td>Monday</td><td>12</td></tr></table>
</article>
<footer>Copyright Harbour Daily. All rights reserved.</footer>
</body></html>
`

test('a web page', async () => {
  write('pics/quay 1.png', pixel)
  const run = await read(write('rain.html', page))
  expect(run).toMatchObject({code: 0, stderr: ''})
  await expect(run.stdout).toMatchFileSnapshot('page.txt')
  expect(run.stdout.split('\n').filter((line) => [...line].length > 80)).toEqual([])
})

test('a web page, as data', async () => {
  const [line = {}] = parse((await read(path.join(root, 'rain.html'), '--json')).stdout)
  expect(line).toMatchObject({
    file: 'rain.html',
    container: null,
    articles: null,
    kind: 'web page',
    encoding: 'utf-8',
    lang: 'en',
    metadata: {byline: {value: 'Lin Zhiyuan', origin: 'meta `author`'}},
    said: {lang: {value: 'en', origin: 'attribute `lang`'}},
    tables: 1,
    formulae: 1,
    footnotes: 0,
    outline: [
      {line: 8, text: 'Rain at the quay', depth: 1},
      {line: 11, text: 'The second day', depth: 2}
    ],
    messages: []
  })
  expect(line['pictures']).toEqual([
    {address: 'pics/quay%201.png', standing: 'found'},
    {address: 'pics/gone.png', standing: 'missing'},
    {address: 'https://example.org/a.png', standing: 'web'}
  ])
  const aside = line['aside'] as ReadonlyArray<{rule: string; share: number; text: string}>
  expect(aside).toContainEqual(
    expect.objectContaining({rule: 'footer', text: 'Copyright Harbour Daily. All rights reserved.'})
  )
  expect(aside.reduce((sum, {share}) => sum + share, 0)).toBeLessThan(0.5)
  // The page says its title twice.
  expect(line['candidates']).toMatchObject({
    title: [{origin: 'element `h1`'}, {origin: 'element `title`'}]
  })
})

test('Markdown: front matter, notes, code; what steers a terminal is written out', async () => {
  const text = `---\ntitle: Rain\nauthor: Ann Lee\n---\n\n# Rain \u202e\u001b[31m\n\nIt rained.[^1]\n\n[^1]: Long.\n\n\`\`\`\nx\n\`\`\`\n`
  const run = await read(write('rain.md', text))
  expect(run).toMatchObject({code: 0, stderr: ''})
  expect(run.stdout).not.toMatch(/[\u001b\u202e]/)
  await expect(run.stdout).toMatchFileSnapshot('markdown.txt')
})

test('text in an old encoding, without a name or headings, and why', async () => {
  // "The shop in the morning", a byline, a date and three paragraphs, in GB 18030.
  const hex =
    'c7e5b3bfb5c4cae9b5ea0acec4207c20c1d6d6aad4b60a32303234c4ea33d4c231c8d50a0a' +
    'c7e5b3bfc1f9b5e3a3acc0cfb0e5d2d1beadb0d1c3c5b0e5d0b6cfc2a1a30a0a'.repeat(3)
  const [line] = parse((await read(write('shop', Buffer.from(hex, 'hex')), '--json')).stdout)
  expect(line).toMatchObject({
    kind: 'text',
    kindReason: 'by how it begins',
    encoding: 'gb18030',
    encodingReason: 'reads like simplified Chinese',
    bytes: hex.length / 2,
    lang: 'zh-Hans',
    metadata: {
      title: {origin: 'the text', line: 1},
      byline: {origin: 'the text', line: 2},
      date: {value: '2024-03-01', origin: 'the text', line: 3}
    },
    outline: [],
    first: {line: 1},
    last: {line: 9}
  })
})

test('containers: what is in them, then each; their pictures are beside the articles', async () => {
  const book = write(
    'book.epub',
    makeEpub({
      documents: {'a.xhtml': `<h1>One</h1><p>${prose}</p><p><img src="a.png"/></p>`},
      items: '<item id="p" href="a.png" media-type="image/png"/>',
      files: {'OEBPS/a.png': pixel}
    })
  )
  const lines = write('lines.jsonl', 'no\n{"title":"Rain","text":"Rain came at dusk."}\n')
  const run = await read(book, lines, path.join(root, 'gone.md'), '--json')
  expect(run.code).toBe(3)
  expect(run.stderr).toContain('expected a JSON object, left it out')
  const all = parse(run.stdout)
  expect(all).toMatchObject([
    {file: 'book.epub', kind: 'EPUB', articles: ['book.epub/OEBPS/a.xhtml'], encoding: null},
    {
      container: 'book.epub',
      kind: 'web page',
      pictures: [{address: 'a.png', standing: 'found'}],
      candidates: null,
      aside: []
    },
    {file: 'lines.jsonl', kind: 'JSON lines', messages: [{level: 'warning'}]},
    {
      file: 'lines.jsonl/0002.txt',
      kind: 'text',
      metadata: {title: {value: 'Rain', origin: 'what it was packed in'}}
    },
    {file: 'gone.md', kind: null, messages: [{reason: 'Expected a file that may be read'}]}
  ])
  expect(new Set(all.map((line) => Object.keys(line).join()))).toHaveLength(1)
  expect((await read(lines)).stdout).toContain(
    'lines.jsonl\n  kind      JSON lines, by its name\n  holds     0002.txt\n'
  )
})

test('what cannot be read is refused, and said', async () => {
  const run = await read(write('a.txt', Uint8Array.from([0x25, 0x50, 0x44, 0x46, 0x2d, 0, 0xff, 0xfe])))
  expect(run).toMatchObject({code: 3, stdout: ''})
  expect(run.stderr).toMatch(/^a\.txt\n/)
})

test('what is piped in, as it is told', () => {
  const cli = fileURLToPath(new URL('../../../src/cli.ts', import.meta.url))
  const {status, stdout} = spawnSync(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), cli, 'read', '-', '--as', 'md'],
    {input: 'Rain. ![](a.png)\n', encoding: 'utf8'}
  )
  expect(status).toBe(0)
  expect(stdout).toMatch(/^-\n {2}kind {6}Markdown, as told\n/)
  expect(stdout).toContain('pictures  unknown     a.png')
}, 180_000)
