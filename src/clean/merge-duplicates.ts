/**
 * remark plugin to merge what stands twice: paragraphs, runs of paragraphs, and a
 * summary before the body that breaks off or is taken from it.
 *
 * The first stays, but of a summary and the body the body does. Short lines go only
 * within a run, since refrains, headings and list items repeat on purpose; code and
 * tables always stay.
 */

import type {Root} from 'mdast'
import type {VFile} from 'vfile'
import {dropNode, sweepNodes, type Sweep} from './drop-node.ts'
import {foldLetters} from './fold-line.ts'
import {listUnits, type Unit} from './list-units.ts'

/** A paragraph of this many letters that stands twice does so by mistake. */
const longLine = 40
/** A summary stands among the first so many units. */
const headSize = 4
/** What a summary that breaks off must share with the body, in letters. */
const teaserSize = 16

/** Units in which the body of a summary is looked for. */
const bodySize = 60
/** Raw characters by which units are told apart at a glance. */
const startSize = 48

const brokenOff = /(?:\u2026{1,2}|\.{3,})\s*$/u

/** Merge duplicates. */
export function remarkMergeDuplicates() {
  return function (tree: Root, file: VFile): void {
    const units = listUnits(tree).filter((unit) => unit.text !== '')
    const letters = readLetters(units)
    const dropped = new Set<Unit>()
    dropTeasers(units, letters, dropped, file)
    const sweep: Sweep = new Map()
    dropRepeats(units, letters, dropped, file, sweep)
    sweepNodes(sweep)
  }
}

/** What units say; of a unit that begins like no other, only how it begins, for it equals none. */
function readLetters(units: ReadonlyArray<Unit>): string[] {
  const starts = units.map(({text}) => foldLetters(text.slice(0, startSize)))
  const count = new Map<string, number>()
  for (const start of starts) count.set(start, (count.get(start) ?? 0) + 1)
  return units.map(function ({text}, index) {
    const start = starts[index] ?? ''
    return index < bodySize || (count.get(start) ?? 0) > 1 ? foldLetters(text) : `${start}\n${index}`
  })
}

function dropTeasers(
  units: ReadonlyArray<Unit>,
  letters: ReadonlyArray<string>,
  dropped: Set<Unit>,
  file: VFile
): void {
  const rest = letters.slice(0, bodySize).join('\n')
  units.slice(0, headSize).forEach(function (unit, index) {
    const text = letters[index] ?? ''
    if (text.length < teaserSize || unit.node.type === 'code') return
    const isBroken = brokenOff.test(unit.text)
    const body = rest.slice(letters.slice(0, index + 1).join('\n').length)
    const isCopy = body.includes(isBroken ? text.slice(0, -1) : text)
    if (!(unit.inQuote && (isBroken || isCopy)) && !(isBroken && isCopy)) return
    dropped.add(unit)
    dropNode(file, unit.node, unit.ancestors, {
      rule: 'merge-duplicates:teaser',
      kind: 'drop',
      why: isCopy ? 'A summary that the body repeats' : 'A summary that breaks off',
      confidence: isCopy ? 1 : 0.9
    })
  })
}

function dropRepeats(
  units: ReadonlyArray<Unit>,
  letters: ReadonlyArray<string>,
  dropped: Set<Unit>,
  file: VFile,
  sweep: Sweep
): void {
  const first = new Map<string, number>()
  let run: number | undefined
  units.forEach(function (unit, index) {
    const text = letters[index] ?? ''
    if (dropped.has(unit) || text === '' || unit.node.type === 'code' || unit.node.type === 'table') {
      run = undefined
      return
    }

    const before = first.get(text)
    const isRun = run !== undefined && letters[run + 1] === text
    if (before === undefined && !isRun) {
      first.set(text, index)
      run = undefined
      return
    }

    // A heading says again what a link before it says: a card, which is not for this plugin to judge.
    if ((text.length < longLine || unit.node.type === 'heading') && !isRun) {
      run = undefined
      return
    }

    run = isRun && run !== undefined ? run + 1 : before
    const why = 'The same text stands before'
    dropNode(file, unit.node, unit.ancestors, {rule: 'merge-duplicates:repeat', kind: 'drop', why}, sweep)
  })
}
