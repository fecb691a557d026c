/**
 * Split a Markdown text where no block can reach across, and tell which parts are nothing but text.
 *
 * A line behind a blank line that begins with a letter closes whatever stands before it, but for a
 * fence or HTML that is still open. So most paragraphs never meet the parser, whose time, moreover,
 * grows faster than the text that it is given at once.
 */

/** A part of a text; a plain one has no line endings around it. */
export interface BlockPart {
  readonly start: number
  readonly end: number
  /** 0-based. */
  readonly line: number
  /** One paragraph that holds no Markdown. */
  readonly isPlain: boolean
}

/** What reaches over the whole text: definitions, and line endings and marks that are counted otherwise. */
const farReaching = /\]:|[\r\ufeff]/
/** A line that begins neither with a blank nor with a mark, nor as an item of a list. */

const plainStart = /^(?:[^\u0000-@[-`{-~\u2028\u2029]|\d+[^\d\s.)])/
/** Whatever may be inline Markdown, an address, or not what it looks like. */

const inlineMark = /[*_`[\]<&\\~$@{\u0000-\u001f\uf8fe]|==|:\/\/|www\.|[ \t]$/i
const fenceStart = /^(?:(`{3,})[^`]*|(~{3,}).*)$/
/** What may open a block that goes on behind a blank line; a comment of one line is closed. */
const opener = /`{3}|~{3}|<(?:[!?]|script|pre|style|textarea)/i
const fenceEnd = /^[ \t]*(`+|~+)[ \t]*$/
/** The parser is given so much at once: a call has its own cost. */
const partSize = 4000

interface State {
  /** Where the part that is not closed yet begins. */
  start: number | undefined
  line: number
  /** What closes the fence that is open. */
  fence: string | undefined
  /** Something is open of which the end is not known. */
  isOpen: boolean
}

/** Parts of a text, in order; undefined: it has to be parsed as a whole. */
export function splitBlocks(text: string): BlockPart[] | undefined {
  if (farReaching.test(text)) return
  const parts: BlockPart[] = []
  const state: State = {start: undefined, line: 0, fence: undefined, isOpen: false}
  let line = 0
  for (let at = 0; at < text.length;) {
    if (isBlankLine(text, at)) {
      at = findNext(text, at)
      line++
      continue
    }

    const isClosed = state.fence === undefined && !state.isOpen
    const group = readGroup(text, at, state)
    if (
      isClosed &&
      (group.isPlain || (group.isFree && state.start !== undefined && at - state.start > partSize))
    )
      flush(at)
    if (isClosed && group.isPlain) parts.push({start: at, end: group.end, line, isPlain: true})
    else if (state.start === undefined) {
      state.start = at
      state.line = line
    }

    at = Math.min(text.length, group.end + 1)
    line += group.breaks + 1
  }

  flush(text.length)
  return parts

  /** The blank lines behind a part belong to it: some blocks end otherwise without them. */
  function flush(end: number): void {
    if (state.start === undefined) return
    parts.push({start: state.start, end, line: state.line, isPlain: false})
    state.start = undefined
  }
}

interface Group {
  readonly end: number
  readonly breaks: number
  /** Holds no Markdown. */
  readonly isPlain: boolean
  /** Belongs to no block before it. */
  readonly isFree: boolean
}

/** Lines up to the next blank one; notes what they open and close. */
function readGroup(text: string, start: number, state: State): Group {
  const isFree = state.fence === undefined && plainStart.test(text.slice(start, start + 24))
  let isPlain = state.fence === undefined
  let breaks = 0
  for (let at = start; ;) {
    const next = text.indexOf('\n', at)
    const end = next < 0 ? text.length : next
    const line = text.slice(at, end)
    if (state.fence !== undefined) closeFence(line, state)
    else {
      const isFirst = at === start || isPlain
      isPlain &&= plainStart.test(line) && !inlineMark.test(line)
      if (!isPlain) openBlock(line, isFirst, state)
    }

    if (next < 0 || next + 1 >= text.length || isBlankLine(text, next + 1))
      return {end, breaks, isPlain, isFree}
    breaks++
    at = next + 1
  }
}

/** @param isSure - whether the line begins a block, or ends a paragraph. */
function openBlock(line: string, isSure: boolean, state: State): void {
  if (!opener.test(line) || isComment(line)) return
  const match = isSure ? fenceStart.exec(line) : undefined
  if (match) state.fence = match[1] ?? match[2]
  else state.isOpen = true
}

function closeFence(line: string, state: State): void {
  const {fence = ''} = state
  if (!fenceEnd.exec(line)?.[1]?.startsWith(fence)) return
  state.fence = undefined
  // How far an indent is one of the fence is for the parser to say.
  if (!line.startsWith(fence)) state.isOpen = true
}

/** Whether a line is one comment and holds something. */
function isComment(line: string): boolean {
  const isWhole = line.length > '<!---->'.length && line.startsWith('<!--') && line.endsWith('-->')
  return isWhole && line.indexOf('--', '<!--'.length) === line.length - '-->'.length
}

function isBlankLine(text: string, start: number): boolean {
  let at = start
  while (text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 9) at++
  return at >= text.length || text.charCodeAt(at) === 0x0a
}

function findNext(text: string, at: number): number {
  const next = text.indexOf('\n', at)
  return next < 0 ? text.length : next + 1
}
