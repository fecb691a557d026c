/** Where notes go in the margin. */

import type {Element} from 'hast'
import {h} from 'hastscript'
import {describe, expect, test} from 'vitest'
import {placeNotes} from '../../../src/compile/html/place-notes.ts'

const measures = {text: 10, note: 5, noteLine: 0.5, gap: 0.5}
const call = (number: number) => h('a', {role: 'doc-noteref', href: `#n${number}`}, String(number))
const note = (number: number, text: string) => h('aside', {role: 'doc-footnote', id: `n${number}`}, text)

function place(blocks: ReadonlyArray<Element>, notes: ReadonlyArray<Element>): string[] {
  const section = h('section', {className: ['notes']}, [h('h3', {className: ['label']}, 'Notes'), ...notes])
  placeNotes(h('section', [...blocks, section]), measures)
  return section.children.flatMap((child) => {
    if (child.type !== 'element' || child.tagName === 'h3') return []
    const ids = child.children.map((note) => (note.type === 'element' ? note.properties['id'] : '?'))
    return [`${String(child.properties['style'] ?? child.properties['id'])} ${ids.join(' ')}`]
  })
}

describe('placeNotes', () => {
  test('a note begins in the row and on the line of its call', () => {
    const blocks = [h('header'), h('p', 'x'.repeat(30)), h('p', ['x'.repeat(25), call(1)])]
    expect(place(blocks, [note(1, 'short')])).toEqual(['--row: 3; --line: 2 n1'])
  })

  test('notes far from each other stand alone, near ones one below the other', () => {
    const far = [h('p', [call(1), 'x'.repeat(200), call(2)])]
    const near = [h('p', [call(1), 'x'.repeat(12), call(2)])]
    const notes = () => [note(1, 'x'.repeat(20)), note(2, 'x')]
    expect(place(far, notes())).toEqual(['--row: 1; --line: 0 n1', '--row: 1; --line: 20 n2'])
    expect(place(near, notes())).toEqual(['--row: 1; --line: 0 n1 n2'])
  })

  test('a note that nothing calls stays where it is', () => {
    expect(place([h('p', [call(1)])], [note(1, 'x'), note(2, 'x')])).toEqual([
      'n2 ?',
      '--row: 1; --line: 0 n1'
    ])
  })
})
