/**
 * Style an article: how this digest writes a word.
 *
 * Script, then terms (which are written in the digest's script), then quotation
 * marks, then blanks, then the languages of what stands there in the end.
 */

import type {Root, Text} from 'mdast'
import type {Article, Change, Lang, Manifest, Term} from '../model.ts'
import {cloneTree} from '../clone-tree.ts'
import {rawPlace} from '../trace.ts'
import {closeUp, closeUpText} from './close-up.ts'
import {convertBlock} from './convert-block.ts'
import {createScriptConverter, type ScriptConverter} from './convert-script.ts'
import {findNearTerms, readNearMatcher, type NearMatcher} from './find-near-terms.ts'
import {foldScript} from './fold-script.ts'
import {createBlock, findSpan, listBlocks, overlaps, spanAt, type Block} from './list-blocks.ts'
import {markLang} from './mark-lang.ts'
import type {Usage} from './read-usage.ts'
import {createRecorder, rewriteBlock, type Recorder} from './recorder.ts'
import {report, type Finding} from './report.ts'
import {setQuotes} from './set-quotes.ts'
import {styleAttributes} from './style-attributes.ts'
import {findTerms, readMatcher, rewriteTerms, type FoundTerm, type TermMatcher} from './use-terms.ts'

export {readUsage} from './read-usage.ts'

/** House style of a digest. */
export interface Options {
  readonly script: Manifest['script']
  readonly terms: ReadonlyArray<Term>
  /** What is known of characters; needed where the script is converted. */
  readonly usage?: Usage | undefined
}

/** What styling a block needs to know. */
interface Style {
  readonly script: Lang | undefined
  readonly converter: ScriptConverter | undefined
  readonly matcher: TermMatcher | undefined
  readonly near: NearMatcher
  readonly recorder: Recorder
  readonly findings: Finding[]
  /** What counts as a finding only where the article was mended. */
  readonly suspects: Finding[]
  readonly mended: {count: number}
  /** Terms whose original was shown. */
  readonly shown: Set<string> | undefined
  readonly isForeign: (lang: Lang) => boolean
}

/** @param article annotated article; not changed, but for what is said about its file. */
export function styleArticle(article: Article, options: Options): Article {
  const tree = cloneTree(article.tree)
  const ledger: Change[] = [...article.ledger]
  const style = createStyle(article, options, ledger)
  const lang: Lang = style.script ?? article.lang

  for (const block of listBlocks(tree, style.isForeign)) styleBlock(block, style)
  closeUp(tree, style.recorder)
  // Lines beside the text have no place in it, so their changes have none in the ledger.
  const beside = {...style, recorder: createRecorder([], ''), findings: [], shown: undefined}
  const line = (value: string) => styleLine(value, beside)
  styleAttributes(tree, line, style.recorder)
  markLang(tree, lang)
  const suspects = style.mended.count > 0 ? style.suspects : []
  report(article.file, article.text, [...style.findings, ...suspects])
  const introduction = article.introduction && styleProse(article.introduction)
  const conclusion = article.conclusion && styleProse(article.conclusion)
  return {
    ...article,
    tree,
    ledger,
    lang,
    ...(introduction && {introduction}),
    ...(conclusion && {conclusion}),
    ...(article.title !== undefined && {title: line(article.title)}),
    ...(article.byline !== undefined && {byline: line(article.byline)}),
    ...(article.source !== undefined && {source: line(article.source)})
  }
}

/** Style what the editor wrote: the foreword, an introduction. */
export function styleProse(tree: Root): Root {
  const styled = cloneTree(tree)
  closeUp(styled)
  return styled
}

function createStyle(article: Article, {script: asked, terms, usage}: Options, ledger: Change[]): Style {
  const script = article.lang.startsWith('zh') && asked !== 'keep' ? asked : undefined
  if (script !== undefined && !usage) throw new Error('Expected `usage` to convert a script')
  const converter = script !== undefined && usage ? createScriptConverter(script, usage, article) : undefined
  const convert = (text: string) => converter?.convert(text).after.join('') ?? text
  return {
    script,
    converter,
    matcher: readMatcher(
      terms,
      article.path,
      script === undefined ? undefined : {lang: script, fold: foldScript, convert}
    ),
    near: readNearMatcher(terms, article.path, script ?? article.lang),
    recorder: createRecorder(ledger, article.text),
    findings: [],
    suspects: [],
    mended: {count: 0},
    shown: new Set(),
    // What says only `zh` or the article's own script is the article's; what is marked otherwise is a quotation.
    isForeign: (lang) => lang !== article.lang && lang !== script && lang !== 'zh'
  }
}

function styleBlock(block: Block, style: Style): void {
  const {script, converter, matcher, recorder, findings, shown, near, isForeign} = style
  const again = () => createBlock(block.node, isForeign)
  if (script !== undefined && converter) {
    const words = matcher ? findTerms(block.text, matcher) : []
    const {rewrites, doubts, suspects, mends} = convertBlock(block, script, converter, words)
    // One by one: a block may give more than a call takes.
    for (const doubt of doubts) findings.push(doubt)
    for (const suspect of suspects) style.suspects.push(suspect)
    style.mended.count += mends
    rewriteBlock(block, rewrites, recorder)
  }

  if (matcher) {
    const current = again()
    const words = findTerms(current.text, matcher)
    for (const word of words) findings.push(...tellTerm(current, word))
    for (const finding of tellNear(current, near, words)) findings.push(finding)
    rewriteBlock(current, rewriteTerms(current, words, script, shown), recorder)
  }

  if (script !== undefined) {
    const current = again()
    rewriteBlock(current, setQuotes(current, script), recorder)
  }
}

function tellTerm(block: Block, {from, to, text, kind}: FoundTerm): Finding[] {
  if (kind !== 'variant') return []
  const variant = block.text.slice(from, to)
  const span = findSpan(block, from, to)
  const first = spanAt(block, from)
  if (!first || first.isForeign) return []
  return [
    {
      rule: span ? 'variant' : 'variant-apart',
      source: 'use-term',
      reason: span
        ? `Unexpected \`${variant}\`, replaced it with \`${text}\``
        : `Unexpected \`${variant}\` with markup inside, expected \`${text}\``,
      note: span ? 'The digest writes it so' : 'Markup cuts it in two, so it stays as it is',
      offset: rawPlace(first.node, from - first.from, Math.min(to, first.to) - first.from)[0]
    }
  ]
}

function tellNear(block: Block, near: NearMatcher, words: ReadonlyArray<FoundTerm>): Finding[] {
  const isTaken = (from: number, to: number) => overlaps(words, from, to)
  return findNearTerms(block.text, near, isTaken).flatMap(function ({from, to, word, term}) {
    const span = findSpan(block, from, to)
    if (!span) return []
    return {
      rule: 'near-variant',
      source: 'use-term',
      reason: `Unexpected \`${word}\`, expected \`${term}\` or a variant of it`,
      note: 'It stays as it is; a row in `terms.yaml` decides',
      offset: rawPlace(span.node, from - span.from, to - span.from)[0]
    }
  })
}

function styleLine(value: string, style: Style): string {
  const node: Text = {type: 'text', value}
  styleBlock(createBlock({type: 'paragraph', children: [node]}, style.isForeign), style)
  return closeUpText(node.value)
}
