/**
 * Clean raw articles: one remark plugin a job, in the order of one array.
 *
 * Each plugin is an ordinary one and works alone; what it did stands in
 * `file.data.ledger`, what it read in `file.data.metadata`.
 */

import type {Root} from 'mdast'
import type {Article, RawArticle, RulePack} from '../model.ts'
import {unified, type PluggableList, type Processor} from 'unified'
import {VFile} from 'vfile'
import {findLang} from './find-lang.ts'
import {cloneTree} from './clone-tree.ts'
import {remarkCutSentences} from './cut-sentences.ts'
import {remarkDropJunk} from './drop-junk.ts'
import {remarkLiftCredits} from './lift-credits.ts'
import {remarkLiftFrontmatter} from './lift-frontmatter.ts'
import {remarkLiftGlued} from './lift-glued.ts'
import {remarkLiftTitle} from './lift-title.ts'
import {remarkMarkRoles} from './mark-roles.ts'
import {remarkMendEmphasis} from './mend-emphasis.ts'
import {remarkMendInvisible} from './mend-invisible.ts'
import {remarkMendLinks} from './mend-links.ts'
import {remarkMendPunctuation} from './mend-punctuation.ts'
import {remarkMendReadings} from './mend-readings.ts'
import {remarkMendTags} from './mend-tags.ts'
import {remarkMergeCopies} from './merge-copies.ts'
import {remarkMergeDuplicates} from './merge-duplicates.ts'
import {remarkRecoverHeadings} from './recover-headings.ts'
import {remarkRecoverLists} from './recover-lists.ts'
import {remarkRecoverProse} from './recover-prose.ts'
import {remarkSplitLines} from './split-lines.ts'

export {checkConservation, type Finding} from './check-conservation.ts'
export {readRulePack} from './read-rule-pack.ts'
export {stringifyArticle} from './stringify-article.ts'
export {
  remarkCutSentences,
  remarkDropJunk,
  remarkLiftCredits,
  remarkLiftFrontmatter,
  remarkLiftGlued,
  remarkLiftTitle,
  remarkMarkRoles,
  remarkMendEmphasis,
  remarkMendInvisible,
  remarkMendLinks,
  remarkMendPunctuation,
  remarkMendReadings,
  remarkMendTags,
  remarkMergeCopies,
  remarkMergeDuplicates,
  remarkRecoverHeadings,
  remarkRecoverLists,
  remarkRecoverProse,
  remarkSplitLines
}

export interface Options {
  /** What to drop, mend and lift, as the packs under `rules/` say. */
  readonly rules: ReadonlyArray<RulePack>
}

/** Clean one article. */
export function cleanArticle(raw: RawArticle, options: Options): Article {
  const file = new VFile({path: raw.path, value: raw.text})
  file.messages.push(...raw.file.messages)
  file.data.metadata = {...raw.given}
  const tree = processorOf(options).runSync(cloneTree(raw.tree), file) as Root
  const ledger = [...(file.data.ledger ?? [])].sort((a, b) => a.place[0] - b.place[0])
  return {
    ...file.data.metadata,
    ...raw.given,
    id: raw.id,
    path: raw.path,
    text: raw.text,
    lang: raw.given.lang ?? findLang(raw.text),
    tree,
    ledger,
    file
  }
}

// One processor is kept for each list of packs: what plugins make of rules is made once.
const processors = new WeakMap<Options['rules'], Processor>()

function processorOf(options: Options): Processor {
  const processor = processors.get(options.rules) ?? unified().use(createPlugins(options)).freeze()
  processors.set(options.rules, processor)
  return processor
}

/** The plugins in their order, with the reason where it matters. */
function createPlugins(options: Options): PluggableList {
  return [
    remarkLiftFrontmatter,
    // Letters first: all that follows compares text.
    remarkMendInvisible,
    remarkRecoverProse,
    remarkMendTags,
    remarkMendEmphasis,
    remarkMendReadings,
    remarkMendLinks,
    // All judging is done on lines.
    remarkSplitLines,
    remarkMendPunctuation,
    // A second copy of the article would hide its head and its end.
    remarkMergeCopies,
    remarkMergeDuplicates,
    // Credits before the title: a first line with a credit behind it is one.
    [remarkLiftCredits, options],
    [remarkLiftTitle, options],
    // What is glued to a paragraph goes before the paragraph is judged for it.
    [remarkCutSentences, options],
    [remarkDropJunk, options],
    // Only now it is known which paragraph is the first and which the last.
    [remarkLiftGlued, options],
    // Numbers that count lines before numbers that head sections.
    remarkRecoverLists,
    remarkRecoverHeadings,
    remarkMarkRoles
  ]
}
