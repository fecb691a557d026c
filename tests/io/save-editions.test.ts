import {execFileSync} from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import {loadLock, saveEditions, type Disk, type Publication} from '../../src/io.ts'

const formats = ['html', 'epub', 'pdf'] as const
let out: string

beforeEach(() => {
  out = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'save-')), 'dist')
})

afterEach(() => {
  fs.rmSync(path.dirname(out), {recursive: true})
})

function publication(
  id: string,
  content: string,
  kinds: ReadonlyArray<(typeof formats)[number]> = formats
): Publication {
  const editions = kinds.map((format) => ({
    name: `${id}.${format}`,
    format,
    bytes: Buffer.from(`${content} ${format}`)
  }))
  return {id, editions}
}

/** Every file below a folder with its text. */
function snapshot(folder: string): Record<string, string> {
  const files = fs
    .readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
  const names = files.map((entry) => path.join(entry.parentPath, entry.name)).sort()
  return Object.fromEntries(names.map((name) => [path.relative(folder, name), fs.readFileSync(name, 'utf8')]))
}

/** The same without what a dot hides. */
function visible(folder: string): Record<string, string> {
  return Object.fromEntries(Object.entries(snapshot(folder)).filter(([name]) => !name.startsWith('.')))
}

function expected(content: string, ...ids: ReadonlyArray<string>): Record<string, string> {
  return Object.fromEntries(
    ids.flatMap((id) =>
      [...formats].sort().map((format) => [`${id}/${id}.${format}`, `${content} ${format}`])
    )
  )
}

interface Failing {
  readonly disk: Disk
  readonly hasFailed: () => boolean
}

/** A disk whose n-th call fails, as a full one does, or every call from the n-th on, as after a kill. */
function failAt(count: number, isKill = false, code = 'ENOSPC'): Failing {
  let calls = 0
  const disk = new Proxy(fs, {
    get(target, name: keyof Disk) {
      const call = target[name] as (...parameters: ReadonlyArray<unknown>) => unknown
      return function (...parameters: ReadonlyArray<unknown>) {
        calls++
        if (isKill ? calls >= count : calls === count)
          throw Object.assign(new Error(`${code}: ${name}`), {code})
        // Waiting for the disk proves nothing here, and takes most of the time.
        return name === 'fsyncSync' ? undefined : call(...parameters)
      }
    }
  })
  return {disk, hasFailed: () => calls >= count}
}

/** Let a lock that nobody signed grow old, as it does until somebody builds again. */
function grow(): void {
  const lock = path.join(out, '.fascicle.lock')
  if (fs.existsSync(lock)) fs.utimesSync(lock, 0, 0)
}

/** A disk on which all goes well. */
const quick = failAt(Infinity).disk

test('saves, and says where', async () => {
  const paths = await saveEditions(out, [publication('a', 'new')])
  expect(paths).toEqual(formats.map((format) => path.join(out, 'a', `a.${format}`)))
  expect(snapshot(out)).toEqual(expected('new', 'a'))
})

test('replaces what it makes and keeps the rest', async () => {
  await saveEditions(out, [publication('a', 'old')])
  fs.writeFileSync(path.join(out, 'a', 'letter.txt'), 'mine')
  fs.mkdirSync(path.join(out, 'a', 'drafts'))
  fs.writeFileSync(path.join(out, 'a', 'drafts', 'one.txt'), 'mine too')
  await saveEditions(out, [publication('a', 'new', ['html'])])
  expect(snapshot(out)).toEqual({
    'a/a.epub': 'old epub',
    'a/a.html': 'new html',
    'a/a.pdf': 'old pdf',
    'a/drafts/one.txt': 'mine too',
    'a/letter.txt': 'mine'
  })
})

test('the lock stands beside the editions', async () => {
  expect(loadLock(out, 'a')).toBeUndefined()
  await saveEditions(out, [{...publication('a', 'new'), lock: 'fascicle: 1'}])
  expect(loadLock(out, 'a')).toBe('fascicle: 1')
  await saveEditions(out, [{...publication('a', 'newer'), lock: 'fascicle: 2'}])
  expect(snapshot(out)).toEqual({...expected('newer', 'a'), 'a/digest.lock': 'fascicle: 2'})
})

