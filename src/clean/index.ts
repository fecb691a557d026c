/**
 * Clean raw articles: one remark plugin a job.
 *
 * Each plugin is an ordinary one and works alone; what it did stands in
 * `file.data.ledger`, what it read in `file.data.metadata`.
 */

export {checkConservation, type Finding} from './check-conservation.ts'
export {cleanArticle, type Options} from './clean-article.ts'
export {findRecurring, readEvidence} from './find-recurring.ts'
export {readOwnPacks} from './read-own-pack.ts'
export {readRulePack} from './read-rule-pack.ts'
export {stringifyArticle} from './stringify-article.ts'
export {remarkCutSentences} from './cut-sentences.ts'
export {remarkDropFrames} from './drop-frames.ts'
export {remarkDropJunk} from './drop-junk.ts'
export {remarkJoinLines} from './join-lines.ts'
export {remarkLiftCredits} from './lift-credits.ts'
export {remarkLiftFrontmatter} from './lift-frontmatter.ts'
export {remarkLiftGlued} from './lift-glued.ts'
export {remarkLiftTitle} from './lift-title.ts'
export {remarkMarkRoles} from './mark-roles.ts'
export {remarkMendEmphasis} from './mend-emphasis.ts'
export {remarkMendInvisible} from './mend-invisible.ts'
export {remarkMendLinks} from './mend-links.ts'
export {remarkMendMojibake} from './mend-mojibake.ts'
export {remarkMendPunctuation} from './mend-punctuation.ts'
export {remarkMendReadings} from './mend-readings.ts'
export {remarkMendTags} from './mend-tags.ts'
export {remarkMergeCopies} from './merge-copies.ts'
export {remarkMergeDuplicates} from './merge-duplicates.ts'
export {remarkRecoverHeadings} from './recover-headings.ts'
export {remarkRecoverLists} from './recover-lists.ts'
export {remarkRecoverProse} from './recover-prose.ts'
export {remarkRecoverUnderlines} from './recover-underlines.ts'
export {remarkSplitLines} from './split-lines.ts'
