/**
 * Judge units: keep, flag or drop.
 *
 * A probability alone does not drop a line of the author's: what goes must have evidence
 * of its own or enough neighbours that have, a paragraph of the body needs two signs or one
 * that decides alone, and an article of which much would go is left to the editor.
 */

import type {Weighed} from './weigh-unit.ts'

export type Verdict = 'keep' | 'flag' | 'drop'

/** From here on a unit goes, if the guards agree: with them, one in a hundred is wrong on labelled articles. */
const sure = 0.8
/** From here on the editor is asked. */
const doubtful = 0.1
/** Log odds of a phrase that decides alone. */
const decisive = 7
/** If more than this share of the body-like text would go, only what has evidence of its own does. */
const most = 0.25
/** So many neighbours on each side are asked, and for each that is silent a third of one must speak. */
const near = 6
const backing = 1 / 3

/** Judge all units by their probabilities. */
export function judgeUnits(weighed: ReadonlyArray<Weighed>, chances: ReadonlyArray<number>): Verdict[] {
  const isMuch = measureShare(weighed, chances) > most
  const verdicts: Verdict[] = []
  // From the end, since a heading goes with what it heads.
  for (let index = weighed.length - 1; index >= 0; index--) {
    const item = weighed[index]
    const chance = chances[index] ?? 0
    if (!item || chance < doubtful) verdicts[index] = 'keep'
    else {
      const isSure =
        chance >= sure &&
        isEnough(item, verdicts[index + 1]) &&
        (item.sum > 0 || (!isMuch && isBacked(weighed, chances, index)))
      verdicts[index] = isSure ? 'drop' : 'flag'
    }
  }

  joinItems(weighed, verdicts)
  return verdicts
}

/** A number, a letter or a sign at the head of a line, as items have it. */
const enumerated =
  /^[(\uff08]?(?:\d{1,2}|[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}|[a-z])[)\uff09.\uff0e\u3001]|^[\u2460-\u2473\u2022\u25cf]/iu
const announces = /[:\uff1a]$/

/** The items that a dropped line announces hang together: if one of them goes by itself, all that are in doubt do. */
function joinItems(weighed: ReadonlyArray<Weighed>, verdicts: Verdict[]): void {
  for (const [index, {unit}] of weighed.entries()) {
    if (verdicts[index] !== 'drop' || !announces.test(unit.text.trim())) continue
    let end = index + 1
    while (enumerated.test(weighed[end]?.unit.text.trim() ?? '')) end++
    if (!verdicts.slice(index + 1, end).includes('drop')) continue
    for (let at = index + 1; at < end; at++) if (verdicts[at] === 'flag') verdicts[at] = 'drop'
  }
}

function isEnough({isBody, evidence, unit}: Weighed, next: Verdict = 'drop'): boolean {
  const signs = evidence.filter(({weight}) => weight > 0)
  const isLoud = signs.some(({weight}) => weight >= decisive)
  if (isLoud || signs.length > 1) return true
  return unit.node.type === 'heading' ? next === 'drop' : !isBody
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
