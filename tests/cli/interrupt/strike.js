/**
 * Preloaded into the command line: at the n-th call of the function of
 * `node:fs` that `STRIKE_AT` names (`renameSync:2`), the process sends itself
 * the signal of `STRIKE_WITH`, or the call fails by that code.
 */

import fs from 'node:fs'
import process from 'node:process'

const [name, count] = process.env['STRIKE_AT'].split(':')
const what = process.env['STRIKE_WITH']
const original = fs[name]
let calls = 0

fs[name] = function (...parameters) {
  // Node itself calls it while it loads modules: only a command can be struck.
  if (process.listenerCount('SIGTERM') > 0 && ++calls === Number(count)) strike()
  return original(...parameters)
}

function strike() {
  if (!what.startsWith('SIG')) throw Object.assign(new Error(`${what}: ${name}`), {code: what, syscall: name})
  process.kill(process.pid, what)
  // The system takes a moment for what cannot be caught.
  if (what === 'SIGKILL') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}
