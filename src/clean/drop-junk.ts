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
import {judgeUnits} from './judge-units.ts'
import {record} from './ledger.ts'
import {listUnits} from './list-units.ts'
import {sortRules, weighUnits, type Weighed} from './weigh-unit.ts'

export interface Options {
  readonly rules: ReadonlyArray<RulePack>
}

/** Drop junk. */
export function remarkDropJunk(options: Options) {
  const rules = sortRules(options.rules.filter((pack) => pack.job === 'drop-junk'))

  return function (tree: Root, file: VFile): void {
    const title = file.data.ledger?.find(({rule}) => rule === 'lift-title:heading')
    const weighed = weighUnits(listUnits(tree), rules, title?.place[0])
    const chances = decideUnits(weighed)
    const verdicts = judgeUnits(weighed, chances)
    weighed.forEach(function (item, index) {
      const verdict = verdicts[index]
      if (verdict === 'keep') return
      const reason = {...explain(item), confidence: Math.round((chances[index] ?? 0) * 100) / 100}
      if (verdict === 'drop') dropNode(file, item.unit.node, item.unit.ancestors, {...reason, kind: 'drop'})
      else record(file, {...reason, kind: 'flag', place: item.unit.place})
    })
    dropEdges(tree, file)
  }
}

/** The strongest piece of evidence names the entry. */
function explain({evidence}: Weighed): {rule: string; why: string} {
  const [first] = evidence.filter(({weight}) => weight > 0).toSorted((a, b) => b.weight - a.weight)
  return first
    ? {rule: `drop-junk:${first.id}`, why: first.why}
    : {rule: 'drop-junk:run', why: 'Stands among lines that are surely no part of the article'}
}

/** A line between parts that has no part before it or behind it. */
function dropEdges(tree: Root, file: VFile): void {
  const why = 'Parts nothing from the article'
  for (const at of [0, -1]) {
    for (let node = tree.children.at(at); node?.type === 'thematicBreak'; node = tree.children.at(at)) {
      dropNode(file, node, [tree], {rule: 'drop-junk:edge', kind: 'drop', why})
    }
  }
}
