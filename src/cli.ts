#!/usr/bin/env node
/**
 * The command line: arguments in, report and exit code out. Only this file
 * knows the process; what a command needs of it is handed on as a `Host`.
 */

import type {Host, Sink} from './cli/host.ts'
import type {WriteStream} from 'node:tty'
import process from 'node:process'
import {setImmediate} from 'node:timers/promises'
import {exitCodes} from './cli/host.ts'
import {guardTerminal} from './cli/guard-terminal.ts'
import {runCommand} from './cli/run-command.ts'
import {tellFailure} from './cli/tell-failure.ts'

let isSealed = false

const host: Host = {
  env: process.env,
  out: openSink(process.stdout),
  err: openSink(process.stderr),
  async turn() {
    // Signals are looked for between two turns of the loop, and the first may be half over.
    await setImmediate()
    await setImmediate()
  },
  seal() {
    isSealed = true
  }
}

// Saving never waits in the middle, so whenever this runs nothing or everything is written.
for (const [signal, code] of [
  ['SIGINT', exitCodes.interrupted],
  ['SIGTERM', exitCodes.terminated]
] as const) {
  process.on(signal, function () {
    if (isSealed) return
    if (host.err.isTerminal) host.err.write('\n')
    process.exit(code)
  })
}

process.stdout.on('error', function (error: NodeJS.ErrnoException) {
  // Whoever reads us through `head` has what they want.
  const code = error.code === 'EPIPE' ? exitCodes.done : tellFailure(error, host.err)
  // What was asked for stands on the disk, whoever hears of it.
  if (!isSealed) process.exit(code)
})

// Nobody is left to be told; what was asked for is done all the same.
process.stderr.on('error', function () {})

try {
  process.exitCode = await runCommand(process.argv.slice(2), host)
} catch (error) {
  process.exitCode = tellFailure(error, host.err)
}

function openSink(stream: WriteStream): Sink {
  const isTerminal = stream.isTTY === true
  return {
    isTerminal,
    hasColors: isTerminal && stream.hasColors(process.env),
    // A terminal that does not know its width says 0.
    columns: (isTerminal && stream.columns) || 80,
    write: (text) => stream.write(isTerminal ? guardTerminal(text) : text)
  }
}
