/**
 * Start a thread that reads and cleans articles, and ask it within limits.
 *
 * A thread that oversteps one is ended in the middle of what it does; whoever asked starts another.
 */

import type {RulePack} from '../model.ts'
import type {Equipment, Question, Reply} from '../worker.ts'
import {cpuUsage} from 'node:process'
import {clearTimeout, setImmediate, setTimeout} from 'node:timers'
import {setFlagsFromString} from 'node:v8'
import {Worker} from 'node:worker_threads'

/** What came of a question: a packed answer, or the limit at which the thread was ended. */
export type Outcome = ({readonly bytes: Uint8Array} | {readonly limit: 'memory' | 'time'}) & {
  /** Milliseconds of work. */
  readonly spent: number
}

export interface AskOptions {
  /** Of work that it may take, from when the thread begins. */
  readonly seconds: number
  /** How many threads are at work now. */
  readonly sharers: () => number
}

export interface Hand {
  readonly ask: (question: Question, options: AskOptions) => Promise<Outcome>
  readonly stop: () => Promise<unknown>
}

// On a machine with other things to do a second of work takes more than one of the clock; so many at most.
const patience = 2

const isSource = import.meta.url.endsWith('.ts')
const script = new URL(isSource ? '../worker.ts' : '../worker.js', import.meta.url)

// A thread has a loader of its own: one that can read what is not compiled has to be brought there.
const bootstrap = `import(${JSON.stringify(isSource && import.meta.resolve('tsx/esm/api'))})
  .then(({register}) => (register(), import(${JSON.stringify(script.href)})))`

// Trees take some thirty times the room of their text: those that are kept fill a third of the thread.
const keptShare = 1 / 96

// A thread that meets its limit is given 16 MB to end in. What is young moves to the old at once: where that
// is more, V8 ends the whole process.
const youngMegabytes = 12

export interface WorkerOptions {
  readonly rules: ReadonlyArray<RulePack>
  /** Of its heap. */
  readonly megabytes: number
}

export function startWorker({megabytes, rules}: WorkerOptions): Hand {
  // A heap that this process was started with (as by NODE_OPTIONS) would hold for threads, whatever they are given.
  setFlagsFromString('--max-old-space-size=0')
  const worker = new Worker(isSource ? bootstrap : script, {
    eval: isSource,
    // Without, those of this process go for the thread, too.
    ...(isSource && {execArgv: []}),
    resourceLimits: {maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: youngMegabytes},
    workerData: {rules, keptBytes: megabytes * 2 ** 20 * keptShare} satisfies Equipment
  })
  let begin: () => void
  const ready = new Promise<void>((resolve) => (begin = resolve))
  let asked: Asked | undefined
  // Why it is no more; also where that came about while nobody asked.
  let fate: ((asked: Asked) => void) | undefined
  const end = (limit: 'memory' | 'time') =>
    die(({clock, resolve}) => resolve({limit, spent: clock?.spent() ?? 0}))
  const settle = (how: (asked: Asked) => void) => {
    if (!asked) return
    const one = asked
    asked = undefined
    one.clock?.stop()
    // Only a thread that is at work keeps the process alive.
    worker.unref()
    how(one)
  }

  const die = (how: (asked: Asked) => void) => {
    fate ??= how
    settle(fate)
    void worker.terminate()
  }

  worker.unref()
  worker.on('message', function (reply: Reply | 'ready') {
    if (reply === 'ready') return begin()
    const {bytes, failure, spent} = reply
    if (failure) settle(({reject}) => reject(failure))
    else if (bytes) settle(({resolve}) => resolve({bytes, spent}))
    else end('memory')
  })
  worker.on('error', (error: NodeJS.ErrnoException) =>
    error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? end('memory') : die(({reject}) => reject(error))
  )
  worker.on('exit', (code) =>
    die(({reject}) => reject(new Error(`Unexpected end of a thread with code ${code}`)))
  )
  return {
    stop: () => worker.terminate(),
    ask: (question, options) =>
      new Promise(function (resolve, reject) {
        const mine: Asked = {resolve, reject}
        if (fate) return fate(mine)
        asked = mine
        worker.ref()
        void ready.then(function () {
          if (asked !== mine) return
          mine.clock = startClock(options, () => end('time'))
          const {buffer, raw} = moveBytes(question.raw)
          worker.postMessage({...question, raw}, [buffer])
        })
      })
  }
}

/** A question that is not answered yet. */
interface Asked {
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (reason: unknown) => void
  clock?: Clock
}

// A copy of its own, which moves; what the file's bytes are a part of would be copied whole.
function moveBytes({about, bytes, path}: Question['raw']): {buffer: ArrayBuffer; raw: Question['raw']} {
  const copy = new Uint8Array(bytes)
  return {buffer: copy.buffer, raw: {path, bytes: copy, ...(about && {about})}}
}

interface Clock {
  readonly stop: () => void
  /** Milliseconds of work until now. */
  readonly spent: () => number
}

/** Call back once so many seconds of work are over. */
function startClock({seconds, sharers}: AskOptions, ring: () => void): Clock {
  const begin = {time: performance.now(), usage: cpuUsage()}
  let timer = setTimeout(look, seconds * 1000)
  let isStopped = false
  return {
    spent,
    stop() {
      isStopped = true
      clearTimeout(timer)
    }
  }

  // What the process works is told, not what a thread does: those that are at work share it.
  function spent(): number {
    const {system, user} = cpuUsage(begin.usage)
    return Math.min(performance.now() - begin.time, (system + user) / 1000 / Math.max(1, sharers()))
  }

  function look(): void {
    // An answer that came while this thread was busy is heard first.
    setImmediate(function () {
      if (isStopped) return
      const left = seconds * 1000 - spent()
      const isOver = performance.now() - begin.time > seconds * 1000 * patience
      if (left <= 0 || isOver) ring()
      // Sooner than that it cannot be over.
      else timer = setTimeout(look, Math.max(left, 20))
    })
  }
}
