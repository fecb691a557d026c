/**
 * remark plugin to lift lines of credit: who wrote it, when, and where it was published.
 *
 * They stand before the body or right behind it. A line is lifted only if a rule
 * accounts for the whole of it; a sentence that mentions an author is none.
 */

import type {Link, Root} from 'mdast'
import type {Metadata, Rule, RulePack} from '../model.ts'
import type {VFile} from 'vfile'
import {visit} from 'unist-util-visit'
import {dropNode} from './drop-node.ts'
import {listUnits, type Unit} from './list-units.ts'
import {readCredit} from './read-credit.ts'

export interface Options {
  readonly rules: ReadonlyArray<RulePack>
}

/** As much as stands before the body: title, section, author, date, picture and the like. */
const headSize = 14
/** Body paragraphs that may stand before a credit, such as a summary. */
const headBody = 2
const tailSize = 14
/** A credit is a line, not a paragraph; see `measureText`. */
const longest = 80
/** A paragraph of this length with a stop is body. */
const bodySize = 40

/** Lift lines of credit. */
export function remarkLiftCredits(options: Options) {
  const packs = options.rules.filter(
    (pack) => pack.job === 'lift-credits' && !/\/(?:glued|noted)\.yaml$/.test(pack.path)
  )
  const rules = packs.flatMap((pack) => pack.rules)
  // A date behind the body is the date of a comment as often as not.
  const tailRules = packs.filter((pack) => !pack.path.endsWith('/dates.yaml')).flatMap((pack) => pack.rules)

  return function (tree: Root, file: VFile): void {
    const units = listUnits(tree)
    let body = 0
    units.forEach((unit, index) => {
      if (unit.length > longest || unit.text === '') {
        if (isBody(unit)) body++
        return
      }

      const isHead = index < headSize && body < headBody
      if (isHead) liftLine(unit, rules, file)
      else if (index >= units.length - tailSize) liftLine(unit, tailRules, file)
      if (isBody(unit)) body++
    })
  }
}

function isBody(unit: Unit): boolean {
  return unit.node.type === 'paragraph' && unit.length >= bodySize && unit.hasStop
}

function liftLine(unit: Unit, rules: ReadonlyArray<Rule>, file: VFile): void {
  const credit = readCredit(rules, unit.text)
  if (!credit) return
  mergeMetadata(file, credit.metadata)
  const url = findAddress(unit)
  if (
    url !== undefined &&
    (credit.metadata.source !== undefined || Object.keys(credit.metadata).length === 0)
  ) {
    mergeMetadata(file, {url})
  }

  dropNode(file, unit.node, unit.ancestors, {
    rule: `lift-credits:${credit.rule.id}`,
    kind: 'lift',
    why: credit.rule.why,
    confidence: credit.rule.weight
  })
}

/** Keep what was found first. */
export function mergeMetadata(file: VFile, found: Metadata): void {
  file.data.metadata = {...found, ...file.data.metadata}
}

// The last link of a credit is the article's, the one before it that of a tool or an account.
function findAddress(unit: Unit): string | undefined {
  let last: string | undefined
  visit(unit.node, 'link', function (node: Link) {
    if (/^https?:/.test(node.url)) last = node.url
  })
  return last
}
