/**
 * Check that a pattern can't be slow, whatever line it meets.
 *
 * A pattern that may match a line in very many ways tries all of them before it says
 * no: nested repetition takes longer than anyone waits. So its ways are counted, at
 * most, from its syntax alone; one with too many is refused before it runs.
 */

import {parseRegExpLiteral, type AST} from '@eslint-community/regexpp'

/** Lines are read at their ends, so that no longer text meets a pattern; see `weigh-unit.ts`. */
const lineSize = 400
/** So many ways are tried within a tenth of a second or so: two free repetitions, three behind `^`. */
const most = 1e8

/** Whether a pattern, which is a regular expression with flag `u`, is fast on every line. */
export function isFast(pattern: string): boolean {
  const {alternatives} = parseRegExpLiteral(new RegExp(pattern, 'u')).pattern
  const isAnchored = alternatives.every(({elements}) => isStart(elements[0]))
  return countOneOf(alternatives) * (isAnchored ? 1 : lineSize) <= most
}

function isStart(element: AST.Element | undefined): boolean {
  return element?.type === 'Assertion' && element.kind === 'start'
}

/** Alternatives that begin with different characters exclude each other; all others add up. */
function countOneOf(alternatives: ReadonlyArray<AST.Alternative>): number {
  const byStart = new Map<number, number>()
  let open = 0
  for (const {elements} of alternatives) {
    const ways = elements.reduce((product, element) => product * countWays(element), 1)
    const [first] = elements
    if (first?.type === 'Character') byStart.set(first.value, (byStart.get(first.value) ?? 0) + ways)
    else open += ways
  }

  return open + [...byStart.values()].reduce((most, ways) => Math.max(most, ways), 0)
}

/** In how many ways an element may match from one place on. */
function countWays(element: AST.Element): number {
  switch (element.type) {
    case 'CapturingGroup':
    case 'Group': {
      return countOneOf(element.alternatives)
    }

    case 'Assertion': {
      return 'alternatives' in element ? countOneOf(element.alternatives) : 1
    }

    case 'Quantifier': {
      return countRepeats(element)
    }

    default: {
      return 1
    }
  }
}

function countRepeats({element, min, max}: AST.Quantifier): number {
  const ways = countWays(element)
  const longest = Math.min(max, lineSize)
  // One way a count; else the ways of each repeat multiply.
  if (ways <= 1) return Math.max(1, longest - min + 1)
  return longest * Math.log10(ways) > 300 ? Infinity : (ways ** (longest + 1) - 1) / (ways - 1)
}
