/**
 * The workshop that works in the thread it is called in: a raw file is read, and cleaned once all
 * of the digest have been read.
 *
 * It is what every other workshop leads to. It stands apart from the rest of the pipeline so that
 * a thread that only reads and cleans loads no more than that.
 */

import type {CleanOrder, Cleaning, Prose, RawArticle, RawFile, Reading, ReadOrder, RulePack} from './model.ts'
import {cleanArticle, readEvidence} from './clean/index.ts'
import {readArticle} from './read/read-article.ts'
import {readProse} from './read/read-prose.ts'

/** A workshop whose work is done when it answers. */
export interface Bench {
  readonly read: (raw: RawFile, order: ReadOrder) => Reading
  readonly clean: (raw: RawFile, order: CleanOrder) => Cleaning
  readonly parse: (raw: RawFile) => Prose
}

/** Open a workshop that cleans by some packs of rules. */
export function openBench(rules: ReadonlyArray<RulePack>): Bench {
  // Trees are kept until they are cleaned, as long as somebody holds their file.
  const kept = new WeakMap<RawFile, RawArticle>()
  const rulesWith = joinRules(rules)
  return {
    parse: readProse,
    read(raw, order) {
      const {article, file} = readArticle(raw, order)
      if (!article) return {file}
      kept.set(raw, article)
      return {evidence: readEvidence(article), file}
    },
    clean(raw, {decisions, packs = [], recurring, ...order}) {
      const known = kept.get(raw)
      const {article, file} =
        known?.id === order.id ? {article: known, file: known.file} : readArticle(raw, order)
      kept.delete(raw)
      if (!article) return {file}
      const cleaned = cleanArticle(article, {rules: rulesWith(packs), decisions, recurring})
      return {article: cleaned, file: cleaned.file}
    }
  }
}

// The same list for the same packs: what plugins make of rules is kept by the list.
function joinRules(
  rules: ReadonlyArray<RulePack>
): (packs: ReadonlyArray<RulePack>) => ReadonlyArray<RulePack> {
  const joined = new Map<string, ReadonlyArray<RulePack>>([['[]', rules]])
  return function (packs) {
    const key = JSON.stringify(packs)
    const all = joined.get(key) ?? [...rules, ...packs]
    joined.set(key, all)
    return all
  }
}