/** A site of an index and some pages, as one edition. */
function site(id: string, content: string, pages: ReadonlyArray<string>): Publication {
  const beside = new Map(pages.map((page) => [page, Buffer.from(`${content} ${page}`)]))
  const index = {name: 'site/index.html', format: 'site', bytes: Buffer.from(content), beside} as const
  return {id, editions: [...publication(id, content).editions, index]}
}

describe('a site', () => {
  test('is a folder with a list of its files', async () => {
    const paths = await saveEditions(out, [site('a', 'new', ['b.html'])])
    expect(paths.at(-1)).toBe(path.join(out, 'a', 'site', 'index.html'))
    expect(snapshot(out)).toEqual({
      ...expected('new', 'a'),
      'a/site/.fascicle': 'b.html\nindex.html\n',
      'a/site/b.html': 'new b.html',
      'a/site/index.html': 'new'
    })
  })

  test('loses the pages that are no more, and keeps what somebody put there', async () => {
    await saveEditions(out, [site('a', 'old', ['b.html', 'c.html'])])
    fs.writeFileSync(path.join(out, 'a', 'site', 'CNAME'), 'mine')
    await saveEditions(out, [site('a', 'new', ['c.html'])])
    expect(Object.keys(snapshot(path.join(out, 'a', 'site')))).toEqual([
      '.fascicle',
      'CNAME',
      'c.html',
      'index.html'
    ])
    await saveEditions(out, [publication('a', 'newer')])
    expect(snapshot(out)).toMatchObject({...expected('newer', 'a'), 'a/site/c.html': 'new c.html'})
  })

  test('that is a link gives way, and what it leads to stays', async () => {
    const elsewhere = path.join(path.dirname(out), 'elsewhere')
    fs.mkdirSync(elsewhere)
    fs.writeFileSync(path.join(elsewhere, 'index.html'), 'mine')
    await saveEditions(out, [publication('a', 'old')])
    fs.symlinkSync(elsewhere, path.join(out, 'a', 'site'), 'dir')
    await saveEditions(out, [site('a', 'new', [])])
    expect(snapshot(elsewhere)).toEqual({'index.html': 'mine'})
    expect(fs.readFileSync(path.join(out, 'a', 'site', 'index.html'), 'utf8')).toBe('new')
  })

  test.each([false, true])('is whole, whichever call fails (kill: %s)', async (isKill) => {
    const mine = {'a/site/CNAME': 'mine'}
    for (let count = 1, hasFailed = true; hasFailed; count++) {
      await saveEditions(out, [site('a', 'old', ['b.html', 'c.html'])], quick)
      fs.writeFileSync(path.join(out, 'a', 'site', 'CNAME'), 'mine')
      const old = visible(out)
      const failing = failAt(count, isKill)
      const isSaved = await saveEditions(out, [site('a', 'new', ['c.html'])], failing.disk).then(
        () => true,
        () => false
      )
      if (!isKill && !isSaved) expect(visible(out), `call ${count}`).toEqual(old)
      grow()
      await saveEditions(out, [site('a', 'newer', ['c.html'])], quick)
      expect(snapshot(out), `call ${count}`).toEqual({
        ...expected('newer', 'a'),
        ...mine,
        'a/site/.fascicle': 'c.html\nindex.html\n',
        'a/site/c.html': 'newer c.html',
        'a/site/index.html': 'newer'
      })
      hasFailed = failing.hasFailed()
      fs.rmSync(out, {recursive: true})
    }
  })
})

