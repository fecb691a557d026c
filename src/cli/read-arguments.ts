/**
 * Read the arguments of a command.
 *
 * What cannot be meant is answered with what could have been: the nearest
 * command, option or format.
 */

import type {CheckFormat, Target} from '../check/types.ts'
import type {Decisions, Format, Limits} from '../model.ts'
import {parseArgs} from 'node:util'
import {closestMatch} from 'leven'
import {formatOf} from '../check/format-of.ts'
import {targets} from '../check/types.ts'

export type Command = 'build' | 'check' | 'clean' | 'explain' | 'fetch' | 'init' | 'read' | 'themes'

export interface BuildRequest {
  readonly command: 'build'
  /** Undefined: every digest under `sources/`. */
  readonly folder: string | undefined
  readonly out: string
  readonly formats: ReadonlyArray<Format> | undefined
  readonly theme: string | undefined
  /** Name of a page geometry. */
  readonly pages: string | undefined
  readonly booklet: boolean
  readonly site: boolean
  /** What an article may take, where it is not the default. */
  readonly limits: Partial<Limits>
  /** Whether what was read and cleaned before is remembered. */
  readonly cache: boolean
  /** Whether it is built again on each change. */
  readonly watch: boolean
  readonly frail: boolean
  readonly json: boolean
}

export interface CheckRequest {
  readonly command: 'check'
  /** Editions; what each is, its name says. */
  readonly files: ReadonlyArray<{readonly path: string; readonly format: CheckFormat}>
  readonly targets: ReadonlyArray<Target>
  readonly frail: boolean
  readonly json: boolean
}

/** What all commands on single articles are told. */
interface FilesRequest {
  /** Paths; `-` is what is piped in. */
  readonly files: ReadonlyArray<string>
  /** Kind that the files are read as (default: what their names say). */
  readonly as: string | undefined
  readonly decisions: Decisions
  /** Whether what recurs over the files is evidence. */
  readonly together: boolean
  readonly json: boolean
}

export interface CleanRequest extends FilesRequest {
  readonly command: 'clean'
  readonly markdown: boolean
}

export interface ExplainRequest extends FilesRequest {
  readonly command: 'explain'
  /** Whether lines without changes are folded. */
  readonly changes: boolean
}

export interface FetchRequest {
  readonly command: 'fetch'
  /** Addresses of pages and of feeds, and files that list addresses. */
  readonly pages: ReadonlyArray<string>
  readonly feeds: ReadonlyArray<string>
  readonly lists: ReadonlyArray<string>
  /** Undefined: the folder that the command is called in. */
  readonly out: string | undefined
  /** Pages that are taken from one feed. */
  readonly most: number
  readonly allowPrivate: boolean
  readonly json: boolean
}

export interface InitRequest {
  readonly command: 'init'
  readonly folder: string
  /** What an article may take, where it is not the default. */
  readonly limits: Partial<Limits>
}

export interface ReadRequest extends Pick<FilesRequest, 'files' | 'as' | 'json'> {
  readonly command: 'read'
}

export interface ThemesRequest {
  readonly command: 'themes'
  /** Themes, or folders of the user's; none: all that there are. */
  readonly names: ReadonlyArray<string>
  /** Folder for the specimen, set in each of them. */
  readonly preview: string | undefined
  readonly json: boolean
}

export type Request =
  | BuildRequest
  | CheckRequest
  | CleanRequest
  | ExplainRequest
  | FetchRequest
  | InitRequest
  | ReadRequest
  | ThemesRequest
  | {readonly command: 'help'; readonly topic: Command | undefined}
  | {readonly command: 'version'}
  | {readonly command: 'usage'; readonly topic: Command | undefined; readonly reason: string}

const commands: ReadonlyArray<Command> = [
  'build',
  'check',
  'clean',
  'explain',
  'fetch',
  'init',
  'read',
  'themes'
]
const formats: ReadonlyArray<Format> = ['html', 'epub', 'pdf']
/** Kinds of raw files, by their extensions. */
const kinds: ReadonlyArray<string> = ['txt', 'md', 'html', 'xhtml', 'epub', 'mhtml', 'jsonl', 'json']

