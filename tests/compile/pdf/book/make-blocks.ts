/**
 * Make each kind of block that a chapter may hold (docs/chapter-format.md), with
 * notes called from it, from the sentences of a scribe.
 */

import type {Element, ElementContent} from 'hast'
import type {Random} from './random.ts'
import type {Phrasing, Scribe} from './write-sentences.ts'
import {h} from 'hastscript'

/** What the blocks of one chapter have in common. */
export interface Desk {
  readonly id: string
  readonly random: Random
  readonly scribe: Scribe
  /** A scribe of another language. */
  readonly guest: Scribe
  /** Words of the book's language, for the labels of notes. */
  readonly noteLabel: string
  readonly pictures: ReadonlyArray<{readonly name: string; readonly width: number; readonly height: number}>
  /** Notes called so far, in order. */
  readonly notes: Element[]
  /** Level of the last heading. */
  level: number
  sections: number
}

type MakeBlock = (desk: Desk) => Element[]

/** Each kind of block with its share among about a hundred. */
export const blockKinds: ReadonlyArray<readonly [share: number, make: MakeBlock]> = [
  [22, (desk) => [makeParagraph(desk, desk.random.between(60, 180))]],
  [12, (desk) => [makeParagraph(desk, desk.random.between(150, 420))]],
  [8, (desk) => [makeParagraph(desk, desk.random.between(4, 40))]],
  [8, (desk) => [makeParagraph(desk, desk.random.between(80, 200), ['short'])]],
  [2, (desk) => [makeParagraph(desk, 120, ['short', 'short', 'editor', 'medium'])]],
  [2, (desk) => [makeParagraph(desk, 90, ['editor'])]],
  [1, (desk) => [makeParagraph(desk, 160, ['long'])]],
  [3, (desk) => makeGuest(desk)],
  [5, (desk) => makeHeading(desk, 2)],
  [3, (desk) => makeHeading(desk, 3)],
  [1, (desk) => makeHeading(desk, 4)],
  [1, (desk) => [...makeHeading(desk, 5).slice(0, 1), ...makeHeading(desk, 6)]],
  [2, makeInterview],
  [1, makeScene],
  [2, makeList],
  [1, makeSteps],
  [1, makeNestedList],
  [2, makeQuotation],
  [1, makeFigure],
  [1, (desk) => [h('p', {className: ['caption']}, desk.scribe.title())]],
  [1, (desk) => [makeTable(desk, 4)]],
  [1, (desk) => [makeTable(desk, 34)]],
  [1, makeSpannedTable],
  [1, makeCode],
  [1, (desk) => [makeParagraph(desk, 80), h('hr'), makeParagraph(desk, 80)]],
  [1, makeDefinitions]
]

export type NoteKind = 'short' | 'medium' | 'editor' | 'long'

export function makeParagraph(desk: Desk, length: number, notes: ReadonlyArray<NoteKind> = []): Element {
  return h('p', writePhrasing(desk, length, notes))
}

/** Sentences up to about a length, with the calls of notes among them. */
function writePhrasing(desk: Desk, length: number, notes: ReadonlyArray<NoteKind> = []): Phrasing {
  const {random, scribe} = desk
  const parts: Phrasing = []
  let written = 0
  const waiting = [...notes]
  while (written < length) {
    const sentence = random.chance(0.12) ? scribe.richSentence() : [scribe.sentence()]
    written += measure(sentence)
    parts.push(...sentence)
    if (waiting.length > 0 && random.chance(0.7)) parts.push(makeCall(desk, waiting.shift()))
  }

  parts.push(...waiting.map((kind) => makeCall(desk, kind)))
  return trimEnd(parts)
}

// A blank at the end of a block is no text.
function trimEnd(parts: Phrasing): Phrasing {
  const last = parts.at(-1)
  return typeof last === 'string' ? [...parts.slice(0, -1), last.trimEnd()] : parts
}

function measure(parts: Phrasing): number {
  return parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 8), 0)
}

function makeCall(desk: Desk, kind: NoteKind = 'short'): Element {
  const {id, random, notes} = desk
  const number = notes.length + 1
  const className = kind === 'editor' ? ['editor'] : undefined
  const lengths = {short: random.between(6, 40), medium: 150, editor: random.between(20, 90), long: 1500}
  const body = writePhrasing({...desk, notes: []}, lengths[kind])
  const back = h('a', {role: 'doc-backlink', href: `#${id}-r${number}`}, String(number))
  const more = kind === 'medium' || kind === 'long' ? [makeParagraph({...desk, notes: []}, 60)] : []
  notes.push(
    h(
      'aside',
      {role: 'doc-footnote', id: `${id}-n${number}`, className, ariaLabel: `${desk.noteLabel} ${number}`},
      [h('p', [back, ' ', ...body]), ...more]
    )
  )
  return h(
    'a',
    {role: 'doc-noteref', id: `${id}-r${number}`, href: `#${id}-n${number}`, className},
    String(number)
  )
}