test('leaves all as it was, whichever call fails', async () => {
  const others = {'a/letter.txt': 'mine'}
  const old = {...expected('old', 'a', 'b'), ...others}
  const fresh = {...expected('new', 'a', 'b'), ...others}
  let refusals = 0
  for (let count = 1, hasFailed = true; hasFailed; count++) {
    await saveEditions(out, [publication('a', 'old'), publication('b', 'old')], quick)
    fs.writeFileSync(path.join(out, 'a', 'letter.txt'), 'mine')
    const failing = failAt(count)
    let isSaved = true
    try {
      await saveEditions(out, [publication('a', 'new'), publication('b', 'new')], failing.disk)
    } catch (error) {
      isSaved = false
      refusals++
      expect(String(error)).toContain('Unexpected `ENOSPC`')
    }

    expect(visible(out), `call ${count}`).toEqual(isSaved ? fresh : old)
    hasFailed = failing.hasFailed()
    fs.rmSync(out, {recursive: true})
  }

  // Two stagings of three files and two exchanges take more calls than this.
  expect(refusals).toBeGreaterThan(40)
})

test('is whole after a kill at any call, and the next save mends the rest', async () => {
  const others = {'a/letter.txt': 'mine'}
  const old = {...expected('old', 'a'), ...others}
  const fresh = {...expected('new', 'a'), ...others}
  const {'a/letter.txt': _, ...early} = fresh
  for (let count = 1, hasFailed = true; hasFailed; count++) {
    await saveEditions(out, [publication('a', 'old')], quick)
    fs.writeFileSync(path.join(out, 'a', 'letter.txt'), 'mine')
    const killed = failAt(count, true)
    await saveEditions(out, [publication('a', 'new')], killed.disk).catch(() => {})
    grow()
    // Absent between the two renames, and not for longer.
    expect([old, fresh, early, {}], `call ${count}`).toContainEqual(visible(out))
    await saveEditions(out, [publication('a', 'newer')], quick)
    expect(snapshot(out), `call ${count}`).toEqual({...expected('newer', 'a'), ...others})
    hasFailed = killed.hasFailed()
    fs.rmSync(out, {recursive: true})
  }
})

test.each(['EACCES', 'EIO', 'EMFILE', 'EPERM', 'EROFS'])('is whole, whichever call says %s', async (code) => {
  const [old, fresh] = [expected('old', 'a'), expected('new', 'a')]
  for (let count = 1, hasFailed = true; hasFailed; count++) {
    await saveEditions(out, [publication('a', 'old')], quick)
    const failing = failAt(count, false, code)
    const reason = await saveEditions(out, [publication('a', 'new')], failing.disk).then(() => '', String)
    if (reason !== '') expect(reason).toMatch(`Unexpected \`${code}\` on writing to \`${out}\``)
    expect(visible(out), `call ${count}`).toEqual(reason === '' ? fresh : old)
    await saveEditions(out, [publication('a', 'newer')], quick)
    expect(snapshot(out), `call ${count}`).toEqual(expected('newer', 'a'))
    hasFailed = failing.hasFailed()
    fs.rmSync(out, {recursive: true})
  }
})

test('says that all stands as it was only where it does', async () => {
  const reasons = new Set<string>()
  for (let count = 1, hasFailed = true; hasFailed; count++) {
    await saveEditions(out, [publication('a', 'old')], quick)
    const failing = failAt(count, true)
    const reason = await saveEditions(out, [publication('a', 'new')], failing.disk).then(() => '', String)
    reasons.add(reason.replace(/^.*; /, ''))
    const isOld = reason.endsWith('; what stood there stands as it was')
    if (isOld) expect(visible(out), `call ${count}`).toEqual(expected('old', 'a'))
    hasFailed = failing.hasFailed()
    fs.rmSync(out, {recursive: true})
  }

  expect([...reasons].sort()).toEqual([
    '',
    'the next build puts back what stood there',
    'what stood there stands as it was'
  ])
})