const options = {
  'allow-private': {type: 'boolean'},
  as: {type: 'string'},
  booklet: {type: 'boolean'},
  changes: {type: 'boolean'},
  drop: {type: 'string'},
  feed: {type: 'string'},
  format: {type: 'string'},
  frail: {type: 'boolean'},
  help: {type: 'boolean', short: 'h'},
  json: {type: 'boolean'},
  keep: {type: 'string'},
  limit: {type: 'string'},
  list: {type: 'string'},
  markdown: {type: 'boolean'},
  most: {type: 'string'},
  'no-cache': {type: 'boolean'},
  out: {type: 'string'},
  pages: {type: 'string'},
  preview: {type: 'string'},
  site: {type: 'boolean'},
  target: {type: 'string'},
  theme: {type: 'string'},
  together: {type: 'boolean'},
  version: {type: 'boolean', short: 'v'},
  watch: {type: 'boolean'}
} as const

type Option = keyof typeof options

/** Options that name several things, with commas between or one after the other. */
const lists: ReadonlySet<string> = new Set(['drop', 'keep', 'limit', 'target'])
/** Options that name several things, one after the other: an address may have commas in it. */
const repeated: ReadonlySet<string> = new Set(['feed', 'list'])

const allowed: Readonly<Record<Command, ReadonlyArray<Option>>> = {
  build: [
    'booklet',
    'format',
    'frail',
    'help',
    'json',
    'limit',
    'no-cache',
    'out',
    'pages',
    'site',
    'theme',
    'version',
    'watch'
  ],
  check: ['frail', 'help', 'json', 'target', 'version'],
  clean: ['as', 'drop', 'help', 'json', 'keep', 'markdown', 'together', 'version'],
  explain: ['as', 'changes', 'drop', 'help', 'json', 'keep', 'together', 'version'],
  fetch: ['allow-private', 'feed', 'help', 'json', 'list', 'most', 'out', 'version'],
  init: ['help', 'limit', 'version'],
  read: ['as', 'help', 'json', 'version'],
  themes: ['help', 'json', 'preview', 'version']
}

/** What was given, before it is known to make sense. */
interface Given {
  readonly command: string | undefined
  readonly operands: ReadonlyArray<string>
  readonly values: ReadonlyMap<string, string | true>
}

/** @param args arguments after the name of the program. */
export function readArguments(args: ReadonlyArray<string>): Request {
  const given = tokenize(args)
  const {command, operands, values} = given
  const topic = commands.find((name) => name === command)
  const usage = (reason: string): Request => ({command: 'usage', topic, reason})
  if (values.has('help')) return {command: 'help', topic}
  if (values.has('version')) return {command: 'version'}
  if (command === 'help') return {command: 'help', topic: commands.find((name) => name === operands[0])}
  if (command === undefined) return usage(`Expected a command: ${list(commands)}`)
  if (topic === undefined) return usage(`Unexpected command \`${command}\`, ${suggest(command, commands)}`)
  const wrong = findWrongOption(values, topic)
  if (wrong !== undefined) return usage(wrong)
  if (topic === 'build') return readBuild(given, usage)
  if (topic === 'fetch') return readFetch(given, usage)
  if (topic === 'init') return readInit(given, usage)
  if (topic === 'themes') return readThemes(given, usage)
  return topic === 'check' ? readCheck(given, usage) : readFiles(topic, given, usage)
}

