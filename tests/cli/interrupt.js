/**
 * Preloaded into the command line: interrupts it at the first call of the
 * function of `node:fs` that `INTERRUPT_AT` names, so that the moment is certain.
 */

import fs from 'node:fs'
import process from 'node:process'

const name = process.env['INTERRUPT_AT']
const original = fs[name]
let isDone = false

fs[name] = function (...parameters) {
  // Node itself reads files while it loads modules: only a command can be interrupted.
  if (!isDone && process.listenerCount('SIGINT') > 0) {
    isDone = true
    process.kill(process.pid, 'SIGINT')
  }

  return original(...parameters)
}
