/** Set the notes of a chapter, each when it is first called. */

import type {Element} from 'hast'
import type {Mark, Note, NotePart} from './types.ts'
import {toString} from 'hast-util-to-string'
import {EXIT, visit} from 'unist-util-visit'
import {hasClass, moveMark, wrapPhrasing, type BlockSetter, type Place, type Press} from './block-parts.ts'
import {setBlocks} from './set-blocks.ts'
import {baselineIn, layLines} from './set-text.ts'
import {noteMeasure} from './style-sheet.ts'
import {createTag} from './tags.ts'

// A note of up to this many lines stands whole.
const wholeLines = 6
// So many of its lines stay together where a long one goes on overleaf.
const keptLines = 2

/** @returns the note of an id, once. */
export function createNotes(section: Element, press: Press, place: Place): (id: string) => Note | undefined {
  const asides = new Map<string, Element>()
  for (const child of section.children) {
    if (child.type !== 'element' || !hasClass(child, 'notes')) continue
    for (const note of child.children)
      if (note.type === 'element' && note.tagName === 'aside') asides.set(String(note.properties['id']), note)
  }

  const called = new Set<string>()
  return (id) => {
    const aside = asides.get(id)
    if (!aside || called.has(id)) return
    called.add(id)
    return setNote(aside, id, press, place)
  }
}

/** What calls a note: its number, or the sign of one for the margin. */
function readMark(aside: Element): string {
  let mark = ''
  visit(aside, 'element', function (node) {
    if (node.properties['role'] !== 'doc-backlink') return
    mark = toString(node)
    return EXIT
  })
  return mark
}

function setNote(aside: Element, id: string, press: Press, place: Place): Note {
  const {sheet} = press
  const {ink, editor} = sheet.tokens.colour.print
  const isEditor = hasClass(aside, 'editor')
  const style = sheet.style('note', isEditor ? 'note' : 'text', 'text', isEditor ? editor : ink)
  const pitch = sheet.pitchOf('note')
  const tag = createTag('Note', place.tag, {id})
  const gutter = style.size * 1.5
  const inner: Place = {
    ...place,
    x: gutter,
    measure: noteMeasure(sheet) - gutter,
    style,
    pitch,
    tag,
    indent: 0,
    isRagged: sheet.page.notes === 'side',
    lang: isEditor ? press.lang : place.lang
  }
  const setter: BlockSetter = {...press, notes: () => undefined}
  const label = layLines(
    [{text: readMark(aside), style, lang: 'en', tag: createTag('Lbl', tag)}],
    setter,
    gutter,
    0,
    true
  )
  const boxes = setBlocks(wrapPhrasing(aside), inner, setter)
  const labels = label.map((line): Mark => ({
    kind: 'line',
    line,
    x: 0,
    baseline: baselineIn(pitch, style.size)
  }))
  const parts = groupLines(boxes.length).map(([from, to]): NotePart => {
    let y = 0
    const marks = boxes.slice(from, to).flatMap((box, index) => {
      if (from + index > 0) y += box.before
      const top = y
      y += box.height + (box.after ?? 0)
      return box.marks.map((mark) => moveMark(mark, top))
    })
    return from === 0 ? {id, height: y, marks: [...labels, ...marks]} : {height: y, marks}
  })
  return {parts}
}

/** Ranges of the lines of a note that stay together. */
function groupLines(count: number): ReadonlyArray<readonly [from: number, to: number]> {
  if (count <= wholeLines) return [[0, count]]
  const last = count - keptLines
  const middle = Array.from(
    {length: last - keptLines},
    (_, index) => [keptLines + index, keptLines + index + 1] as const
  )
  return [[0, keptLines], ...middle, [last, count]]
}
