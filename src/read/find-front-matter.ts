/**
 * Find the front matter of a text: what programs wrote before it for other programs.
 *
 * Blogs, vaults and clippers each have a syntax of their own: YAML between `---`, TOML
 * between `+++`, JSON between `;;;` or as a block in braces, lines of YAML that nothing
 * opens, a title block of `%` lines. A byte order mark, blank lines and comments may
 * stand before it. Two rules with prose between them are no front matter: its lines must
 * look like keys and values.
 */

import type {Yaml} from 'mdast'

export interface FrontMatter {
  /** Holds the lines between the fences, or all lines where there are no fences. */
  readonly node: Yaml
  /** Offset of the line behind it. */
  readonly end: number
  /** Number of lines up to there. */
  readonly lines: number
}

interface Line {
  readonly text: string
  readonly start: number
  /** Offset of the line ending. */
  readonly end: number
  /** Offset of the next line. */
  readonly next: number
}

/** Lines, counted from the first one, that hold the front matter, fences included; `inside` those without. */
interface Range {
  readonly last: number
  readonly inside: readonly [from: number, to: number]
}

/** No front matter is longer, though some list a hundred tags. */
const mostLines = 400

const lineEnding = /\r\n|[\n\r\u0085\u2028\u2029]/g
const fence = /^(-{3,}|\+{3}|;{3})[ \t]*(?:yaml|toml|json)?$/
const closing: Readonly<Record<string, RegExp>> = {
  '-': /^(?:-{3,}|\.{3})$/,
  '+': /^\+{3}$/,
  ';': /^;{3}$/
}
/** A key at the start of a line, of letters that a program gives a key, or of a few Han characters. */
const latinKey = /^["']?[a-z_@$][\w .$@/-]{0,40}["']?[ \t]*(?::(?!\/\/)|\uff1a|=)/i
const hanKey = /^["']?\p{Script=Han}{1,8}["']?[ \t]*(?::(?!\/\/)|\uff1a|=)/u
/** What else front matter holds: items, indented lines, comments, tables of TOML, brackets. */
const partLine = /^(?:[ \t]|[-*][ \t]|-$|#|\[|[\]}),"'{]|$)/
/** Keys with which front matter begins that lost its first fence. */
const firstKey = /^(?:title|layout|author|date|tags|categories|permalink|published|slug):(?: |$)/
const percent = /^%[ \t]+\S/
const stop = /[.!?\u3002\uff01\uff1f]["'\u201d\u2019\u300d]?$/

/** Front matter of a text, or undefined where it has none. */
export function findFrontMatter(text: string): FrontMatter | undefined {
  const skipped = text.slice(0, findBeginning(text))
  // Blanks before the first line are an indent, which front matter has none of.
  const start = Math.max(...['\n', '\r', '\ufeff'].map((last) => skipped.lastIndexOf(last))) + 1
  if (!/[-+;{%a-z]/.test(text[start] ?? '')) return
  const lines = readLines(text, start)
  const range = findFenced(lines) ?? findUnopened(lines) ?? findObject(text, lines) ?? findTitleBlock(lines)
  const [first] = lines
  const last = range && lines[range.last]
  if (!range || !first || !last) return
  const [from, to] = range.inside
  const above = countEndings(text.slice(0, start))
  const node: Yaml = {
    type: 'yaml',
    value: lines
      .slice(from, to)
      .map((line) => line.text)
      .join('\n'),
    position: {
      start: {line: above + 1, column: 1, offset: start},
      end: {line: above + range.last + 1, column: last.end - last.start + 1, offset: last.end}
    }
  }
  return {node, end: last.next, lines: above + range.last + 1}
}

/** Offset of what is neither a blank, nor a mark, nor a comment. */
function findBeginning(text: string): number {
  for (let at = 0; ;) {
    const blanks = text.slice(at).search(/\S/)
    const from = blanks < 0 ? text.length : at + blanks
    const close = text.startsWith('<!--', from) ? text.indexOf('-->', from + 4) : -1
    if (close < 0) return from
    at = close + 3
  }
}

function countEndings(text: string): number {
  return text.match(lineEnding)?.length ?? 0
}

function readLines(text: string, start: number): Line[] {
  const lines: Line[] = []
  let at = start
  lineEnding.lastIndex = start
  while (at < text.length && lines.length < mostLines) {
    const match = lineEnding.exec(text)
    const end = match?.index ?? text.length
    const next = match ? end + match[0].length : end
    lines.push({text: text.slice(at, end).trimEnd(), start: at, end, next})
    at = next
  }

  lineEnding.lastIndex = 0
  return lines
}

function findFenced(lines: ReadonlyArray<Line>): Range | undefined {
  const mark = fence.exec(lines[0]?.text ?? '')?.[1]?.[0]
  const close = mark === undefined ? undefined : closing[mark]
  if (!close) return
  const last = lines.findIndex((line, index) => index > 0 && close.test(line.text))
  if (last < 0 || !isMetadata(lines.slice(1, last).map((line) => line.text))) return
  return {last, inside: [1, last]}
}

/** Whether lines hold keys and values, and no prose. */
function isMetadata(lines: ReadonlyArray<string>): boolean {
  const filled = lines.filter((line) => line !== '')
  // Nothing between two rules that stand together is front matter that nobody filled in.
  if (filled.length === 0) return lines.length === 0
  const first = filled.find((line) => !line.startsWith('#')) ?? ''
  if (latinKey.test(first) || /^["'{[]/.test(first)) {
    const strange = filled.filter(
      (line) => !latinKey.test(line) && !hanKey.test(line) && !partLine.test(line)
    )
    return strange.length * 4 <= filled.length
  }

  const keyed = filled.filter((line) => hanKey.test(line) || latinKey.test(line))
  const others = filled.filter((line) => !keyed.includes(line) && !partLine.test(line))
  return (
    hanKey.test(first) && keyed.length > 1 && others.length === 0 && !keyed.some((line) => stop.test(line))
  )
}

function findUnopened(lines: ReadonlyArray<Line>): Range | undefined {
  if (!firstKey.test(lines[0]?.text ?? '')) return
  const last = lines.findIndex(({text}) => text === '' || /^-{3,}$/.test(text))
  const inside = lines.slice(0, Math.max(last, 0)).map((line) => line.text)
  if (inside.length < 2 || lines[last]?.text === '' || !isMetadata(inside)) return
  return {last, inside: [0, last]}
}

function findObject(text: string, lines: ReadonlyArray<Line>): Range | undefined {
  const [first] = lines
  if (!first || !/^\{\s*"/.test(text.slice(first.start, first.start + 400))) return
  const last = lines.findIndex(
    (line) => line.text.endsWith('}') && isObject(text.slice(first.start, line.end))
  )
  return last < 0 ? undefined : {last, inside: [0, last + 1]}
}

function isObject(json: string): boolean {
  try {
    JSON.parse(json)
    return true
  } catch {
    // The only way in which a parser says that the object does not end here.
    return false
  }
}

/** Up to three lines that open with `%`, each with the indented lines that continue it. */
function findTitleBlock(lines: ReadonlyArray<Line>): Range | undefined {
  if (!percent.test(lines[0]?.text ?? '')) return
  let blocks = 0
  let end = 0
  for (const {text} of lines) {
    if (text.startsWith('%') && blocks < 3) blocks++
    else if (!/^[ \t]+\S/.test(text)) break
    end++
  }

  const next = lines[end]
  if (next !== undefined && next.text !== '') return
  return {last: end - 1, inside: [0, end]}
}
