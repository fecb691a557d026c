/**
 * Clean raw articles: one remark plugin a job, in the order of one array.
 */

import type {Root} from 'mdast'
import type {Article, Change, RawArticle, RulePack} from '../model.ts'
import {unified} from 'unified'
import {VFile} from 'vfile'
import {remarkCutSentences} from './cut-sentences.ts'
import {remarkDropJunk} from './drop-junk.ts'
import {findLang} from './find-lang.ts'
import {remarkLiftCredits} from './lift-credits.ts'
import {remarkLiftFrontmatter} from './lift-frontmatter.ts'
import {remarkLiftGlued} from './lift-glued.ts'
import {remarkLiftTitle} from './lift-title.ts'
import {remarkMendEmphasis} from './mend-emphasis.ts'
import {remarkMendInvisible} from './mend-invisible.ts'
import {remarkMendLinks} from './mend-links.ts'
import {remarkMendPunctuation} from './mend-punctuation.ts'
import {remarkMendReadings} from './mend-readings.ts'
import {remarkMendTags} from './mend-tags.ts'
import {remarkMergeCopies} from './merge-copies.ts'
import {remarkMergeDuplicates} from './merge-duplicates.ts'
import {remarkRecoverHeadings} from './recover-headings.ts'
import {remarkSplitLines} from './split-lines.ts'

export {checkConservation, type Finding} from './check-conservation.ts'
export {readRulePack} from './read-rule-pack.ts'
export {stringifyArticle} from './stringify-article.ts'

export interface Options {
  /** What to drop and mend, as the packs under `rules/` say. */
  readonly rules: ReadonlyArray<RulePack>
}

/** Clean one article. */
export function cleanArticle(raw: RawArticle, options: Options): Article {
  const file = new VFile({path: raw.path, value: raw.text})
  file.messages.push(...raw.file.messages)
  file.data.lang = findLang(raw.text)
  file.data.metadata = {...raw.given}
  const tree = createProcessor(options).runSync(structuredClone(raw.tree), file) as Root
  const ledger: Change[] = [...(file.data.ledger ?? [])].sort((a, b) => a.place[0] - b.place[0])
  return {
    ...file.data.metadata,
    ...raw.given,
    id: raw.id,
    path: raw.path,
    text: raw.text,
    lang: raw.given.lang ?? file.data.lang,
    tree,
    ledger,
    file
  }
}

function createProcessor(options: Options) {
  return unified()
    .use(remarkLiftFrontmatter)
    .use(remarkMendInvisible)
    .use(remarkMendTags)
    .use(remarkMendEmphasis)
    .use(remarkMendReadings)
    .use(remarkMendLinks)
    .use(remarkSplitLines)
    .use(remarkMendPunctuation)
    .use(remarkMergeCopies)
    .use(remarkMergeDuplicates)
    .use(remarkLiftCredits, options)
    .use(remarkLiftTitle, options)
    .use(remarkCutSentences, options)
    .use(remarkDropJunk, options)
    .use(remarkLiftGlued, options)
    .use(remarkRecoverHeadings)
}
