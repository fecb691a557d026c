/**
 * Check the pages of a book: no line of a paragraph alone, no heading without what it
 * heads, each note where it is called, nothing printed over something else or off the
 * page.
 */

import type {Check, Fault, Pdf} from './types.ts'
import type {Match, TextKind} from './list-texts.ts'
import {listArtifacts, type Block, type Line} from './list-blocks.ts'

const paragraphs = new Set<TextKind>(['p', 'quote', 'editor', 'item', 'dd'])
// Lines that overlap by less than this share of an em only touch.
const least = 0.6

/** Lines of a block that stand together: on one page, in one column. */
export function splitBlock({lines}: Block): Line[][] {
  const parts: Line[][] = []
  for (const line of lines) {
    const part = parts.at(-1)
    const before = part?.at(-1)
    if (part && before && isBelow(before, line)) part.push(line)
    else parts.push([line])
  }

  return parts
}

function isBelow(line: Line, next: Line): boolean {
  return line.page === next.page && next.y > line.y - line.size / 2
}

export function checkPages(matches: ReadonlyArray<Match>): Fault[] {
  const faults: Fault[] = []
  const body = matches.filter(({text}) => text.note === undefined)
  for (const [index, {text, block}] of body.entries()) {
    const parts = splitBlock(block)
    const fault = (check: Check, line?: Line) =>
      faults.push({
        check,
        page: (line?.page ?? block.at[0]) + 1,
        text: (line?.text ?? text.text).slice(0, 30)
      })
    if (paragraphs.has(text.kind) && parts.length > 1) {
      if (parts[0]?.length === 1) fault('orphan', parts[0][0])
      if (parts.at(-1)?.length === 1) fault('widow', parts.at(-1)?.[0])
    }

    if (text.kind === 'heading' || text.kind === 'title' || text.kind === 'dt' || text.kind === 'label') {
      if (parts.length > 1) fault('split-heading')
      // A picture may stand elsewhere.
      const next = body.slice(index + 1).find((match) => match.text.kind !== 'caption')
      const last = block.lines.at(-1)
      const first = next?.block.lines[0]
      if (last && first && next?.text.chapter === text.chapter && !isBelow(last, first))
        fault('stranded-heading', last)
    }
  }

  return faults
}

/** Each note begins on the page of its call and goes on from page to page. */
export function checkNotes(matches: ReadonlyArray<Match>): {notes: number; faults: Fault[]} {
  const faults: Fault[] = []
  const pages = new Map<string, number[]>()
  for (const {text, block} of matches) {
    if (text.note === undefined) continue
    pages.set(text.note, [...(pages.get(text.note) ?? []), ...block.lines.map((line) => line.page)])
  }

  const called = new Set<string>()
  for (const {text, block} of matches) {
    if (text.note !== undefined) continue
    if (block.calls.length !== text.calls.length)
      faults.push({
        check: 'note-call',
        page: block.at[0] + 1,
        text: `${block.calls.length} of ${text.calls.length} calls: ${text.text.slice(0, 20)}`
      })
    for (const [index, id] of text.calls.entries()) {
      if (called.has(id)) continue
      called.add(id)
      const call = block.calls[index] ?? -1
      const [first = -1, ...rest] = pages.get(id) ?? []
      if (first !== call)
        faults.push({check: 'note-page', page: call + 1, text: `${id} begins on page ${first + 1}`})
      const jump = rest.findIndex((page, at) => page - (at === 0 ? first : (rest[at - 1] ?? first)) > 1)
      if (jump !== -1) faults.push({check: 'note-gap', page: call + 1, text: id})
    }
  }

  for (const id of pages.keys()) if (!called.has(id)) faults.push({check: 'note-uncalled', page: 0, text: id})
  return {notes: called.size, faults}
}

/** Height of the text area from the top of a page; undefined: not known. */
export interface Area {
  readonly top: number
  readonly bottom: number
}

/** Nothing stands on something else, beside the page, or below the text area. */
export function checkPlaces(pdf: Pdf, blocks: ReadonlyArray<Block>, area: Area): Fault[] {
  const faults: Fault[] = []
  const byPage = new Map<number, Array<{line: Line; isText: boolean}>>()
  const add = (line: Line, isText: boolean) =>
    byPage.set(line.page, [...(byPage.get(line.page) ?? []), {line, isText}])
  for (const block of blocks) for (const line of block.lines) add(line, true)
  for (const line of listArtifacts(pdf)) add(line, false)
  for (const [index, lines] of byPage) {
    const page = pdf.pages[index]
    const fault = (check: Check, line: Line) =>
      faults.push({check, page: index + 1, text: line.text.slice(0, 30)})
    lines.sort((a, b) => a.line.y - b.line.y)
    for (const [at, {line, isText}] of lines.entries()) {
      if (
        page &&
        (line.left < 0 || line.right > page.width || line.y > page.height || line.y < line.size / 2)
      )
        fault('off-page', line)
      if (isText && (line.y > area.bottom || line.y - line.size < area.top - line.size / 2))
        fault('off-text', line)
      for (const {line: other} of lines.slice(at + 1)) {
        const em = Math.min(line.size, other.size)
        if (other.y - line.y >= least * em) break
        if (Math.min(line.right, other.right) - Math.max(line.left, other.left) > 1) fault('overlap', other)
      }
    }
  }

  return faults
}
