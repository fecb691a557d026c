/**
 * remark plugin to lift credits that are glued to a sentence of the body: the dateline
 * before the first, the editor's name in brackets behind the last. What a dateline
 * says of the reporter is noted, and stays.
 *
 * It comes after all dropping, when first and last are known.
 */

import type {Parents, Root} from 'mdast'
import type {Place, RulePack} from '../model.ts'
import type {VFile} from 'vfile'
import {placeOf} from '../trace.ts'
import {cutRange, setPlace} from './cut-range.ts'
import {recordRange} from './drop-node.ts'
import {mergeMetadata, type Options} from './lift-credits.ts'
import {findRawPlace} from './find-raw-place.ts'
import {listUnits, type Unit} from './list-units.ts'
import {readCredit} from './read-credit.ts'

const bodySize = 15
/** The last paragraph may have a short line or two behind it. */
const tail = 3
/** Whoever wrote it is named within so many lines of either end. */
const head = 8

/** Lift glued credits. */
export function remarkLiftGlued(options: Options) {
  const rules = options.rules.filter((pack) => isPack(pack, 'glued')).flatMap((pack) => pack.rules)
  const noted = options.rules.filter((pack) => isPack(pack, 'noted')).flatMap((pack) => pack.rules)
  const open = rules.filter((rule) => rule.pattern?.startsWith('^'))
  const close = rules.filter((rule) => !rule.pattern?.startsWith('^'))

  return function (tree: Root, file: VFile): void {
    const body = listUnits(tree).filter((unit) => unit.node.type === 'paragraph' && unit.length >= bodySize)
    const all = listUnits(tree).filter((unit) => unit.text !== '')
    for (const unit of [...all.slice(0, head), ...all.slice(-head)]) noteFrom(unit)
    const [first] = body
    if (first) liftFrom(first, open)
    for (const unit of body.slice(-tail)) liftFrom(unit, close)

    function noteFrom(unit: Unit): void {
      const credit = readCredit(noted, unit.text)
      if (credit) mergeMetadata(file, credit.metadata)
    }

    function liftFrom(unit: Unit, candidates: typeof rules): void {
      if (unit.node.type !== 'paragraph') return
      const credit = readCredit(candidates, unit.text)
      if (!credit || (credit.from > 0 && credit.to < unit.text.length)) return
      const place = findRawPlace(unit.node, unit.text, credit.from, credit.to)
      if (place === undefined) return
      mergeMetadata(file, credit.metadata)
      cutAway(unit.node, place)
      recordRange(file, place, {
        rule: `lift-credits:${credit.rule.id}`,
        kind: 'lift',
        why: credit.rule.why,
        confidence: credit.rule.weight
      })
    }
  }
}

function isPack(pack: RulePack, name: string): boolean {
  return pack.job === 'lift-credits' && pack.path.endsWith(`/${name}.yaml`)
}

function cutAway(node: Parents, place: Place): void {
  const [start, end] = placeOf(node)
  cutRange(node, place)
  setPlace(node, place[0] <= start ? [place[1], end] : [start, place[0]])
}
