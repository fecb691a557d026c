/**
 * Parse a message of the kind that mail and saved pages are (RFC 2045, 2046):
 * its parts, decoded, with their headers.
 *
 * A message that ends too early gives what there is of it.
 */

export interface MimePart {
  /** Media type, in lower case. */
  readonly mediaType: string
  readonly charset: string | undefined
  /** Values by name in lower case. */
  readonly headers: ReadonlyMap<string, string>
  /** Empty where it has parts. */
  readonly bytes: Uint8Array
  readonly parts: ReadonlyArray<MimePart>
  /** Whether it goes on to its end. */
  readonly isWhole: boolean
  /** Content-ID of the part to begin with, where a container names one. */
  readonly start: string | undefined
}

// A page within a mail within a mail has four; what nests deeper was made to break something.
const depthLimit = 8

/** @returns undefined where the bytes are no message. */
export function parseMime(bytes: Uint8Array): MimePart | undefined {
  // One character a byte, so that parts of any encoding can be cut and handed on.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  const part = parsePart(text.replace(/^(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n)*/, ''), 0)
  return part.headers.has('content-type') ? part : undefined
}

function parsePart(text: string, depth: number): MimePart {
  const {headers, body} = splitHeaders(text)
  const {value, parameters} = parseParameters(headers.get('content-type') ?? 'text/plain')
  const mediaType = value.toLowerCase()
  const boundary = parameters.get('boundary')
  const common = {mediaType, headers, charset: parameters.get('charset'), start: parameters.get('start')}
  if (!mediaType.startsWith('multipart/') || boundary === undefined || depth === depthLimit) {
    const encoding = (headers.get('content-transfer-encoding') ?? '').trim().toLowerCase()
    return {...common, bytes: decodeBody(body, encoding), parts: [], isWhole: true}
  }

  const {isWhole, pieces} = splitParts(body, boundary)
  const parts = pieces.map((piece) => parsePart(piece, depth + 1))
  const empty = new Uint8Array()
  return {...common, bytes: empty, parts, isWhole: isWhole && parts.every((part) => part.isWhole)}
}

/** Headers end with an empty line; one that goes on begins with a blank. */
function splitHeaders(text: string): {headers: ReadonlyMap<string, string>; body: string} {
  const end = /^\r?\n|\r?\n[ \t]*\r?\n/.exec(text)
  const head = end ? text.slice(0, end.index) : text
  const headers = new Map<string, string>()
  for (const line of head.replace(/\r?\n(?=[ \t])/g, '').split(/\r?\n/)) {
    const [, name, value = ''] = /^([!-9;-~]+):[ \t]*(.*)$/s.exec(line) ?? []
    // The first of two stands: what is added behind comes from whoever handed it on.
    if (name !== undefined && !headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value.trim())
  }

  return {headers, body: end ? text.slice(end.index + end[0].length) : ''}
}

function parseParameters(text: string): {value: string; parameters: ReadonlyMap<string, string>} {
  const parameters = new Map<string, string>()
  for (const [, name = '', quoted, bare] of text.matchAll(
    /;\s*([\w*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g
  )) {
    parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? (bare ?? '').trim())
  }

  return {value: text.replace(/;.*$/s, '').trim(), parameters}
}

/** A boundary stands on a line of its own, and the break before it belongs to it. */
function splitParts(body: string, boundary: string): {pieces: string[]; isWhole: boolean} {
  const escaped = boundary.replace(/[^\w]/g, '\\$&')
  const line = new RegExp(`(?:^|\\r?\\n)--${escaped}(--)?[ \\t]*(?=\\r?\\n|$)`, 'g')
  const pieces: string[] = []
  let from: number | undefined
  for (const match of body.matchAll(line)) {
    if (from !== undefined) pieces.push(trimBreak(body.slice(from, match.index)))
    if (match[1] !== undefined) return {pieces, isWhole: true}
    from = match.index + match[0].length
  }

  if (from !== undefined) pieces.push(trimBreak(body.slice(from)))
  return {pieces, isWhole: false}
}

function trimBreak(text: string): string {
  return text.replace(/^\r?\n/, '')
}

function decodeBody(body: string, encoding: string): Uint8Array {
  if (encoding === 'base64') return copy(Buffer.from(body, 'base64'))
  return copy(Buffer.from(encoding === 'quoted-printable' ? decodeQuoted(body) : body, 'latin1'))
}

function decodeQuoted(text: string): string {
  return text
    .replace(/(?<![ \t])[ \t]+(?=\r?\n|$)/g, '')
    .replace(/=(?:\r?\n|$)/g, '')
    .replace(/=([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

/** Bytes of its own, not those of a pool. */
function copy(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes)
}