function readBuild({operands, values}: Given, usage: (reason: string) => Request): Request {
  const [folder, second] = operands
  if (second !== undefined) return usage(`Unexpected second folder \`${second}\`, expected one`)
  const names = textOf(values, 'format')
    ?.split(',')
    .map((name) => name.trim())
  const unknown = names?.find((name) => !isFormat(name))
  if (unknown !== undefined) return usage(`Unexpected format \`${unknown}\`, ${suggest(unknown, formats)}`)
  const limits = readLimits(values)
  if (typeof limits === 'string') return usage(limits)
  const booklet = values.has('booklet')
  if (booklet && names && !names.includes('pdf')) return usage('Unexpected `--booklet` without format `pdf`')
  return {
    command: 'build',
    folder,
    out: textOf(values, 'out') ?? 'dist',
    formats: names && formats.filter((name) => names.includes(name)),
    theme: textOf(values, 'theme'),
    pages: textOf(values, 'pages'),
    booklet,
    site: values.has('site'),
    limits,
    cache: !values.has('no-cache'),
    watch: values.has('watch'),
    frail: values.has('frail'),
    json: values.has('json')
  }
}

function readCheck({operands, values}: Given, usage: (reason: string) => Request): Request {
  if (operands.length === 0) return usage('Expected at least one file to check')
  const files = operands.flatMap(function (path) {
    const format = formatOf(path)
    return format ? [{path, format}] : []
  })
  const strange = operands.find((file) => formatOf(file) === undefined)
  if (strange !== undefined)
    return usage(`Unexpected file \`${strange}\`, expected one that ends in .epub, .pdf or .html`)
  const names = listOf(values, 'target')
  const unknown = names.find((name) => !targets.some((target) => target === name))
  if (unknown !== undefined) return usage(`Unexpected target \`${unknown}\`, ${suggest(unknown, targets)}`)
  return {
    command: 'check',
    files,
    targets: names.length > 0 ? targets.filter((target) => names.includes(target)) : targets,
    frail: values.has('frail'),
    json: values.has('json')
  }
}

// A feed of years has thousands of pages; what a digest is made from are its latest.
const mostOfFeed = 50

function readFetch({operands, values}: Given, usage: (reason: string) => Request): Request {
  const [feeds, files] = [repeatedOf(values, 'feed'), repeatedOf(values, 'list')]
  if (operands.length + feeds.length + files.length === 0)
    return usage('Expected at least one address, `--feed` or `--list`')
  const most = textOf(values, 'most')
  if (most !== undefined && !/^[1-9]\d{0,5}$/.test(most))
    return usage(`Unexpected \`${most}\` for \`--most\`, expected a number of pages`)
  return {
    command: 'fetch',
    pages: operands,
    feeds,
    lists: files,
    out: textOf(values, 'out'),
    most: most === undefined ? mostOfFeed : Number(most),
    allowPrivate: values.has('allow-private'),
    json: values.has('json')
  }
}

function readInit({operands, values}: Given, usage: (reason: string) => Request): Request {
  const [folder = '.', second] = operands
  if (second !== undefined) return usage(`Unexpected second folder \`${second}\`, expected one`)
  const limits = readLimits(values)
  return typeof limits === 'string' ? usage(limits) : {command: 'init', folder, limits}
}

const limitNames: ReadonlyArray<keyof Limits> = ['time', 'memory', 'size', 'depth']

/** @returns the limits, or what is wrong with them. */
function readLimits(values: Given['values']): Partial<Limits> | string {
  const limits: {-readonly [Name in keyof Limits]?: number} = {}
  for (const pair of listOf(values, 'limit')) {
    const [name = '', amount = ''] = pair.split('=')
    const known = limitNames.find((one) => one === name)
    if (known === undefined) return `Unexpected limit \`${name}\`, ${suggest(name, limitNames)}`
    // No machine has more of anything than a million.
    if (!/^[1-9]\d{0,5}$/.test(amount)) {
      return `Unexpected \`${pair}\` for \`--limit\`, expected a number, such as \`${name}=100\``
    }

    limits[known] = Number(amount)
  }

  return limits
}

