/**
 * Read what a site asks of programs: its `robots.txt`, after RFC 9309.
 *
 * Without one (the server says 4xx) everything is allowed. Where the server
 * cannot say what it wants (5xx, or nothing at all), nothing is.
 */

import type {Reply, Trouble} from './request-once.ts'
import robotsParser from 'robots-parser'

// The package is CommonJS, and its types take it for something else.
const parseRules = robotsParser as unknown as typeof robotsParser.default

/** What a site asks. */
export interface Robots {
  /** Why an address may not be asked for, worded as a message; undefined where it may. */
  readonly forbids: (url: URL) => string | undefined
  /** Milliseconds between two requests, where it says so. */
  readonly delay?: number
}

/**
 * @param place address of the `robots.txt`, which rules hold for.
 * @param agent name by which we go; the version does not count.
 */
export function readRobots(answer: Reply | Trouble, place: URL, agent: string): Robots {
  if ('reason' in answer) {
    const {mayPass, reason: why} = answer
    // What stays is said of the host; what may pass, of this file.
    const reason = mayPass ? `${why}, at \`${place.href}\`, which must be read first` : why
    return {forbids: () => reason}
  }

  const {bytes, status} = answer
  // Whoever is asked too often has not said that there are no rules.
  if (status >= 500 || status === 429) {
    const reason = `Unexpected status ${status} at \`${place.href}\`, which must be read first`
    return {forbids: () => reason}
  }

  if (status < 200 || status >= 300) return {forbids: () => undefined}
  const rules = parseRules(place.href, new TextDecoder().decode(bytes))
  const delay = rules.getCrawlDelay(agent)
  return {
    // Undefined: the address is not of this site, and the rules say nothing.
    forbids: (url) =>
      rules.isAllowed(url.href, agent) === false
        ? `Unexpected address that \`${place.href}\` closes to programs`
        : undefined,
    ...(delay !== undefined && delay > 0 && {delay: delay * 1000})
  }
}
