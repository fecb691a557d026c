/**
 * What fetching may cost, and what it is given from outside: the clock, the
 * name by which it goes, and which addresses it may connect to.
 */

import {setTimeout} from 'node:timers/promises'

/** Bytes, milliseconds and counts. */
export interface Limits {
  readonly pageBytes: number
  readonly pictureBytes: number
  readonly feedBytes: number
  readonly robotsBytes: number
  /** All that is received in one run. */
  readonly allBytes: number
  readonly connectTime: number
  /** Until the first line of an answer. */
  readonly headerTime: number
  /** Between two pieces of an answer. */
  readonly idleTime: number
  /** From asking to the last byte. */
  readonly requestTime: number
  readonly allTime: number
  /** How long a server may ask to be left alone before its address is given up. */
  readonly patience: number
  /** Between two requests to one host. */
  readonly pause: number
  /** Before the second try; the third waits four times as long. */
  readonly backoff: number
  readonly tries: number
  readonly redirects: number
  readonly picturesPerPage: number
  /** Characters of an address. */
  readonly address: number
}

const megabyte = 2 ** 20
const second = 1000

export const defaultLimits: Limits = {
  // The longest articles have 2 MB of markup; what is beyond ten times that is no article.
  pageBytes: 20 * megabyte,
  pictureBytes: 20 * megabyte,
  feedBytes: 20 * megabyte,
  // What RFC 9309 asks to be read at least.
  robotsBytes: 500 * 1024,
  // What `loadFolder` reads of one digest at most.
  allBytes: 512 * megabyte,
  connectTime: 10 * second,
  headerTime: 30 * second,
  idleTime: 30 * second,
  requestTime: 120 * second,
  allTime: 2 * 60 * 60 * second,
  patience: 120 * second,
  pause: second,
  backoff: 2 * second,
  tries: 3,
  redirects: 10,
  picturesPerPage: 200,
  // Servers take 8 kB for a whole request; no address of an article comes near.
  address: 4096
}

export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly sleep: (time: number) => Promise<unknown>
}

export const realClock: Clock = {now: () => Date.now(), sleep: (time) => setTimeout(time)}

/** What fetching is given from outside. */
export interface World {
  readonly clock: Clock
  readonly limits: Limits
  /** Name and version, such as `Fascicle/1.0.0`. */
  readonly agent: string
  /** Whether a connection to this IP address may be made. */
  readonly mayConnect: (address: string) => boolean
}