function readThemes({operands, values}: Given, usage: (reason: string) => Request): Request {
  const [preview, json] = [textOf(values, 'preview'), values.has('json')]
  if (preview !== undefined && json)
    return usage('Unexpected `--json` beside `--preview`, expected one of them')
  return {command: 'themes', names: [...new Set(operands)], preview, json}
}

function readFiles(
  command: 'clean' | 'explain' | 'read',
  {operands, values}: Given,
  usage: (reason: string) => Request
): Request {
  if (operands.length === 0) return usage(`Expected at least one file to ${command}`)
  const as = textOf(values, 'as')
  if (as !== undefined && !kinds.includes(as))
    return usage(`Unexpected kind \`${as}\`, ${suggest(as, kinds)}`)
  if (operands.filter((path) => path === '-').length > 1) return usage('Unexpected second `-`, expected one')
  if (command === 'read') return {command, files: operands, as, json: values.has('json')}
  const decisions = {keep: listOf(values, 'keep'), drop: listOf(values, 'drop')}
  const twice = decisions.keep.find((id) => decisions.drop.includes(id))
  if (twice !== undefined) return usage(`Unexpected \`${twice}\` in both \`--keep\` and \`--drop\``)
  const common = {files: operands, as, decisions, together: values.has('together'), json: values.has('json')}
  return command === 'clean'
    ? {command, ...common, markdown: values.has('markdown')}
    : {command, ...common, changes: values.has('changes')}
}

// Loose, so that everything wrong is answered in our own words.
function tokenize(args: ReadonlyArray<string>): Given {
  const {tokens} = parseArgs({args: [...args], options, allowPositionals: true, strict: false, tokens: true})
  const operands = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  const values = new Map<string, string | true>()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    // An option that is taken for the value of the one before it has not been meant as one.
    const isTaken = token.value?.startsWith('-') === true && !token.inlineValue
    const value = isTaken ? true : (token.value ?? true)
    const before = values.get(token.name)
    // Given again, a list goes on.
    const joint = lists.has(token.name) ? ',' : repeated.has(token.name) ? '\n' : undefined
    const isMore = joint !== undefined && typeof before === 'string' && typeof value === 'string'
    values.set(token.name, isMore ? `${before}${joint}${value}` : value)
  }

  return {command: operands[0], operands: operands.slice(1), values}
}

function findWrongOption(values: Given['values'], command: Command): string | undefined {
  for (const [name, value] of values) {
    const shown = name.length === 1 ? `-${name}` : `--${name}`
    const known = allowed[command].find((option) => option === name)
    if (known === undefined) {
      const near = suggest(
        shown,
        allowed[command].map((option) => `--${option}`)
      )
      return `Unexpected option \`${shown}\` of \`${command}\`, ${near}`
    }

    const takesText = options[known].type === 'string'
    if (takesText && (value === true || value === '')) return `Expected a value of \`${shown}\``
    if (!takesText && value !== true) return `Unexpected value \`${value}\` of \`${shown}\`, expected none`
  }
}

function textOf(values: Given['values'], name: Option): string | undefined {
  const value = values.get(name)
  return value === true ? undefined : value
}

function listOf(values: Given['values'], name: Option): string[] {
  const names = (textOf(values, name) ?? '').split(',').map((part) => part.trim())
  return [...new Set(names.filter((part) => part !== ''))]
}

function repeatedOf(values: Given['values'], name: Option): ReadonlyArray<string> {
  return textOf(values, name)?.split('\n') ?? []
}

function isFormat(name: string): name is Format {
  return formats.some((format) => format === name)
}

/** Words that lead from something unknown to what is known. */
export function suggest(actual: string, known: ReadonlyArray<string>): string {
  // A third of a word mistyped is still that word; of a short one, two letters.
  const near = closestMatch(actual, known, {maxDistance: Math.max(2, Math.floor(actual.length / 3))})
  return near === undefined ? `expected one of ${list(known)}` : `did you mean \`${near}\`?`
}

function list(names: ReadonlyArray<string>): string {
  return names.map((name) => `\`${name}\``).join(', ')
}
