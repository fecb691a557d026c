/**
 * remark plugin to drop advertising, notices and controls of a page, and to flag what
 * may be.
 *
 * Evidence is gathered for each unit and decided over the whole article. Surely junk:
 * dropped. Doubtful: kept and flagged, so that the editor is asked. Not a word goes
 * without an entry that says what spoke against it.
 */

import type {Root} from 'mdast'
import type {RulePack} from '../model.ts'
import type {VFile} from 'vfile'
import {decideUnits} from './decide-units.ts'
import {dropNode} from './drop-node.ts'
import {record} from './ledger.ts'
import {listUnits} from './list-units.ts'
import {weighUnits, type Weighed} from './weigh-unit.ts'

export interface Options {
  readonly rules: ReadonlyArray<RulePack>
}

/** From here on a unit goes: one wrong in some fifty is what an editor forgives. */
const sure = 0.8
/** From here on the editor is asked. */
const doubtful = 0.1
/** How many neighbours on each side are asked, and how many of those may be silent for one that speaks. */
const near = 6
const backing = 1 / 3
/** Log odds of a phrase that decides alone. */
const decisive = 7
/** If more than this share of the text would go, only what has evidence of its own does. */
const most = 0.25

/** Drop junk. */
export function remarkDropJunk(options: Options) {
  const packs = options.rules.filter((pack) => pack.job === 'drop-junk')

  return function (tree: Root, file: VFile): void {
    dropUnits(tree, file)
    dropEdges(tree, file)
  }

  function dropUnits(tree: Root, file: VFile): void {
    const title = file.data.ledger?.find(({rule}) => rule === 'lift-title:heading')
    const weighed = weighUnits(listUnits(tree), packs, title?.place[0])
    const chances = decideUnits(weighed)
    const isMuch = measureShare(weighed, chances) > most
    weighed.forEach(function (item, index) {
      const chance = chances[index] ?? 0
      if (chance < doubtful) return
      const isSure =
        chance >= sure &&
        isEnough(item, weighed[index + 1], chances[index + 1]) &&
        (item.sum > 0 || (!isMuch && isBacked(weighed, chances, index)))
      const reason = {...explain(item), confidence: Math.round(chance * 100) / 100}
      if (isSure) dropNode(file, item.unit.node, item.unit.ancestors, {...reason, kind: 'drop'})
      else record(file, {...reason, kind: 'flag', place: item.unit.place})
    })
  }
}

/** A line between parts that has no part before it or behind it. */
function dropEdges(tree: Root, file: VFile): void {
  for (const at of [0, -1]) {
    for (let node = tree.children.at(at); node?.type === 'thematicBreak'; node = tree.children.at(at)) {
      dropNode(file, node, [tree], {
        rule: 'drop-junk:edge',
        kind: 'drop',
        why: 'Parts nothing from the article'
      })
    }
  }
}

/**
 * Whether the evidence is enough for what the unit is. A paragraph of the body goes for a
 * phrase that decides alone or for two signs that agree; a heading goes with what it heads.
 */
function isEnough({isBody, evidence, unit}: Weighed, next: Weighed | undefined, nextChance = 1): boolean {
  const signs = evidence.filter(({weight}) => weight > 0)
  const loud = signs.some(({weight}) => weight >= decisive)
  if (unit.node.type === 'heading')
    return loud || signs.length > 1 || next === undefined || nextChance >= sure
  return !isBody || loud || signs.length > 1
}

/** Whether enough lines around a line that has no evidence of its own have some. */
function isBacked(weighed: ReadonlyArray<Weighed>, chances: ReadonlyArray<number>, index: number): boolean {
  let silent = 0
  let speaking = 0
  for (const step of [-1, 1]) {
    for (let at = index + step; Math.abs(at - index) <= near; at += step) {
      const item = weighed[at]
      if (!item || (chances[at] ?? 0) < sure) break
      if (item.isVoid) continue
      if (item.sum > 0) speaking++
      else silent++
    }
  }

  return speaking >= (silent + 1) * backing
}

/** Share of an article's body-like text that would go. */
function measureShare(weighed: ReadonlyArray<Weighed>, chances: ReadonlyArray<number>): number {
  const size = (items: ReadonlyArray<Weighed>) => items.reduce((sum, {unit}) => sum + unit.length, 0)
  const going = weighed.filter(({isBody}, index) => isBody && (chances[index] ?? 0) >= sure)
  return size(going) / Math.max(1, size(weighed.filter(({isBody}) => isBody)))
}

/** The strongest piece of evidence names the entry. */
function explain({evidence}: Weighed): {rule: string; why: string} {
  const [first] = evidence.filter(({weight}) => weight > 0).toSorted((a, b) => b.weight - a.weight)
  return first
    ? {rule: `drop-junk:${first.id}`, why: first.why}
    : {rule: 'drop-junk:run', why: 'Stands among lines that are surely no part of the article'}
}