function makeGuest(desk: Desk): Element[] {
  const {random, guest} = desk
  const sentences = Array.from({length: random.between(1, 5)}, () => guest.sentence())
  return [h('p', {lang: guest.lang}, sentences.join('').trimEnd())]
}

/** A heading never jumps a level, and never closes a chapter. */
function makeHeading(desk: Desk, wanted: number): Element[] {
  desk.level = Math.min(wanted, desk.level + 1)
  const heading = h(`h${desk.level}`, {id: `${desk.id}-s${++desk.sections}`}, desk.scribe.title())
  return [heading, makeParagraph(desk, desk.random.between(40, 160))]
}

function makeInterview(desk: Desk): Element[] {
  const turn = (className: string, length: number) =>
    h('p', {className: [className]}, writePhrasing(desk, length))
  return [
    turn('question', 30),
    turn('answer', 140),
    turn('answer', 60),
    turn('question', 20),
    turn('answer', 90)
  ]
}

function makeScene(desk: Desk): Element[] {
  return Array.from({length: 5}, () =>
    h('p', {className: ['speech']}, [h('strong', desk.scribe.name()), ' ', ...writePhrasing(desk, 50)])
  )
}

function makeList(desk: Desk): Element[] {
  const {random} = desk
  return [
    h(
      'ul',
      repeat(random.between(3, 7), () => h('li', writePhrasing(desk, random.between(5, 70))))
    )
  ]
}

function makeSteps(desk: Desk): Element[] {
  const items = repeat(12, (index) =>
    h('li', [h('p', writePhrasing(desk, 30)), ...(index === 2 ? [makeParagraph(desk, 60, ['short'])] : [])])
  )
  return [h('ol', {start: desk.random.between(1, 8)}, items)]
}

function makeNestedList(desk: Desk): Element[] {
  const inner = h(
    'ol',
    repeat(3, () => h('li', writePhrasing(desk, 24)))
  )
  const middle = h('ul', [h('li', writePhrasing(desk, 40)), h('li', [...writePhrasing(desk, 10), inner])])
  return [h('ul', [h('li', writePhrasing(desk, 20)), h('li', [...writePhrasing(desk, 12), middle])])]
}

function makeQuotation(desk: Desk): Element[] {
  return [h('blockquote', [makeParagraph(desk, 120), makeParagraph(desk, 50, ['short'])])]
}

function makeFigure(desk: Desk): Element[] {
  const {random, scribe} = desk
  const {name, width, height} = random.pick(desk.pictures)
  const image = h('img', {src: `asset:${name}`, alt: scribe.title(), width, height})
  return [h('figure', [image, h('figcaption', writePhrasing(desk, random.between(6, 60)))])]
}

function makeTable({scribe, random}: Desk, rows: number): Element {
  const head = h('thead', [
    h(
      'tr',
      repeat(3, () => h('th', {scope: 'col'}, scribe.word()))
    )
  ])
  const body = repeat(rows, () =>
    h('tr', [
      h('th', {scope: 'row'}, scribe.word()),
      h('td', String(random.between(1, 99_999))),
      h('td', random.chance(0.4) ? scribe.sentence().trimEnd() : random.chance(0.1) ? '' : scribe.word())
    ])
  )
  return h('table', [head, h('tbody', body)])
}

function makeSpannedTable({scribe}: Desk): Element[] {
  const cell = () => h('td', scribe.word())
  const head = h('thead', [
    h('tr', [
      h('th', {scope: 'col', rowSpan: 2}, scribe.word()),
      h('th', {scope: 'col', colSpan: 2}, scribe.title())
    ]),
    h('tr', [h('th', {scope: 'col'}, scribe.word()), h('th', {scope: 'col'}, scribe.word())])
  ])
  const body = h('tbody', [
    h('tr', [h('th', {scope: 'row', rowSpan: 2}, scribe.word()), cell(), cell()]),
    h('tr', [cell(), cell()]),
    h('tr', [h('th', {scope: 'row'}, scribe.word()), h('td', {colSpan: 2}, scribe.sentence().trimEnd())])
  ])
  return [h('table', [h('caption', scribe.title()), head, body])]
}

function makeCode({random}: Desk): Element[] {
  const name = `lantern_${random.between(1, 99)}`
  const lines = [
    `function ${name}(harbour, {light = true} = {}) {`,
    '  // A line that is longer than the page is wide, as lines of code in articles very often are.',
    '  if (light < 3 && harbour["keeper"] !== undefined) {',
    `    return harbour.map((boat) => boat.${name}?.(light) ?? \`\${boat}\`)`,
    '  }',
    '',
    '  throw new TypeError(harbour)',
    '}'
  ]
  return [h('pre', [h('code', `${lines.join('\n')}\n`)])]
}

function makeDefinitions(desk: Desk): Element[] {
  const rows = repeat(4, () => [h('dt', desk.scribe.word()), h('dd', writePhrasing(desk, 40))])
  return [h('dl', rows.flat())]
}

function repeat<T extends ElementContent | ElementContent[]>(count: number, make: (index: number) => T): T[] {
  return Array.from({length: count}, (_, index) => make(index))
}
