/**
 * remark plugin to lift credits that are glued to a sentence of the body: the dateline
 * before the first, the editor's name in brackets behind the last.
 *
 * It comes after all dropping, when first and last are known.
 */

import type {Root} from 'mdast'
import type {VFile} from 'vfile'
import {cutEdge} from './drop-node.ts'
import {mergeMetadata, type Options} from './lift-credits.ts'
import {findRawPlace} from './find-raw-place.ts'
import {listNamed} from './list-rules.ts'
import {listUnits, type Unit} from './list-units.ts'
import {readCredit} from './read-credit.ts'

const bodySize = 15
/** The last paragraph may have a short line or two behind it. */
const tail = 3

/** Lift glued credits. */
export function remarkLiftGlued(options: Options) {
  const rules = listNamed(options.rules, 'lift-credits', 'glued')
  const open = rules.filter((rule) => rule.pattern?.startsWith('^'))
  const close = rules.filter((rule) => !rule.pattern?.startsWith('^'))

  return function (tree: Root, file: VFile): void {
    const body = listUnits(tree).filter((unit) => unit.node.type === 'paragraph' && unit.length >= bodySize)
    const [first] = body
    if (first) liftFrom(first, open)
    for (const unit of body.slice(-tail)) liftFrom(unit, close)

    function liftFrom(unit: Unit, candidates: typeof rules): void {
      if (unit.node.type !== 'paragraph') return
      const credit = readCredit(candidates, unit.text)
      if (!credit || (credit.from > 0 && credit.to < unit.text.length)) return
      const place = findRawPlace(unit.node, unit.text, credit.from, credit.to)
      if (place === undefined) return
      const isLifted = cutEdge(file, unit.node, place, {
        rule: `lift-credits:${credit.rule.id}`,
        kind: 'lift',
        why: credit.rule.why,
        confidence: credit.rule.weight
      })
      if (isLifted) mergeMetadata(file, credit.metadata)
    }
  }
}