test('mends what a killed save left, though that is killed, too', async () => {
  // Every second kill falls on another call, so that in the end each has met many.
  for (let first = 1, hasFailed = true; hasFailed; first++) {
    for (let second = 1 + (first % 7), isKilled = true; isKilled; second += 7) {
      await saveEditions(out, [publication('a', 'old')], quick)
      fs.writeFileSync(path.join(out, 'a', 'letter.txt'), 'mine')
      const once = failAt(first, true)
      await saveEditions(out, [publication('a', 'new')], once.disk).catch(() => {})
      grow()
      const twice = failAt(second, true)
      await saveEditions(out, [publication('a', 'newer', ['html', 'pdf'])], twice.disk).catch(() => {})
      grow()
      await saveEditions(out, [publication('a', 'newest')], quick)
      expect(snapshot(out), `calls ${first} and ${second}`).toEqual({
        ...expected('newest', 'a'),
        'a/letter.txt': 'mine'
      })
      hasFailed = once.hasFailed()
      isKilled = twice.hasFailed()
      fs.rmSync(out, {recursive: true})
    }
  }
})

describe('the lock of a folder', () => {
  const lock = () => path.join(out, '.fascicle.lock')

  test.each([
    ['of a process that is gone', `4194999 ${os.hostname()}`, 0],
    ['of our own number, from another container', `${process.pid} ${os.hostname()}`, 0],
    ['that nobody signed', '', 3],
    ['that is no number', `-1 ${os.hostname()}`, 0],
    ['of another machine, a while ago', '1 elsewhere', 31]
  ])('%s is taken away', async (_, text, age) => {
    fs.mkdirSync(out)
    fs.writeFileSync(lock(), text)
    const then = Date.now() / 1000 - age
    fs.utimesSync(lock(), then, then)
    await saveEditions(out, [publication('a', 'new')])
    expect(snapshot(out)).toEqual(expected('new', 'a'))
  })

  test('of a build that goes on is waited for', async () => {
    fs.mkdirSync(out)
    fs.writeFileSync(lock(), `${process.ppid} ${os.hostname()}`)
    const saved = saveEditions(out, [publication('a', 'new')])
    const first = await Promise.race([saved, new Promise((resolve) => setTimeout(resolve, 200, 'waits'))])
    expect(first).toBe('waits')
    fs.rmSync(lock())
    await saved
    expect(snapshot(out)).toEqual(expected('new', 'a'))
  })
})

describe.skipIf(process.platform === 'win32')('what a stranger put in the output folder', () => {
  const elsewhere = () => path.join(path.dirname(out), 'elsewhere')

  beforeEach(() => {
    fs.mkdirSync(out)
    fs.mkdirSync(elsewhere())
    fs.writeFileSync(path.join(elsewhere(), 'letter.txt'), 'mine')
  })

  afterEach(() => {
    expect(snapshot(elsewhere())).toEqual({'letter.txt': 'mine'})
  })

  test.each(['a', '.a.old'])('a link out of it at `%s` is refused', async (name) => {
    fs.symlinkSync(elsewhere(), path.join(out, name))
    await expect(saveEditions(out, [publication('a', 'new')])).rejects.toThrow(`/${name}\``)
    expect(fs.readdirSync(out)).toEqual([name])
  })

  test('a link that leads nowhere is refused', async () => {
    fs.symlinkSync('nowhere', path.join(out, 'a'))
    await expect(saveEditions(out, [publication('a', 'new')])).rejects.toThrow('Unexpected link')
  })

  test('a link in place of a half-written folder goes', async () => {
    fs.symlinkSync(elsewhere(), path.join(out, '.a.new'))
    await saveEditions(out, [publication('a', 'new')])
    expect(snapshot(out)).toEqual(expected('new', 'a'))
  })

  test('a link within it stays one', async () => {
    fs.mkdirSync(path.join(out, 'b'))
    fs.symlinkSync('b', path.join(out, 'a'))
    await saveEditions(out, [publication('a', 'new')])
    expect(fs.readlinkSync(path.join(out, 'a'))).toBe('b')
    expect(fs.readFileSync(path.join(out, 'b', 'a.html'), 'utf8')).toBe('new html')
  })

  test('no pipe is waited for', async () => {
    const pipe = (...parts: ReadonlyArray<string>) => execFileSync('mkfifo', [path.join(out, ...parts)])
    fs.mkdirSync(path.join(out, 'a', 'site'), {recursive: true})
    pipe('a', 'digest.lock')
    expect(loadLock(out, 'a')).toBeUndefined()
    pipe('a', 'site', '.fascicle')
    pipe('.fascicle.lock')
    await expect(saveEditions(out, [site('a', 'new', [])])).rejects.toThrow('that is no file')
    fs.rmSync(path.join(out, '.fascicle.lock'))
    await saveEditions(out, [{...site('a', 'new', []), lock: 'fascicle: 1'}])
    expect(loadLock(out, 'a')).toBe('fascicle: 1')
  })

  test('a link in place of the lock of a digest is not followed', () => {
    fs.mkdirSync(path.join(out, 'a'))
    fs.symlinkSync(path.join(elsewhere(), 'letter.txt'), path.join(out, 'a', 'digest.lock'))
    expect(loadLock(out, 'a')).toBeUndefined()
  })
})

