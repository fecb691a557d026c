/**
 * Run the command line as a user does, in a process of its own.
 */

import {spawn} from 'node:child_process'
import {fileURLToPath} from 'node:url'

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
  /** Called with what sends a signal to the process. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void
}

export function runCli(args: ReadonlyArray<string>, {cwd, env, onStart}: RunOptions = {}): Promise<Run> {
  const {FORCE_COLOR: _, ...outer} = process.env
  const child = spawn(process.execPath, ['--import', loader, cli, ...args], {
    cwd,
    env: {...outer, ...env},
    stdio: ['ignore', 'pipe', 'pipe']
  })
  onStart?.((signal) => child.kill(signal))
  const texts = {stdout: '', stderr: ''}
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({code, ...texts}))
  })
}
