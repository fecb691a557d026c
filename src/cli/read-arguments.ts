/**
 * Read the arguments of a command.
 *
 * What cannot be meant is answered with what could have been: the nearest
 * command, option or format.
 */

import type {Format} from '../model.ts'
import {parseArgs} from 'node:util'
import {closestMatch} from 'leven'

export type Command = 'build' | 'clean'

export interface BuildRequest {
  readonly command: 'build'
  /** Undefined: every digest under `sources/`. */
  readonly folder: string | undefined
  readonly out: string
  readonly formats: ReadonlyArray<Format> | undefined
  readonly theme: string | undefined
  readonly frail: boolean
  readonly json: boolean
}

export interface CleanRequest {
  readonly command: 'clean'
  readonly files: ReadonlyArray<string>
  readonly json: boolean
  readonly markdown: boolean
}

export type Request =
  | BuildRequest
  | CleanRequest
  | {readonly command: 'help'; readonly topic: Command | undefined}
  | {readonly command: 'version'}
  | {readonly command: 'usage'; readonly topic: Command | undefined; readonly reason: string}

const commands: ReadonlyArray<Command> = ['build', 'clean']
const formats: ReadonlyArray<Format> = ['html', 'epub', 'pdf']

const options = {
  format: {type: 'string'},
  frail: {type: 'boolean'},
  help: {type: 'boolean', short: 'h'},
  json: {type: 'boolean'},
  markdown: {type: 'boolean'},
  out: {type: 'string'},
  theme: {type: 'string'},
  version: {type: 'boolean', short: 'v'}
} as const

type Option = keyof typeof options

const allowed: Readonly<Record<Command, ReadonlyArray<Option>>> = {
  build: ['format', 'frail', 'help', 'json', 'out', 'theme', 'version'],
  clean: ['help', 'json', 'markdown', 'version']
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
  return topic === 'build' ? readBuild(given, usage) : readClean(given, usage)
}

function readBuild({operands, values}: Given, usage: (reason: string) => Request): Request {
  const [folder, second] = operands
  if (second !== undefined) return usage(`Unexpected second folder \`${second}\`, expected one`)
  const names = textOf(values, 'format')
    ?.split(',')
    .map((name) => name.trim())
  const unknown = names?.find((name) => !isFormat(name))
  if (unknown !== undefined) return usage(`Unexpected format \`${unknown}\`, ${suggest(unknown, formats)}`)
  return {
    command: 'build',
    folder,
    out: textOf(values, 'out') ?? 'dist',
    formats: names && formats.filter((name) => names.includes(name)),
    theme: textOf(values, 'theme'),
    frail: values.has('frail'),
    json: values.has('json')
  }
}

function readClean({operands, values}: Given, usage: (reason: string) => Request): Request {
  if (operands.length === 0) return usage('Expected at least one file to clean')
  return {command: 'clean', files: operands, json: values.has('json'), markdown: values.has('markdown')}
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
    values.set(token.name, isTaken ? true : (token.value ?? true))
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
