import {expect, test} from 'vitest'
import {readArguments} from '../../src/cli/read-arguments.ts'

const build = {
  command: 'build',
  folder: undefined,
  out: 'dist',
  formats: undefined,
  theme: undefined,
  pages: undefined,
  booklet: false,
  site: false,
  limits: {},
  cache: true,
  watch: false,
  frail: false,
  json: false
}
const files = {files: ['a.txt'], decisions: {keep: [], drop: []}, together: false, json: false}
const clean = {command: 'clean', ...files, markdown: false}
const explain = {command: 'explain', ...files, changes: false}

test.each([
  ['build', build],
  ['build a', {...build, folder: 'a'}],
  [
    'build a --out b --theme c --frail --json',
    {...build, folder: 'a', out: 'b', theme: 'c', frail: true, json: true}
  ],
  ['build --booklet --pages A4', {...build, booklet: true, pages: 'A4'}],
  ['build --site', {...build, site: true}],
  ['build --watch --no-cache', {...build, watch: true, cache: false}],
  [
    'fetch http://a/b,c --feed http://d/e,f --feed g --out h --most 9 --allow-private',
    {
      command: 'fetch',
      pages: ['http://a/b,c'],
      feeds: ['http://d/e,f', 'g'],
      lists: [],
      out: 'h',
      most: 9,
      allowPrivate: true,
      json: false
    }
  ],
  ['init', {command: 'init', folder: '.', limits: {}}],
  ['init a', {command: 'init', folder: 'a', limits: {}}],
  ['themes', {command: 'themes', names: [], preview: undefined, json: false}],
  ['themes a b a --preview c', {command: 'themes', names: ['a', 'b'], preview: 'c', json: false}],
  ['--json build', {...build, json: true}],
  ['build --format pdf,html', {...build, formats: ['html', 'pdf']}],
  ['build --format=epub', {...build, formats: ['epub']}],
  ['build -- --a', {...build, folder: '--a'}],
  ['clean a.txt', clean],
  ['clean a.txt b.md --json --markdown', {...clean, files: ['a.txt', 'b.md'], json: true, markdown: true}],
  ['clean a.txt --together', {...clean, together: true}],
  ['explain a.txt', explain],
  ['explain a.txt --changes --json', {...explain, changes: true, json: true}],
  [
    'explain --keep a:b#1,a:b#2.2 a.txt --keep=a:b#3 --drop a:c#1',
    {...explain, decisions: {keep: ['a:b#1', 'a:b#2.2', 'a:b#3'], drop: ['a:c#1']}}
  ],
  ['read a.txt --as md --json', {command: 'read', files: ['a.txt'], as: 'md', json: true}],
  ['--help', {command: 'help', topic: undefined}],
  ['build -h', {command: 'help', topic: 'build'}],
  ['help clean', {command: 'help', topic: 'clean'}],
  ['--version', {command: 'version'}],
  ['-v', {command: 'version'}]
])('%s', (line, request) => {
  expect(readArguments(line.split(' '))).toEqual(request)
})

test.each([
  ['', 'Expected a command: `build`, `check`, `clean`, `explain`, `fetch`, `init`, `read`, `themes`'],
  ['biuld', 'Unexpected command `biuld`, did you mean `build`?'],
  [
    'publish',
    'Unexpected command `publish`, expected one of `build`, `check`, `clean`, `explain`, `fetch`, `init`, `read`, `themes`'
  ],
  ['build --fromat pdf', 'Unexpected option `--fromat` of `build`, did you mean `--format`?'],
  ['build --markdown', 'Unexpected option `--markdown` of `build`, expected one of'],
  ['build -x', 'Unexpected option `-x` of `build`'],
  ['build a b', 'Unexpected second folder `b`, expected one'],
  ['init a b', 'Unexpected second folder `b`, expected one'],
  ['themes --preview a --json', 'Unexpected `--json` beside `--preview`'],
  ['build --format ebup', 'Unexpected format `ebup`, did you mean `epub`?'],
  ['build --format mobi', 'Unexpected format `mobi`, expected one of `html`, `epub`, `pdf`'],
  ['build --format html --booklet', 'Unexpected `--booklet` without format `pdf`'],
  ['build --format html,', 'Unexpected format ``'],
  ['build --format', 'Expected a value of `--format`'],
  ['build --out --json', 'Expected a value of `--out`'],
  ['build --out=', 'Expected a value of `--out`'],
  ['build --json=yes', 'Unexpected value `yes` of `--json`, expected none'],
  ['clean', 'Expected at least one file to clean'],
  ['explain', 'Expected at least one file to explain'],
  ['read', 'Expected at least one file to read'],
  ['read a --keep b', 'Unexpected option `--keep` of `read`'],
  ['explain a --markdown', 'Unexpected option `--markdown` of `explain`'],
  ['clean a --changes', 'Unexpected option `--changes` of `clean`'],
  ['clean a --keep', 'Expected a value of `--keep`'],
  ['clean a --keep b --drop c,b', 'Unexpected `b` in both `--keep` and `--drop`'],
  ['clean a --out b', 'Unexpected option `--out` of `clean`']
])('refuses: %s', (line, reason) => {
  const request = readArguments(line.split(' ').filter((word) => word !== ''))
  expect(request).toMatchObject({command: 'usage'})
  expect(request.command === 'usage' && request.reason).toContain(reason)
})
