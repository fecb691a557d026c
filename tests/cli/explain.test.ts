import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {VFile} from 'vfile'
import type {Article, Change, ChangeKind} from '../../src/model.ts'
import {writeProof} from '../../src/cli/write-proof.ts'
import {callCli} from './run-cli.ts'

const cases = path.join(import.meta.dirname, 'explain')
const outer = process.cwd()
let root: string

beforeAll(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'explain-'))
  for (const name of fs.readdirSync(cases))
    fs.cpSync(path.join(cases, name), path.join(root, name), {recursive: true})
  process.chdir(root)
})

afterAll(() => {
  process.chdir(outer)
  fs.rmSync(root, {recursive: true})
})

test.each(['bookshop/input.txt', 'garden/input.md'])('proof of %s', async (file) => {
  const run = await callCli(['explain', file])
  expect(run).toMatchObject({code: 0, stderr: ''})
  await expect(run.stdout).toMatchFileSnapshot(path.join(cases, path.dirname(file), 'proof.txt'))
})

test('the readme shows a proof as it is', () => {
  const page = fs.readFileSync(path.join(import.meta.dirname, '..', '..', 'README.md'), 'utf8')
  const [, shown] = /```text\n(.*?)```/s.exec(page) ?? []
  expect(shown?.trim()).toBeTruthy()
  expect(fs.readFileSync(path.join(cases, 'bookshop', 'proof.txt'), 'utf8')).toContain(shown)
})

test('folds what has no changes', async () => {
  const {stdout} = await callCli(['explain', 'garden/input.md', '--changes'])
  expect(stdout).toMatch(/\n {2}\u22ee \d+ lines without changes\n/)
  expect(stdout).not.toContain('Nobody is handed the deeds')
  expect(stdout).toContain('Share this post')
})

test('prints an object a line, for what cannot be read too', async () => {
  const run = await callCli(['explain', '--json', 'garden/input.md', 'none.md'])
  expect(run.code).toBe(3)
  const [first, second] = run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const keys = ['file', 'title', 'byline', 'date', 'source', 'lang', 'segments', 'ledger']
  expect(Object.keys(first ?? {})).toEqual(keys)
  expect(second).toEqual({...Object.fromEntries(keys.map((key) => [key, null])), file: 'none.md'})
  const segments = first?.['segments'] as Array<Record<string, unknown>>
  expect(segments.map(({text}) => text).join('')).toBe(fs.readFileSync('garden/input.md', 'utf8'))
  expect(segments.find(({text}) => text === '\u00ad')).toEqual({
    place: [84, 85],
    line: 8,
    column: 31,
    text: '\u00ad',
    kind: 'rewrite',
    after: '',
    changes: ['mend-invisible:character#a881e3a7']
  })
  expect(segments.at(-1)).toMatchObject({
    line: 20,
    column: 16,
    text: '\n',
    kind: null,
    after: null,
    changes: []
  })
})

test('restores what `--keep` names, and tells of an id that decides nothing', async () => {
  const id = 'drop-junk:follow-en#ff893241'
  expect((await callCli(['clean', 'garden/input.md', '--markdown'])).stdout).not.toContain('Share this post')
  const kept = await callCli(['clean', 'garden/input.md', '--markdown', '--keep', id])
  expect(kept).toMatchObject({code: 0, stderr: ''})
  expect(kept.stdout).toContain('Share this post')
  // What goes anyway has what was asked for.
  expect((await callCli(['clean', 'garden/input.md', '--drop', id])).stderr).toBe('')

  const run = await callCli([
    'explain',
    'garden/input.md',
    '--keep',
    `${id},drop-junk:folow-en#ff893241`,
    '--drop',
    'x'
  ])
  expect(run.code).toBe(0)
  expect(run.stdout).toContain('| Share this post\n')
  expect(run.stderr).toContain(
    `Unexpected id \`drop-junk:folow-en#ff893241\` of \`--keep\`, did you mean \`${id}\`?`
  )
  expect(run.stderr).toContain('Unexpected id `x` of `--drop`, expected an id that `fascicle explain` shows')
  expect(run.stderr).toContain('2 warnings')
})

test('`--together` lets what recurs count, and keeps the order', async () => {
  const names = fs.readdirSync('quay')
  const foot = 'The tide tables for this reach of the coast hang beside the door.'
  const given = ['none.txt', ...names.sort().map((name) => `quay/${name}`)]
  const read = async (...options: string[]) => {
    const {stdout} = await callCli(['clean', ...given, '--json', ...options])
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as {file: string; markdown: string | null; ledger: Change[] | null})
  }

  const together = await read('--together')
  expect(together.map(({file}) => file)).toEqual(given)
  const certainty = (all: Awaited<ReturnType<typeof read>>) =>
    all.flatMap(({ledger}) => (ledger ? [ledger.find(({before}) => before === foot)?.confidence ?? 0] : []))
  const alone = certainty(await read())
  expect(alone).toHaveLength(4)
  certainty(together).forEach((chance, index) => expect(chance).toBeGreaterThan(alone[index] ?? 1))
})

test('shows changes that overlap, in marks and in colours, and lets no text steer the terminal', () => {
  const text = 'a\u001b[2Jb cc\tdd\nee  ff\r\ngg\n'
  const ledger = [
    change(text, 'rewrite', 'cc', 'CC'),
    change(text, 'flag', 'a\u001b[2Jb cc\tdd'),
    change(text, 'drop', 'ee  ff'),
    change(text, 'rewrite', '  ', ' '),
    change(text, 'move', 'gg')
  ]
  const article: Article = {
    id: 'a',
    path: 'a',
    text,
    lang: 'en',
    tree: {type: 'root', children: []},
    ledger,
    file: new VFile(text)
  }
  const [plain, colored] = [false, true].map((hasColors) =>
    writeProof('a\u202e.txt', article, {hasColors, isFolded: false}).split('\n')
  )
  expect(plain).toEqual([
    'a\\u202e.txt',
    '  title: -',
    '  byline: -',
    '  date: -',
    '  source: -',
    '  lang: en',
    '  changes: 1 dropped, 2 rewritten, 1 moved, 1 flagged',
    '  dropped: 25 % of the text, 4 of 16 characters',
    '',
    ' 1 | [? a\\u001b[2Jb [-cc-]{+CC+}\tdd ?]',
    '   |   flagged: because of flag  test:flag#a',
    '   |   rewritten: because of rewrite  test:rewrite#cc',
    ' 2 | [-ee  ff-]',
    '   |   dropped: because of drop  test:drop#ee',
    '   |   rewritten: as above  test:rewrite#',
    ' 3 | [> gg >]',
    '   |   moved: because of move  test:move#gg',
    ''
  ])
  expect(colored?.[9]).toBe(
    '\u001b[2m 1 |\u001b[0m \u001b[33;7ma\\u001b[2Jb \u001b[0m\u001b[31;9mcc\u001b[0m\u001b[32;4mCC\u001b[0m\u001b[33;7m\tdd\u001b[0m'
  )
  expect(colored?.[12]).toBe('\u001b[2m 2 |\u001b[0m \u001b[31;9mee  ff\u001b[0m')
})

function change(text: string, kind: ChangeKind, before: string, after?: string): Change {
  const start = text.indexOf(before)
  return {
    id: `test:${kind}#${before.slice(0, 2).replace(/[^a-z]/g, '')}`,
    rule: `test:${kind}`,
    kind,
    place: [start, start + before.length],
    before,
    ...(after !== undefined && {after}),
    why: `because of ${kind}`,
    confidence: 1
  }
}
