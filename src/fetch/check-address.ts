/**
 * Tell which addresses may be asked for: of the web, without a password in
 * them, and of machines that anybody reaches. What a name stands for is known
 * only when a connection is made, so that is where `isPublic` is asked.
 */

import ipaddr from 'ipaddr.js'

/** What is the matter with an address, worded as a message. */
export interface Refusal {
  readonly reason: string
}

/**
 * @param written the address as somebody wrote it.
 * @param options `base`: what it is relative to (default: nothing, it must be whole); `longest`: characters.
 */
export function checkAddress(written: string, {base, longest}: {base?: URL; longest: number}): Refusal | URL {
  const shown = shorten(written)
  if (written.length > longest)
    return {reason: `Unexpected address of ${written.length} characters, expected at most ${longest}`}
  if (!URL.canParse(written, base?.href))
    return {
      reason: `Unexpected address \`${shown}\`, expected one that begins with \`https://\` or \`http://\``
    }
  const url = new URL(written, base)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return {
      reason: `Unexpected address \`${shown}\` of kind \`${url.protocol}\`, expected \`https:\` or \`http:\``
    }
  // Not quoted: what is in it would stand in logs.
  if (url.username !== '' || url.password !== '')
    return {reason: `Unexpected name or password in the address of \`${url.host}\`, expected none`}
  url.hash = ''
  return url
}

/** Whether an IP address is one that anybody reaches: not this machine's, not of a local network, not reserved. */
export function isPublic(address: string): boolean {
  // IPv4 that is written as IPv6 is judged as what it is.
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
}

// A line of a terminal, about.
const shownLength = 100

function shorten(text: string): string {
  return text.length > shownLength ? `${text.slice(0, shownLength)}\u2026` : text
}
