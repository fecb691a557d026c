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
import {runCommand} from './cli/run-command.ts'

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
process.on('SIGINT', function () {
  if (isSealed) return
  if (host.err.isTerminal) host.err.write('\n')
  process.exit(exitCodes.interrupted)
})

// Whoever reads us through `head` has what they want.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', function (error: NodeJS.ErrnoException) {
    if (error.code !== 'EPIPE') throw error
    process.exit(exitCodes.done)
  })
}

process.exitCode = await runCommand(process.argv.slice(2), host)

function openSink(stream: WriteStream): Sink {
  const isTerminal = stream.isTTY === true
  return {
    isTerminal,
    hasColors: isTerminal && stream.hasColors(process.env),
    // A terminal that does not know its width says 0.
    columns: (isTerminal && stream.columns) || 80,
    write: (text) => stream.write(text)
  }
}