test('two digests of one name are refused', async () => {
  await saveEditions(out, [publication('a', 'old')])
  await expect(saveEditions(out, [publication('a', 'new'), publication('a', 'newer')])).rejects.toThrow(
    'Unexpected second digest named `a`'
  )
  expect(snapshot(out)).toEqual(expected('old', 'a'))
})

describe('after a kill', () => {
  test('between the two renames, the old edition comes back', async () => {
    await saveEditions(out, [publication('a', 'old')])
    fs.renameSync(path.join(out, 'a'), path.join(out, '.a.old'))
    await saveEditions(out, [publication('a', 'new', ['html'])])
    expect(snapshot(out)).toEqual({'a/a.epub': 'old epub', 'a/a.html': 'new html', 'a/a.pdf': 'old pdf'})
  })

  test('while others\u2019 files move, they arrive', async () => {
    await saveEditions(out, [publication('a', 'new')])
    fs.mkdirSync(path.join(out, '.a.old'))
    fs.writeFileSync(path.join(out, '.a.old', 'a.pdf'), 'old pdf')
    fs.writeFileSync(path.join(out, '.a.old', 'letter.txt'), 'mine')
    await saveEditions(out, [publication('a', 'newer', ['html'])])
    expect(snapshot(out)).toEqual({
      'a/a.epub': 'new epub',
      'a/a.html': 'newer html',
      'a/a.pdf': 'new pdf',
      'a/letter.txt': 'mine'
    })
  })

  test('while writing, its rests go', async () => {
    fs.mkdirSync(path.join(out, '.a.new'), {recursive: true})
    fs.writeFileSync(path.join(out, '.a.new', 'a.html'), 'half')
    // The process that held this lock is gone: no system gives out so great a number.
    fs.writeFileSync(path.join(out, '.fascicle.lock'), '4194999')
    await saveEditions(out, [publication('a', 'new')])
    expect(snapshot(out)).toEqual(expected('new', 'a'))
  })
})

test('two builds at once both save, one after the other', async () => {
  await Promise.all(['one', 'two', 'three'].map((content) => saveEditions(out, [publication('a', content)])))
  expect([expected('one', 'a'), expected('two', 'a'), expected('three', 'a')]).toContainEqual(snapshot(out))
})

test('refuses names that lead elsewhere', async () => {
  for (const name of ['../a', 'a/b', '..', '', 'a\\b', 'a\0']) {
    await expect(saveEditions(out, [{id: name, editions: []}])).rejects.toThrow('Unexpected name')
  }

  for (const name of ['../a', 'a/b/c', 'a/', '/a', '..', '', 'a\\b', 'a\0']) {
    await expect(
      saveEditions(out, [{id: 'a', editions: [{name, format: 'html', bytes: Buffer.from('')}]}])
    ).rejects.toThrow('Unexpected name')
  }

  expect(fs.existsSync(out)).toBe(false)
})

test('says what stands in the way', async () => {
  fs.mkdirSync(out)
  fs.writeFileSync(path.join(out, 'a'), 'a file')
  await expect(saveEditions(out, [publication('a', 'new')])).rejects.toThrow('expected a folder or nothing')
  await expect(saveEditions(path.join(out, 'a'), [publication('a', 'new')])).rejects.toThrow(
    'Unexpected `EEXIST`'
  )
  expect(snapshot(out)).toEqual({a: 'a file'})
})
