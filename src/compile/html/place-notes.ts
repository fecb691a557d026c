/**
 * Place notes in the margin.
 *
 * In the document notes stand at the chapter's end, where they are read when
 * there is no margin. Where there is one, the style sheet lays the chapter out
 * as a grid: a row for each block, and a column for notes. This says in which
 * row a note begins, and how many lines below the row's start its call is
 * likely to stand. Notes that would run into each other are kept in one group,
 * one below the other.
 */

import type {Element, ElementContent} from 'hast'
import type {Tokens, TypeRole} from '../theme.ts'
import {h} from 'hastscript'
import {toString} from 'hast-util-to-string'
import {visit} from 'unist-util-visit'

/** What the guess of heights rests on. */
export interface Measures {
  /** Characters in a line of text. */
  readonly text: number
  /** Characters in a line of a note. */
  readonly note: number
  /** Height of a line of a note, and of the space between notes, in lines of text. */
  readonly noteLine: number
  readonly gap: number
}

interface Note {
  readonly node: Element
  readonly row: number
  /** Lines of text above its call: in its block, and in the chapter. */
  readonly line: number
  readonly top: number
}

// Faces differ from machine to machine: a note may need a little more room than is guessed.
const slack = 1.15

/** Read from the theme what its pages measure on a wide screen. */
export function readMeasures({type, screen}: Tokens): Measures {
  const size = (role: TypeRole) => type[role]['wide'] ?? {size: 1, line: 1.7}
  const body = size('body')
  const note = size('note')
  const pitch = body.size * body.line
  return {
    text: Number.parseFloat(screen['text'] ?? '34'),
    note: Math.floor(Number.parseFloat(screen['side'] ?? '15') / note.size),
    noteLine: (note.size * note.line) / pitch,
    gap: 1 / pitch
  }
}

/** @param root section of a chapter; changed. */
export function placeNotes(root: Element, measures: Measures): void {
  const section = elements(root.children).find((child) => hasClass(child, 'notes'))
  if (!section) return
  const notes = new Map(
    elements(section.children)
      .filter((child) => child.properties['role'] === 'doc-footnote')
      .map((node) => [`#${String(node.properties['id'])}`, node])
  )
  const groups = groupNotes(findCalls(root, notes, measures), measures).map((group) =>
    h(
      'div',
      {className: ['beside'], style: `--row: ${group[0]?.row ?? 1}; --line: ${group[0]?.line ?? 0}`},
      group.map(({node}) => node)
    )
  )
  const placed = new Set(groups.flatMap(({children}) => children))
  section.children = [...section.children.filter((child) => !placed.has(child)), ...groups]
}

/** Where each note is called first, in the order of the notes. */
function findCalls(root: Element, notes: ReadonlyMap<string, Element>, {text}: Measures): Note[] {
  const found = new Map<string, Note>()
  let above = 0
  for (const [index, block] of elements(root.children)
    .filter((child) => !hasClass(child, 'notes'))
    .entries()) {
    let before = 0
    visit(block, function (node) {
      if (node.type === 'text') before += node.value.length
      if (node.type !== 'element' || node.properties['role'] !== 'doc-noteref') return
      const href = String(node.properties['href'])
      const note = notes.get(href)
      const line = Math.floor(before / text)
      if (note && !found.has(href)) found.set(href, {node: note, row: index + 1, line, top: above + line})
    })
    above += Math.ceil(toString(block).length / text)
  }

  return [...notes.keys()].flatMap((href) => found.get(href) ?? [])
}

function groupNotes(notes: ReadonlyArray<Note>, {note, noteLine, gap}: Measures): Note[][] {
  const groups: Note[][] = []
  let bottom = 0
  for (const item of notes) {
    const height = (Math.ceil(toString(item.node).length / note) * noteLine + gap) * slack
    const last = groups.at(-1)
    if (last && item.top < bottom) {
      last.push(item)
      bottom += height
    } else {
      groups.push([item])
      bottom = item.top + height
    }
  }

  return groups
}

function elements(children: ReadonlyArray<ElementContent>): Element[] {
  return children.filter((child): child is Element => child.type === 'element')
}

function hasClass({properties}: Element, name: string): boolean {
  return [properties['className'] ?? []].flat().includes(name)
}
