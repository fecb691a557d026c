/**
 * Weigh what the shape of a unit says: its length and its stop, links, emptiness, and how it
 * goes with the units beside it.
 */

import {foldLetters} from './fold-line.ts'
import type {Unit} from './list-units.ts'

/** A sign for or against a unit; weights are log odds of being junk. */
export interface Evidence {
  /** Id of a rule, or of what was seen. */
  readonly id: string
  readonly why: string
  readonly weight: number
}

export interface Shape {
  readonly evidence: ReadonlyArray<Evidence>
  /** A paragraph such as articles are made of. */
  readonly isBody: boolean
  /** Says nothing at all: goes by itself, and proves nothing about its neighbours. */
  readonly isVoid: boolean
}

/** A paragraph with a stop is body from here on, surely so from there on; see `measureText`. */
const bodySize = 30
const longSize = 90
/** The same in a text without stops. */
const sparseSize = 12

/** What a shape says that body and junk share. */
const shared = {
  body: -2.5,
  long: -4.5,
  link: 3,
  heading: 0.3,
  code: -3,
  table: -2.5,
  item: -0.8,
  blank: 1
} as const
/** What hardly any body looks like. */
const marks = {
  empty: 8,
  control: 6,
  script: 8,
  ornament: 5,
  card: 6,
  contents: 5,
  count: 7
} as const
const weights = {...shared, ...marks}

/** Remains of scripts and data. */
const script = /\bfunction\s*\w*\(|\bdocument\.\w|\bwindow\.\w|^[\s"]*,?"\w+":["{[]|<!\[CDATA\[/
/** Lines of marks; an ellipsis or a question mark on a line of its own is text. */
const ornament = /^[^\p{L}\p{N}\u2026?!\uff1f\uff01.]+$/u

const voids: ReadonlySet<string> = new Set(['empty', 'ornament', 'script'])

/** Weigh the shapes of all units of an article. */
export function weighShapes(units: ReadonlyArray<Unit>): Shape[] {
  const style = readStyle(units)
  const counts = findCounts(units)
  return units.map(function (unit, index) {
    const evidence = listEvidence(unit, style)
    if (counts.has(index))
      evidence.push({id: 'count', why: 'Numbers the lines of what stands beside it', weight: weights.count})
    if (isCard(units, index))
      evidence.push({id: 'card', why: 'A card of another article', weight: weights.card})
    return {evidence, isBody: isBody(unit, style), isVoid: evidence.some(({id}) => voids.has(id))}
  })
}

/** Whether a sign is one that body and junk share, so that trained weights judge it as well. */
export function isShared({id}: Evidence): boolean {
  return id in shared
}

/** Some write whole articles without a stop; their lines are body by their length alone. */
interface Style {
  readonly hasStops: boolean
}

function readStyle(units: ReadonlyArray<Unit>): Style {
  const lines = units.filter(
    (unit) => unit.length >= sparseSize && unit.linkShare < 0.6 && unit.node.type === 'paragraph'
  )
  const stops = lines.filter((unit) => unit.hasStop)
  return {hasStops: stops.length >= lines.length * 0.35}
}

function isBody(unit: Unit, {hasStops}: Style): boolean {
  if (unit.linkShare >= 0.6 || unit.node.type === 'code') return false
  return hasStops ? unit.length >= bodySize && unit.hasStop : unit.length >= sparseSize
}

/** Places of lines that do nothing but count from one, three or more: numbers of lines of code. */
function findCounts(units: ReadonlyArray<Unit>): Set<number> {
  const counts = new Set<number>()
  let from = 0
  units.forEach(function ({text}, index) {
    if (text !== String(index - from + 1)) from = text === '1' ? index : index + 1
    else if (index - from === 2) for (let at = from; at <= index; at++) counts.add(at)
    else if (index - from > 2) counts.add(index)
  })
  return counts
}

/** A link and then a heading that says the same again, and its heading. */
function isCard(units: ReadonlyArray<Unit>, index: number): boolean {
  const isPair = (link: Unit | undefined, heading: Unit | undefined) =>
    link !== undefined &&
    heading?.node.type === 'heading' &&
    link.linkShare > 0.85 &&
    link.text !== '' &&
    foldLetters(link.text) === foldLetters(heading.text)
  return isPair(units[index], units[index + 1]) || isPair(units[index - 1], units[index])
}

function listEvidence(unit: Unit, style: Style): Evidence[] {
  const evidence: Evidence[] = []
  const see = (id: keyof typeof weights, why: string) => evidence.push({id, why, weight: weights[id]})
  const {type} = unit.node
  const isEmpty = unit.text === '' && !unit.hasImage && type !== 'thematicBreak'
  if (isEmpty) see('empty', 'Nothing to read')
  else if (type === 'code') see('code', 'Code')
  else if (type === 'table') see('table', 'A table')
  else if (unit.hasStop && unit.length >= longSize) see('long', 'A long paragraph that ends in a stop')
  else if (isBody(unit, style)) see('body', 'A paragraph such as the others')
  else if (unit.length >= longSize) see('body', 'A long paragraph')
  else if (type === 'thematicBreak') see('blank', 'A line between parts')
  else if (unit.text !== '' && ornament.test(unit.text)) see('ornament', 'Marks that say nothing')
  else if (unit.deadShare > 0.8) see('control', 'A control of the page')
  else if (script.test(unit.text)) see('script', 'Remains of a script')
  else if (type === 'heading') see('heading', 'A heading')
  else if (unit.linkShare > 0.85 && unit.length > 3) see('link', 'Nothing but a link')
  if (unit.inPageShare > 0.85 && unit.inList) see('contents', 'Contents of the page, by places in it')
  if (unit.inList && unit.linkShare < 0.5) see('item', 'An item of a list')
  return evidence
}
