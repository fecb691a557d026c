/**
 * Style an article: how this digest writes a word.
 *
 * Script, then terms (which are written in the digest's script), then blanks,
 * then the languages of what stands there in the end.
 */

import type {Nodes, Root, Text} from 'mdast'
import type {Article, Change, Lang, Manifest, Term} from '../model.ts'
import {visit} from 'unist-util-visit'
import {closeUp, closeUpText} from './close-up.ts'
import {convertScript, convertText} from './convert-script.ts'
import {markLang} from './mark-lang.ts'
import {createRecorder} from './recorder.ts'
import {readMatcher, useTerms} from './use-terms.ts'

/** House style of a digest. */
export interface Options {
  readonly script: Manifest['script']
  readonly terms: ReadonlyArray<Term>
}

/** @param article annotated article; not changed. */
export function styleArticle(article: Article, options: Options): Article {
  const tree = structuredClone(article.tree)
  const ledger: Change[] = [...article.ledger]
  const recorder = createRecorder(ledger)
  const script = article.lang.startsWith('zh') && options.script !== 'keep' ? options.script : undefined
  const matcher = readMatcher(options.terms, article.path)
  const lang: Lang = script ?? article.lang

  visit(tree as Nodes, function (node) {
    // The editor writes as the editor wants it; only blanks are the typesetter's.
    if (node.type === 'footnoteDefinition' && node.data?.by === 'editor') {
      closeUpAll(node)
      return 'skip'
    }

    if (node.type !== 'text') return
    const text: Text = node
    if (script) convertScript(text, script, recorder)
    if (matcher) useTerms(text, matcher, recorder)
    closeUp(text, recorder)
  })
  markLang(tree, lang)
  const introduction = article.introduction && styleProse(article.introduction)

  const line = (value: string) => closeUpText(script ? convertText(value, script) : value)
  return {
    ...article,
    tree,
    ledger,
    lang,
    ...(introduction && {introduction}),
    ...(article.title !== undefined && {title: line(article.title)}),
    ...(article.byline !== undefined && {byline: line(article.byline)}),
    ...(article.source !== undefined && {source: line(article.source)})
  }
}

/** Style what the editor wrote: the foreword, an introduction. */
export function styleProse(tree: Root): Root {
  const styled = structuredClone(tree)
  closeUpAll(styled)
  return styled
}

function closeUpAll(tree: Nodes): void {
  visit(tree, 'text', function (node) {
    node.value = closeUpText(node.value)
  })
}
