/**
 * Run the command line as a user does: in a process of its own, or, where
 * nothing of the process matters, faster in this one.
 */

import {spawn} from 'node:child_process'
import {fileURLToPath} from 'node:url'
import {runCommand} from '../../src/cli/run-command.ts'

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))
const loader = import.meta.resolve('tsx')

export interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Function of `node:fs` at whose first call the command is interrupted. */
  readonly interruptAt?: 'readFileSync' | 'renameSync'
}

export function runCli(args: ReadonlyArray<string>, options: RunOptions = {}): Promise<Run> {
  const {FORCE_COLOR: _, ...outer} = process.env
  const {cwd, env, interruptAt} = options
  const preload = interruptAt === undefined ? [] : ['--import', new URL('interrupt.js', import.meta.url).href]
  const child = spawn(process.execPath, ['--import', loader, ...preload, cli, ...args], {
    cwd,
    env: {...outer, INTERRUPT_AT: interruptAt, ...env},
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const texts = {stdout: '', stderr: ''}
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({code, ...texts}))
  })
}

export async function callCli(
  args: ReadonlyArray<string>,
  env: Readonly<Record<string, string>> = {}
): Promise<Run> {
  const texts = {stdout: '', stderr: ''}
  const openSink = (name: keyof typeof texts) => ({
    isTerminal: false,
    hasColors: false,
    columns: 80,
    write: (text: string) => (texts[name] += text)
  })
  const host = {env, out: openSink('stdout'), err: openSink('stderr'), turn: async () => {}, seal() {}}
  return {code: await runCommand(args, host), ...texts}
}
