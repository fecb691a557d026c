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
import {toString} from 'mdast-util-to-string'
import {decideUnits} from './decide-units.ts'
import {dropNode, sweepNodes, type Sweep} from './drop-node.ts'
import {judgeUnits} from './judge-units.ts'
import {findOrdered, isHeld, record} from './ledger.ts'
import {listUnits, type Unit} from './list-units.ts'
import {sortRules, weighUnits, type JunkRules, type Weighed} from './weigh-unit.ts'

export interface Options {
  readonly rules: ReadonlyArray<RulePack>
}

const decided = 'The editor decided that it goes'

/** Evidence of this weight explains more than how a line reads as a whole; log odds. */
const telling = 2

/** Drop junk. */
export function remarkDropJunk(options: Options) {
  return function (tree: Root, file: VFile): void {
    const weighed = weighTree(tree, file, options.rules)
    const chances = decideUnits(weighed)
    const verdicts = judgeUnits(weighed, chances)
    const sweep: Sweep = new Map()
    weighed.forEach(function (item, index) {
      const {ancestors, node, place} = item.unit
      const ordered = findOrdered(file, place)
      const verdict = ordered ? 'drop' : verdicts[index]
      if (verdict === 'keep' || (verdict === 'flag' && isPagePicture(item.unit, file))) return
      const reason = ordered
        ? {rule: ordered.rule, why: decided}
        : {...explain(item), confidence: Math.round((chances[index] ?? 0) * 100) / 100}
      const flag = {...reason, kind: 'flag', place} as const
      if (verdict === 'drop') dropNode(file, node, ancestors, {...reason, kind: 'drop'}, sweep)
      else if (!isHeld(file, flag)) record(file, flag)
    })
    sweepNodes(sweep)
    dropEdges(tree, file)
  }
}

/** Whether a unit is nothing but a picture of a web page, which the markup has shown to be the article's. */
function isPagePicture({hasImage, node}: Unit, file: VFile): boolean {
  return file.data.kind === 'html' && hasImage && toString(node, {includeImageAlt: false}).trim() === ''
}

const sorted = new WeakMap<Options['rules'], JunkRules>()

/** Weigh the units of a tree. */
export function weighTree(tree: Root, file: VFile, packs: Options['rules']): Weighed[] {
  const rules = sorted.get(packs) ?? sortRules(packs)
  sorted.set(packs, rules)
  const title = file.data.ledger?.find(({rule}) => rule === 'lift-title:heading')
  return weighUnits(listUnits(tree), rules, title?.place[0], file.data.recurring)
}

/** What a rule says names the entry, or else the strongest piece of evidence. */
function explain({evidence}: Weighed): {rule: string; why: string} {
  const signs = evidence.filter(({weight}) => weight > 0).toSorted((a, b) => b.weight - a.weight)
  const first = signs.find(({id, weight}) => id !== 'score' && weight >= telling) ?? signs[0]
  return first
    ? {rule: `drop-junk:${first.id}`, why: first.why}
    : {rule: 'drop-junk:run', why: 'Stands among lines that are surely no part of the article'}
}

/** A line between parts that has no part before it or behind it. */
function dropEdges(tree: Root, file: VFile): void {
  const why = 'Parts nothing from the article'
  for (const at of [0, -1]) {
    for (let node = tree.children.at(at); node?.type === 'thematicBreak'; node = tree.children.at(at)) {
      if (!dropNode(file, node, [tree], {rule: 'drop-junk:edge', kind: 'drop', why})) break
    }
  }
}
