/**
 * Get addresses as a polite guest does: what a site asks is read first, one
 * request at a time goes to a host, with a pause before the next; a server that
 * is busy is asked again later, as late as it says. Redirects are followed, each
 * judged like an address that somebody wrote.
 */

import type {World} from './limits.ts'
import type {Reply, Trouble} from './request-once.ts'
import {checkAddress} from './check-address.ts'
import {openAgent} from './open-agent.ts'
import {readRobots, type Robots} from './read-robots.ts'
import {requestOnce} from './request-once.ts'

/** A reply at the end of all redirects. */
export interface Answer extends Reply {
  readonly url: URL
  /** Addresses on the way, without the last. */
  readonly passed: ReadonlyArray<string>
}

export interface Failure {
  readonly reason: string
}

/** What is asked for, and how much of it. */
export interface Wish {
  readonly accept: string
  readonly most: number
  /** Further headers, such as those of a conditional request. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface Session {
  /** An answer with a status of 2xx or, to a conditional request, 304. */
  readonly get: (url: URL, wish: Wish) => Promise<Answer | Failure>
  readonly close: () => Promise<void>
}

/** How an address is asked for within a session. */
interface Manner extends Wish {
  readonly isRobots: boolean
}

const busy: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504])
const moved: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
// RFC 9309 asks to follow at least these.
const robotsRedirects = 5

export function openSession(world: World): Session {
  const {clock, limits} = world
  const agent = openAgent(world)
  const start = clock.now()
  const ends = new Map<string, number>()
  const robots = new Map<string, Robots>()
  let received = 0
  return {
    async get(url, wish) {
      const answer = await follow(url, {...wish, isRobots: false})
      if ('reason' in answer) return answer
      const isGood = (answer.status >= 200 && answer.status < 300) || answer.status === 304
      return isGood ? answer : {reason: describeStatus(answer.status)}
    },
    close: () => agent.destroy()
  }

  async function follow(first: URL, manner: Manner): Promise<Answer | Trouble> {
    const passed: string[] = []
    const most = manner.isRobots ? robotsRedirects : limits.redirects
    for (let url = first; ;) {
      const rules = manner.isRobots ? undefined : await robotsOf(url)
      const forbidden = rules?.forbids(url)
      if (forbidden !== undefined) return {reason: forbidden, mayPass: false}
      const reply = await persist(url, manner, rules?.delay)
      if ('reason' in reply) return reply
      const target = reply.headers['location']
      if (!moved.has(reply.status) || target === undefined) return {...reply, url, passed}
      passed.push(url.href)
      const next = checkAddress(target, {base: url, longest: limits.address})
      const stop = (reason: string): Trouble => ({reason, mayPass: false})
      if ('reason' in next) return stop(`${next.reason}, after a redirect`)
      if (passed.includes(next.href)) return stop(`Unexpected redirect back to \`${next.href}\``)
      if (passed.length > most) return stop(`Unexpected redirect after ${most} others`)
      url = next
    }
  }

  async function robotsOf(url: URL): Promise<Robots> {
    const known = robots.get(url.origin)
    if (known) return known
    const place = new URL('/robots.txt', url)
    const manner = {accept: 'text/plain,*/*;q=0.1', most: limits.robotsBytes, isRobots: true}
    const read = readRobots(await follow(place, manner), place, world.agent)
    robots.set(url.origin, read)
    return read
  }

  /** Ask until there is an answer that asking again would not better. */
  async function persist(url: URL, manner: Manner, delay = 0): Promise<Reply | Trouble> {
    if (delay > limits.patience) return giveUp(delay)
    for (let round = 1; ; round++) {
      const late = await takeTurn(url, Math.max(limits.pause, delay))
      if (late) return late
      const reply = await ask(url, manner)
      ends.set(url.host, clock.now())
      const isBusy = 'reason' in reply ? reply.mayPass : busy.has(reply.status)
      if (!isBusy) return reply
      const asked = 'reason' in reply ? undefined : readRetryAfter(reply.headers['retry-after'], clock.now())
      const wait = asked ?? limits.backoff * 4 ** (round - 1)
      if (wait > limits.patience) return giveUp(wait)
      if (round === limits.tries) return reply
      await clock.sleep(wait)
    }
  }

  async function takeTurn({host}: URL, pause: number): Promise<Trouble | undefined> {
    const now = clock.now()
    const wait = Math.max(0, (ends.get(host) ?? -Infinity) + pause - now)
    if (now + wait - start > limits.allTime)
      return {reason: 'Unexpected length of the whole run, left out the rest', mayPass: false}
    if (wait > 0) await clock.sleep(wait)
  }

  async function ask(url: URL, {accept, headers, isRobots, most}: Manner): Promise<Reply | Trouble> {
    const left = limits.allBytes - received
    if (left <= 0) return {reason: 'Unexpected size of the whole run, left out the rest', mayPass: false}
    return requestOnce(agent, url, {
      headers: {
        accept,
        // Of what is cut only a beginning is there, and that of something packed cannot be unpacked.
        'accept-encoding': isRobots ? 'identity' : 'gzip, deflate, br',
        'user-agent': world.agent,
        ...headers
      },
      isCut: isRobots,
      limits,
      most: Math.min(most, left),
      onBytes: (count) => (received += count)
    })
  }
}

function giveUp(wait: number): Trouble {
  return {reason: `Unexpected wish of the server to wait for ${Math.ceil(wait / 1000)} s`, mayPass: false}
}

/** Milliseconds that a server asks to wait: it names seconds, or a date. */
function readRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

function describeStatus(status: number): string {
  const words: Readonly<Record<number, string>> = {
    401: ', which asks for a password',
    403: ', which forbids it',
    404: ', which is not found',
    410: ', which is gone',
    429: ', which has been asked too often'
  }
  return `Unexpected status ${status}${words[status] ?? ''}`
}
