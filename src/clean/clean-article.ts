/**
 * Clean one article: all plugins, in the order of one array, and again where the editor decided
 * against what they did.
 */

import type {Root} from 'mdast'
import type {Article, Decisions, RawArticle, RulePack} from '../model.ts'
import {toString} from 'mdast-util-to-string'
import {unified, type PluggableList, type Processor} from 'unified'
import {VFile} from 'vfile'
import {findLang} from './find-lang.ts'
import {cloneTree} from '../clone-tree.ts'
import {createBook, decideChanges, type Book} from './decide-changes.ts'
import {openBook} from './ledger.ts'
import {remarkCutSentences} from './cut-sentences.ts'
import {remarkDropFrames} from './drop-frames.ts'
import {remarkDropJunk} from './drop-junk.ts'
import {remarkJoinLines} from './join-lines.ts'
import {remarkLiftCredits} from './lift-credits.ts'
import {remarkLiftFrontmatter} from './lift-frontmatter.ts'
import {remarkLiftGlued} from './lift-glued.ts'
import {remarkLiftTitle} from './lift-title.ts'
import {remarkMarkRoles} from './mark-roles.ts'
import {remarkMendEmphasis} from './mend-emphasis.ts'
import {remarkMendInvisible} from './mend-invisible.ts'
import {remarkMendLinks} from './mend-links.ts'
import {remarkMendMojibake} from './mend-mojibake.ts'
import {remarkMendPunctuation} from './mend-punctuation.ts'
import {remarkMendReadings} from './mend-readings.ts'
import {remarkMendTags} from './mend-tags.ts'
import {remarkMergeCopies} from './merge-copies.ts'
import {remarkMergeDuplicates} from './merge-duplicates.ts'
import {remarkRecoverHeadings} from './recover-headings.ts'
import {remarkRecoverLists} from './recover-lists.ts'
import {remarkRecoverProse} from './recover-prose.ts'
import {remarkRecoverUnderlines} from './recover-underlines.ts'
import {remarkSplitLines} from './split-lines.ts'

export interface Options {
  /** What to drop, mend and lift, as the packs under `rules/` say. */
  readonly rules: ReadonlyArray<RulePack>
  /** What the editor decided about changes, by their ids. */
  readonly decisions?: Decisions | undefined
  /** Lines that recur across articles of this one's source, as `findRecurring` gives them. */
  readonly recurring?: ReadonlySet<string> | undefined
}

/** Clean one article. */
export function cleanArticle(raw: RawArticle, options: Options): Article {
  const book = createBook(options.decisions)
  let {file, tree} = cleanOnce(raw, options, book)
  while (decideChanges(book, file.data.ledger ?? [])) ({file, tree} = cleanOnce(raw, options, book))
  file.data.decided = book.met
  return {
    ...file.data.metadata,
    ...raw.given,
    id: raw.id,
    path: raw.path,
    text: raw.text,
    kind: raw.kind,
    lang: raw.given.lang ?? findLang(raw.kind === 'html' ? toString(tree) : raw.text),
    tree,
    ledger: [...(file.data.ledger ?? [])].sort((a, b) => a.place[0] - b.place[0]),
    file
  }
}

function cleanOnce(raw: RawArticle, options: Options, book: Book): {file: VFile; tree: Root} {
  const file = new VFile({path: raw.path, value: raw.text})
  file.messages = [...raw.file.messages]
  file.data.metadata = {...raw.said, ...raw.given}
  file.data.kind = raw.kind
  if (options.recurring) file.data.recurring = options.recurring
  openBook(file, book)
  return {file, tree: processorOf(options).runSync(cloneTree(raw.tree), file) as Root}
}

// One processor is kept for each list of packs: what plugins make of rules is made once.
const processors = new WeakMap<Options['rules'], Processor>()

function processorOf(options: Options): Processor {
  const processor = processors.get(options.rules) ?? unified().use(createPlugins(options)).freeze()
  processors.set(options.rules, processor)
  return processor
}

/** The plugins in their order, with the reason where it matters. */
export function createPlugins(options: Options): PluggableList {
  return [
    remarkLiftFrontmatter,
    // What is not of the article, before anything is judged by what stands around it.
    remarkDropFrames,
    // Letters first: all that follows compares text. A soft hyphen may be half of a letter.
    remarkMendMojibake,
    remarkMendInvisible,
    notOnPages(remarkRecoverProse),
    remarkMendTags,
    notOnPages(remarkMendEmphasis),
    remarkMendReadings,
    notOnPages(remarkMendLinks),
    // Before the marks under it are taken for a line of text.
    notOnPages(remarkRecoverUnderlines),
    // All judging is done on lines.
    notOnPages(remarkJoinLines),
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
    [remarkRecoverHeadings, options],
    remarkMarkRoles
  ]
}

/** A plugin that reads the marks of Markdown in the raw text, where a web page has tags. */
function notOnPages(plugin: () => Transform): () => Transform {
  return function () {
    const transform = plugin()
    return (tree, file) => {
      if (file.data.kind !== 'html') transform(tree, file)
    }
  }
}

type Transform = (tree: Root, file: VFile) => void
