/**
 * Apply rules to a file: run the check that each names and say what it found.
 */

import type {CheckRule, CheckTable, Finding, Spot} from './types.ts'

// A fault of the making recurs on every page; ten places are enough to find it by.
const shownSpots = 10

/** @param table checks of the file's format. */
export function applyRules<T>(file: T, rules: ReadonlyArray<CheckRule>, table: CheckTable<T>): Finding[] {
  return rules.flatMap(function (rule) {
    const check = table[rule.check]
    const missing = check?.needs.find((key) => rule[key] === undefined)
    if (check === undefined) throw new Error(`Expected check \`${rule.check}\` of \`${rule.id}\``)
    if (missing !== undefined) throw new Error(`Expected \`${missing}\` of rule \`${rule.id}\``)
    return limitFindings([...check.run(file, rule)].map((spot) => toFinding(rule, spot)))
  })
}

/** The first findings of one rule; the last of them tells how many more there are. */
export function limitFindings(findings: ReadonlyArray<Finding>): Finding[] {
  const more = findings.length - shownSpots
  return findings
    .slice(0, shownSpots)
    .map((finding, index) =>
      more > 0 && index === shownSpots - 1
        ? {...finding, reason: `${finding.reason}, and ${more} more`}
        : finding
    )
}

function toFinding(rule: CheckRule, {values, ...place}: Spot): Finding {
  const {pack, id, level, targets, why, mend, source} = rule
  const known = {limit: rule.limit === undefined ? '' : showNumber(rule.limit), ...values}
  const reason = rule.what.replace(/\{(\w+)\}/g, (hole, name: string) =>
    String(known[name as keyof typeof known] ?? hole)
  )
  return {pack, id, level, targets, ...place, reason, why, mend, source}
}

/** A number of bytes as a person says it. */
export function showBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${showNumber(bytes / 1_000_000)} MB`
}

function showNumber(value: number): string {
  return String(Math.round(value * 10) / 10)
}
