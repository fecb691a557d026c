/** Convert the script of a block of text nodes, and keep what is protected. */

import type {Lang} from '../model.ts'
import {rawPlace} from '../trace.ts'
import type {ScriptConverter} from './convert-script.ts'
import {findSpan, overlaps, type Block, type BlockRewrite} from './list-blocks.ts'
import type {Finding} from './report.ts'
import type {Doubt} from './to-traditional.ts'

/** A range that stays as it is. */
export interface Protected {
  readonly from: number
  readonly to: number
}

export interface BlockConversion {
  readonly rewrites: ReadonlyArray<BlockRewrite>
  readonly doubts: ReadonlyArray<Finding>
  /** Doubts that only count if something was mended in the same article. */
  readonly suspects: ReadonlyArray<Finding>
  readonly mends: number
}

/** So much of the text around a doubtful character tells which word it is. */
const around = 4

/** Changes that convert a block: one a run of characters in one text node. */
export function convertBlock(
  block: Block,
  script: Lang,
  converter: ScriptConverter,
  protect: ReadonlyArray<Protected>
): BlockConversion {
  const {before, after, doubts, mends} = converter.convert(block.text)
  const rule = `convert-script:${script.toLowerCase()}`
  const why = 'The digest is set in one script'
  const rewrites: BlockRewrite[] = []
  const offsets: number[] = []
  let at = 0
  for (const [index, char] of before.entries()) {
    offsets.push(at)
    const to = at + char.length
    const text = after[index] ?? char
    if (text !== char && !overlaps(protect, at, at + 1)) {
      const last = rewrites.at(-1)
      // A run ends with its text node.
      if (last?.to === at && findSpan(block, last.from, to)) {
        rewrites[rewrites.length - 1] = {...last, to, text: last.text + text}
      } else rewrites.push({from: at, to, text, rule, why})
    }

    at = to
  }

  const explainAll = (some: ReadonlyArray<Doubt>) =>
    some.flatMap((doubt) => explain(block, before, offsets, doubt, protect))
  return {
    rewrites,
    mends,
    doubts: explainAll(doubts.filter((doubt) => !doubt.isWritten)),
    suspects: explainAll(doubts.filter((doubt) => doubt.isWritten))
  }
}

function explain(
  block: Block,
  before: ReadonlyArray<string>,
  offsets: ReadonlyArray<number>,
  {at, chosen, others, isWritten}: Doubt,
  protect: ReadonlyArray<Protected>
): Finding[] {
  const from = offsets[at] ?? 0
  const char = before[at] ?? ''
  const span = findSpan(block, from, from + char.length)
  if (!span || overlaps(protect, from, from + 1)) return []
  const word = before.slice(Math.max(0, at - around), at + around + 1).join('')
  const choices = others.map((other) => `\`${other}\``).join(', ')
  return [
    {
      rule: 'doubtful-character',
      source: 'convert-script',
      reason: isWritten
        ? `Unexpected \`${char}\` where other characters were taken for the wrong word, expected it or ${choices}`
        : `Unexpected \`${char}\` without a phrase that decides, wrote \`${chosen}\` (or ${choices})`,
      note: `in \`${word.replace(/\s+/g, ' ').trim()}\`; a row in \`terms.yaml\` decides`,
      offset: rawPlace(span.node, from - span.from, from - span.from + char.length)[0]
    }
  ]
}
