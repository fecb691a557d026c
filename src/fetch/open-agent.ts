/**
 * Open connections to the addresses that may be reached, and to no other.
 *
 * A name can stand for any address, and for another one a second later. So the
 * addresses are judged that the connection is made with: those that a name is
 * resolved to, right before, and that of the peer, right after.
 */

import type {LookupFunction} from 'node:net'
import dns from 'node:dns'
import {isIP} from 'node:net'
import {Agent, buildConnector} from 'undici'
import type {World} from './limits.ts'

/** Code of the error with which a connection to an address that may not be reached ends. */
export const forbiddenCode = 'ERR_FORBIDDEN_ADDRESS'

export function openAgent({limits, mayConnect}: Pick<World, 'limits' | 'mayConnect'>): Agent {
  const connect = buildConnector({timeout: limits.connectTime, lookup: guardLookup(mayConnect)})
  return new Agent({
    connections: 1,
    pipelining: 1,
    headersTimeout: limits.headerTime,
    bodyTimeout: limits.idleTime,
    connect(options, callback) {
      // No name to look up: the address stands in the URL.
      const literal = options.hostname.replace(/^\[|\]$/g, '')
      if (isIP(literal) !== 0 && !mayConnect(literal)) {
        callback(forbid(literal), null)
        return
      }

      connect(options, function (...[error, socket]) {
        if (error !== null) {
          callback(error, null)
          return
        }

        const {remoteAddress} = socket
        if (remoteAddress !== undefined && mayConnect(remoteAddress)) callback(null, socket)
        else {
          socket.destroy()
          callback(forbid(remoteAddress ?? options.hostname), null)
        }
      })
    }
  })
}

function guardLookup(mayConnect: World['mayConnect']): LookupFunction {
  return function (hostname, options, callback) {
    dns.lookup(hostname, {...options, all: true}, function (error, addresses) {
      if (error) {
        callback(error, '')
        return
      }

      const open = addresses.filter(({address}) => mayConnect(address))
      const [first] = open
      if (first === undefined) callback(forbid(addresses[0]?.address ?? hostname), '')
      else if (options.all === true) callback(null, open)
      else callback(null, first.address, first.family)
    })
  }
}

function forbid(address: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`Unexpected address ${address}`), {code: forbiddenCode})
}
