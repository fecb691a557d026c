/** `fascicle build --watch` as a user runs it: in a process of its own, which is ended by Ctrl-C. */

import {spawn} from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'

const cli = fileURLToPath(new URL('../../../src/cli.ts', import.meta.url))
const loader = import.meta.resolve('tsx')
const waiting = 'watching digest; Ctrl-C ends it\n'
let root: string

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'watch-'))
  write('digest/a.md', '# A\n\nFirst text.\n')
})

afterEach(() => {
  fs.rmSync(root, {recursive: true})
})

function write(name: string, text: string): void {
  const file = path.join(root, name)
  fs.mkdirSync(path.dirname(file), {recursive: true})
  fs.writeFileSync(file, text)
}

/** Start to watch, with the folder of editions where its changes could be noticed. */
function startWatch() {
  const args = ['build', 'digest', '--out', path.join('digest', 'dist'), '--format', 'html', '--watch']
  const {FORCE_COLOR: _, ...env} = process.env
  const child = spawn(process.execPath, ['--import', loader, cli, ...args], {cwd: root, env})
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  let stderr = ''
  let heard = 0
  let hear = () => {}
  child.stdout.resume()
  child.stderr.setEncoding('utf8').on('data', function (text: string) {
    stderr += text
    hear()
  })
  return {
    ended,
    stop: () => child.kill('SIGINT'),
    /** What it has said when it waits again, since it last did. */
    async round(): Promise<string> {
      while (!stderr.includes(waiting, heard)) await new Promise<void>((resolve) => (hear = resolve))
      const end = stderr.indexOf(waiting, heard)
      const said = stderr.slice(heard, end)
      heard = end + waiting.length
      return said
    },
    rest: () => stderr.slice(heard)
  }
}

function edition(): string {
  return fs.readFileSync(path.join(root, 'digest', 'dist', 'digest', 'digest.html'), 'utf8')
}

describe.skipIf(process.platform === 'win32')('fascicle build --watch', () => {
  test('builds on each change, and nothing else; what is refused is mended meanwhile', async () => {
    const watch = startWatch()
    expect(await watch.round()).toBe('')
    expect(edition()).toContain('First text.')

    for (const word of ['Second', 'Third']) {
      write('new.md', `# A\n\n${word} text.\n`)
      fs.renameSync(path.join(root, 'new.md'), path.join(root, 'digest', 'a.md'))
      expect(await watch.round()).toContain('a.md (changed)')
      expect(edition()).toContain(`${word} text.`)
    }

    write('digest/more/deep/b.md', '# B\n\nFourth text.\n')
    expect(await watch.round()).toContain('b.md (new)')
    fs.rmSync(path.join(root, 'digest', 'more'), {recursive: true})
    write('digest/more/deep/b.md', '# B\n\nFifth text.\n')
    await watch.round()
    write('digest/more/deep/b.md', '# B\n\nSixth text.\n')
    await watch.round()
    expect(edition()).toContain('Sixth text.')

    write('digest/digest.yaml', 'titel: Rain\n')
    expect(await watch.round()).toContain('did you mean `title`?')
    expect(edition()).toContain('Sixth text.')
    write('digest/digest.yaml', 'title: Rain\n')
    await watch.round()
    expect(edition()).toContain('<title>Rain')

    watch.stop()
    expect(await watch.ended).toBe(130)
    expect(watch.rest()).toBe('')
    expect(fs.readdirSync(path.join(root, 'digest', 'dist'))).toEqual(['.cache', 'digest'])
    expect(fs.readdirSync(path.join(root, 'digest', 'dist', 'digest'))).toEqual([
      'digest.html',
      'digest.lock'
    ])
  })

  test('ends where the folder does', async () => {
    const watch = startWatch()
    await watch.round()
    fs.rmSync(path.join(root, 'digest'), {recursive: true})
    expect(await watch.ended).toBe(4)
    expect(watch.rest()).toContain('Expected folder `digest`, which was there')
  })
})
