/**
 * Open a pool of threads that read and clean articles, each article within what it is allowed.
 *
 * Threads are started as work comes in, no more than it earns, and an article is cleaned by the
 * thread that read it, which still has its tree, unless another has nothing to do. Each has the
 * memory that an article of common size needs; what is larger, or has needed more, works alone,
 * in a thread with all that it is allowed.
 */

import type {RawFile, RulePack} from '../model.ts'
import type {Job} from '../worker.ts'
import {openQueue, type Queue} from './open-queue.ts'
import {startWorker, type Hand, type Outcome} from './start-worker.ts'

/** What an article may take. */
export interface Allowance {
  /** Of work, to read and clean it. */
  readonly seconds: number
  /** Of the heap of the thread that works on it. */
  readonly megabytes: number
}

export interface PoolOptions {
  readonly rules: ReadonlyArray<RulePack>
  readonly allow: (raw: RawFile) => Allowance
  /** Megabytes of the heap of a thread that reads one article after the other. */
  readonly shared: number
  /** Threads that there may be at once. */
  readonly most: number
}

export interface Pool {
  /** Do a job, when its turn comes. */
  readonly run: (job: Job) => Promise<Outcome>
  /** End all threads, until there is work again. */
  readonly rest: () => Promise<void>
}

/** A job that waits. */
interface Waiting {
  readonly job: Job
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (reason: unknown) => void
}

interface Thread {
  readonly hand: Hand
  /** What waits for it. */
  readonly queue: Queue<Waiting>
  readonly megabytes: number
  isBusy: boolean
  /** Whether it has done nothing yet, so that whatever it needs the one article needs. */
  isFresh: boolean
}

// To start a thread takes about as long as to read and clean so much.
const earnings = 2 ** 19
// What is larger than most articles that anyone writes works alone from the first.
const sharedBytes = 2 ** 20

export function openPool({allow, most, rules, shared}: PoolOptions): Pool {
  const common = openQueue<Waiting>()
  const alone = openQueue<Waiting>()
  const threads = new Set<Thread>()
  const owners = new WeakMap<RawFile, Thread>()
  const numbers = new WeakMap<RawFile, number>()
  const spent = new WeakMap<RawFile, number>()
  const demanding = new WeakSet<RawFile>()
  /** Thread of the article that works alone, or did last. */
  let single: Thread | undefined
  let count = 0
  let busy = 0
  let waitingJobs = 0
  let waitingBytes = 0
  return {
    run: (job) =>
      new Promise(function (resolve, reject) {
        enqueue({job, resolve, reject})
        dispatch()
      }),
    async rest() {
      const all = [...threads, ...(single ? [single] : [])]
      threads.clear()
      single = undefined
      await Promise.all(all.map(({hand}) => hand.stop()))
    }
  }

  function enqueue(waiting: Waiting): void {
    const {kind, raw} = waiting.job
    // A picture grows outside the heap that a thread is measured by, and who asks for one waits for it.
    const isLarge = kind !== 'convert' && raw.bytes.length > sharedBytes
    if (demanding.has(raw) || isLarge) return alone.push(waiting)
    const owner = owners.get(raw)
    const queue = owner && threads.has(owner) ? owner.queue : common
    queue.push(waiting)
    waitingJobs++
    waitingBytes += raw.bytes.length
  }

  function dispatch(): void {
    if (single?.isBusy) return
    for (let thread = findFree(); thread; thread = findFree()) {
      const waiting = take(thread)
      if (!waiting) break
      waitingJobs--
      waitingBytes -= waiting.job.raw.bytes.length
      void serve(thread, waiting)
    }

    const next = busy === 0 ? alone.shift() : undefined
    if (next) void serve(openSingle(next.job.raw), next)
  }

  // One that has work of its own, else any, else another where so much waits.
  function findFree(): Thread | undefined {
    const free = [...threads].filter(({isBusy}) => !isBusy)
    const thread = free.find(({queue}) => queue.length() > 0) ?? free[0]
    if (
      thread ||
      waitingJobs === 0 ||
      threads.size >= Math.min(most, 1 + Math.floor(waitingBytes / earnings))
    )
      return thread
    const started = start(shared)
    threads.add(started)
    return started
  }

  // What it has read itself, else what nobody has, else the last of whoever has most to do.
  function take(thread: Thread): Waiting | undefined {
    const own = thread.queue.shift() ?? common.shift()
    if (own) return own
    const [longest] = [...threads].sort((a, b) => b.queue.length() - a.queue.length())
    return longest?.queue.pop()
  }

  function openSingle(raw: RawFile): Thread {
    if (single && owners.get(raw) === single) return single
    void single?.hand.stop()
    return (single = start(allow(raw).megabytes))
  }

  function start(megabytes: number): Thread {
    const hand = startWorker({rules, megabytes})
    return {hand, megabytes, queue: openQueue(), isBusy: false, isFresh: true}
  }

  async function serve(thread: Thread, waiting: Waiting): Promise<void> {
    const {raw} = waiting.job
    busy++
    thread.isBusy = true
    try {
      const outcome = await ask(thread, waiting.job)
      spent.set(raw, (spent.get(raw) ?? 0) + outcome.spent)
      if ('limit' in outcome) drop(thread)
      else owners.set(raw, thread)
      if ('limit' in outcome && outcome.limit === 'memory' && hasMore(thread, raw)) {
        demanding.add(raw)
        enqueue(waiting)
      } else waiting.resolve(outcome)
    } catch (error) {
      drop(thread)
      waiting.reject(error)
    }

    busy--
    thread.isBusy = false
    thread.isFresh = false
    dispatch()
  }

  function ask({hand}: Thread, job: Job): Promise<Outcome> {
    const {raw} = job
    const number = numbers.get(raw) ?? ++count
    numbers.set(raw, number)
    const seconds = allow(raw).seconds - (spent.get(raw) ?? 0) / 1000
    return hand.ask({...job, number}, {seconds, sharers: () => busy})
  }

  // It may have been another article's tree that filled the thread.
  function hasMore({isFresh, megabytes}: Thread, raw: RawFile): boolean {
    return !isFresh || megabytes < allow(raw).megabytes
  }

  // What waited for it goes to whoever comes next.
  function drop(thread: Thread): void {
    threads.delete(thread)
    if (single === thread) single = undefined
    for (let next = thread.queue.shift(); next; next = thread.queue.shift()) common.push(next)
  }
}
