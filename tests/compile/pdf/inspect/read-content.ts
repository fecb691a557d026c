/**
 * Read a content stream: its operators with their operands, one after the other
 * (ISO 32000-1, 7.8). Strings come as bytes, for what they say depends on a font.
 */

export type Operand = number | string | boolean | Uint8Array | Operand[] | {[key: string]: Operand}

const delimiters = new Set([...'()<>[]{}/%'].map((char) => char.charCodeAt(0)))
const blanks = new Set([0, 9, 10, 12, 13, 32])
const escapes: Readonly<Record<string, number>> = {n: 10, r: 13, t: 9, b: 8, f: 12}

interface Cursor {
  readonly bytes: Uint8Array
  at: number
}

/** @param call gets each operator; names among its operands keep their slash. */
export function readContent(bytes: Uint8Array, call: (operator: string, operands: Operand[]) => void): void {
  const cursor: Cursor = {bytes, at: 0}
  let operands: Operand[] = []
  for (;;) {
    const token = readToken(cursor)
    if (token === undefined) return
    if (isOperator(token)) {
      call(token.operator, operands)
      operands = []
    } else operands.push(token)
  }
}

/** What is no operand. */
interface Operator {
  readonly operator: string
}

type Token = Operand | Operator

// A word is an operator where nothing else is; a dictionary that has such a key is still a dictionary.
const operators = new Map<string, Operator>()

function operatorOf(word: string): Operator {
  const known = operators.get(word) ?? {operator: word}
  operators.set(word, known)
  return known
}

function isOperator(token: Token): token is Operator {
  return typeof token === 'object' && operators.get((token as Operator).operator) === token
}

function skipBlanks(cursor: Cursor): void {
  const {bytes} = cursor
  while (cursor.at < bytes.length) {
    const byte = bytes[cursor.at] ?? 0
    if (byte === 0x25)
      while (cursor.at < bytes.length && bytes[cursor.at] !== 10 && bytes[cursor.at] !== 13) cursor.at++
    else if (blanks.has(byte)) cursor.at++
    else return
  }
}

function readToken(cursor: Cursor): Token | undefined {
  skipBlanks(cursor)
  const {bytes} = cursor
  const byte = bytes[cursor.at]
  if (byte === undefined) return undefined
  const next = bytes[cursor.at + 1]
  switch (String.fromCharCode(byte)) {
    case '(':
      return readString(cursor)
    case '[':
      cursor.at++
      return readList(cursor, 0x5d, 1)
    case '<': {
      if (next !== 0x3c) return readHex(cursor)
      cursor.at += 2
      const list = readList(cursor, 0x3e, 2)
      const dict: {[key: string]: Operand} = {}
      for (let index = 0; index + 1 < list.length; index += 2)
        dict[String(list[index]).slice(1)] = list[index + 1] as Operand
      return dict
    }

    default:
      return readWord(cursor)
  }
}

function readList(cursor: Cursor, close: number, length: number): Operand[] {
  const list: Operand[] = []
  for (;;) {
    skipBlanks(cursor)
    const byte = cursor.bytes[cursor.at]
    if (byte === undefined) return list
    if (byte === close) {
      cursor.at += length
      return list
    }

    const token = readToken(cursor)
    if (token !== undefined && !isOperator(token)) list.push(token)
  }
}

function readHex(cursor: Cursor): Uint8Array {
  const {bytes} = cursor
  let digits = ''
  for (cursor.at++; cursor.at < bytes.length && bytes[cursor.at] !== 0x3e; cursor.at++)
    if (!blanks.has(bytes[cursor.at] ?? 0)) digits += String.fromCharCode(bytes[cursor.at] ?? 0)
  cursor.at++
  return Uint8Array.from(Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex'))
}

function readString(cursor: Cursor): Uint8Array {
  const {bytes} = cursor
  const read: number[] = []
  let depth = 1
  for (cursor.at++; cursor.at < bytes.length; cursor.at++) {
    const byte = bytes[cursor.at] ?? 0
    if (byte === 0x5c) {
      cursor.at++
      const digits = /^[0-7]{1,3}/.exec(String.fromCharCode(...bytes.slice(cursor.at, cursor.at + 3)))?.[0]
      const char = String.fromCharCode(bytes[cursor.at] ?? 0)
      if (digits !== undefined) {
        cursor.at += digits.length - 1
        read.push(Number.parseInt(digits, 8) & 255)
      } else if (char !== '\n') read.push(escapes[char] ?? char.charCodeAt(0))
      continue
    }

    if (byte === 0x28) depth++
    if (byte === 0x29 && --depth === 0) break
    read.push(byte)
  }

  cursor.at++
  return Uint8Array.from(read)
}

function readWord(cursor: Cursor): Token {
  const {bytes} = cursor
  const from = cursor.at++
  while (
    cursor.at < bytes.length &&
    !blanks.has(bytes[cursor.at] ?? 0) &&
    !delimiters.has(bytes[cursor.at] ?? 0)
  )
    cursor.at++
  const word = String.fromCharCode(...bytes.subarray(from, cursor.at))
  if (word.startsWith('/')) return word
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(word)) return Number(word)
  return word === 'true' || word === 'false' ? word === 'true' : operatorOf(word)
}
