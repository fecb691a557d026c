/**
 * Read a pack of phrase rules that an editor keeps beside a digest.
 *
 * It is written as the packs under `rules/drop-junk/` are, and checked as strictly; what
 * is wrong with it is said at its line. As it is run on trust in a person only, a
 * pattern that might take long is refused, too.
 */

import type {Rule, RulePack} from '../model.ts'
import type {VFile} from 'vfile'
import {isSeq, LineCounter, parseDocument, type Document} from 'yaml'
import {describeSlip} from '../describe-slip.ts'
import {isFast} from './check-pattern.ts'
import {readRule} from './read-rule-pack.ts'

const job = 'drop-junk'

/**
 * Read one's own packs.
 *
 * @param files - gets the messages.
 * @param packs - those that there are: an id of a rule is used once.
 * @returns the packs, or undefined where a message is fatal.
 */
export function readOwnPacks(
  files: ReadonlyArray<VFile>,
  packs: ReadonlyArray<RulePack>
): ReadonlyArray<RulePack> | undefined {
  const ids = packs.filter((pack) => pack.job === job).flatMap((pack) => pack.rules.map((rule) => rule.id))
  const taken = new Set(ids)
  const own = files.map((file) => readOwnPack(file, taken))
  return files.some(({messages}) => messages.some(({fatal}) => fatal)) ? undefined : own
}

function readOwnPack(file: VFile, taken: Set<string>): RulePack {
  const lines = new LineCounter()
  const document = parseDocument(String(file), {lineCounter: lines, prettyErrors: false})
  const fail = (reason: string, offset: number): void => {
    const {line, col} = lines.linePos(offset)
    const place = {line: Math.max(1, line), column: Math.max(1, col)}
    file.message(reason, {place, ruleId: 'rule', source: 'read-own-pack'}).fatal = true
  }

  // A name of a file never makes a pack one of those that have a job of their own.
  const pack = (rules: ReadonlyArray<Rule>): RulePack => ({path: `${job}/own:${file.path}:`, job, rules})
  // What follows the first one is often of its making.
  const [slip] = document.errors
  if (slip) {
    fail(describeSlip(slip), slip.pos[0])
    return pack([])
  }

  const items = readItems(document)
  if (!items) fail('Unexpected content, expected a list of rules', 0)
  const rules: Rule[] = []
  for (const {value, offset} of items ?? []) {
    const rule = readRule(value, {isAllowed: isFast})
    if ('expected' in rule) fail(`Unexpected rule \`${rule.id}\`, expected ${rule.expected}`, offset)
    else if (taken.has(rule.id))
      fail(`Unexpected second rule \`${rule.id}\`, expected an id of its own`, offset)
    else {
      taken.add(rule.id)
      rules.push(rule)
    }
  }

  return pack(rules)
}

/** Rules as written, and where they stand; undefined where there is no list of them. */
function readItems(document: Document): ReadonlyArray<{value: unknown; offset: number}> | undefined {
  if (!isSeq(document.contents)) return
  const values = readValue(document)
  if (!Array.isArray(values)) return
  return document.contents.items.map((item, index) => ({
    value: values[index],
    offset: (item as {range?: readonly [number, number, number]}).range?.[0] ?? 0
  }))
}

function readValue(document: Document): unknown {
  try {
    // A low bound on aliases: a pack has no use for many.
    return document.toJS({maxAliasCount: 100})
  } catch {
    // The only way in which the parser says that there are more.
    return
  }
}
