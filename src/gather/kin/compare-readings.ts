/** Compare two articles: the shorter one is looked up in the longer one. */

import type {Alignment} from './align-blocks.ts'
import type {ShingleTable} from './find-runs.ts'
import type {KinKind} from './judge-kin.ts'
import type {Vocabulary} from './read-tokens.ts'
import type {Reading} from './weigh-evidence.ts'
import {alignBlocks} from './align-blocks.ts'
import {createShingleTable, findRuns} from './find-runs.ts'
import {judgeKin} from './judge-kin.ts'
import {weighEvidence} from './weigh-evidence.ts'

export interface Comparison extends Alignment {
  readonly kind: KinKind
  /** Share of each that stands in the other one, by weight. */
  readonly pShare: number
  readonly qShare: number
}

/** Compare two articles, the shorter one first; undefined where they have nothing worth a word in common. */
export function compareReadings(
  p: Reading,
  q: Reading,
  vocabulary: Vocabulary,
  table: ShingleTable = createShingleTable(q.tokens)
): Comparison | undefined {
  const runs = findRuns(p.tokens, table)
  if (runs.length === 0) return undefined
  const evidence = weighEvidence(p, q, runs, vocabulary)
  const kind = judgeKin(evidence)
  if (kind === undefined) return undefined
  return {
    kind,
    pShare: evidence.pSame / evidence.pTotal,
    qShare: evidence.qSame / evidence.qTotal,
    ...alignBlocks(p.tokens, q.tokens, evidence.runs)
  }
}
