/**
 * Ask for one address, once: no redirect is followed, nothing is tried again.
 *
 * What comes back is whole, or it is a trouble with a reason: an answer that
 * breaks off, says another length than it has, is packed wrongly or goes on
 * without end is none.
 */

import type {Agent} from 'undici'
import {promisify} from 'node:util'
import {brotliDecompress, gunzip, inflate, inflateRaw, type InputType, type ZlibOptions} from 'node:zlib'
import {errors} from 'undici'
import type {Limits} from './limits.ts'
import {forbiddenCode} from './open-agent.ts'

export type Headers = Readonly<Record<string, string | undefined>>

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array
}

/** Why there is no reply, worded as a message. */
export interface Trouble {
  readonly reason: string
  /** Whether it may go better another time. */
  readonly mayPass: boolean
}

export interface Ask {
  readonly headers: Readonly<Record<string, string>>
  /** Bytes of the answer, packed or not. */
  readonly most: number
  /** Take the beginning of an answer that has more (default: take nothing). */
  readonly isCut: boolean
}

/** @param onBytes hears how much is received and unpacked. */
export async function requestOnce(
  agent: Agent,
  url: URL,
  {headers, isCut, limits, most, onBytes}: Ask & {limits: Limits; onBytes: (count: number) => void}
): Promise<Reply | Trouble> {
  const signal = AbortSignal.timeout(limits.requestTime)
  try {
    const answer = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      headers,
      signal
    })
    const fields = flatten(answer.headers)
    const length = Number(fields['content-length'])
    if (length > most && !isCut) {
      answer.body.destroy()
      return tooLong(most)
    }

    const chunks: Uint8Array[] = []
    let count = 0
    for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
      chunks.push(chunk)
      count += chunk.length
      onBytes(chunk.length)
      // To leave the loop is to close the connection.
      if (count > most) break
    }

    if (count > most && !isCut) return tooLong(most)
    const packed = Buffer.concat(chunks).subarray(0, most)
    const bytes = await unpack(packed, fields['content-encoding'], most)
    if (!(bytes instanceof Uint8Array)) return bytes
    onBytes(Math.max(0, bytes.length - count))
    return {status: answer.statusCode, headers: fields, bytes}
  } catch (error) {
    return explain(error, url)
  }
}

const unpackers: Readonly<Record<string, (bytes: InputType, options: ZlibOptions) => Promise<Buffer>>> = {
  br: promisify(brotliDecompress),
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  async deflate(bytes, options) {
    // What is called so has a header, or, from old servers, none.
    const [first = 0] = bytes as Uint8Array
    return promisify((first & 0x0f) === 8 ? inflate : inflateRaw)(bytes, options)
  }
}

async function unpack(
  packed: Uint8Array,
  encoding: string | undefined,
  most: number
): Promise<Trouble | Uint8Array> {
  const names = (encoding ?? '').toLowerCase().split(',')
  let bytes = packed
  // What was packed last is unpacked first.
  for (const name of names.map((one) => one.trim()).reverse()) {
    if (name === '' || name === 'identity' || bytes.length === 0) continue
    const unpacker = unpackers[name]
    if (unpacker === undefined)
      return {reason: `Unexpected packing \`${name}\`, expected gzip, deflate or br`, mayPass: false}
    try {
      bytes = await unpacker(bytes, {maxOutputLength: most})
    } catch (error) {
      if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') return tooLong(most)
      return {
        reason: `Unexpected bytes that are not packed as \`${name}\`, as the server says`,
        mayPass: true
      }
    }
  }

  return bytes
}

function tooLong(most: number): Trouble {
  const size = most < 2 ** 20 ? `${most} bytes` : `${Math.floor(most / 2 ** 20)} MB`
  return {reason: `Unexpected answer of more than ${size}`, mayPass: false}
}

/** What undici, the system and TLS say, in our words. What is none of theirs is a bug, and thrown. */
function explain(error: unknown, {host}: URL): Trouble {
  const code = codeOf(error)
  const pass = (reason: string): Trouble => ({reason, mayPass: true})
  const stay = (reason: string): Trouble => ({reason, mayPass: false})
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError'))
    return pass('Unexpected answer that does not end in time')
  if (error instanceof errors.HTTPParserError) return stay('Unexpected bytes, expected an answer in HTTP')
  switch (code) {
    case undefined:
      throw error
    case forbiddenCode:
      return stay(`${(error as Error).message} of \`${host}\`, expected one of the public internet`)
    case 'ENOTFOUND':
      return stay(`Unexpected host \`${host}\`, which is not known`)
    case 'EAI_AGAIN':
      return pass(`Unexpected silence on who \`${host}\` is, expected a network`)
    case 'ECONNREFUSED':
      return stay(`Unexpected refusal of \`${host}\` to connect`)
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return pass(`Unexpected silence of \`${host}\`, expected a connection`)
    case 'UND_ERR_HEADERS_TIMEOUT':
      return pass('Unexpected silence, expected an answer')
    case 'UND_ERR_BODY_TIMEOUT':
      return pass('Unexpected silence in the middle of an answer')
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return pass('Unexpected length of the answer, expected what it says itself')
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return pass('Unexpected end of the connection, expected a whole answer')
    default:
      // Certificates, unreachable networks, answers that are not HTTP: their code says most.
      return stay(`Unexpected \`${code}\` on asking \`${host}\``)
  }
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return
  const {code} = error as {code?: unknown}
  return typeof code === 'string' ? code : undefined
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Headers {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value])
  )
}
