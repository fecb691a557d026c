/** `fascicle fetch`, as a user runs it. */

import {spawn} from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterEach, beforeEach, expect, test} from 'vitest'
import {listFiles, makeFolder, serve, type Server} from '../../fetch/serve.ts'
import {callCli} from '../run-cli.ts'

const cli = fileURLToPath(new URL('../../../src/cli.ts', import.meta.url))
const outer = process.cwd()
let root: string
let server: Server

beforeEach(async () => {
  root = makeFolder()
  process.chdir(root)
  server = await serve({
    '/robots.txt': (_, response) => response.end(),
    '/first-story': '<title>One</title><p>x<img src=gone.png>',
    '/second-story': '<p>y',
    '/hanging': (_, response) => response.writeHead(200, {'content-type': 'text/html'}).write('<p>half')
  })
})

afterEach(async () => {
  process.chdir(outer)
  fs.rmSync(root, {recursive: true})
  await server.close()
})

test('saves where it is told, names what lacks, and says so by its exit code', async () => {
  const page = `${server.url}/first-story`
  const run = await callCli(['fetch', page, '--out', 'sources/boats', '--allow-private'])
  expect(run).toMatchObject({code: 3, stdout: `${path.join('sources', 'boats', 'first-story.html')}\n`})
  expect(run.stderr).toContain(`Unexpected status 404, which is not found, at \`${server.url}/gone.png\``)
  expect(listFiles('sources/boats')).toEqual(['first-story.html', 'first-story.html.fetch.json'])
  const again = await callCli(['fetch', page, '--out', 'sources/boats', '--allow-private', '--json'])
  expect(JSON.parse(again.stdout)).toEqual({
    address: page,
    outcome: 'unchanged',
    file: path.join('sources', 'boats', 'first-story.html'),
    url: page,
    pictures: 0,
    missing: [{url: `${server.url}/gone.png`, reason: 'Unexpected status 404, which is not found'}],
    reason: null
  })
})

test('reads a list, and names its lines', async () => {
  fs.writeFileSync('list.txt', `# Boats\r\n\r\n${server.url}/second-story\r\nboats.example\r\n`)
  const run = await callCli(['fetch', '--list', 'list.txt', '--allow-private'])
  expect(run).toMatchObject({code: 3, stdout: 'second-story.html\n'})
  expect(run.stderr).toMatch(/list\.txt\n\s*4:1\s+warning\s+Unexpected address `boats\.example`/)
})

test('this machine and local networks are asked only where that is allowed', async () => {
  const run = await callCli(['fetch', `${server.url}/second-story`])
  expect(run).toMatchObject({code: 3, stdout: ''})
  expect(run.stderr).toContain('Unexpected address 127.0.0.1')
  expect(server.asked).toEqual([])
  expect(fs.readdirSync(root)).toEqual([])
})

test('refuses what cannot be meant, and writes nothing', async () => {
  const refusals: ReadonlyArray<readonly [args: ReadonlyArray<string>, reason: string]> = [
    [[], 'Expected at least one address, `--feed` or `--list`'],
    [['--list', 'none.txt'], 'Expected file `none.txt`'],
    [['--feed', 'https://example.org/a,b', '--most', 'x'], 'Unexpected `x` for `--most`'],
    [['https://example.org', '--feeds', 'x'], 'did you mean `--feed`?'],
    [[server.url, '--out', 'file'], 'Unexpected `ENOTDIR`']
  ]
  fs.writeFileSync('file', '')
  for (const [args, reason] of refusals) {
    const run = await callCli(['fetch', ...args])
    expect(run).toMatchObject({code: 2, stdout: ''})
    expect(run.stderr).toContain(reason)
  }

  fs.mkdirSync('sources')
  expect((await callCli(['fetch', server.url])).stderr).toContain('expected `--out`')
  expect(fs.readdirSync(root).sort()).toEqual(['file', 'sources'])
})

test('where the disk says no in the middle, what was found out so far is said', async () => {
  // No file takes the name of a folder.
  fs.mkdirSync('second-story.html.fetch.json')
  const pages = ['/first-story', '/second-story'].map((name) => server.url + name)
  const run = await callCli(['fetch', ...pages, '--allow-private'])
  expect(run).toMatchObject({code: 4, stdout: 'first-story.html\n'})
  expect(run.stderr).toContain(`${server.url}/gone.png`)
  expect(run.stderr).toMatch(/Unexpected `E[A-Z]+` on writing to `\.`/)
})

test('an interruption leaves whole files only', async () => {
  const pages = ['/second-story', '/hanging'].map((name) => server.url + name)
  const args = ['--import', import.meta.resolve('tsx'), cli, 'fetch', ...pages, '--allow-private']
  const child = spawn(process.execPath, args, {cwd: root, stdio: 'ignore'})
  const ended = new Promise((resolve) => child.on('close', resolve))
  while (!server.asked.some(({url}) => url === '/hanging'))
    await new Promise((resolve) => setTimeout(resolve, 50))
  child.kill('SIGINT')
  expect(await ended).toBe(130)
  expect(listFiles(root)).toEqual(['second-story.html', 'second-story.html.fetch.json'])
})
